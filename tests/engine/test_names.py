"""The names of what is recorded, in order: a contract with everything that reads traces."""

from __future__ import annotations

import pytest

from tests.engine.helpers import golden_trace

LAYER_NORM = ["mean", "hook_scale", "hook_normalized", "out"]
RMS_NORM = ["hook_scale", "hook_normalized", "out"]
SCORES = ["scores_raw", "scores_scaled", "hook_attn_scores", "hook_pattern", "hook_z", "hook_result"]
QKV = ["hook_q", "hook_k", "hook_v"]
ROTARY = ["hook_rot_q", "hook_rot_k"]


def under(prefix: str, names: list[str]) -> list[str]:
    return [f"{prefix}.{name}" for name in names]


POST_NORM = [
    "hook_resid_pre",
    *under("attn", QKV + SCORES),
    "hook_attn_out",
    "hook_resid_mid",
    *under("ln1", LAYER_NORM),
    *under("mlp", ["hook_pre", "hook_post"]),
    "hook_mlp_out",
    "ln2.in",
    *under("ln2", LAYER_NORM),
    "hook_resid_post",
]


def pre_norm(norm: list[str], attn: list[str], mlp: list[str]) -> list[str]:
    return [
        "hook_resid_pre", *under("ln1", norm), *under("attn", attn), "hook_attn_out",
        "hook_resid_mid", *under("ln2", norm), *under("mlp", mlp), "hook_mlp_out", "hook_resid_post",
    ]  # fmt: skip


def names(start: list[str], block: list[str], end: list[str]) -> list[str]:
    return [*start, *under("blocks.0", block), *under("blocks.1", block), *end]


GATED = ["hook_pre", "hook_pre_linear", "hook_post"]
LLAMA = names(
    ["hook_embed"],
    pre_norm(RMS_NORM, QKV + ROTARY + SCORES, GATED),
    [*under("ln_final", RMS_NORM), "logits", "probs"],
)
FROZEN = {
    "transformer-2017": names(["hook_embed", "hook_pos_embed"], POST_NORM, ["logits", "probs"]),
    "gpt2": names(
        ["hook_embed", "hook_pos_embed"],
        pre_norm(LAYER_NORM, QKV + SCORES, ["hook_pre", "hook_post"]),
        [*under("ln_final", LAYER_NORM), "logits", "probs"],
    ),
    "llama": LLAMA,
    "qwen2": LLAMA,
    "qwen3": names(
        ["hook_embed"],
        pre_norm(RMS_NORM, QKV + under("q_norm", RMS_NORM) + under("k_norm", RMS_NORM) + ROTARY + SCORES, GATED),
        [*under("ln_final", RMS_NORM), "logits", "probs"],
    ),
    "bert": names(
        ["hook_embed", "hook_pos_embed", "hook_token_type_embed", "embed.ln.in", *under("embed.ln", LAYER_NORM)],
        POST_NORM,
        ["mlm_head.hook_pre", "mlm_head.hook_post", *under("mlm_head.ln", LAYER_NORM), "logits", "probs"],
    ),
}


@pytest.mark.parametrize("family", FROZEN)
def test_names_and_their_order(family):
    assert golden_trace(family).names == FROZEN[family]


def test_shapes_of_grouped_heads():
    trace = golden_trace("qwen3")  # 4 heads of 8, 2 of them for keys and values, d_model 24
    n, at = len(trace), "blocks.0.attn."
    assert trace[at + "hook_q"].shape == (n, 4, 8)
    assert trace[at + "hook_k"].shape == trace[at + "hook_v"].shape == (n, 2, 8)
    assert trace[at + "hook_pattern"].shape == (4, n, n)
    assert trace[at + "hook_z"].shape == (n, 4, 8)
    assert trace[at + "hook_result"].shape == (n, 4, 24)
    assert trace["logits"].shape == (n, trace.model.n_vocab)
    assert [trace.config.kv_head(h) for h in range(4)] == [0, 0, 1, 1]
