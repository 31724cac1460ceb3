"""Commands timed side by side: each is run in turn, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.processes import cores

ROOT = Path(__file__).parent.parent
SENTENCE = "I love you"
LONG = (  # 40 tokens of the shipped model
    "I love you because you are kind and you help me when I am sad , and my mother likes you because you are "
    "funny and you eat the food that she makes for us when we are home"
)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of processor time of a command and all that it started."""

    wall: float
    cpu: float


class CommandError(RuntimeError):
    """A command that did not end well; its last words."""


def film(*arguments: str, root: Path = ROOT) -> list[str]:
    """The command that makes a film, no matter what was made before."""
    return [sys.executable, os.fspath(root / "render.py"), "film", *arguments]


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of this project."""
    return [sys.executable, "-m", name, *arguments]


def run(command: Sequence[str]) -> Cost:
    """Run a command and wait for it.

    Raises:
        CommandError: when it does not end with 0.
    """
    _adopt_orphans()
    used, started = _cpu(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    wall = time.perf_counter() - started
    _reap()
    if done.returncode:
        raise CommandError(f"{' '.join(command[1:4])} … ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return Cost(wall, _cpu() - used)


def side_by_side(commands: Mapping[str, Sequence[str]], n: int) -> dict[str, Cost]:
    """The median cost of each command over ``n`` rounds, in each of which all are run once."""
    rounds: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(n):
        for name, command in commands.items():
            rounds[name].append(run(command))
    return {name: median(costs) for name, costs in rounds.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """The medians of both."""
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def _adopt_orphans() -> None:
    """Let processes that a command leaves behind (the one that its chapters are forked from) be counted as ours."""
    if platform.system() == "Linux":
        set_child_subreaper = 36  # prctl(2)
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _reap() -> None:
    """Wait for what was left behind; it ends by itself."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _cpu() -> float:
    used = os.times()
    return used.children_user + used.children_system


def machine() -> str:
    """The processor and what else bears on speed; no name that would tell whose machine it is."""
    return f"{_processor()}, {cores()} cores, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
