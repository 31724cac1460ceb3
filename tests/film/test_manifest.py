from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenes import manifest
from scenes.manifest import CaptionEntry, ChapterEntry, LeftOut, Manifest, ManifestError, Model

FILM = Manifest(
    sentence="I “love” you", language="en", tokens=("I", "love", "you"), answer="too",
    model=Model("mini", "transformer-2017", "decoder", 10, "ab"), settings={"theme": "dark"},
    versions={"manim": "0.22"}, duration=2.0, fps=15, frames=30, width=854, height=480,
    chapters=(ChapterEntry("tokens", "Cut", "chapters/05-tokens.mp4", "chapters/05-tokens.png", 0.0, 2.0, 15, 30,
                           (CaptionEntry("a", 0.0, 1.0, "Hello"),), "key", "hash"),),
    left_out=(LeftOut("mask", "it has none"),), notes=("note",),
)  # fmt: skip


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "film.json").write_text(manifest.to_text(FILM), encoding="utf-8")
    assert manifest.read(tmp_path) == FILM


def test_paths_in_it_are_relative() -> None:
    data = json.loads(manifest.to_text(FILM))
    paths = [*data["files"].values(), *(c[k] for c in data["chapters"] for k in ("file", "poster"))]
    assert not any(Path(path).is_absolute() or ".." in path for path in paths)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda data: data.update(schema=99), "schema"),
        (lambda data: data.pop("sentence"), "sentence"),
        (lambda data: data.update(colour="red"), "colour"),
        (lambda data: data["chapters"][0].pop("duration"), "duration"),
        (lambda data: data["chapters"][0]["captions"][0].update(voice="x"), "voice"),
        (lambda data: data["model"].pop("sha256"), "sha256"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, change, named: str) -> None:
    data = json.loads(manifest.to_text(FILM))
    change(data)
    (tmp_path / "film.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ManifestError, match=named):
        manifest.read(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"schema": 1}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "film.json").write_text(text)
    with pytest.raises(ManifestError):
        manifest.read(tmp_path)


def test_a_directory_without_a_film_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no film"):
        manifest.read(tmp_path)
