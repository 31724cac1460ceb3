"""Every recorded tensor is what the reference implementation computes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.helpers import CAUSAL, FAMILIES, difference, expected, golden_model, golden_trace

ROUNDS = {"llama", "llama-scaled", "qwen2", "qwen3"}  # as shipped, their references compute parts in float32


@pytest.mark.parametrize("family", FAMILIES)
def test_every_recorded_tensor_is_the_references(family):
    trace, (meta, wanted) = golden_trace(family), expected(family)
    assert trace.ids == meta["ids"]
    assert set(trace.names) == set(wanted) - {"as_shipped.logits"}
    worst = {name: difference(trace[name], wanted[name]) for name in trace.names}
    assert {name: value for name, value in worst.items() if not value <= 1e-10} == {}


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "transformer-2017"])
def test_logits_are_those_of_the_reference_as_shipped(family):
    tolerance = 2e-6 if family in ROUNDS else 1e-10
    got, wanted = golden_trace(family)["logits"], expected(family)[1]["as_shipped.logits"]
    np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_golden_run_is_far_from_trivial(family):
    """Uniform attention, unit gains or zero biases would hide mistakes."""
    trace, weights = golden_trace(family), golden_model(family).weights
    assert trace["blocks.0.attn.hook_pattern"][:, -1].max(axis=-1).mean() > 2 / len(trace)
    assert np.abs(weights.blocks[0].ln1.w - 1).max() > 0.1
    if trace.config.qkv_bias:
        assert np.abs(weights.blocks[0].attn.b_Q).min() > 0


@pytest.mark.parametrize("family", CAUSAL)
def test_float32_gives_the_same_to_its_precision(family, monkeypatch):
    monkeypatch.setattr("engine.checkpoint.MOST_FOR_FLOAT64", 0)
    model = golden_model.__wrapped__(family)
    trace = model.trace(expected(family)[0]["sentence"])
    assert trace.dtype == np.float32
    assert any("float32" in note for note in trace.notes)
    assert golden_trace(family).notes == ()
    assert {trace[name].dtype for name in trace.names} == {np.dtype(np.float32)}
    np.testing.assert_allclose(trace["probs"], expected(family)[1]["probs"], atol=2e-5)
