"""What scenes and narration ask of a trace. Everything here is a pure function of the trace: no model is needed.

What does need the weights is computed once by ``engine.study`` and stored in the trace under these names
(``[]`` is a single number; ids are int64, the rest has the precision of the run):

============================== ==================== ==========================================================
name                           shape                what
============================== ==================== ==========================================================
analysis.focus                 []                   the query position that the film follows
analysis.layer, analysis.head  []                   the head that it follows: the telling one, unless chosen
analysis.answer_id             []                   the model's own top next token
analysis.head_attribution      [layer, head]        what each head adds to the answer's logit, directly
analysis.moved_attribution     [layer, head]        the part of it that the head brings from the other tokens
analysis.mlp_attribution       [layer]              what each feed-forward layer adds, its bias included
analysis.embed_attribution     []                   what the last token's embedding adds
analysis.pos_attribution       []                   what its position adds (models that add positions)
analysis.bias_attribution      []                   what attention's output biases, norms' biases and b_U add
analysis.embed_scale           []                   what the embedding is multiplied by (√d_model or 1)
analysis.embed_row_ids         [n]                  the sentence's ids and up to two neighbours either side, sorted
analysis.embed_rows            [n, d_model]         their rows of W_E
analysis.unembed_ids           [m]                  the ten likeliest next tokens, then those of ``vs``
analysis.unembed_rows          [m, d_model]         their columns of W_U
analysis.unembed_bias          [m]                  their entries of b_U
analysis.vs_ids                [v]                  words of ``vs`` that are one token here
analysis.final_vector          [d_model]            the last token's vector that meets the unembedding
analysis.W_Q, W_K, W_V         [d_model, d_head]    weights of (layer, head); keys' and values' may be shared
analysis.b_Q, b_K, b_V         [d_head]             their biases (zeros where the model has none)
analysis.W_O                   [d_head, d_model]    that head's rows of the output matrix
analysis.b_O                   [d_model]            that layer's output bias
analysis.ln1_w, ln1_b, ln2_w…  [d_model]            gains and biases of that layer's norms
analysis.lens_ids, lens_probs  [layer + 1, 5]       likeliest next tokens if the model stopped after so many blocks
analysis.lens_answer           [layer + 1]          probability of the answer there
analysis.nearest_ids           [pos, 8]             nearest vocabulary entries of each token by embedding cosine
analysis.nearest_cosines       [pos, 8]             their cosines
analysis.pca_ids               [p]                  the sentence's ids and their nearest, for a map
analysis.pca_xy                [p, 2]               the rows' first two principal components
analysis.pca_share             [2]                  share of these rows' variance that each component keeps
============================== ==================== ==========================================================

The head, MLP, embedding, position and bias attributions add up to the answer's logit.
Encoders predict nothing: they have none of the names about the answer, the unembedding or the lens.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.errors import StudyError
from engine.interventions import check_index
from engine.ops import Array
from engine.trace import Trace

LEAST_SHARE = 0.4  # a head "mostly" does something when this much of its attention does


class Next(NamedTuple):
    """One candidate for the next token."""

    id: int
    token: str  # as shown
    logit: float
    probability: float  # softmax over the whole vocabulary


class Strongest(NamedTuple):
    """The key that a query gives most weight."""

    key: int
    weight: float
    is_self: bool


class HeadRole(NamedTuple):
    """How much of a head's attention goes where, a mean over the queries that have a choice."""

    previous: float
    itself: float
    first: float

    @property
    def name(self) -> str:
        """ "previous", "itself" or "first" for the largest share of at least 0.4, else "mixed".

        In a short sentence these overlap (the first token may be the previous one): of equals, the earlier named.
        """
        best = max(self._fields, key=lambda field: getattr(self, field))
        return best if getattr(self, best) >= LEAST_SHARE else "mixed"


def top_next(trace: Trace, k: int = 10, pos: int = -1) -> list[Next]:
    """The ``k`` likeliest next tokens after ``pos``, likeliest first; equal ones by id. StudyError if none."""
    logits, probs = next_row(trace, "logits", pos), next_row(trace, "probs", pos)
    return [Next(int(i), trace.vocab(i), float(logits[i]), float(probs[i])) for i in top_ids(logits, k)]


def top_ids(logits: Array, k: int) -> np.ndarray:
    """Ids of the ``k`` largest of ``logits [d_vocab]``, largest first, ties by id."""
    k = min(k, len(logits))
    reach = np.partition(logits, len(logits) - k)[len(logits) - k]  # the k-th largest
    candidates = np.flatnonzero(logits >= reach)
    return candidates[np.argsort(-logits[candidates], kind="stable")][:k]


def answer(trace: Trace) -> Next:
    """The model's own top next token."""
    return top_next(trace, 1)[0]


def probability_of(trace: Trace, word: str, pos: int = -1) -> float:
    """Probability that ``word`` comes next. Raises StudyError if it is not one token of this vocabulary."""
    i = trace.vocabulary.id_of(word)
    if i is None:
        raise StudyError(f"{word!r} is not one token of {trace.model.name}'s vocabulary")
    return float(next_row(trace, "probs", pos)[i])


