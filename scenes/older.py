"""The film that is there already: which of its clips can stay, and whether it is just the film that is wanted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scenes import manifest, reuse, texts, video
from scenes.manifest import ChapterEntry, Manifest, ManifestError


@dataclass(frozen=True)
class Clip:
    """A clip's entry in the manifest, and the numbers that it shows."""

    entry: ChapterEntry
    numbers: tuple[dict[str, Any], ...]


def clips(directory: Path, keys: Mapping[str, str], stage: Path) -> dict[str, Clip]:
    """The clips of the film in `directory` that were made from the same things (`keys`, by chapter) and are as they
    were written; their files are linked into `stage`. None where there is no film, or a damaged one."""
    try:
        film = manifest.read(directory)
        numbers = texts.read_numbers(directory / manifest.FILES["numbers"])
    except (ManifestError, OSError, ValueError, KeyError):
        return {}
    kept = {}
    for entry in film.chapters:
        if keys.get(entry.id) == entry.key and _is_whole(directory, entry):
            for name in (entry.file, entry.poster):
                _link(directory / name, stage / "chapters" / Path(name).name)
            own = tuple(number for number in numbers if number["chapter"] == entry.id)
            kept[entry.id] = Clip(replace(entry, start=0.0), own)
    return kept


def is_whole(directory: Path, film: Manifest) -> bool:
    """Whether the directory holds exactly this film."""
    try:
        same = manifest.to_text(manifest.read(directory)) == manifest.to_text(film)
        there = all((directory / name).exists() for name in film.files.values())
        return same and there and video.facts(directory / film.files["film"]).frames == film.frames
    except (ManifestError, OSError, IndexError):
        return False


def _is_whole(directory: Path, entry: ChapterEntry) -> bool:
    clip, poster = directory / entry.file, directory / entry.poster
    return clip.is_file() and poster.is_file() and reuse.file_hash(clip) == entry.sha256


def _link(source: Path, target: Path) -> None:
    """A second name for the file where the disk can do that, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
