"""GPT-2 (Radford et al. 2019) as transformers saves it: pre-norm, learned positions, Conv1D weights [in, out]."""

from __future__ import annotations

import numpy as np

from engine.config import Fields, ModelConfig
from engine.errors import CheckpointError
from engine.families.shapes import bias_heads, in_heads, out_heads, take_norm, unembed_without_bias
from engine.tensors import Tensors
from engine.weights import AttentionWeights, BlockWeights, MlpWeights, Weights

# Causal masks were saved as if they were weights; `attn.bias` is one, `attn.c_attn.bias` is not.
HARMLESS = (r"(transformer\.)?h\.\d+\.attn\.(bias|masked_bias)",)


def read_config(fields: Fields) -> ModelConfig:
    fields.refuse("scale_attn_weights", (None, True), "asks for attention without 1/√d_head: not computed")
    fields.refuse("scale_attn_by_inverse_layer_idx", (None, False), "scales attention by the layer: not computed")
    d_model, n_heads = fields.count("n_embd", 768), fields.count("n_head", 12)
    if d_model % n_heads:
        raise CheckpointError(f"{fields.where}: n_embd {d_model} cannot be shared among n_head {n_heads}")
    return ModelConfig(
        family="gpt2",
        architecture="decoder",
        d_vocab=fields.count("vocab_size", 50257),
        d_model=d_model,
        n_layers=fields.count("n_layer", 12),
        n_heads=n_heads,
        n_kv_heads=n_heads,
        d_head=d_model // n_heads,
        d_mlp=fields.count("n_inner", 4 * d_model),
        n_ctx=fields.count("n_positions", fields.get("n_ctx", 1024)),
        act_fn=fields.activation("activation_function", "gelu_new"),
        gated_mlp=False,
        norm="layer",
        norm_position="pre",
        eps=fields.number("layer_norm_epsilon", 1e-5),
        positions="learned",
        tied=fields.flag("tie_word_embeddings", True),
    )


def read_weights(tensors: Tensors, c: ModelConfig) -> Weights:
    base = "transformer." if tensors.has("transformer.wte.weight") else ""
    embedding = tensors.take(f"{base}wte.weight", c.d_vocab, c.d_model)
    weights = Weights(
        W_E=embedding,
        W_pos=tensors.take(f"{base}wpe.weight", c.n_ctx, c.d_model),
        blocks=tuple(read_block(tensors, f"{base}h.{i}", c) for i in range(c.n_layers)),
        ln_final=take_norm(tensors, f"{base}ln_f", c.d_model),
        unembed=unembed_without_bias(tensors.take_unembedding("lm_head.weight", embedding, c.tied)),
    )
    tensors.finish(HARMLESS)
    return weights


def read_block(tensors: Tensors, name: str, c: ModelConfig) -> BlockWeights:
    W_in, b_in = take_conv(tensors, f"{name}.mlp.c_fc", c.d_model, c.d_mlp)
    W_out, b_out = take_conv(tensors, f"{name}.mlp.c_proj", c.d_mlp, c.d_model)
    return BlockWeights(
        attn=read_attention(tensors, f"{name}.attn", c),
        ln1=take_norm(tensors, f"{name}.ln_1", c.d_model),
        mlp=MlpWeights(W_in, W_out, b_in, b_out),
        ln2=take_norm(tensors, f"{name}.ln_2", c.d_model),
    )


def read_attention(tensors: Tensors, name: str, c: ModelConfig) -> AttentionWeights:
    """W_Q, W_K, W_V lie side by side in ``c_attn`` [d_model, 3·d_model]."""
    W, b = take_conv(tensors, f"{name}.c_attn", c.d_model, 3 * c.d_model)
    W_O, b_O = take_conv(tensors, f"{name}.c_proj", c.d_model, c.d_model)
    W_Q, W_K, W_V = (in_heads(part, c.n_heads) for part in np.split(W, 3, axis=1))
    b_Q, b_K, b_V = (bias_heads(part, c.n_heads) for part in np.split(b, 3))
    return AttentionWeights(W_Q, W_K, W_V, out_heads(W_O, c.n_heads), b_Q, b_K, b_V, b_O)


def take_conv(tensors: Tensors, name: str, d_in: int, d_out: int) -> tuple[np.ndarray, np.ndarray]:
    """A Conv1D: W [in, out], b [out]."""
    return tensors.take(f"{name}.weight", d_in, d_out), tensors.take(f"{name}.bias", d_out)
