"""What is said about a run is what its numbers say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import SentenceError, StudyError, study
from engine import analysis as a
from engine.focus import find_focus
from tests.engine.helpers import CAUSAL, FAMILIES, golden_model

TEXT = "I love the cat"
close = {"rtol": 0, "atol": 1e-9}


@pytest.mark.parametrize("family", CAUSAL)
def test_the_parts_add_up_to_the_answers_logit(family):
    trace = study(golden_model(family), TEXT)
    names = ["head", "mlp", "embed", "pos", "bias"]
    parts = [trace[f"analysis.{name}_attribution"].sum() for name in names if f"analysis.{name}_attribution" in trace]
    assert len(parts) == (5 if "hook_pos_embed" in trace else 4)
    np.testing.assert_allclose(sum(parts), trace["logits"][-1, trace["analysis.answer_id"]], **close)


@pytest.mark.parametrize("family", CAUSAL)
def test_each_heads_attribution_is_its_vector_carried_forward(family):
    """Forwards instead of backwards: push a head's vector through every later norm, then read the answer."""
    model = golden_model(family)
    trace, weights = study(model, TEXT), model.weights
    for layer in range(model.config.n_layers):
        for head in range(model.config.n_heads):
            x = pushed(trace, model, layer, trace[f"blocks.{layer}.attn.hook_result"][-1, head])
            logit = x @ weights.unembed.W_U[:, trace["analysis.answer_id"]]
            np.testing.assert_allclose(trace["analysis.head_attribution"][layer, head], logit, **close)


def frozen(trace, at, norm, x):
    centred = x - x.mean() if trace.config.norm == "layer" else x
    return centred / trace[at + "hook_scale"][-1] * norm.w


@pytest.mark.parametrize("family", CAUSAL)
def test_the_telling_head_is_the_largest(family):
    trace = study(golden_model(family), TEXT)
    layer, head = a.telling_head(trace)
    scores = trace["analysis.moved_attribution"]
    assert scores[layer, head] == scores.max()
    assert a.telling_reason(trace) == "moved"
    assert (trace["analysis.layer"], trace["analysis.head"]) == (layer, head)


@pytest.mark.parametrize("family", CAUSAL)
def test_what_a_head_moves_is_its_sum_over_the_other_tokens(family):
    model = golden_model(family)
    trace = study(model, TEXT)
    for layer, head in ((0, 1), (1, 2)):
        kv = model.config.kv_head(head)
        at = f"blocks.{layer}.attn."
        parts = trace[at + "hook_pattern"][head, -1][:, None] * trace[at + "hook_v"][:, kv]  # [key, d_head]
        written = parts @ model.weights.blocks[layer].attn.W_O[head]  # [key, d_model]
        np.testing.assert_allclose(written.sum(axis=0), trace[at + "hook_result"][-1, head], atol=1e-12)
        whole, moved = trace["analysis.head_attribution"], trace["analysis.moved_attribution"]
        share = (written[:-1].sum(axis=0) - written.sum(axis=0)) @ direction(trace, model, layer)
        np.testing.assert_allclose(moved[layer, head] - whole[layer, head], share, **close)


def direction(trace, model, layer):
    """What reads the answer's logit from a vector written in ``layer``, found by pushing each unit vector forwards."""
    answer = model.weights.unembed.W_U[:, trace["analysis.answer_id"]]
    return np.array([pushed(trace, model, layer, unit) @ answer for unit in np.eye(model.config.d_model)])


def pushed(trace, model, layer, x):
    if model.config.norm_position != "post":
        return frozen(trace, "ln_final.", model.weights.ln_final, x)
    for later in range(layer, model.config.n_layers):
        block = model.weights.blocks[later]
        x = frozen(trace, f"blocks.{later}.ln1.", block.ln1, x)
        x = frozen(trace, f"blocks.{later}.ln2.", block.ln2, x)
    return x


def test_one_token_moves_nothing():
    trace = study(golden_model("gpt2"), "a")
    assert len(trace) == 1
    np.testing.assert_allclose(trace["analysis.moved_attribution"], 0, atol=1e-12)
    assert a.telling_reason(trace) == "attribution"
    layer, head = a.telling_head(trace)
    assert trace["analysis.head_attribution"][layer, head] == trace["analysis.head_attribution"].max()


