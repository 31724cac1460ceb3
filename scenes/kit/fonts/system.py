"""The last resort before a box: fonts that happen to be installed on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from scenes.kit.fonts.typeface import Typeface

SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


def folders() -> list[Path]:
    """The platform's font folders."""
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), local / "Microsoft/Windows/Fonts"]
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(data, "fonts"), home / ".fonts"]


_STYLES = ("bold", "italic", "oblique", "black", "light", "thin", "condensed")


def _rank(path: Path) -> tuple[bool, bool, bool, str]:
    """Upright sans-serif text faces first, then by name, so that one machine always picks the same font."""
    name = path.stem.lower()
    return "mono" in name, any(word in name for word in _STYLES), "sans" not in name, path.name


@cache
def files() -> tuple[Path, ...]:
    """Every font file of the platform's folders, the best first."""
    found = (path for folder in folders() if folder.is_dir() for path in folder.rglob("*"))
    return tuple(sorted((path for path in found if path.suffix.lower() in SUFFIXES), key=_rank))


@cache
def _faces(path: Path) -> tuple[Typeface, ...]:
    """The outline faces of a file; none where the file cannot be read."""
    try:
        count = hb.Face(hb.Blob.from_file_path(str(path))).count
        faces = (Typeface(path, index) for index in range(count))
        return tuple(face for face in faces if face.drawable)
    except (hb.HarfBuzzError, OSError, ValueError):
        return ()


def faces() -> Iterator[Typeface]:
    for path in files():
        yield from _faces(path)


@cache
def find(text: str) -> Typeface | None:
    """The first installed font that has an outline for every character of `text`."""
    for face in faces():
        if face.has(text) and all(face.extents(face.font.get_nominal_glyph(ord(c))) for c in text):
            return face
    return None
