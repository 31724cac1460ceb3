"""The operations of a Transformer as pure functions.

Axes: ``pos`` (also ``query``, ``key``), ``head``, ``d_model``, ``d_head``, ``d_mlp``; there is no batch.
Every function keeps the dtype it is given. Operations that a film shows in steps return all their steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class Normed(NamedTuple):
    """The steps of a normalisation of ``x [..., d]``."""

    mean: Array | None  # [..., 1]; None for RMS, which does not centre
    scale: Array  # [..., 1]  what the row is divided by
    normalized: Array  # [..., d]  before gain and bias
    out: Array  # [..., d]


class Attended(NamedTuple):
    """The steps of scaled dot-product attention."""

    raw: Array  # [head, query, key]  Q·K
    scaled: Array  # [head, query, key]  Q·K × scale
    masked: Array  # [head, query, key]  −inf where hidden
    pattern: Array  # [head, query, key]  each row sums to 1
    z: Array  # [query, head, d_head]  values mixed by the pattern


def softmax(x: Array, axis: int = -1) -> Array:
    """exp(x) / Σ exp(x) along ``axis``; −inf gives exactly 0. A row of nothing but −inf has no softmax (NaN)."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def layer_norm(x: Array, w: Array, b: Array, eps: float) -> Normed:
    """Layer normalisation with the biased variance (Ba et al. 2016, §3)."""
    mean = x.mean(axis=-1, keepdims=True)
    scale = np.sqrt(np.square(x - mean).mean(axis=-1, keepdims=True) + x.dtype.type(eps))
    normalized = (x - mean) / scale
    return Normed(mean, scale, normalized, normalized * w + b)


def rms_norm(x: Array, w: Array, eps: float) -> Normed:
    """Root-mean-square normalisation (Zhang & Sennrich 2019, §4)."""
    scale = np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + x.dtype.type(eps))
    normalized = x / scale
    return Normed(None, scale, normalized, normalized * w)


def relu(x: Array) -> Array:
    return np.maximum(x, 0)


def gelu(x: Array) -> Array:
    """x·Φ(x) with the exact error function (Hendrycks & Gimpel 2016, §2); BERT's."""
    erf = np.vectorize(math.erf, otypes=[x.dtype])
    return x * x.dtype.type(0.5) * (1 + erf(x / x.dtype.type(math.sqrt(2))))


def gelu_new(x: Array) -> Array:
    """GELU's tanh approximation (Hendrycks & Gimpel 2016, §2); GPT-2's."""
    c = x.dtype.type(math.sqrt(2 / math.pi))
    return x * x.dtype.type(0.5) * (1 + np.tanh(c * (x + x.dtype.type(0.044715) * x**3)))


def silu(x: Array) -> Array:
    """x·σ(x), also called swish (Elfwing et al. 2017)."""
    with np.errstate(over="ignore"):  # exp overflows to inf for x ≪ 0, and x / inf is the right 0
        return x / (1 + np.exp(-x))


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "relu": relu,
    "gelu": gelu,
    "gelu_new": gelu_new,
    "silu": silu,
}


def sinusoidal_positions(n: int, d_model: int) -> Array:
    """Rows PE(pos, 2i) = sin(pos / 10000^(2i/d)), PE(pos, 2i+1) = cos(same) → [n, d_model] (Vaswani 2017, §3.5)."""
    even = np.arange(0, d_model, 2)
    angle = np.arange(n)[:, None] / 10000.0 ** (even / d_model)  # [n, ⌈d_model/2⌉]
    table = np.empty((n, d_model))
    table[:, 0::2] = np.sin(angle)
    table[:, 1::2] = np.cos(angle[:, : d_model // 2])
    return table


def rope(x: Array, angle: Array) -> Array:
    """Rotate each pair (i, i + d_head/2) of ``x [pos, head, d_head]`` by ``angle [pos, d_head/2]`` radians.

    Rotary positions (Su et al. 2021, §3.2) with the pairs laid out as split halves, as Llama's checkpoints have them.
    """
    first, second = np.split(x, 2, axis=-1)
    cos, sin = np.cos(angle)[:, None].astype(x.dtype), np.sin(angle)[:, None].astype(x.dtype)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)


def causal_mask(n: int) -> NDArray[np.bool_]:
    """[query, key], True where the key lies in the query's future and must be hidden."""
    return np.triu(np.ones((n, n), dtype=bool), k=1)


def attention(q: Array, k: Array, v: Array, hidden: NDArray[np.bool_], scale: float) -> Attended:
    """softmax(Q·Kᵀ × scale) V for all heads (Vaswani 2017, §3.2.1, where scale = 1/√d_k).

    ``q [query, head, d_head]``, ``k`` and ``v [key, kv_head, d_head]`` (kv_head divides head: each is shared by as
    many query heads), ``hidden`` [query, key] or [head, query, key].
    """
    k, v = share_heads(k, q.shape[1]), share_heads(v, q.shape[1])
    raw = heads_first(q) @ heads_first(k).swapaxes(1, 2)  # [head, query, key]
    scaled = raw * raw.dtype.type(scale)
    masked = np.where(hidden, raw.dtype.type(-np.inf), scaled)
    pattern = softmax(masked)
    z = heads_first(pattern @ heads_first(v))  # [head, query, d_head] -> [query, head, d_head]
    return Attended(raw, scaled, masked, pattern, z)


def share_heads(x: Array, n_heads: int) -> Array:
    """[pos, kv_head, d_head] -> [pos, head, d_head]: grouped-query attention's repeat (Ainslie et al. 2023)."""
    return np.repeat(x, n_heads // x.shape[1], axis=1)


def heads_first(x: Array) -> Array:
    """Swap the first two axes: [pos, head, …] <-> [head, pos, …]."""
    return x.swapaxes(0, 1)
