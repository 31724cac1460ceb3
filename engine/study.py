"""``study``: a trace together with everything that a film needs and only the weights can tell (``analysis.*``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from engine import ops
from engine.analysis import final_name, telling_scores, top_ids
from engine.attribution import attribute
from engine.focus import find_focus
from engine.interventions import check_index
from engine.model import Model
from engine.neighbours import embedding_map, nearest
from engine.ops import Array
from engine.trace import Trace
from engine.weights import Unembedding

VS = ("chair", "database")
N_ANSWERS, N_LENS = 10, 5
MOST_WITH_NEIGHBOURS = 64  # distinct ids; beyond, a look-up picture has rows enough without neighbours


def study(
    model: Model,
    sentence: str,
    focus: str | int | None = None,
    layer: int | None = None,
    head: int | None = None,
    vs: Iterable[str] = VS,
) -> Trace:
    """Run ``model`` on ``sentence`` and add ``analysis.*`` (listed in ``engine.analysis``). Deterministic.

    ``focus`` is the query to follow: a word of the sentence (its last token, where it occurs last) or a position from
    0; the last token if None. ``layer`` and ``head`` choose the head to follow (from 0), ``vs`` are words to compare
    the answer with. Raises SentenceError for a sentence or focus that is not there, StudyError for a layer or head.
    """
    return study_trace(model, model.trace(sentence), focus, layer, head, vs)


def study_trace(
    model: Model,
    trace: Trace,
    focus: str | int | None = None,
    layer: int | None = None,
    head: int | None = None,
    vs: Iterable[str] = VS,
) -> Trace:
    """As ``study``, for a run already made (also one with interventions) by the same model."""
    trace = trace.adding({"analysis.focus": np.asarray(find_focus(trace, focus))})
    if trace.predicts_next:
        trace = add_answer(model, trace, vs)
    trace = add_head(model, trace, layer, head)
    return add_embedding(model, trace)


def add_answer(model: Model, trace: Trace, vs: Iterable[str]) -> Trace:
    """The answer, what every part adds to it, the unembedding's rows for it and its rivals, and the logit lens."""
    w, u = model.weights, unembedding(model)
    top = top_ids(trace["logits"][-1], N_ANSWERS)
    vs_ids, notes = compare_with(trace, vs)
    ids = np.array(list(dict.fromkeys([*top.tolist(), *vs_ids])))
    parts = attribute(trace, w, model.config, int(top[0]))
    arrays: dict[str, Array] = {
        "answer_id": top[0],
        "vs_ids": np.array(vs_ids, dtype=np.int64),
        "unembed_ids": ids,
        "unembed_rows": u.W_U[:, ids].T,
        "unembed_bias": u.b_U[ids],
        "final_vector": trace[final_name(trace)][-1],
    }
    arrays |= {f"{part}_attribution": value for part, value in parts.items()}
    return trace.adding(named(arrays | lens(model, trace, int(top[0]))), notes)


def unembedding(model: Model) -> Unembedding:
    assert model.weights.unembed is not None, "only a model that predicts is asked"
    return model.weights.unembed


def compare_with(trace: Trace, vs: Iterable[str]) -> tuple[list[int], tuple[str, ...]]:
    """Ids of the words that are one token here, and a note on those that are not."""
    words = list(dict.fromkeys(vs))
    found = {word: trace.vocabulary.id_of(word) for word in words}
    lost = [word for word in words if found[word] is None]
    notes = (f"{trace.model.name} has no single token for {', '.join(lost)}: left out",) if lost else ()
    return list(dict.fromkeys(i for i in found.values() if i is not None)), notes


def lens(model: Model, trace: Trace, token: int) -> dict[str, Array]:
    """What the model would answer after each number of blocks (logit lens, nostalgebraist 2020)."""
    w, u, c = model.weights, unembedding(model), model.config
    names = ["blocks.0.hook_resid_pre"] + [f"blocks.{i}.hook_resid_post" for i in range(c.n_layers)]
    x = np.stack([trace[name][-1] for name in names])  # [layer + 1, d_model]
    if w.ln_final is not None:
        layer_norm, g = c.norm == "layer", w.ln_final
        x = ops.layer_norm(x, g.w, g.b, c.eps).out if layer_norm else ops.rms_norm(x, g.w, c.eps).out
    logits = x @ u.W_U + u.b_U
    probs = ops.softmax(logits)
    ids = np.stack([top_ids(row, N_LENS) for row in logits])
    return {
        "lens_ids": ids,
        "lens_probs": np.take_along_axis(probs, ids, axis=1),
        "lens_answer": probs[:, token],
    }


def add_head(model: Model, trace: Trace, layer: int | None, head: int | None) -> Trace:
    """The chosen or telling head and its weights."""
    at, h = choose_head(trace, layer, head)
    block, kv = model.weights.blocks[at], model.config.kv_head(h)
    a = block.attn
    arrays = {
        "layer": at, "head": h,
        "W_Q": a.W_Q[h], "W_K": a.W_K[kv], "W_V": a.W_V[kv], "W_O": a.W_O[h],
        "b_Q": a.b_Q[h], "b_K": a.b_K[kv], "b_V": a.b_V[kv], "b_O": a.b_O,
        "ln1_w": block.ln1.w, "ln1_b": block.ln1.b, "ln2_w": block.ln2.w, "ln2_b": block.ln2.b,
    }  # fmt: skip
    return trace.adding(named(arrays))


def choose_head(trace: Trace, layer: int | None, head: int | None) -> tuple[int, int]:
    """(layer, head): what is given, and the telling one among the rest. StudyError lists the valid ones."""
    scores = telling_scores(trace)
    allowed = np.zeros(scores.shape, dtype=bool)
    rows = slice(None) if layer is None else layer
    columns = slice(None) if head is None else head
    if layer is not None:
        check_index("layer", layer, scores.shape[0])
    if head is not None:
        check_index("head", head, scores.shape[1])
    allowed[rows, columns] = True
    best = np.unravel_index(np.where(allowed, scores, -np.inf).argmax(), scores.shape)
    return int(best[0]), int(best[1])


def add_embedding(model: Model, trace: Trace) -> Trace:
    """Rows of the embedding for the look-up picture, each token's nearest entries and their map."""
    W_E = model.weights.W_E
    ids = row_ids(trace.ids, len(W_E))
    near_ids, near_cosines = nearest(W_E, trace.ids)
    arrays = {
        "embed_scale": W_E.dtype.type(model.config.embed_scale),
        "embed_row_ids": ids,
        "embed_rows": W_E[ids],
        "nearest_ids": near_ids,
        "nearest_cosines": near_cosines,
    }
    return trace.adding(named(arrays | embedding_map(W_E, trace.ids, near_ids)))


def row_ids(ids: list[int], d_vocab: int) -> np.ndarray:
    """The sentence's ids with two neighbours either side, sorted."""
    distinct = sorted(set(ids))
    reach = 2 if len(distinct) <= MOST_WITH_NEIGHBOURS else 0
    rows = {i + step for i in distinct for step in range(-reach, reach + 1)}
    return np.array(sorted(i for i in rows if 0 <= i < d_vocab))


def named(arrays: Mapping[str, object]) -> dict[str, np.ndarray]:
    return {f"analysis.{name}": np.asarray(value) for name, value in arrays.items()}