def rank_of(trace: Trace, i: int, pos: int = -1) -> int:
    """Place of token ``i`` among all candidates, 1 for the likeliest."""
    logits = next_row(trace, "logits", pos)
    return int((logits > logits[i]).sum()) + 1


def next_row(trace: Trace, name: str, pos: int) -> Array:
    if not trace.predicts_next:
        raise StudyError(f"{trace.model.name} names no next token: {trace.why_no_prediction}")
    return trace[name][pos]


def entropy(p: Array, axis: int = -1) -> Array:
    """−Σ p·log₂ p along ``axis``, in bits; 0·log 0 is 0."""
    logs = np.log2(np.where(p > 0, p, 1))
    return -(p * logs).sum(axis=axis) + 0.0  # + 0.0 turns −0 into 0


def pattern_entropy(trace: Trace, layer: int) -> Array:
    """Entropy of each row of attention, in bits -> [head, query]."""
    return entropy(pattern(trace, layer))


def cosine(a: Array, b: Array) -> float:
    """a·b / (‖a‖‖b‖); 0 if either is zero."""
    norms = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / norms if norms else 0.0


def strongest(trace: Trace, layer: int, head: int, query: int) -> Strongest:
    """Where most of one query's attention goes (the earliest of equals)."""
    row = pattern(trace, layer)[check_head(trace, head), query]
    key = int(row.argmax())
    return Strongest(key, float(row[key]), key == query % len(trace))


def head_role(trace: Trace, layer: int, head: int) -> HeadRole:
    """What a head mostly does in this sentence. Query 0 of a causal model has no choice and is left out."""
    weights = pattern(trace, layer)[check_head(trace, head)]
    n = len(weights)
    queries = np.arange(1 if trace.is_causal and n > 1 else 0, n)
    with_previous = queries[queries > 0]
    previous = weights[with_previous, with_previous - 1].sum() / len(queries)
    return HeadRole(float(previous), float(weights[queries, queries].mean()), float(weights[queries, 0].mean()))


def pattern(trace: Trace, layer: int) -> Array:
    """Attention weights of a layer [head, query, key]. StudyError for a layer that is not there."""
    check_index("layer", layer, trace.config.n_layers)
    return trace[f"blocks.{layer}.attn.hook_pattern"]


def check_head(trace: Trace, head: int) -> int:
    check_index("head", head, trace.config.n_heads)
    return head


def attention_input_name(trace: Trace, layer: int) -> str:
    """The name of what W_Q, W_K and W_V of a layer are applied to."""
    return f"blocks.{layer}." + ("ln1.out" if trace.config.norm_position == "pre" else "hook_resid_pre")


def mlp_input_name(trace: Trace, layer: int) -> str:
    """The name of what a feed-forward layer is applied to."""
    return f"blocks.{layer}." + ("ln2.out" if trace.config.norm_position == "pre" else "ln1.out")


def final_name(trace: Trace) -> str:
    """The name of the vectors that meet the unembedding."""
    for name in ("mlm_head.ln.out", "ln_final.out"):
        if name in trace:
            return name
    return f"blocks.{trace.config.n_layers - 1}.hook_resid_post"


def head_norms(trace: Trace, pos: int) -> Array:
    """‖hook_result‖ of each head at ``pos`` -> [layer, head]: how long a vector each adds there."""
    layers = range(trace.config.n_layers)
    return np.stack([np.linalg.norm(trace[f"blocks.{i}.attn.hook_result"][pos], axis=-1) for i in layers])


def telling_scores(trace: Trace) -> Array:
    """What the telling head is the largest of -> [layer, head]; see ``telling_reason``."""
    if "analysis.head_attribution" in trace:
        return trace["analysis.moved_attribution" if len(trace) > 1 else "analysis.head_attribution"]
    if trace.predicts_next:
        raise StudyError("the telling head of a predicting model needs a studied trace (engine.study)")
    return head_norms(trace, focus_of(trace))


def telling_head(trace: Trace) -> tuple[int, int]:
    """(layer, head) of the head that tells most about this run; the earliest of equals."""
    scores = telling_scores(trace)
    layer, head = np.unravel_index(scores.argmax(), scores.shape)
    return int(layer), int(head)


def telling_reason(trace: Trace) -> str:
    """Why that head.

    "moved": it adds most to the answer's logit with what it brings from other tokens (a head that adds much but reads
    only its own token shows nothing of attention); "attribution": there is one token, and it adds most; "norm": the
    model predicts nothing, and it writes the longest vector.
    """
    if "analysis.head_attribution" not in trace:
        return "norm"
    return "moved" if len(trace) > 1 else "attribution"


def focus_of(trace: Trace) -> int:
    """The query position that the film follows: the studied one, else the last."""
    return int(trace["analysis.focus"]) if "analysis.focus" in trace else len(trace) - 1
