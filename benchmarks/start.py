"""`predict` from a cold start, and the memory that a large film takes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, SENTENCE, film, run
from benchmarks.rows import Row, not_measured, under

PROC = Path("/proc")


def predict(n: int) -> Iterator[Row]:
    """A process a run; at least 5 runs, for each is short. The first, which fills the disk's cache, does not count."""
    command = [sys.executable, os.fspath(ROOT / "render.py"), "predict", SENTENCE]
    seconds = [run(command).wall for _ in range(1 + max(n, 5))][1:]
    yield under("predict, from a cold start", statistics.median(seconds), 0.7, "s")


def memory(n: int) -> Iterator[Row]:
    """The largest sum over all processes of a 1080p60 film with two jobs, looked at every 0.1 s."""
    what, target = "memory of a 1080p60 film, 2 jobs", "under 1.5 GB"
    if not (PROC / "self" / "smaps_rollup").exists():
        yield not_measured(what, "this system does not tell the memory of processes", target)
        return
    with tempfile.TemporaryDirectory() as scratch:
        chapters = "scores,weights"
        choices = ("--quality", "high", "--jobs", "2", "--chapters", chapters)
        command = film(SENTENCE, "--force", *choices, "--out", f"{scratch}/film")
        peak = _peak(command)
    yield under(what, peak / 1e9, 1.5, "GB", f"chapters {chapters}; shared pages counted once")


def _peak(command: list[str]) -> int:
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _family(process.pid))))
        time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"the film ended with {process.returncode}")
    return peak


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def _resident(pid: int) -> int:
    """Bytes of a process, of what it shares its part (Pss)."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
