"""`film.json`: what a film directory holds, for whoever embeds it in a lesson.

Paths are relative to the directory. `start` and `duration` are seconds; a chapter's `start` counts from the film's
start, a caption's `start` and `end` count from its chapter's. Nothing in it tells the time of day or the machine, so
that the same film is the same file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

SCHEMA = 1
NAME = "film.json"
FILES: dict[str, str] = {
    "film": "film.mp4",
    "poster": "poster.png",
    "numbers": "numbers.json",
    "trace": "trace.npz",
    "captions_srt": "captions.srt",
    "captions_vtt": "captions.vtt",
    "chapters_vtt": "chapters.vtt",
    "transcript": "transcript.md",
}


class ManifestError(ValueError):
    """A film.json that is missing, not ours, or of another schema."""


@dataclass(frozen=True)
class CaptionEntry:
    id: str
    start: float
    end: float
    text: str


@dataclass(frozen=True)
class ChapterEntry:
    """One clip. `key` says what it was made from (scenes.reuse); `sha256` is the clip file's."""

    id: str
    title: str
    file: str
    poster: str
    start: float
    duration: float
    fps: int
    frames: int
    captions: tuple[CaptionEntry, ...]
    key: str
    sha256: str


@dataclass(frozen=True)
class LeftOut:
    """A chapter that this model has no use for, and the sentence that says why."""

    id: str
    reason: str


@dataclass(frozen=True)
class Model:
    name: str
    family: str
    architecture: str
    parameters: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The whole of film.json. `answer` is the model's top next token, or None where the model predicts nothing."""

    sentence: str
    language: str
    tokens: tuple[str, ...]
    answer: str | None
    model: Model
    settings: dict[str, Any]
    versions: dict[str, str]
    duration: float
    fps: int
    frames: int
    width: int
    height: int
    chapters: tuple[ChapterEntry, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=FILES.copy)


def to_text(manifest: Manifest) -> str:
    """The JSON text of a manifest, stable from run to run."""
    return json.dumps({"schema": SCHEMA, **asdict(manifest)}, ensure_ascii=False, indent=1) + "\n"


def read(directory: Path) -> Manifest:
    """Reads DIRECTORY/film.json. Raises ManifestError, naming what is wrong."""
    path = directory / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(f"{directory} holds no film: there is no {NAME} in it") from None
    except (OSError, ValueError) as error:
        raise ManifestError(f"{path} cannot be read: {error}") from None
    if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
        raise ManifestError(f"{path} is not of schema {SCHEMA}; make the film again with this version")
    try:
        return _manifest(data)
    except (TypeError, KeyError) as error:
        raise ManifestError(f"{path} does not fit schema {SCHEMA}: {error}") from None


def _manifest(data: dict[str, Any]) -> Manifest:
    chapters = tuple(
        _build(ChapterEntry, {**chapter, "captions": _all(CaptionEntry, chapter["captions"])})
        for chapter in data["chapters"]
    )
    data = {
        **data,
        "tokens": tuple(data["tokens"]),
        "notes": tuple(data["notes"]),
        "model": _build(Model, data["model"]),
        "left_out": _all(LeftOut, data["left_out"]),
        "chapters": chapters,
    }
    return _build(Manifest, data)


def _all(kind: type, items: list[dict[str, Any]]) -> tuple:
    return tuple(_build(kind, item) for item in items)


def _build(kind: type, data: dict[str, Any]) -> Any:
    """`kind(**data)`, but a key too many or too few is named."""
    known = {each.name for each in fields(kind)}
    if wrong := known ^ set(data):
        raise TypeError(f"{kind.__name__} and {', '.join(sorted(wrong))}")
    return kind(**data)