def test_a_model_that_predicts_nothing_tells_by_length():
    trace = study(golden_model("bert"), TEXT, focus="love")
    assert not trace.predicts_next
    assert trace.why_no_prediction
    assert a.telling_reason(trace) == "norm"
    layer, head = a.telling_head(trace)
    pos = trace.tokens.index("love")
    lengths = [np.linalg.norm(trace[f"blocks.{i}.attn.hook_result"][pos, h]) for i in range(2) for h in range(4)]
    assert np.isclose(max(lengths), np.linalg.norm(trace[f"blocks.{layer}.attn.hook_result"][pos, head]))
    for ask in (a.answer, lambda t: a.probability_of(t, "the"), lambda t: a.rank_of(t, 3)):
        with pytest.raises(StudyError, match="names no next token"):
            ask(trace)
    assert not any("unembed" in name or "lens" in name for name in trace.names)


@pytest.mark.parametrize("family", CAUSAL)
def test_top_next(family):
    trace = golden_model(family).trace(TEXT)
    top, probs = a.top_next(trace, 7), trace["probs"][-1]
    assert [n.probability for n in top] == sorted(probs, reverse=True)[:7]
    assert all(n.probability == probs[n.id] and n.logit == trace["logits"][-1, n.id] for n in top)
    assert [n.token for n in top] == [trace.vocab(n.id) for n in top]
    assert a.answer(trace) == top[0]
    assert [a.rank_of(trace, n.id) for n in top] == list(range(1, 8))
    assert len(a.top_next(trace, 10**6)) == len(probs)
    assert np.isclose(a.top_next(trace, 1, pos=0)[0].probability, trace["probs"][0].max())


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 40))
def test_top_ids_breaks_ties_by_id(values, k):
    logits = np.array(values, dtype=float)
    assert a.top_ids(logits, k).tolist() == sorted(range(len(values)), key=lambda i: (-values[i], i))[:k]


def test_probability_of_a_word():
    trace = golden_model("transformer-2017").trace(TEXT)
    i = trace.vocabulary.id_of("chair")
    assert trace.vocab(i) == "chair"
    assert a.probability_of(trace, "chair") == trace["probs"][-1, i]
    with pytest.raises(StudyError, match="'database' is not one token"):
        a.probability_of(trace, "database")


def test_entropy():
    np.testing.assert_allclose(a.entropy(np.array([[1.0, 0, 0, 0], [0.25] * 4, [0.5, 0.5, 0, 0]])), [0, 2, 1], **close)
    trace = golden_model("gpt2").trace(TEXT)
    rows = a.pattern_entropy(trace, 0)
    assert rows.shape == (4, len(trace))
    assert (rows[:, 0] == 0).all()
    assert (rows <= np.log2(np.arange(1, len(trace) + 1)) + 1e-12).all()


def test_cosine():
    assert a.cosine(np.array([1.0, 0]), np.array([2.0, 0])) == 1
    assert a.cosine(np.array([1.0, 0]), np.array([0, 3.0])) == 0
    assert a.cosine(np.zeros(2), np.ones(2)) == 0


def test_strongest_key():
    trace = golden_model("gpt2").trace(TEXT)
    for head in range(4):
        for query in (*range(len(trace)), -1):
            found = a.strongest(trace, 0, head, query)
            row = trace["blocks.0.attn.hook_pattern"][head, query]
            assert found.weight == row.max() == row[found.key]
            assert found.is_self == (found.key == query % len(trace))
    with pytest.raises(StudyError, match="no head 4: valid is 0 to 3"):
        a.strongest(trace, 0, 4, 0)
    with pytest.raises(StudyError, match="no layer 2: valid is 0 to 1"):
        a.head_role(trace, 2, 0)


