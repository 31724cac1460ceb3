"""Prints one table: each row a median over several runs of the real program, with their spread."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scenes.processes import cores

ROOT = Path(__file__).parent.parent
SENTENCE = "I love you"


def run(*arguments: str) -> float:
    """Seconds that render.py takes from start to end."""
    command = [sys.executable, os.fspath(ROOT / "render.py"), *arguments]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def measure(action: Callable[[], float], times: int) -> list[float]:
    action()  # the first warms the disk's cache
    return [action() for _ in range(times)]


def row(name: str, seconds: list[float]) -> str:
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}, n={len(seconds)}"
    return f"{name:44} {statistics.median(seconds):8.2f} s   ({spread})"


def main() -> None:
    print(f"{platform.machine()}, {cores()} cores, Python {platform.python_version()}, {platform.system()}\n")
    print(row("predict, from a cold start", measure(lambda: run("predict", SENTENCE), 7)))
    with tempfile.TemporaryDirectory() as scratch:
        film = ["film", SENTENCE, "--quality", "draft", "--out", f"{scratch}/film"]
        alone = measure(lambda: run(*film, "--force", "--jobs", "1"), 3)
        print(row("film of all chapters, draft, 1 job", alone))
        together = measure(lambda: run(*film, "--force", "--jobs", "2"), 3)
        print(row("film of all chapters, draft, 2 jobs", together))
        print(row("the same film again", measure(lambda: run(*film), 5)))
    print(f"\n2 jobs are {statistics.median(alone) / statistics.median(together):.2f} times as fast as 1")


if __name__ == "__main__":
    main()
