"""Direct logit attribution: how much each part of a run adds to one logit at the last token.

The residual stream is a sum, so a logit is a sum too, once every later norm is taken as the linear map that it was
in this run: minus the part's own mean (layer norm), divided by the recorded scale, times the gain (Elhage et al.
2021, "A Mathematical Framework for Transformer Circuits"; layer norm frozen). In a pre-norm model a head passes the
final norm only; in a post-norm model it passes its own block's norms and those of all later blocks, so the direction
that reads the logit is carried backwards norm by norm.
"""

from __future__ import annotations

import numpy as np

from engine.config import ModelConfig
from engine.ops import Array
from engine.trace import Trace
from engine.weights import NormWeights, Weights

Parts = dict[str, Array]


def attribute(trace: Trace, w: Weights, c: ModelConfig, token: int, pos: int = -1) -> Parts:
    """``head [layer, head]``, ``mlp [layer]``, ``embed``, ``pos``, ``bias`` []; their sum is ``logits[pos, token]``.

    ``moved [layer, head]`` is the part of ``head`` that each head carries over from the other tokens.
    """
    assert w.unembed is not None, "a logit needs a vocabulary head"
    walk = Walk(trace, c, pos, w.unembed.W_U[:, token].astype(np.float64), float(w.unembed.b_U[token]))
    if w.ln_final is not None:
        walk.through("ln_final.", w.ln_final)
    post = c.norm_position == "post"
    head, mlp = np.zeros((c.n_layers, c.n_heads)), np.zeros(c.n_layers)
    moved = np.zeros_like(head)
    for layer in reversed(range(c.n_layers)):
        block, at = w.blocks[layer], f"blocks.{layer}."
        if post:
            walk.through(at + "ln2.", block.ln2)
        mlp[layer] = walk.read(at + "hook_mlp_out")
        if post:
            walk.through(at + "ln1.", block.ln1)
        head[layer] = walk.read(at + "attn.hook_result")
        moved[layer] = head[layer] - own_part(trace, w, c, layer, pos) @ walk.direction
        walk.bias += float(block.attn.b_O @ walk.direction)
    if w.embed_ln is not None:
        walk.through("embed.ln.", w.embed_ln)
    parts = {"head": head, "moved": moved, "mlp": mlp, "embed": walk.read("hook_embed")}
    if "hook_pos_embed" in trace:
        parts["pos"] = walk.read("hook_pos_embed")
    return parts | {"bias": np.asarray(walk.bias)}


def own_part(trace: Trace, w: Weights, c: ModelConfig, layer: int, pos: int) -> Array:
    """What each head writes at ``pos`` from that very token: weight on itself × its value × W_O -> [head, d_model]."""
    at, heads = f"blocks.{layer}.attn.", range(c.n_heads)
    weight = trace[at + "hook_pattern"][:, pos, pos]
    value = trace[at + "hook_v"][pos, [c.kv_head(h) for h in heads]]  # [head, d_head]
    return np.einsum("h,hd,hdm->hm", weight, value, w.blocks[layer].attn.W_O)


class Walk:
    """The direction that reads the logit, on its way back through the norms; ``bias`` gathers what they add."""

    def __init__(self, trace: Trace, c: ModelConfig, pos: int, direction: Array, bias: float):
        self.trace, self.config, self.pos = trace, c, pos
        self.direction, self.bias = direction, bias  # [d_model], logit

    def through(self, at: str, norm: NormWeights) -> None:
        """Backwards through one norm, frozen at its recorded scale."""
        self.bias += float(norm.b @ self.direction)
        self.direction = self.direction * norm.w / float(self.trace[at + "hook_scale"][self.pos, 0])
        if self.config.norm == "layer":
            self.direction = self.direction - self.direction.mean()

    def read(self, name: str) -> Array:
        """What the recorded vector(s) [..., d_model] at ``pos`` add to the logit -> [...]."""
        return np.asarray(self.trace[name][self.pos] @ self.direction)
