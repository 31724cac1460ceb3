"""The 2017 decoder in torch's own layers, only for training; the engine runs the result in plain NumPy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import linear


@dataclass(frozen=True)
class Shape:
    """Sizes of the model (Vaswani et al. 2017, section 3; theirs are d_model 512, 8 heads, 6 layers)."""

    d_vocab: int
    d_model: int = 64
    n_heads: int = 8
    d_mlp: int = 256
    n_layers: int = 4
    n_ctx: int = 512

    def config(self) -> dict[str, object]:
        """The checkpoint's config.json."""
        return {
            "model_type": "transformer-2017",
            "architecture": "decoder",
            "d_vocab": self.d_vocab,
            "d_model": self.d_model,
            "n_heads": self.n_heads,
            "d_head": self.d_model // self.n_heads,
            "d_mlp": self.d_mlp,
            "n_layers": self.n_layers,
            "n_ctx": self.n_ctx,
            "act_fn": "relu",
            "eps": 1e-5,
            "tie_word_embeddings": True,
            "scale_embeddings": True,
            "positions": "sinusoidal",
        }


def sinusoids(n_ctx: int, d_model: int) -> Tensor:
    """[n_ctx, d_model]: sin and cos in turn, wavelengths from 2π to 10000·2π (Vaswani et al. 2017, section 3.5)."""
    position = torch.arange(n_ctx, dtype=torch.float64)[:, None]
    frequency = torch.exp(torch.arange(0, d_model, 2, dtype=torch.float64) * (-math.log(10000.0) / d_model))
    table = torch.empty(n_ctx, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(position * frequency)
    table[:, 1::2] = torch.cos(position * frequency)
    return table.float()


class Decoder(nn.Module):
    """Decoder-only: post-norm, ReLU, causal mask, tied embeddings times √d_model, no norm after the last block."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.scale = math.sqrt(shape.d_model)
        self.embed = nn.Embedding(shape.d_vocab, shape.d_model)
        nn.init.normal_(self.embed.weight, std=shape.d_model ** -0.5)
        self.layers = nn.ModuleList(_block(shape, dropout) for _ in range(shape.n_layers))
        self.drop = nn.Dropout(dropout)
        self.register_buffer("positions", sinusoids(shape.n_ctx, shape.d_model), persistent=False)

    def hidden(self, ids: Tensor) -> Tensor:
        """[batch, pos, d_model] after the last block, for ids [batch, pos]."""
        pos = ids.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(pos)
        x = self.drop(self.embed(ids) * self.scale + self.positions[:pos])
        for layer in self.layers:
            x = layer(x, src_mask=mask, is_causal=True)
        return x

    def forward(self, ids: Tensor) -> Tensor:
        """Logits [batch, pos, d_vocab]."""
        return linear(self.hidden(ids), self.embed.weight)


def _block(shape: Shape, dropout: float) -> nn.TransformerEncoderLayer:
    block = nn.TransformerEncoderLayer(shape.d_model, shape.n_heads, shape.d_mlp, dropout, activation="relu",
                                       layer_norm_eps=1e-5, batch_first=True, norm_first=False)
    _start_by_copying(block.self_attn)
    return block


def _start_by_copying(attention: nn.MultiheadAttention) -> None:
    """Values that the output matrix undoes: at the start each head passes on what it looks at.

    Where to look can then be learned at once, without first waiting for something worth looking at (the value and
    output part of Trockman and Kolter 2023, "Mimetic Initialization of Self-Attention Layers").
    """
    values = nn.init.orthogonal_(torch.empty(attention.embed_dim, attention.embed_dim))
    with torch.no_grad():
        attention.in_proj_weight[-attention.embed_dim:] = values
        attention.out_proj.weight.copy_(values.T)
