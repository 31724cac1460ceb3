"""Where a film goes: written beside its place, and moved into it only when it is whole."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scenes import manifest

LONGEST_NAME = 230  # bytes; file systems take 255, and what is being made has a longer name beside it


class PlaceError(ValueError):
    """An output place that cannot be used."""


def check_directory(out: Path) -> None:
    """Finds out, leaving nothing behind, whether a film can be written to the directory `out`.

    Raises PlaceError when it cannot be made or written, or when it holds files of a film's names that no film.json
    there accounts for (they would be overwritten, and may be somebody's own).
    """
    if os.path.isfile(out):  # noqa: PTH113 (Path.is_file raises for a name that is too long)
        raise PlaceError(f"{out} is a file; name a directory with --out")
    _try_writing(out)
    if not (out / manifest.NAME).exists():
        taken = [name for name in (*manifest.FILES.values(), "chapters") if (out / name).exists()]
        if taken:
            raise PlaceError(f"{out} holds {taken[0]} but no film; name an empty or a new directory with --out")


def check_file(out: Path) -> None:
    """As `check_directory`, for one file: its directory must take new files, and `out` may not be a directory."""
    if os.path.isdir(out):  # noqa: PTH112
        raise PlaceError(f"{out} is a directory; name a file with --out")
    _try_writing(out.parent)


def _try_writing(directory: Path) -> None:
    """Makes a directory in the nearest one that exists, and takes it away again: the one sure test."""
    try:
        if len(os.fsencode(directory.name)) > LONGEST_NAME:
            raise OSError("its name is too long")
        existing = next(each for each in (directory.absolute(), *directory.absolute().parents) if each.exists())
        Path(tempfile.mkdtemp(prefix=".whytoo-", dir=existing)).rmdir()
    except OSError as error:
        reason = error.strerror or str(error)
        raise PlaceError(f"{directory} cannot be written ({reason}); name another place with --out") from None


@contextmanager
def staged_directory(out: Path) -> Iterator[Path]:
    """A new directory beside `out` for what is being made; `install` moves it into place when it is whole.

    However the block is left, by an error and by Ctrl-C too, nothing stays of what was not installed.
    """
    made = _make_parents(out.parent)
    stage = Path(tempfile.mkdtemp(prefix=f".{out.name}.partial-", dir=out.parent))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for parent in made:
            _remove_if_empty(parent)


@contextmanager
def staged_file(out: Path) -> Iterator[Path]:
    """A path beside `out`, of the same ending, renamed to `out` at the end; nothing is left on an error."""
    made = _make_parents(out.parent)
    stage = Path(tempfile.mkdtemp(prefix=".whytoo.partial-", dir=out.parent))
    try:
        yield stage / out.name
        (stage / out.name).replace(out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for parent in made:
            _remove_if_empty(parent)


def _make_parents(directory: Path) -> list[Path]:
    """Makes `directory`; returns what had to be made, deepest first."""
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_if_empty(directory: Path) -> None:
    with suppress(OSError):  # something is in it, which is as it should be
        directory.rmdir()


def install(stage: Path, out: Path) -> None:
    """Moves a whole film into place.

    A new place takes it in one rename. In an old one film.json goes first and comes last, so that at no moment does
    it describe files that are not its own; clips of the old film that the new one lacks go with it, and files that
    are no part of a film stay.
    """
    with _no_interruption():
        stage.chmod(0o777 & ~_umask())
        if out.exists():
            _replace_parts(stage, out)
        else:
            stage.rename(out)


def _replace_parts(stage: Path, out: Path) -> None:
    stale = _clips_of(out)
    (out / manifest.NAME).unlink(missing_ok=True)
    (out / "chapters").mkdir(exist_ok=True)
    parts = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    for part in sorted(parts, key=lambda path: path.name == manifest.NAME):
        (stage / part).replace(out / part)
    for part in stale - set(parts):
        (out / part).unlink(missing_ok=True)


def _clips_of(out: Path) -> set[Path]:
    try:
        film = manifest.read(out)
    except manifest.ManifestError:
        return set()
    names = {Path(name) for chapter in film.chapters for name in (chapter.file, chapter.poster)}
    return {name for name in names if name.parent == Path("chapters") and ".." not in name.parts}


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Holds Ctrl-C back for the moment of a few renames."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
