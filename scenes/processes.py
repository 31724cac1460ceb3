"""Chapters side by side, each in a process of its own (Manim's configuration is global to a process).

A job is plain data and its work a pure function of it, so a distributed engine could run the same jobs elsewhere.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

TELL_EVERY = 0.2  # seconds between two reports of a chapter's frames


@dataclass(frozen=True)
class Job:
    """One chapter to render. `settings` is scenes.render.Settings."""

    chapter: str
    trace: Path
    settings: Any
    clip: Path
    poster: Path
    log: Path


class ChapterFailed(RuntimeError):  # noqa: N818
    """A chapter that could not be rendered. `report` is its process's traceback or last words."""

    def __init__(self, chapter: str, reason: str, report: str = "") -> None:
        super().__init__(f"chapter {chapter!r} failed: {reason}")
        self.report = report


@dataclass(frozen=True)
class News:
    """What a job has to tell: `frames` drawn so far, and its `record` when it is done."""

    chapter: str
    frames: int = 0
    record: Any = None


Work = Callable[[Job, Callable[[int], None]], Any]


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(jobs: Sequence[Job], workers: int, tell: Callable[[News], None], work: Work) -> dict[str, Any]:
    """Runs `work(job, on_frames)` for every job, `workers` at a time; returns what each returned, by chapter.

    `work` is a function of a module, for processes are started afresh. Raises ChapterFailed for the first that fails.
    However it ends, no process is left.
    """
    waiting = list(jobs)
    running: dict[Any, tuple[Job, BaseProcess]] = {}  # by their pipes
    done: dict[str, Any] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max(1, workers):
                job = waiting.pop(0)
                process, pipe = _start(job, work)
                running[pipe] = (job, process)
            for ready in wait(list(running)):
                job, process = running[ready]
                news = _hear(ready, job, process)
                tell(news)
                if news.record is not None:
                    done[job.chapter] = news.record
                    process.join()
                    del running[ready]
    finally:
        _end([process for _, process in running.values()])
    return done


def _start(job: Job, work: Work) -> tuple[BaseProcess, Connection]:
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(job, work, theirs), daemon=True, name=f"chapter {job.chapter}")
    with _deaf_to_interrupts():
        process.start()
    theirs.close()
    return process, ours


@cache
def _context() -> Any:
    """Fresh processes, forked where that can be from one that has imported Manim once: a third of a draft's work.

    That server is started by the first process and ends with ours, however ours ends.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["scenes.render"])
    return context


def warm_up() -> None:
    """Begin to import Manim in the background, for chapters that will be asked for soon."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _deaf_to_interrupts():
            forkserver.ensure_running()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started in here never sees Ctrl-C: the terminal sends it to everybody, we end our own."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hear(pipe: Any, job: Job, process: BaseProcess) -> News:
    try:
        kind, value = pipe.recv()
    except EOFError:
        process.join()
        raise ChapterFailed(job.chapter, f"its process ended with code {process.exitcode}", _tail(job.log)) from None
    if kind == "failed":
        reason, report = value
        raise ChapterFailed(job.chapter, reason, report)
    return News(job.chapter, value) if kind == "frames" else News(job.chapter, record=value)


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-4000:] if log.exists() else ""


def _end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(3)
        if process.is_alive():
            process.kill()
            process.join()


def _child(job: Job, work: Work, pipe: Connection) -> None:
    """A job's process: what libraries print goes to the log, what matters through the pipe."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _print_to(job.log)
    last, total = 0.0, 0

    def on_frames(count: int) -> None:
        nonlocal last, total
        total += count
        if time.monotonic() - last >= TELL_EVERY:
            last = time.monotonic()
            pipe.send(("frames", total))  # a parent that is gone breaks the pipe, and that ends this process

    try:
        pipe.send(("done", work(job, on_frames)))
    except BrokenPipeError:
        pass
    except BaseException as error:
        reason = f"{type(error).__name__}: {error}"
        pipe.send(("failed", (reason, traceback.format_exc())))
    finally:
        pipe.close()


def _print_to(log: Path) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.close(file)
