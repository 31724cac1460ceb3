"""Canonical weights: one shape for every family, whatever its checkpoint calls them. Absent biases are zeros.

``head`` counts query heads; ``kv`` heads are fewer when keys and values are shared (grouped-query attention).
"""

# ruff: noqa: N815 (W_Q and b_Q are the names of the papers)

from __future__ import annotations

from dataclasses import dataclass

from engine.ops import Array


@dataclass(frozen=True)
class NormWeights:
    w: Array  # [d]
    b: Array  # [d]


@dataclass(frozen=True)
class AttentionWeights:
    W_Q: Array  # [head, d_model, d_head]
    W_K: Array  # [kv, d_model, d_head]
    W_V: Array  # [kv, d_model, d_head]
    W_O: Array  # [head, d_head, d_model]
    b_Q: Array  # [head, d_head]
    b_K: Array  # [kv, d_head]
    b_V: Array  # [kv, d_head]
    b_O: Array  # [d_model]
    q_norm: NormWeights | None = None  # [d_head], Qwen3's norm of each head's queries
    k_norm: NormWeights | None = None


@dataclass(frozen=True)
class MlpWeights:
    W_in: Array  # [d_model, d_mlp]
    W_out: Array  # [d_mlp, d_model]
    b_in: Array  # [d_mlp]
    b_out: Array  # [d_model]
    W_gate: Array | None = None  # [d_model, d_mlp]
    b_gate: Array | None = None  # [d_mlp]


@dataclass(frozen=True)
class BlockWeights:
    attn: AttentionWeights
    ln1: NormWeights
    mlp: MlpWeights
    ln2: NormWeights


@dataclass(frozen=True)
class VocabularyHead:
    """BERT's step between the last vector and the vocabulary: dense, activation, norm."""

    W: Array  # [d_model, d_model]
    b: Array  # [d_model]
    ln: NormWeights


@dataclass(frozen=True)
class Unembedding:
    """Last vectors -> logits."""

    W_U: Array  # [d_model, d_vocab]
    b_U: Array  # [d_vocab]
    head: VocabularyHead | None = None


@dataclass(frozen=True)
class Weights:
    W_E: Array  # [d_vocab, d_model]
    blocks: tuple[BlockWeights, ...]
    unembed: Unembedding | None  # None: the checkpoint has no vocabulary head
    W_pos: Array | None = None  # [n_ctx, d_model], learned positions
    W_type: Array | None = None  # [n_token_types, d_model]
    embed_ln: NormWeights | None = None
    ln_final: NormWeights | None = None
