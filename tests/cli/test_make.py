"""What a person types behind `make film` reaches the program letter for letter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")

SENTENCES = [
    "I love you",
    "it's \"so\" $5 $HOME $(shell echo no) $$ `id` #1 \\ % 50%",
    "-x",
    "  two  spaces ",
    "a;b & c | d > e < f * ?",
    "我爱你 🧡 مرحبا",
    "first\nsecond",
]


@pytest.fixture
def say_arguments(tmp_path: Path) -> str:
    """A program that tells what it was given."""
    script = tmp_path / "say.py"
    script.write_text("import json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    return f"{sys.executable} {script}"


def make(program: str, *arguments: str, **environment: str) -> list[str]:
    # -o: setup has nothing to do
    command = ["make", "-s", "-C", os.fspath(ROOT), "-o", "setup", "film", f"RUN={program}", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    done = subprocess.run(command, env=clean | environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_any_sentence_survives_make_and_the_shell(sentence: str, say_arguments: str) -> None:
    if sentence == sentence.lstrip():  # make itself strips what an assignment begins with
        assert make(say_arguments, f"SENTENCE={sentence}") == ["render.py", "film", "--", sentence]
    assert make(say_arguments, SENTENCE=sentence) == ["render.py", "film", "--", sentence]


def test_options_are_passed_on(say_arguments: str) -> None:
    given = make(say_arguments, "LANG_=zh", "QUALITY=draft", "VS=a b,$c", "OUT=my films/one")
    assert given[2:-2] == ["--lang=zh", "--quality=draft", "--vs=a b,$c", "--out=my films/one"]
    assert given[-1] == "I love you"


def test_options_in_the_environment_mean_nothing(say_arguments: str) -> None:
    assert make(say_arguments, MODEL="something", JOBS="99") == ["render.py", "film", "--", "I love you"]
