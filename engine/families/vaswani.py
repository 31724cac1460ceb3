"""The Transformer of 2017 (Vaswani et al.), decoder-only: what torch's ``nn.TransformerEncoderLayer`` with
``norm_first=False`` and a causal mask computes, under torch's own names. The embedding is also the unembedding.
"""

from __future__ import annotations

import math

import numpy as np

from engine.config import Fields, ModelConfig
from engine.errors import CheckpointError
from engine.families.shapes import bias_heads, in_heads, out_heads, take_linear, take_norm, unembed_without_bias
from engine.tensors import Tensors
from engine.weights import AttentionWeights, BlockWeights, MlpWeights, Weights


def read_config(fields: Fields) -> ModelConfig:
    architecture = fields.choice("architecture", {"decoder": "decoder"})
    d_model, n_heads = fields.count("d_model"), fields.count("n_heads")
    d_head = fields.count("d_head", d_model // n_heads or None)
    if n_heads * d_head != d_model:
        raise CheckpointError(f"{fields.where}: {n_heads} heads of {d_head} do not make d_model {d_model}")
    if not fields.flag("tie_word_embeddings", True):
        raise fields.wrong("tie_word_embeddings", "should be true: this family's unembedding is its embedding")
    return ModelConfig(
        family="transformer-2017",
        architecture=architecture,
        d_vocab=fields.count("d_vocab"),
        d_model=d_model,
        n_layers=fields.count("n_layers"),
        n_heads=n_heads,
        n_kv_heads=n_heads,
        d_head=d_head,
        d_mlp=fields.count("d_mlp"),
        n_ctx=fields.count("n_ctx"),
        act_fn=fields.activation("act_fn", "relu"),
        gated_mlp=False,
        norm="layer",
        norm_position="post",
        eps=fields.number("eps", 1e-5),
        positions=fields.choice("positions", {"sinusoidal": "sinusoidal"}, "sinusoidal"),
        tied=True,
        embed_scale=math.sqrt(d_model) if fields.flag("scale_embeddings", True) else 1.0,
    )


def read_weights(tensors: Tensors, config: ModelConfig) -> Weights:
    embedding = tensors.take("embed.weight", config.d_vocab, config.d_model)
    blocks = tuple(read_block(tensors, f"layers.{i}", config) for i in range(config.n_layers))
    tensors.finish(harmless=())
    return Weights(W_E=embedding, blocks=blocks, unembed=unembed_without_bias(embedding))


def read_block(tensors: Tensors, name: str, c: ModelConfig) -> BlockWeights:
    W_in, b_in = take_linear(tensors, f"{name}.linear1", c.d_model, c.d_mlp)
    W_out, b_out = take_linear(tensors, f"{name}.linear2", c.d_mlp, c.d_model)
    return BlockWeights(
        attn=read_attention(tensors, f"{name}.self_attn", c),
        ln1=take_norm(tensors, f"{name}.norm1", c.d_model),
        mlp=MlpWeights(W_in, W_out, b_in, b_out),
        ln2=take_norm(tensors, f"{name}.norm2", c.d_model),
    )


def read_attention(tensors: Tensors, name: str, c: ModelConfig) -> AttentionWeights:
    """torch's MultiheadAttention: W_Q, W_K, W_V stacked in ``in_proj_weight`` [3·d_model, d_model]."""
    stacked = tensors.take(f"{name}.in_proj_weight", 3 * c.d_model, c.d_model)
    biases = tensors.take(f"{name}.in_proj_bias", 3 * c.d_model)
    W_O, b_O = take_linear(tensors, f"{name}.out_proj", c.d_model, c.d_model)
    W_Q, W_K, W_V = (in_heads(w.T, c.n_heads) for w in np.split(stacked, 3))
    b_Q, b_K, b_V = (bias_heads(b, c.n_heads) for b in np.split(biases, 3))
    return AttentionWeights(W_Q, W_K, W_V, out_heads(W_O, c.n_heads), b_Q, b_K, b_V, b_O)
