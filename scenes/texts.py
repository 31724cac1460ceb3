"""A film's texts: its captions and chapters as SubRip and WebVTT, its transcript, and its list of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from scenes.kit.captions import Caption, break_lines, chapters_vtt, to_srt, to_vtt
from scenes.manifest import FILES, ChapterEntry, Manifest

NUMBERS_SCHEMA = 1


def film_captions(chapters: Iterable[ChapterEntry]) -> list[Caption]:
    """All captions, their times counted from the film's start."""
    return [
        Caption(line.id, round(chapter.start + line.start, 3), round(chapter.start + line.end, 3), line.text)
        for chapter in chapters
        for line in chapter.captions
    ]


def in_lines(captions: Iterable[Caption], lang: str) -> list[Caption]:
    """The captions with their texts broken into lines, for a player that breaks none."""
    return [replace(each, text="\n".join(break_lines(each.text, lang))) for each in captions]


def write_texts(film: Manifest, numbers: list[dict[str, Any]], directory: Path) -> None:
    """Writes captions.srt, captions.vtt, chapters.vtt, transcript.md and numbers.json."""
    captions = film_captions(film.chapters)
    texts = {
        "captions_srt": to_srt(captions, film.language),
        "captions_vtt": to_vtt(captions, film.language),
        "chapters_vtt": chapters_vtt(
            Caption(each.id, each.start, each.start + each.duration, each.title) for each in film.chapters
        ),
        "transcript": transcript(film),
        "numbers": numbers_text(film, numbers),
    }
    for name, text in texts.items():
        (directory / FILES[name]).write_text(text, encoding="utf-8")


def transcript(film: Manifest) -> str:
    """What the film says, as Markdown."""
    parts = [f"# {_plain(film.sentence)}", ""]
    for chapter in film.chapters:
        parts += [f"## {_plain(chapter.title)} ({clock(chapter.start)})", ""]
        parts += [_plain(line.text) + "\n" for line in chapter.captions]
    return "\n".join(parts).rstrip() + "\n"


def numbers_text(film: Manifest, numbers: list[dict[str, Any]]) -> str:
    """numbers.json: every number on screen, one a line: its chapter, when it is first seen there, address, text."""
    head = {"schema": NUMBERS_SCHEMA, "sentence": film.sentence, "model": film.model.sha256, "trace": FILES["trace"]}
    lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in numbers)
    body = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{body},\n "numbers": [\n{lines}\n ]}}\n'


def read_numbers(path: Path) -> list[dict[str, Any]]:
    """The numbers of a numbers.json. Raises ValueError when it is not one."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("schema") != NUMBERS_SCHEMA:
        raise ValueError(f"{path} is no list of numbers of schema {NUMBERS_SCHEMA}")
    return data["numbers"]


def clock(seconds: float) -> str:
    """Minutes and seconds, as people write them: 75.2 -> "1:15"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _plain(text: str) -> str:
    """One line of Markdown in which a user's `*`, `<b>` or `#` is just that."""
    line = " ".join(text.split())
    for sign in "\\`*_<>[]#":
        line = line.replace(sign, "\\" + sign)
    return line
