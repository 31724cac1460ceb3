"""Experiments do what they say and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from engine import KnockOut, StudyError
from tests.engine.helpers import FAMILIES, golden_model

TEXT = "I love the cat"
close = {"rtol": 0, "atol": 1e-12}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_cut_edge_carries_nothing(family):
    model = golden_model(family)
    plain, cut = model.trace(TEXT), model.trace(TEXT, knock_out=[KnockOut(query=3, key=1)])
    first = "blocks.0.attn.hook_pattern"
    assert (cut[first][:, 3, 1] == 0).all()
    assert np.isneginf(cut["blocks.1.attn.hook_attn_scores"][:, 3, 1]).all()
    kept = np.delete(plain[first][:, 3], 1, axis=-1)
    np.testing.assert_allclose(np.delete(cut[first][:, 3], 1, axis=-1), kept / kept.sum(-1, keepdims=True), **close)
    np.testing.assert_array_equal(np.delete(cut[first], 3, axis=1), np.delete(plain[first], 3, axis=1))
    np.testing.assert_allclose(cut["blocks.0.attn.scores_raw"], plain["blocks.0.attn.scores_raw"], **close)
    assert np.abs(cut["logits"] - plain["logits"]).max() > 1e-3


def test_a_cut_in_chosen_layers_and_heads():
    model = golden_model("gpt2")
    plain = model.trace(TEXT)
    cut = model.trace(TEXT, knock_out=[KnockOut(3, 1, layers=[1], heads=[0, 2])])
    np.testing.assert_array_equal(cut["blocks.0.hook_resid_post"], plain["blocks.0.hook_resid_post"])
    weights = cut["blocks.1.attn.hook_pattern"][:, 3, 1]
    assert (weights[[0, 2]] == 0).all()
    assert (weights[[1, 3]] > 0).all()


def test_no_layers_and_no_heads_is_nothing():
    model = golden_model("gpt2")
    for cut in (KnockOut(3, 1, layers=[]), KnockOut(3, 1, heads=[])):
        np.testing.assert_array_equal(model.trace(TEXT, knock_out=[cut])["logits"], model.trace(TEXT)["logits"])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_silent_head_writes_nothing(family):
    model = golden_model(family)
    plain, silent = model.trace(TEXT), model.trace(TEXT, ablate_heads=[(0, 2)])
    at = "blocks.0.attn."
    assert (silent[at + "hook_z"][:, 2] == 0).all()
    assert (silent[at + "hook_result"][:, 2] == 0).all()
    np.testing.assert_array_equal(silent[at + "hook_pattern"], plain[at + "hook_pattern"])
    lost = plain["blocks.0.hook_attn_out"] - silent["blocks.0.hook_attn_out"]
    np.testing.assert_allclose(lost, plain[at + "hook_result"][:, 2], **close)
    assert np.abs(silent["logits"] - plain["logits"]).max() > 1e-3


def test_the_model_is_as_before():
    model = golden_model("gpt2")
    before = model.trace(TEXT)["logits"]
    model.trace(TEXT, knock_out=[KnockOut(2, 0)], ablate_heads=[(1, 1)])
    np.testing.assert_array_equal(model.trace(TEXT)["logits"], before)


@pytest.mark.parametrize(
    ("experiment", "says"),
    [
        ({"knock_out": [KnockOut(99, 0)]}, "no token 99: valid is 0 to"),
        ({"knock_out": [KnockOut(1, -1)]}, "no token -1"),
        ({"knock_out": [KnockOut(1, 0, layers=[2])]}, "no layer 2: valid is 0 to 1"),
        ({"knock_out": [KnockOut(1, 0, heads=[4])]}, "no head 4: valid is 0 to 3"),
        ({"ablate_heads": [(0, 4)]}, "no head 4"),
        ({"ablate_heads": [(-1, 0)]}, "no layer -1"),
        ({"knock_out": [KnockOut(0, 0)]}, "nothing left to look at"),
        ({"knock_out": [KnockOut(1, 0), KnockOut(1, 1)]}, "token 1 has nothing left"),
    ],
)
def test_experiments_on_what_is_not_there(experiment, says):
    with pytest.raises(StudyError, match=says):
        golden_model("gpt2").trace(TEXT, **experiment)
