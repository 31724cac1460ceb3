"""The shipped model through the engine: what films of it rest on. Its own claims are tested with its training."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Trace, analysis, load_model, shipped_models, study

pytestmark = pytest.mark.skipif("mini" not in shipped_models(), reason="the shipped model has not been made yet")
SENTENCES = ["I love you", "The cat sat on the mat", "I", "Supercalifragilistic 我爱你 🙂", "x" * 300]


@pytest.fixture(scope="module")
def mini():
    return load_model("mini")


def test_the_title_sentence_is_three_rows(mini):
    trace = mini.trace("I love you")
    assert trace.tokens == ["I", "love", "you"]
    assert trace.pieces[1:] == [" love", " you"]
    assert trace.unfamiliar == []
    assert trace["blocks.0.attn.hook_pattern"].shape == (8, 3, 3)


def test_the_answer_is_the_models_own(mini):
    trace = mini.trace("I love you")
    assert analysis.answer(trace).token == "too"
    assert analysis.probability_of(trace, "too") == trace["probs"][-1].max()
    assert analysis.probability_of(trace, "chair") < analysis.probability_of(trace, "too")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_parts_add_up(mini, sentence):
    trace = study(mini, sentence)
    parts = [trace[f"analysis.{name}_attribution"].sum() for name in ("head", "mlp", "embed", "pos", "bias")]
    np.testing.assert_allclose(sum(parts), trace["logits"][-1].max(), atol=1e-9)
    np.testing.assert_allclose(trace["probs"].sum(-1), 1, atol=1e-12)


def test_unfamiliar_words_are_named(mini):
    assert mini.trace("I love Qwzyx and Qwzyx, zxqv").unfamiliar == ["Qwzyx", "zxqv"]


def test_the_longest_word_fits(mini):
    assert len(mini.trace("x" * 300)) < mini.config.n_ctx


def test_a_saved_study_is_small(mini, tmp_path):
    path = study(mini, "I love you").save(tmp_path / "trace.npz")
    assert path.stat().st_size < 2_000_000
    assert Trace.load(path).vocab(Trace.load(path)["analysis.answer_id"]) == "too"
