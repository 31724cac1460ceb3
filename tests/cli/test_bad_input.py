"""Wrong input ends with exit 2, one line that says what is wrong and how to mend it, and nothing written."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import GOLDEN

MODEL = ("--model", str(GOLDEN))
TABLE = {
    "empty sentence": (["film", ""], "empty"),
    "blank sentence": (["predict", " \t ", *MODEL], "empty"),
    "control character": (["film", "I\x07love", *MODEL], "U+0007"),
    "escape sequence": (["trace", "\x1b[31mred", *MODEL], "U+001B"),
    "no sentence": (["film"], "SENTENCE"),
    "sentence without quotes": (["I", "love", "you"], "in quotes"),
    "too many tokens": (["film", "word " * 400, *MODEL], "at most"),
    "unknown chapter of a film": (["film", "Hello", "--chapters", "tokens,nonsense", *MODEL], "tokens, embedding"),
    "no chapter": (["film", "Hello", "--chapters", ",", *MODEL], "core"),
    "unknown chapter": (["clip", "nonsense", "Hello", *MODEL], "tokens, embedding"),
    "unknown chapter of a still": (["still", "nonsense", "Hello", *MODEL], "tokens, embedding"),
    "unknown model": (["predict", "Hello", "--model", "nonsense"], "model directory"),
    "unknown language": (["film", "Hello", "--lang", "xx"], "en, zh"),
    "unknown quality": (["film", "Hello", "--quality", "8k"], "draft, medium, high, 4k"),
    "unknown theme": (["film", "Hello", "--theme", "pink"], "dark, light"),
    "unknown captions": (["film", "Hello", "--captions", "loud"], "burn, soft, off"),
    "unknown layer": (["film", "Hello", "--layer", "99", *MODEL], "choose --layer 1"),
    "layer that is no number": (["film", "Hello", "--layer", "top"], "--layer"),
    "unknown head": (["film", "Hello", "--head", "-7", *MODEL], "choose --head 1 to"),
    "unknown focus": (["film", "hello world", "--focus", "love", *MODEL], "not a word of the sentence"),
    "no jobs": (["film", "Hello", "--jobs", "0"], "--jobs"),
    "unknown option": (["film", "Hello", "--qualty", "draft"], "--quality"),
    "out below a file": (["film", "Hello", "--out", f"{GOLDEN}/config.json/film", *MODEL], "--out"),
    "out in a directory that cannot be": (["film", "Hello", "--out", "/proc/1/nonsense/film", *MODEL], "--out"),
    "out with an impossible name": (["film", "Hello", "--out", "x" * 300, *MODEL], "--out"),
    "out of a clip is a directory": (["clip", "tokens", "Hello", "--out", "/", *MODEL], "--out"),
    "out of a clip with another ending": (["clip", "tokens", "Hello", "--out", "a.gif", *MODEL], ".mp4"),
    "out of a trace below a file": (["trace", "Hello", "--out", f"{GOLDEN}/config.json/t.npz", *MODEL], "--out"),
}


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and len(text) > 20


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.replace(" ", "-"))
def test_bad_input_is_told_in_one_line(case: str, render, here: Path) -> None:
    arguments, told = TABLE[case]
    result = render(*arguments)
    assert (result.code, result.out) == (2, "")
    assert one_line(result.err), result.err
    assert told in result.err
    assert not any(here.iterdir())


def test_too_many_tokens_tells_both_numbers(render) -> None:
    context = json.loads((GOLDEN / "config.json").read_text())["n_ctx"]
    error = render("predict", "a " * (context + 1), *MODEL).err
    assert str(context) in error
    assert "has " in error


def test_bytes_that_are_not_utf_8_are_bad_input(program, here: Path) -> None:
    result = program(b"film", b"caf\xe9", b"--model", str(GOLDEN))
    assert result.code == 2
    assert one_line(result.err)
    assert "UTF-8" in result.err
    assert not any(here.iterdir())


@pytest.fixture
def model_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("models") / "copy"
    shutil.copytree(GOLDEN, copy, ignore=shutil.ignore_patterns("*.npz"))
    for path in copy.iterdir():
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return copy


def truncate(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])


def change_family(model: Path) -> None:
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps(config | {"model_type": "nonsense"}))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (truncate, "model.safetensors"),
        (change_family, "nonsense"),
        (lambda model: (model / "tokenizer.json").unlink(), "tokenizer"),
        (lambda model: (model / "config.json").write_text("{"), "config.json"),
        (lambda model: (model / "model.safetensors").rename(model / "pytorch_model.bin"), "safetensors"),
    ],
    ids=["truncated", "family", "no-tokenizer", "config", "pickle"],
)
def test_a_damaged_model_is_bad_input(damage, told: str, model_copy: Path, render, here: Path) -> None:
    damage(model_copy)
    result = render("film", "Hello", "--model", str(model_copy))
    assert result.code == 2
    assert one_line(result.err)
    assert told in result.err
    assert not any(here.iterdir())


def test_somebody_s_own_files_are_not_overwritten(render, here: Path) -> None:
    (here / "film.mp4").write_text("my holiday")
    result = render("film", "Hello", "--out", ".", *MODEL)
    assert (result.code, (here / "film.mp4").read_text()) == (2, "my holiday")
    assert one_line(result.err)
