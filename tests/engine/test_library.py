"""Finding models by what people call them."""

from __future__ import annotations

import subprocess
import sys

import pytest

import engine.library as library
from engine import CheckpointError, load_model, shipped_models
from tests.engine.helpers import GOLDEN


@pytest.fixture
def no_hub(monkeypatch):
    def asked(hub_id):
        raise AssertionError(f"asked the hub for {hub_id}")

    monkeypatch.setattr(library, "download", asked)


@pytest.mark.parametrize(
    "name", ["minni", "gpt2", "", "..", "a/b/c", "./owner/name", "/owner/name", "~/x/y", "tests/nothing", "a\nb/c"]
)
def test_names_that_are_nothing(name, no_hub, monkeypatch):
    monkeypatch.chdir(GOLDEN.parent.parent)
    with pytest.raises(CheckpointError) as error:
        load_model(name)
    assert "\n" not in str(error.value)


def test_a_directory_wins_over_the_hub(no_hub, monkeypatch):
    monkeypatch.chdir(GOLDEN.parent)
    assert load_model("golden/gpt2").name == "gpt2"
    assert load_model(GOLDEN / "gpt2").name == "gpt2"


def test_a_hub_id_is_fetched_only_when_asked_by_name(monkeypatch):
    asked = []
    monkeypatch.setattr(library, "download", lambda hub_id: asked.append(hub_id) or GOLDEN / "gpt2")
    assert load_model("some-owner/some.name").name == "some-owner/some.name"
    assert asked == ["some-owner/some.name"]


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(CheckpointError, match=r"whytoo\[hub\]"):
        load_model("some-owner/some-name")


def test_a_hub_that_fails_is_one_line(monkeypatch):
    hub = pytest.importorskip("huggingface_hub", reason="the extra 'hub' is not installed")

    def fail(*_args, **_kwargs):
        raise OSError("no route\nto host")

    monkeypatch.setattr(hub, "snapshot_download", fail)
    with pytest.raises(CheckpointError, match=r"could not be fetched from the hub: no route$"):
        load_model("some-owner/some-name")


def test_shipped_models_load_by_name():
    for name in shipped_models():
        model = load_model(name)
        assert model.name == name
        assert model.trace("I love you").predicts_next


def test_importing_the_engine_is_light():
    heavy = "('manim', 'torch', 'tokenizers', 'safetensors', 'scipy')"
    code = f"import sys, engine; print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