@pytest.mark.parametrize(
    ("weights", "name"),
    [
        ([[1, 0, 0], [1, 0, 0], [0, 1, 0]], "previous"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "itself"),
        ([[1, 0, 0], [0.9, 0.1, 0], [1, 0, 0]], "first"),
        ([[1, 0, 0], [0.35, 0.65, 0], [0.35, 0.3, 0.35]], "itself"),
    ],
)
def test_head_roles(weights, name):
    trace = golden_model("transformer-2017").trace("I love the")
    pattern = np.broadcast_to(np.array(weights, dtype=float), (4, 3, 3))
    assert a.head_role(trace.adding({"blocks.0.attn.hook_pattern": pattern}), 0, 0).name == name


def test_a_head_that_spreads_is_mixed():
    trace = golden_model("transformer-2017").trace("I love the the the the")
    flat = np.tril(np.ones((6, 6))) / np.arange(1, 7)[:, None]
    assert a.head_role(trace.adding({"blocks.0.attn.hook_pattern": np.stack([flat] * 4)}), 0, 0).name == "mixed"
    one = golden_model("transformer-2017").trace("I")
    assert a.head_role(one, 0, 0) == a.HeadRole(previous=0.0, itself=1.0, first=1.0)


@pytest.mark.parametrize("family", FAMILIES)
def test_stored_rows_are_the_models(family):
    model = golden_model(family)
    trace = study(model, TEXT)
    ids, rows = trace["analysis.embed_row_ids"], trace["analysis.embed_rows"]
    assert set(trace.ids) <= set(ids.tolist())
    assert ids.tolist() == sorted(set(ids.tolist()))
    where = {int(i): row for i, row in zip(ids, rows, strict=True)}
    scale = float(trace["analysis.embed_scale"])
    np.testing.assert_allclose(np.stack([where[i] for i in trace.ids]) * scale, trace["hook_embed"], **close)
    layer, head = int(trace["analysis.layer"]), int(trace["analysis.head"])
    q = trace[a.attention_input_name(trace, layer)] @ trace["analysis.W_Q"] + trace["analysis.b_Q"]
    np.testing.assert_allclose(q, trace[f"blocks.{layer}.attn.hook_q"][:, head], **close)
    kv = model.config.kv_head(head)
    v = trace[a.attention_input_name(trace, layer)] @ trace["analysis.W_V"] + trace["analysis.b_V"]
    np.testing.assert_allclose(v, trace[f"blocks.{layer}.attn.hook_v"][:, kv], **close)
    z = trace[f"blocks.{layer}.attn.hook_z"][:, head]
    np.testing.assert_allclose(z @ trace["analysis.W_O"], trace[f"blocks.{layer}.attn.hook_result"][:, head], **close)
    normed = trace[f"blocks.{layer}.ln1.hook_normalized"] * trace["analysis.ln1_w"] + trace["analysis.ln1_b"]
    np.testing.assert_allclose(normed, trace[f"blocks.{layer}.ln1.out"], **close)


@pytest.mark.parametrize("family", CAUSAL)
def test_the_last_vector_meets_the_unembedding(family):
    trace = study(golden_model(family), TEXT, vs=("chair",))
    logits = trace["analysis.unembed_rows"] @ trace["analysis.final_vector"] + trace["analysis.unembed_bias"]
    ids = trace["analysis.unembed_ids"]
    np.testing.assert_allclose(logits, trace["logits"][-1, ids], **close)
    assert ids[:10].tolist() == [n.id for n in a.top_next(trace, 10)]
    assert set(trace["analysis.vs_ids"].tolist()) <= set(ids.tolist())
    assert trace["analysis.answer_id"] == a.answer(trace).id


def test_words_that_are_no_token_are_left_out_and_said():
    trace = study(golden_model("transformer-2017"), TEXT, vs=("chair", "database", "chair"))
    assert [trace.vocab(i) for i in trace["analysis.vs_ids"]] == ["chair"]
    assert any("database" in note and "chair" not in note for note in trace.notes)


@pytest.mark.parametrize("family", CAUSAL)
def test_the_lens_ends_at_the_answer(family):
    trace = study(golden_model(family), TEXT)
    assert trace["analysis.lens_ids"].shape == trace["analysis.lens_probs"].shape == (3, 5)
    assert trace["analysis.lens_ids"][-1].tolist() == [n.id for n in a.top_next(trace, 5)]
    np.testing.assert_allclose(trace["analysis.lens_answer"][-1], a.answer(trace).probability, **close)


