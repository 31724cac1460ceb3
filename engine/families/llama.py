"""Llama (also SmolLM), Qwen2 and Qwen3: pre-norm RMS, rotary positions, grouped keys and values, gated MLP.

They differ in biases (Qwen2: on q, k, v), norms of queries and keys (Qwen3) and defaults.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.config import Fields, ModelConfig
from engine.errors import CheckpointError
from engine.families.shapes import bias_heads, in_heads, out_heads, take_linear, take_rms, unembed_without_bias
from engine.rotary import read_rotary
from engine.tensors import Tensors
from engine.weights import AttentionWeights, BlockWeights, MlpWeights, Weights

# Tables of rotary frequencies were saved as if they were weights.
HARMLESS = (r"(model\.)?(layers\.\d+\.self_attn\.)?rotary_emb\.(inv_freq|cos_cached|sin_cached)",)


@dataclass(frozen=True)
class Variant:
    """What a family's config means where it is silent."""

    n_ctx: int
    qkv_bias: bool = False
    qk_norm: bool = False
    d_head: int | None = None  # None: d_model / heads


VARIANTS = {
    "llama": Variant(n_ctx=2048),
    "qwen2": Variant(n_ctx=32768, qkv_bias=True),
    "qwen3": Variant(n_ctx=32768, qk_norm=True, d_head=128),
}


def read_config(fields: Fields) -> ModelConfig:
    family = str(fields.get("model_type"))
    variant = VARIANTS[family]
    d_model, n_heads = fields.count("hidden_size"), fields.count("num_attention_heads")
    theta, scaling = read_rotary(fields, theta=10000.0)
    attention_bias = fields.flag("attention_bias", False)
    return ModelConfig(
        family=family,
        architecture="decoder",
        d_vocab=fields.count("vocab_size"),
        d_model=d_model,
        n_layers=fields.count("num_hidden_layers"),
        n_heads=n_heads,
        n_kv_heads=read_kv_heads(fields, n_heads),
        d_head=read_d_head(fields, variant, d_model, n_heads),
        d_mlp=fields.count("intermediate_size"),
        n_ctx=fields.count("max_position_embeddings", variant.n_ctx),
        act_fn=fields.activation("hidden_act", "silu"),
        gated_mlp=True,
        norm="rms",
        norm_position="pre",
        eps=fields.number("rms_norm_eps", 1e-6),
        positions="rotary",
        tied=fields.flag("tie_word_embeddings", False),
        qkv_bias=variant.qkv_bias or attention_bias,
        out_bias=attention_bias and not variant.qkv_bias,
        mlp_bias=fields.flag("mlp_bias", False) if family == "llama" else False,
        qk_norm=variant.qk_norm,
        rope_theta=theta,
        rope_scaling=scaling,
        sliding_window=read_window(fields, family),
    )


def read_d_head(fields: Fields, variant: Variant, d_model: int, n_heads: int) -> int:
    if fields.get("head_dim") is None and variant.d_head is None and d_model % n_heads:
        raise CheckpointError(f"{fields.where}: hidden_size {d_model} cannot be shared among {n_heads} heads")
    d_head = fields.count("head_dim", variant.d_head or d_model // n_heads)
    if d_head % 2:
        raise CheckpointError(f"{fields.where}: heads of {d_head} have no pairs for rotary positions to turn")
    return d_head


def read_kv_heads(fields: Fields, n_heads: int) -> int:
    n_kv_heads = fields.count("num_key_value_heads", n_heads)
    if n_heads % n_kv_heads:
        raise fields.wrong("num_key_value_heads", f"{n_heads} heads cannot share evenly")
    return n_kv_heads


def read_window(fields: Fields, family: str) -> int | None:
    """The sliding window in tokens, if any layer has one; refused at run time for a text longer than it."""
    kinds = fields.get("layer_types", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in ("full_attention", "sliding_attention"):
            raise fields.wrong("layer_types", f"asks for layers of type {kind!r}, which are not computed")
    used = fields.flag("use_sliding_window", default=family == "llama" or "sliding_attention" in kinds)
    if not used or fields.get("sliding_window") is None:
        return None
    if kinds and "sliding_attention" not in kinds:
        return None
    return fields.count("sliding_window")


def read_weights(tensors: Tensors, c: ModelConfig) -> Weights:
    base = "model." if tensors.has("model.embed_tokens.weight") else ""
    embedding = tensors.take(f"{base}embed_tokens.weight", c.d_vocab, c.d_model)
    weights = Weights(
        W_E=embedding,
        blocks=tuple(read_block(tensors, f"{base}layers.{i}", c) for i in range(c.n_layers)),
        ln_final=take_rms(tensors, f"{base}norm", c.d_model),
        unembed=unembed_without_bias(tensors.take_unembedding("lm_head.weight", embedding, c.tied)),
    )
    tensors.finish(HARMLESS)
    return weights


def read_block(tensors: Tensors, name: str, c: ModelConfig) -> BlockWeights:
    W_gate, b_gate = take_linear(tensors, f"{name}.mlp.gate_proj", c.d_model, c.d_mlp, c.mlp_bias)
    W_in, b_in = take_linear(tensors, f"{name}.mlp.up_proj", c.d_model, c.d_mlp, c.mlp_bias)
    W_out, b_out = take_linear(tensors, f"{name}.mlp.down_proj", c.d_mlp, c.d_model, c.mlp_bias)
    return BlockWeights(
        attn=read_attention(tensors, f"{name}.self_attn", c),
        ln1=take_rms(tensors, f"{name}.input_layernorm", c.d_model),
        mlp=MlpWeights(W_in, W_out, b_in, b_out, W_gate, b_gate),
        ln2=take_rms(tensors, f"{name}.post_attention_layernorm", c.d_model),
    )


def read_attention(tensors: Tensors, name: str, c: ModelConfig) -> AttentionWeights:
    d_q, d_kv = c.n_heads * c.d_head, c.n_kv_heads * c.d_head
    W_Q, b_Q = take_linear(tensors, f"{name}.q_proj", c.d_model, d_q, c.qkv_bias)
    W_K, b_K = take_linear(tensors, f"{name}.k_proj", c.d_model, d_kv, c.qkv_bias)
    W_V, b_V = take_linear(tensors, f"{name}.v_proj", c.d_model, d_kv, c.qkv_bias)
    W_O, b_O = take_linear(tensors, f"{name}.o_proj", d_q, c.d_model, c.out_bias)
    return AttentionWeights(
        W_Q=in_heads(W_Q, c.n_heads),
        W_K=in_heads(W_K, c.n_kv_heads),
        W_V=in_heads(W_V, c.n_kv_heads),
        W_O=out_heads(W_O, c.n_heads),
        b_Q=bias_heads(b_Q, c.n_heads),
        b_K=bias_heads(b_K, c.n_kv_heads),
        b_V=bias_heads(b_V, c.n_kv_heads),
        b_O=b_O,
        q_norm=take_rms(tensors, f"{name}.q_norm", c.d_head) if c.qk_norm else None,
        k_norm=take_rms(tensors, f"{name}.k_norm", c.d_head) if c.qk_norm else None,
    )
