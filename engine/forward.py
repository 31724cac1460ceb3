"""The forward pass, written as the papers write it, recording every value where it is born.

Axes as in ``ops``; ``rec(name, value)`` records ``value`` under ``name`` and gives it back. Names are
TransformerLens's without batch, with those of ours that DESIGN lists:

- ``ln*.mean`` [pos, 1] the mean that layer norm takes away (RMS has none),
- ``ln*.out`` after gain and bias (``hook_normalized`` is before them),
- ``ln2.in``, ``embed.ln.in``: the sums that post-norm normalises and that have no other name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import ops
from engine.config import ModelConfig
from engine.interventions import Interventions
from engine.ops import Array
from engine.rotary import rotary_angles
from engine.weights import AttentionWeights, BlockWeights, MlpWeights, NormWeights, Weights


@dataclass(frozen=True)
class Look:
    """What one layer's attention may see, besides its input."""

    hidden: NDArray[np.bool_]  # [head, query, key], True where a query must not look
    silent: list[int]  # heads that are ablated
    angles: Array | None  # [pos, d_head/2] radians, for rotary positions


class Recorder:
    """Collects named arrays in the order of their birth; ``at`` gives the same collection under a prefix."""

    def __init__(self, arrays: dict[str, np.ndarray] | None = None, prefix: str = ""):
        self.arrays = {} if arrays is None else arrays
        self.prefix = prefix

    def __call__(self, name: str, value: Array) -> Array:
        self.arrays[self.prefix + name] = value
        return value

    def at(self, prefix: str) -> Recorder:
        return Recorder(self.arrays, self.prefix + prefix)


def run(w: Weights, c: ModelConfig, ids: Sequence[int], acts: Interventions, rec: Recorder) -> None:
    """One pass of a decoder or an encoder over ``ids [pos]``."""
    n = len(ids)
    x = embed(w, c, np.asarray(ids), rec)
    hidden = ops.causal_mask(n) if c.is_causal else np.zeros((n, n), dtype=bool)
    angles = rotary_angles(c, n) if c.positions == "rotary" else None
    block = pre_norm_block if c.norm_position == "pre" else post_norm_block
    for layer, weights in enumerate(w.blocks):
        look = Look(acts.hide(hidden, layer, c.n_heads), acts.silent_heads(layer), angles)
        x = block(x, weights, c, look, rec.at(f"blocks.{layer}."))
    if w.ln_final is not None:
        x = norm(x, w.ln_final, c, rec.at("ln_final."))
    predict(x, w, c, rec)


def embed(w: Weights, c: ModelConfig, ids: NDArray[np.integer], rec: Recorder) -> Array:
    """Rows of the embedding (× √d_model in 2017) plus positions -> [pos, d_model]."""
    x = rec("hook_embed", w.W_E[ids] * w.W_E.dtype.type(c.embed_scale))
    if c.positions == "sinusoidal":
        x = x + rec("hook_pos_embed", ops.sinusoidal_positions(len(ids), c.d_model).astype(x.dtype))
    if w.W_pos is not None:
        x = x + rec("hook_pos_embed", w.W_pos[: len(ids)].copy())
    if w.W_type is not None:
        x = x + rec("hook_token_type_embed", np.repeat(w.W_type[:1], len(ids), axis=0))
    if w.embed_ln is not None:
        x = norm(rec("embed.ln.in", x), w.embed_ln, c, rec.at("embed.ln."))
    return x


def post_norm_block(x: Array, w: BlockWeights, c: ModelConfig, look: Look, rec: Recorder) -> Array:
    """LayerNorm(x + Sublayer(x)) twice (Vaswani 2017, §3.1) -> [pos, d_model]."""
    rec("hook_resid_pre", x)
    attn_out = rec("hook_attn_out", attend(x, w.attn, c, look, rec.at("attn.")))
    x = norm(rec("hook_resid_mid", x + attn_out), w.ln1, c, rec.at("ln1."))
    mlp_out = rec("hook_mlp_out", feed_forward(x, w.mlp, c, rec.at("mlp.")))
    return rec("hook_resid_post", norm(rec("ln2.in", x + mlp_out), w.ln2, c, rec.at("ln2.")))


