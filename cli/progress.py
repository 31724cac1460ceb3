"""Shows how rendering goes: a live table in a terminal, a line a chapter elsewhere."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from scenes.film import Watch
from scenes.processes import News

USUAL_SECONDS = 24  # of a chapter, until one is done and tells better


def watch() -> Watch:
    """The way of showing that fits where stderr goes."""
    console = Console(stderr=True)
    return Live(console) if console.is_terminal else Lines(console)


class Lines(Watch):
    """One plain line for each chapter that is done."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.started = time.monotonic()

    def begin(self, chapters: Sequence[str], kept: Sequence[str], fps: int) -> None:
        self.total, self.done = len(chapters), 0
        if kept:
            self._say(f"unchanged: {', '.join(kept)}")
        if chapters:
            self._say(f"rendering: {', '.join(chapters)}")

    def news(self, news: News) -> None:
        if news.record is None:
            return
        self.done += 1
        seconds = time.monotonic() - self.started
        self._say(f"{self.done}/{self.total} {news.chapter}: {news.record.frames} frames, {seconds:.0f} s so far")

    def _say(self, line: str) -> None:
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


class Live(Watch):
    """A bar for all chapters, and a line for each that is being drawn."""

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn(),
            console=console, transient=True,
        )  # fmt: skip

    def begin(self, chapters: Sequence[str], kept: Sequence[str], fps: int) -> None:
        self.total = len(chapters)
        self.usual = USUAL_SECONDS * fps
        self.frames: dict[str, int] = {}
        self.done: dict[str, int] = {}
        self.rows: dict[str, TaskID] = {}
        if not chapters:
            return
        self.all = self.progress.add_task("film", total=self.total, told=f"0 of {self.total} chapters")
        self.progress.start()

    def news(self, news: News) -> None:
        if news.record is not None:
            self.done[news.chapter] = news.record.frames
            self.frames.pop(news.chapter, None)
            self._drop(news.chapter)
        else:
            self.frames[news.chapter] = news.frames
            self._show(news)
        self._show_all()

    def _show(self, news: News) -> None:
        if news.chapter not in self.rows:
            self.rows[news.chapter] = self.progress.add_task(news.chapter, total=None, told="")
        self.progress.update(self.rows[news.chapter], told=f"{news.frames} frames")

    def _drop(self, chapter: str) -> None:
        if chapter in self.rows:
            self.progress.remove_task(self.rows.pop(chapter))

    def _show_all(self) -> None:
        """How far the film is; a chapter's length is not known before its end, so the others' stands for it."""
        usual = sum(self.done.values()) / len(self.done) if self.done else self.usual
        partly = sum(min(frames / usual, 0.95) for frames in self.frames.values())
        frames = sum(self.done.values()) + sum(self.frames.values())
        told = f"{len(self.done)} of {self.total} chapters, {frames} frames"
        self.progress.update(self.all, completed=len(self.done) + partly, told=told)

    def end(self) -> None:
        self.progress.stop()
