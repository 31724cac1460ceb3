from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

from scenes import processes
from scenes.processes import ChapterFailed, Job, News
from scenes.settings import Settings
from tests.film import fakes


def jobs(folder: Path, *chapters: str) -> list[Job]:
    return [
        Job(each, folder / "trace.npz", Settings(quality="draft"), folder / f"{each}.mp4", folder / f"{each}.png",
            folder / f"{each}.log")
        for each in chapters
    ]  # fmt: skip


def test_records_come_back_by_chapter_and_frames_are_told(tmp_path: Path) -> None:
    told: list[News] = []
    records = processes.run(jobs(tmp_path, "tokens", "scores"), 2, told.append, fakes.paint)
    assert {name: record.frames for name, record in records.items()} == {"tokens": 21, "scores": 21}
    assert {(news.chapter, news.frames) for news in told if not news.record} == {("tokens", 21), ("scores", 21)}


def test_chapters_run_side_by_side(tmp_path: Path) -> None:
    assert len(processes.run(jobs(tmp_path, "tokens", "scores"), 2, lambda news: None, fakes.meet)) == 2


def test_a_failure_names_the_chapter_and_ends_the_others(tmp_path: Path) -> None:
    with pytest.raises(ChapterFailed, match=r"'scores' failed: RuntimeError: the picture") as failure:
        processes.run(jobs(tmp_path, "scores", "tokens"), 2, lambda news: None, fakes.fail_in_scores)
    assert "Traceback" in failure.value.report
    assert not multiprocessing.active_children()


def test_a_process_that_dies_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ChapterFailed, match="code 3") as failure:
        processes.run(jobs(tmp_path, "tokens"), 1, lambda news: None, fakes.die)
    assert "last words" in failure.value.report


def test_an_interruption_leaves_no_process(tmp_path: Path) -> None:
    def interrupt(news: News) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        processes.run(jobs(tmp_path, "tokens", "scores"), 2, interrupt, fakes.linger)
    assert not multiprocessing.active_children()
    assert threading.active_count() == 1


def test_a_process_whose_parent_is_gone_ends_by_itself(tmp_path: Path) -> None:
    process, pipe = processes._start(jobs(tmp_path, "tokens")[0], fakes.linger)
    pipe.recv()
    pipe.close()
    until = time.monotonic() + 10
    while process.is_alive() and time.monotonic() < until:
        time.sleep(0.05)
    assert process.exitcode is not None