def pre_norm_block(x: Array, w: BlockWeights, c: ModelConfig, look: Look, rec: Recorder) -> Array:
    """x + Sublayer(Norm(x)) twice (Radford et al. 2019, §2.3) -> [pos, d_model]."""
    rec("hook_resid_pre", x)
    normed = norm(x, w.ln1, c, rec.at("ln1."))
    attn_out = rec("hook_attn_out", attend(normed, w.attn, c, look, rec.at("attn.")))
    x = rec("hook_resid_mid", x + attn_out)
    normed = norm(x, w.ln2, c, rec.at("ln2."))
    mlp_out = rec("hook_mlp_out", feed_forward(normed, w.mlp, c, rec.at("mlp.")))
    return rec("hook_resid_post", x + mlp_out)


def attend(x: Array, w: AttentionWeights, c: ModelConfig, look: Look, rec: Recorder) -> Array:
    """Multi-head self-attention (Vaswani 2017, §3.2.2): x [pos, d_model] -> [pos, d_model]."""
    q = rec("hook_q", project(x, w.W_Q, w.b_Q))  # [pos, head, d_head]
    k = rec("hook_k", project(x, w.W_K, w.b_K))  # [pos, kv, d_head]
    v = rec("hook_v", project(x, w.W_V, w.b_V))  # [pos, kv, d_head]
    if w.q_norm is not None and w.k_norm is not None:
        q, k = norm(q, w.q_norm, c, rec.at("q_norm.")), norm(k, w.k_norm, c, rec.at("k_norm."))
    if look.angles is not None:
        q, k = rec("hook_rot_q", ops.rope(q, look.angles)), rec("hook_rot_k", ops.rope(k, look.angles))
    steps = ops.attention(q, k, v, look.hidden, c.attn_scale)
    rec("scores_raw", steps.raw)
    rec("scores_scaled", steps.scaled)
    rec("hook_attn_scores", steps.masked)
    rec("hook_pattern", steps.pattern)
    z = steps.z
    z[:, look.silent] = 0
    rec("hook_z", z)
    result = rec("hook_result", ops.heads_first(ops.heads_first(z) @ w.W_O))  # [pos, head, d_model]
    return result.sum(axis=1) + w.b_O


def project(x: Array, W: Array, b: Array) -> Array:
    """x [pos, d_model] through W [head, d_model, d_head] -> [pos, head, d_head]."""
    return ops.heads_first(x @ W) + b


def feed_forward(x: Array, w: MlpWeights, c: ModelConfig, rec: Recorder) -> Array:
    """activation(x W_in + b_in) W_out + b_out (Vaswani 2017, §3.3), or gated (Shazeer 2020) -> [pos, d_model]."""
    activation = ops.ACTIVATIONS[c.act_fn]
    wide = x @ w.W_in + w.b_in  # [pos, d_mlp]
    if w.W_gate is None or w.b_gate is None:
        post = activation(rec("hook_pre", wide))
    else:
        post = activation(rec("hook_pre", x @ w.W_gate + w.b_gate)) * rec("hook_pre_linear", wide)
    return rec("hook_post", post) @ w.W_out + w.b_out


def norm(x: Array, w: NormWeights, c: ModelConfig, rec: Recorder) -> Array:
    """Layer norm or RMS norm, step by step."""
    steps = ops.layer_norm(x, w.w, w.b, c.eps) if c.norm == "layer" else ops.rms_norm(x, w.w, c.eps)
    if steps.mean is not None:
        rec("mean", steps.mean)
    rec("hook_scale", steps.scale)
    rec("hook_normalized", steps.normalized)
    return rec("out", steps.out)


def predict(x: Array, w: Weights, c: ModelConfig, rec: Recorder) -> None:
    """Last vectors [pos, d_model] -> logits and probabilities [pos, d_vocab], if the checkpoint has a vocabulary."""
    if w.unembed is None:
        return
    if (head := w.unembed.head) is not None:
        pre = rec("mlm_head.hook_pre", x @ head.W + head.b)
        x = norm(rec("mlm_head.hook_post", ops.ACTIVATIONS[c.act_fn](pre)), head.ln, c, rec.at("mlm_head.ln."))
    rec("probs", ops.softmax(rec("logits", x @ w.unembed.W_U + w.unembed.b_U)))
