"""The reference of the 2017 family: torch's own layers. Needs torch."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from reference import Tape, heads, randomise
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

CONFIG = {
    "model_type": "transformer-2017", "architecture": "decoder", "d_vocab": 330, "d_model": 24, "n_heads": 4,
    "d_head": 6, "d_mlp": 40, "n_layers": 2, "n_ctx": 256, "act_fn": "relu", "eps": 1e-5,
    "tie_word_embeddings": True, "scale_embeddings": True, "positions": "sinusoidal",
}  # fmt: skip


class Decoder(nn.Module):
    """Embedding × √d_model + sinusoids, torch's encoder layers under a causal mask, tied unembedding."""

    def __init__(self) -> None:
        super().__init__()
        d, c = int(CONFIG["d_model"]), CONFIG
        self.embed = nn.Embedding(int(c["d_vocab"]), d)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                d, int(c["n_heads"]), int(c["d_mlp"]), dropout=0.0, activation="relu",
                layer_norm_eps=float(c["eps"]), batch_first=True, norm_first=False,
            )
            for _ in range(int(c["n_layers"]))
        )  # fmt: skip


def sinusoids(n: int, d: int) -> Tensor:
    """The paper's formula entry by entry, in plain Python."""
    table = torch.zeros(n, d, dtype=torch.float64)
    for pos in range(n):
        for i in range(0, d, 2):
            table[pos, i] = math.sin(pos / 10000 ** (i / d))
            table[pos, i + 1] = math.cos(pos / 10000 ** (i / d))
    return table


def make(directory: Path, tokenizer_ids: list[int]) -> Tape:
    """Write the checkpoint and record its run on ``tokenizer_ids``."""
    torch.backends.mha.set_fastpath_enabled(False)
    model = Decoder()
    randomise(model, seed=2017, spread=0.3)
    model.embed.weight.data *= 0.6
    (directory / "config.json").write_text(json.dumps(CONFIG, indent=1) + "\n")
    save_file(model.state_dict(), directory / "model.safetensors")
    return record(model.double().eval(), torch.tensor(tokenizer_ids))


def record(model: Decoder, ids: Tensor) -> Tape:
    tape, n, d = Tape(), len(ids), int(CONFIG["d_model"])
    hidden = torch.ones(n, n, dtype=torch.bool).triu(1)
    embedded = model.embed(ids) * math.sqrt(d)
    positions = sinusoids(n, d)
    tape.put("hook_embed", embedded)
    tape.put("hook_pos_embed", positions)
    for i, layer in enumerate(model.layers):
        hook_layer(tape, f"blocks.{i}.", layer)
    x = (embedded + positions)[None]
    for i, layer in enumerate(model.layers):
        before = x
        x = layer(x, src_mask=hidden)
        record_attention(tape, f"blocks.{i}.attn.", layer.self_attn, before, hidden)
    logits = x[0] @ model.embed.weight.T
    tape.put("logits", logits)
    tape.put("probs", logits.softmax(-1))
    return tape


def hook_layer(tape: Tape, at: str, layer: nn.TransformerEncoderLayer) -> None:
    tape.input(layer, at + "hook_resid_pre")
    tape.output(layer.self_attn, at + "hook_attn_out")
    tape.input(layer.norm1, at + "hook_resid_mid")
    tape.layer_norm(layer.norm1, at + "ln1.")
    tape.output(layer.linear1, at + "mlp.hook_pre")
    tape.input(layer.linear2, at + "mlp.hook_post")
    tape.output(layer.linear2, at + "hook_mlp_out")
    tape.input(layer.norm2, at + "ln2.in")
    tape.layer_norm(layer.norm2, at + "ln2.")
    tape.output(layer, at + "hook_resid_post")


def record_attention(tape: Tape, at: str, attn: nn.MultiheadAttention, x: Tensor, hidden: Tensor) -> None:
    """torch's attention again, this time asked for its weights."""
    with torch.no_grad():
        out, pattern = attn(x, x, x, attn_mask=hidden, need_weights=True, average_attn_weights=False)
        torch.testing.assert_close(out[0], tape.get(at.replace("attn.", "hook_attn_out")), rtol=0, atol=1e-12)
        parts = functional.linear(x, attn.in_proj_weight, attn.in_proj_bias).chunk(3, dim=-1)
        q, k, v = (heads(attn.num_heads)(part) for part in parts)
        for name, value in zip("qkv", (q, k, v), strict=True):
            tape.put(f"{at}hook_{name}", value)
        z = torch.einsum("hqk,khd->qhd", pattern[0], v)
        tape.attention(at, q.transpose(0, 1), k.transpose(0, 1), pattern[0], z, hidden)
        tape.result(at, attn.out_proj.weight)
