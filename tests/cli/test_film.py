"""Real films by the real program, small ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenes import manifest, video
from tests.cli.conftest import GOLDEN, ROOT

TWO = ["tokens", "scores"]
FILM = ["film", "hello world", "--model", str(GOLDEN), "--quality", "draft", "--chapters", ",".join(TWO)]


def test_a_film_is_made_and_told(program, here: Path) -> None:
    result = program(*FILM)
    assert result.code == 0, result.err
    (folder,) = here.glob("media/*/en")
    film = manifest.read(folder)
    assert [chapter.id for chapter in film.chapters] == TWO
    assert result.out.startswith(str(Path("media", folder.parent.name, "en", "film.mp4")))
    found = video.facts(folder / "film.mp4")
    assert (found.width, found.height, found.fps) == (854, 480, 15)
    assert found.frames == film.frames == sum(chapter.frames for chapter in film.chapters)
    for chapter in film.chapters:
        assert video.facts(folder / chapter.file).frames == chapter.frames
        assert (folder / chapter.poster).read_bytes().startswith(b"\x89PNG")
        assert chapter.captions
        assert 0 <= chapter.captions[0].start < chapter.captions[-1].end <= chapter.duration
    again = program(*FILM)
    assert "nothing has changed" in again.out


def test_a_clip_and_a_still_are_made(program, here: Path) -> None:
    common = ["hello world", "--model", str(GOLDEN), "--quality", "draft", "--captions", "soft"]
    clip = program("clip", TWO[0], *common, "--out", "new/a.mp4")
    assert clip.code == 0, clip.err
    still = program("still", TWO[0], *common, "--at", "1", "--out", "new/a.png")
    assert still.code == 0, still.err
    assert sorted(path.name for path in (here / "new").iterdir()) == ["a.mp4", "a.png"]
    assert video.facts(here / "new" / "a.mp4").frames > 15


@pytest.fixture
def started(here: Path) -> Iterator[subprocess.Popen]:
    """A film in the making, its process group its own."""
    command = [sys.executable, os.fspath(ROOT / "render.py"), *FILM, "--jobs", "2", "--quality", "high"]
    process = subprocess.Popen(command, cwd=here, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 30
    while not list(here.glob("media/*/.en.partial-*/chapters/*.mp4")):
        assert process.poll() is None, process.stderr
        assert time.monotonic() < until
        time.sleep(0.05)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stderr:
        process.stderr.close()


def group_is_gone(group: int) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("number", "to_all", "code"),
    [(signal.SIGINT, False, 130), (signal.SIGINT, True, 130), (signal.SIGTERM, False, 143)],
    ids=["interrupt-program", "ctrl-c-in-terminal", "terminate"],
)
def test_stopping_leaves_no_file_and_no_process(started, here: Path, number: int, to_all: bool, code: int) -> None:
    (os.killpg if to_all else os.kill)(started.pid, number)
    assert started.wait(10) == code
    assert started.stderr.read().endswith("\nrender.py: stopped; nothing half-made is left\n")
    assert group_is_gone(started.pid)
    assert not any(here.iterdir())


def test_a_killed_program_leaves_no_process(started) -> None:
    """Nobody can clean up after a kill, but the chapters' processes notice and end."""
    os.kill(started.pid, signal.SIGKILL)
    started.wait(10)
    assert group_is_gone(started.pid)
