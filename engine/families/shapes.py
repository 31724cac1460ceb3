"""Turning flat matrices into one matrix a head, shared by the families."""

from __future__ import annotations

import numpy as np

from engine.ops import Array
from engine.tensors import Tensors
from engine.weights import NormWeights, Unembedding


def in_heads(matrix: Array, n_heads: int) -> Array:
    """[d_model, head·d_head] -> [head, d_model, d_head], for W_Q, W_K, W_V."""
    return matrix.reshape(matrix.shape[0], n_heads, -1).swapaxes(0, 1)


def out_heads(matrix: Array, n_heads: int) -> Array:
    """[head·d_head, d_model] -> [head, d_head, d_model], for W_O."""
    return matrix.reshape(n_heads, -1, matrix.shape[1])


def bias_heads(bias: Array, n_heads: int) -> Array:
    """[head·d_head] -> [head, d_head]."""
    return bias.reshape(n_heads, -1)


def take_norm(tensors: Tensors, name: str, d: int) -> NormWeights:
    """A layer norm's gain and bias."""
    return NormWeights(tensors.take(f"{name}.weight", d), tensors.take(f"{name}.bias", d))


def take_rms(tensors: Tensors, name: str, d: int) -> NormWeights:
    """An RMS norm's gain, which has no bias."""
    return NormWeights(tensors.take(f"{name}.weight", d), np.zeros(d, tensors.dtype))


def take_linear(tensors: Tensors, name: str, d_in: int, d_out: int, bias: bool = True) -> tuple[Array, Array]:
    """A torch Linear, stored [out, in], as (W [in, out], b [out]); an absent bias is zeros."""
    w = tensors.take(f"{name}.weight", d_out, d_in).T
    return w, tensors.take(f"{name}.bias", d_out) if bias else np.zeros(d_out, tensors.dtype)


def unembed_without_bias(matrix: Array) -> Unembedding:
    """From the unembedding's rows [d_vocab, d_model]."""
    return Unembedding(matrix.T, np.zeros(len(matrix), matrix.dtype))
