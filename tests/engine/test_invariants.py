"""What must hold for any sentence, whatever the weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.helpers import CAUSAL, FAMILIES, golden_model

WORDS = ["I", "love", "you", "too", "the", "cat", "it", ",", "was", "zebra", "我", "🙂", "<b>"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
few = settings(max_examples=15, deadline=None)
close = {"rtol": 0, "atol": 1e-10}


@pytest.mark.parametrize("family", FAMILIES)
@few
@given(sentence=sentences)
def test_sums_hold(family, sentence):
    model = golden_model(family)
    trace = model.trace(sentence)
    np.testing.assert_allclose(trace["probs"].sum(-1), 1, **close)
    for layer, block in enumerate(model.weights.blocks):
        check_attention(trace, f"blocks.{layer}.", block)
        check_residuals(trace, f"blocks.{layer}.")


def check_attention(trace, at, block):
    pattern = trace[at + "attn.hook_pattern"]
    np.testing.assert_allclose(pattern.sum(-1), 1, **close)
    assert (pattern >= 0).all()
    scaled = trace[at + "attn.scores_raw"] * trace.config.d_head**-0.5
    np.testing.assert_allclose(trace[at + "attn.scores_scaled"], scaled, **close)
    total = trace[at + "attn.hook_result"].sum(1) + block.attn.b_O
    np.testing.assert_allclose(trace[at + "hook_attn_out"], total, **close)
    if trace.is_causal:
        future = np.triu(np.ones(pattern.shape[1:], bool), 1)
        assert (pattern[:, future] == 0).all()
        assert np.isneginf(trace[at + "attn.hook_attn_scores"][:, future]).all()
    else:
        assert np.isfinite(trace[at + "attn.hook_attn_scores"]).all()


def check_residuals(trace, at):
    mid = trace[at + "hook_resid_pre"] + trace[at + "hook_attn_out"]
    np.testing.assert_array_equal(trace[at + "hook_resid_mid"], mid)
    if trace.config.norm_position == "pre":
        np.testing.assert_array_equal(trace[at + "hook_resid_post"], mid + trace[at + "hook_mlp_out"])
    else:
        np.testing.assert_array_equal(trace[at + "ln2.in"], trace[at + "ln1.out"] + trace[at + "hook_mlp_out"])
        np.testing.assert_array_equal(trace[at + "hook_resid_post"], trace[at + "ln2.out"])


@pytest.mark.parametrize("family", CAUSAL)
@few
@given(start=sentences, more=sentences)
def test_the_future_never_changes_the_past(family, start, more):
    model = golden_model(family)
    short, long = model.trace(start), model.trace(f"{start} {more}")
    n = next((i for i, (a, b) in enumerate(zip(short.ids, long.ids, strict=False)) if a != b), len(short))
    np.testing.assert_allclose(long["logits"][:n], short["logits"][:n], **close)
    last = f"blocks.{model.config.n_layers - 1}.attn.hook_pattern"
    np.testing.assert_allclose(long[last][:, :n, :n], short[last][:, :n, :n], **close)


def test_in_an_encoder_it_does():
    model = golden_model("bert")
    short, long = model.trace("I love you"), model.trace("I love the cat")
    assert np.abs(short["logits"][1] - long["logits"][1]).max() > 1e-3


@pytest.mark.parametrize("family", FAMILIES)
def test_normalised_rows(family):
    trace = golden_model(family).trace("I love the cat")
    rows = trace["blocks.1.ln2.hook_normalized"]
    np.testing.assert_allclose(np.square(rows).mean(-1), 1, atol=1e-3)
    if trace.config.norm == "layer":
        np.testing.assert_allclose(rows.mean(-1), 0, atol=1e-12)


def test_order_matters_and_position_is_why():
    model = golden_model("transformer-2017")
    trace = model.trace("love love")
    assert trace.ids[0] == trace.ids[1]
    np.testing.assert_array_equal(trace["hook_embed"][0], trace["hook_embed"][1])
    gap = trace["blocks.0.hook_resid_pre"][1] - trace["blocks.0.hook_resid_pre"][0]
    np.testing.assert_allclose(gap, trace["hook_pos_embed"][1] - trace["hook_pos_embed"][0], **close)
    assert np.abs(gap).max() > 0.1


@pytest.mark.parametrize("family", FAMILIES)
def test_two_runs_are_the_same_to_the_bit(family):
    model = golden_model(family)
    one, other = model.trace("I love the cat"), model.trace("I love the cat")
    assert all(np.array_equal(one[name], other[name]) for name in one.names)
