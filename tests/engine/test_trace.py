"""A trace as an object and as a file."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from engine import KnockOut, Trace, TraceError, UnknownName, study
from tests.engine.helpers import FAMILIES, golden_model, golden_trace


@pytest.mark.parametrize("family", FAMILIES)
def test_saved_and_loaded_it_is_the_same(tmp_path, family):
    trace = study(golden_model(family), "I love the 🙂 cat", vs=("chair", "qwxyz"))
    other = Trace.load(trace.save(tmp_path / "t.npz"))
    assert other.names == trace.names
    assert all(
        np.array_equal(other[name], trace[name]) and other[name].dtype == trace[name].dtype for name in trace.names
    )
    for field in ("reading", "config", "model", "notes", "interventions", "sentence", "tokens", "pieces", "ids"):
        assert getattr(other, field) == getattr(trace, field)
    for field in ("unfamiliar", "is_causal", "predicts_next", "why_no_prediction", "dtype"):
        assert getattr(other, field) == getattr(trace, field)
    assert [other.vocab(i) for i in range(trace.model.n_vocab)] == [trace.vocab(i) for i in range(trace.model.n_vocab)]


def test_interventions_are_kept(tmp_path):
    trace = golden_model("gpt2").trace("I love", knock_out=[KnockOut(1, 0, layers=[1])], ablate_heads=[(0, 2)])
    assert Trace.load(trace.save(tmp_path / "t.npz")).interventions == trace.interventions


def test_saving_twice_gives_the_same_bytes(tmp_path):
    trace = study(golden_model("gpt2"), "I love you")
    one, other = (
        trace.save(tmp_path / "one.npz"),
        study(golden_model("gpt2"), "I love you").save(tmp_path / "other.npz"),
    )
    assert one.read_bytes() == other.read_bytes()
    assert Trace.load(one).save(tmp_path / "third.npz").read_bytes() == one.read_bytes()


def test_arrays_are_read_only(tmp_path):
    for trace in (golden_trace("gpt2"), Trace.load(golden_trace("gpt2").save(tmp_path / "t.npz"))):
        with pytest.raises(ValueError, match="read-only"):
            trace["logits"][0, 0] = 1


def test_a_run_does_not_share_memory_with_the_weights():
    model = golden_model("gpt2")
    trace = study(model, "I love you")
    for name in trace.names:
        assert not np.shares_memory(trace[name], model.weights.W_E), name


@pytest.mark.parametrize("name", ["blocks.0.attn.pattern", "blocks.0.hook_pattern", "blocks.7.attn.hook_pattern"])
def test_an_unknown_name_gives_the_nearest(name):
    with pytest.raises(KeyError) as error:
        golden_trace("gpt2")[name]
    assert isinstance(error.value, UnknownName)
    assert "attn.hook_pattern" in str(error.value)
    assert name in str(error.value)


def test_membership_and_length():
    trace = golden_trace("gpt2")
    assert "logits" in trace
    assert "nonsense" not in trace
    assert len(trace) == len(trace.tokens)


def test_what_is_no_trace_is_refused(tmp_path):
    good = golden_trace("gpt2").save(tmp_path / "good.npz").read_bytes()
    cases = {
        "empty": b"",
        "text": b"hello",
        "cut": good[: len(good) // 2],
        "spoilt": good[:5000] + b"x" * 50 + good[5050:],
    }
    for name, raw in cases.items():
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(TraceError) as error:
            Trace.load(tmp_path / name)
        assert name in str(error.value)
        assert "\n" not in str(error.value)


def test_other_files_of_numbers_are_refused(tmp_path):
    np.savez(tmp_path / "other.npz", a=np.ones(3))
    np.save(tmp_path / "one.npy", np.ones(3))
    np.savez(tmp_path / "pickled.npz", __meta__=np.array([{}], dtype=object))
    for name in ("other.npz", "one.npy", "pickled.npz", "missing.npz"):
        with pytest.raises(TraceError, match=name):
            Trace.load(tmp_path / name)


def test_another_format_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.tracefile.SCHEMA", 99)
    path = golden_trace("gpt2").save(tmp_path / "t.npz")
    monkeypatch.undo()
    with pytest.raises(TraceError, match="99"):
        Trace.load(path)


def test_nothing_is_left_where_it_cannot_be_written(tmp_path, monkeypatch):
    with pytest.raises(TraceError, match="cannot be written"):
        golden_trace("gpt2").save(tmp_path / "nowhere" / "t.npz")

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    (tmp_path / "t.npz").write_text("old")
    with pytest.raises(TraceError, match="No space left"):
        golden_trace("gpt2").save(tmp_path / "t.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["t.npz"]
    assert (tmp_path / "t.npz").read_text() == "old"


def test_a_saved_trace_is_read_without_the_tokenizer_library(tmp_path):
    path = study(golden_model("gpt2"), "I love you").save(tmp_path / "t.npz")
    code = (
        "import sys; from engine import Trace; from engine.analysis import top_next; "
        f"t = Trace.load({str(path)!r}); print(top_next(t, 1)[0].token); "
        "print([m for m in ('tokenizers', 'safetensors', 'manim', 'torch', 'huggingface_hub') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[1] == "[]"


def test_config_survives_json():
    config = golden_trace("llama-scaled").config
    assert type(config).from_json(json.loads(json.dumps(config.to_json()))) == config
