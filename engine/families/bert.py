"""BERT encoders (Devlin et al. 2019): post-norm, learned positions, token types, erf GELU, no mask.

The vocabulary head (masked-word prediction) is read where the checkpoint has one.
"""

from __future__ import annotations

from engine.config import Fields, ModelConfig
from engine.errors import CheckpointError
from engine.families.shapes import bias_heads, in_heads, out_heads, take_linear, take_norm
from engine.ops import Array
from engine.tensors import Tensors
from engine.weights import AttentionWeights, BlockWeights, MlpWeights, Unembedding, VocabularyHead, Weights

HARMLESS = (
    r"(bert\.)?embeddings\.(position_ids|token_type_ids)",
    r"(bert\.)?pooler\.dense\.(weight|bias)",  # reads the finished first vector; changes nothing
    r"cls\.seq_relationship\.(weight|bias)",  # next-sentence guess, likewise
)


def read_config(fields: Fields) -> ModelConfig:
    fields.refuse("position_embedding_type", (None, "absolute"), "is not computed (only absolute)")
    fields.refuse("is_decoder", (None, False), "is not computed")
    d_model, n_heads = fields.count("hidden_size", 768), fields.count("num_attention_heads", 12)
    if d_model % n_heads:
        raise CheckpointError(f"{fields.where}: hidden_size {d_model} cannot be shared among {n_heads} heads")
    return ModelConfig(
        family="bert",
        architecture="encoder",
        d_vocab=fields.count("vocab_size", 30522),
        d_model=d_model,
        n_layers=fields.count("num_hidden_layers", 12),
        n_heads=n_heads,
        n_kv_heads=n_heads,
        d_head=d_model // n_heads,
        d_mlp=fields.count("intermediate_size", 3072),
        n_ctx=fields.count("max_position_embeddings", 512),
        act_fn=fields.activation("hidden_act", "gelu"),
        gated_mlp=False,
        norm="layer",
        norm_position="post",
        eps=fields.number("layer_norm_eps", 1e-12),
        positions="learned",
        tied=fields.flag("tie_word_embeddings", True),
        n_token_types=fields.count("type_vocab_size", 2),
    )


def read_weights(tensors: Tensors, c: ModelConfig) -> Weights:
    # Checkpoints converted from the first release call a norm's gain and bias gamma and beta.
    tensors.rename({"LayerNorm.gamma": "LayerNorm.weight", "LayerNorm.beta": "LayerNorm.bias"})
    base = "bert." if tensors.has("bert.embeddings.word_embeddings.weight") else ""
    embedding = tensors.take(f"{base}embeddings.word_embeddings.weight", c.d_vocab, c.d_model)
    weights = Weights(
        W_E=embedding,
        W_pos=tensors.take(f"{base}embeddings.position_embeddings.weight", c.n_ctx, c.d_model),
        W_type=tensors.take(f"{base}embeddings.token_type_embeddings.weight", c.n_token_types, c.d_model),
        embed_ln=take_norm(tensors, f"{base}embeddings.LayerNorm", c.d_model),
        blocks=tuple(read_block(tensors, f"{base}encoder.layer.{i}", c) for i in range(c.n_layers)),
        unembed=read_head(tensors, embedding, c),
    )
    tensors.finish(HARMLESS)
    return weights


def read_head(tensors: Tensors, embedding: Array, c: ModelConfig) -> Unembedding | None:
    """The vocabulary head, or None for a checkpoint without one."""
    at = "cls.predictions"
    if not tensors.has(f"{at}.transform.dense.weight"):
        return None
    W, b = take_linear(tensors, f"{at}.transform.dense", c.d_model, c.d_model)
    head = VocabularyHead(W, b, take_norm(tensors, f"{at}.transform.LayerNorm", c.d_model))
    W_U = tensors.take_unembedding(f"{at}.decoder.weight", embedding, c.tied).T
    name, copy = f"{at}.bias", f"{at}.decoder.bias"  # one of them, or both alike
    b_U = tensors.take(name if tensors.has(name) else copy, c.d_vocab)
    if tensors.has(name):
        tensors.skip_copy(copy, b_U)
    return Unembedding(W_U, b_U, head)


def read_block(tensors: Tensors, name: str, c: ModelConfig) -> BlockWeights:
    W_in, b_in = take_linear(tensors, f"{name}.intermediate.dense", c.d_model, c.d_mlp)
    W_out, b_out = take_linear(tensors, f"{name}.output.dense", c.d_mlp, c.d_model)
    return BlockWeights(
        attn=read_attention(tensors, f"{name}.attention", c),
        ln1=take_norm(tensors, f"{name}.attention.output.LayerNorm", c.d_model),
        mlp=MlpWeights(W_in, W_out, b_in, b_out),
        ln2=take_norm(tensors, f"{name}.output.LayerNorm", c.d_model),
    )


def read_attention(tensors: Tensors, name: str, c: ModelConfig) -> AttentionWeights:
    W_Q, b_Q = take_linear(tensors, f"{name}.self.query", c.d_model, c.d_model)
    W_K, b_K = take_linear(tensors, f"{name}.self.key", c.d_model, c.d_model)
    W_V, b_V = take_linear(tensors, f"{name}.self.value", c.d_model, c.d_model)
    W_O, b_O = take_linear(tensors, f"{name}.output.dense", c.d_model, c.d_model)
    W_Q, W_K, W_V = (in_heads(W, c.n_heads) for W in (W_Q, W_K, W_V))
    b_Q, b_K, b_V = (bias_heads(b, c.n_heads) for b in (b_Q, b_K, b_V))
    return AttentionWeights(W_Q, W_K, W_V, out_heads(W_O, c.n_heads), b_Q, b_K, b_V, b_O)
