from __future__ import annotations

from pathlib import Path

import pytest

from scenes import place
from scenes.place import PlaceError


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_new_place_is_found_good_and_left_as_it_was(tmp_path: Path) -> None:
    place.check_directory(tmp_path / "a" / "b")
    assert everything(tmp_path) == []


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        with pytest.raises(PlaceError, match="--out"):
            place.check_directory(out)
    assert everything(tmp_path) == ["file"]


def test_files_that_belong_to_no_film_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("my holiday")
    with pytest.raises(PlaceError, match=r"film\.mp4"):
        place.check_directory(tmp_path)


def test_other_files_do_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    place.check_directory(tmp_path)


def test_a_directory_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(PlaceError):
        place.check_file(tmp_path)


def test_nothing_is_left_when_making_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with place.staged_directory(tmp_path / "new" / "film") as stage:
            (stage / "film.mp4").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert everything(tmp_path) == []


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with place.staged_file(tmp_path / "new" / "a.png") as staged:
        staged.write_text("whole")
        assert not (tmp_path / "new" / "a.png").exists()
    assert everything(tmp_path) == ["new", "new/a.png"]


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("old")

    def fail() -> None:
        with place.staged_file(tmp_path / "a.png") as staged:
            staged.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert everything(tmp_path) == ["a.png"]
    assert (tmp_path / "a.png").read_text() == "old"