@pytest.mark.parametrize("family", FAMILIES)
def test_nearest_entries(family):
    model = golden_model(family)
    trace, W_E = study(model, TEXT), model.weights.W_E
    for pos, i in enumerate(trace.ids):
        cosines = [a.cosine(W_E[i], row) if j != i else -2 for j, row in enumerate(W_E)]
        best = sorted(range(len(W_E)), key=lambda j: -cosines[j])[:8]
        np.testing.assert_allclose(trace["analysis.nearest_cosines"][pos], [cosines[j] for j in best], **close)
        assert trace["analysis.nearest_ids"][pos].tolist() == best


def test_the_map_keeps_what_it_says():
    model = golden_model("gpt2")
    trace = study(model, TEXT)
    xy, share = trace["analysis.pca_xy"], trace["analysis.pca_share"]
    rows = model.weights.W_E[trace["analysis.pca_ids"]]
    centred = rows - rows.mean(0)
    np.testing.assert_allclose(np.square(xy).sum(0) / np.square(centred).sum(), share, **close)
    np.testing.assert_allclose(xy.mean(0), 0, **close)
    assert 1 >= share[0] >= share[1] >= 0
    assert abs(xy[:, 0] @ xy[:, 1]) < 1e-9
    assert set(trace.ids) <= set(trace["analysis.pca_ids"].tolist())


@pytest.mark.parametrize("family", FAMILIES)
def test_one_token_is_enough(family):
    trace = study(golden_model(family), "I")
    assert trace["analysis.focus"] == len(trace) - 1
    assert np.isfinite(trace["analysis.pca_xy"]).all()


@pytest.mark.parametrize(
    ("focus", "pos"),
    [
        (None, 10), (0, 0), (-1, 10), (4, 4),
        ("love", 2), ("LOVE", 2), (" love ", 2), ("the", 6),  # where it occurs last
        ("cat", 5), ("sat", 10), ("he", 8),  # the token that ends the word
        ("c", 4), ("at", 10),  # no word, but a token
    ],
)  # fmt: skip
def test_focus(focus, pos):
    trace = golden_model("transformer-2017").trace("I love love the cat the he sat")
    assert trace.tokens == ["I", "love", "love", "the", "c", "at", "the", "␣", "he", "s", "at"]
    assert find_focus(trace, focus) == pos


@pytest.mark.parametrize("focus", ["dog", "ov", "", " ", 11, -12, True])
def test_focus_that_is_not_there(focus):
    with pytest.raises(SentenceError):
        study(golden_model("transformer-2017"), "I love love the cat the he sat", focus=focus)


@pytest.mark.parametrize(
    ("choice", "chosen"), [({"layer": 1, "head": 3}, (1, 3)), ({"layer": 0}, (0, None)), ({"head": 2}, (None, 2))]
)
def test_a_chosen_head(choice, chosen):
    trace = study(golden_model("gpt2"), TEXT, **choice)
    layer, head = int(trace["analysis.layer"]), int(trace["analysis.head"])
    scores = trace["analysis.moved_attribution"]
    rows = scores[layer if chosen[0] is not None else slice(None), head if chosen[1] is not None else slice(None)]
    assert chosen[0] in (None, layer)
    assert chosen[1] in (None, head)
    assert scores[layer, head] == rows.max()


@pytest.mark.parametrize(
    ("choice", "says"), [({"layer": 2}, "0 to 1"), ({"head": 4}, "0 to 3"), ({"layer": -1}, "0 to 1")]
)
def test_a_head_that_is_not_there(choice, says):
    with pytest.raises(StudyError, match=says):
        study(golden_model("gpt2"), TEXT, **choice)


def test_study_is_deterministic():
    one, other = (study(golden_model("qwen3"), TEXT) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one.names)


def test_an_unstudied_trace_has_no_telling_head():
    with pytest.raises(StudyError, match="studied"):
        a.telling_head(golden_model("gpt2").trace(TEXT))
