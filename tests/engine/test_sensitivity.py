"""Mistakes that are easily made must not pass the parity test: each is made here on purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from engine import ops
from tests.engine.helpers import FAMILIES, expected, golden_model, worst_difference

SEEN = 1e-6  # 10,000 times the tolerance


def rerun(family: str, monkeypatch: pytest.MonkeyPatch, **config: object) -> float:
    """Worst difference from the reference with another config; −inf rows and all."""
    model = golden_model(family)
    with monkeypatch.context() as patch:
        patch.setattr(model, "config", replace(model.config, **config))
        return worst_difference(model.trace(expected(family)[0]["sentence"]), family)


def test_nothing_changed_is_no_difference(monkeypatch):
    assert rerun("gpt2", monkeypatch) < 1e-10


@pytest.mark.parametrize(("family", "wrong"), [("bert", "gelu_new"), ("gpt2", "gelu"), ("llama", "gelu")])
def test_another_activation_shows(family, wrong, monkeypatch):
    assert rerun(family, monkeypatch, act_fn=wrong) > SEEN


@pytest.mark.parametrize("family", FAMILIES)
def test_another_eps_shows(family, monkeypatch):
    assert rerun(family, monkeypatch, eps=golden_model(family).config.eps + 1e-5) > SEEN


def test_berts_eps_is_told_from_ten_times_it(monkeypatch):
    assert rerun("bert", monkeypatch, eps=1e-11) > 1e-12  # below any tolerance, but not ignored


def test_embeddings_without_root_d_show(monkeypatch):
    assert rerun("transformer-2017", monkeypatch, embed_scale=1.0) > SEEN


@pytest.mark.parametrize("family", FAMILIES)
def test_scores_without_root_d_show(family, monkeypatch):
    real = ops.attention
    monkeypatch.setattr(ops, "attention", lambda q, k, v, hidden, scale: real(q, k, v, hidden, 1.0))
    assert rerun(family, monkeypatch) > SEEN


@pytest.mark.parametrize("family", ["transformer-2017", "gpt2", "bert"])
def test_unbiased_variance_shows(family, monkeypatch):
    class Steps(NamedTuple):
        mean: np.ndarray
        scale: np.ndarray
        normalized: np.ndarray
        out: np.ndarray

    def unbiased(x, w, b, eps):
        mean = x.mean(-1, keepdims=True)
        scale = np.sqrt(x.var(-1, ddof=1, keepdims=True) + eps)
        return Steps(mean, scale, (x - mean) / scale, (x - mean) / scale * w + b)

    monkeypatch.setattr(ops, "layer_norm", unbiased)
    assert rerun(family, monkeypatch) > SEEN


@pytest.mark.parametrize("family", ["llama", "llama-scaled", "qwen2", "qwen3"])
def test_rotating_neighbouring_pairs_shows(family, monkeypatch):
    def interleaved(x, angle):
        cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
        turned = np.empty_like(x)
        turned[..., 0::2] = x[..., 0::2] * cos - x[..., 1::2] * sin
        turned[..., 1::2] = x[..., 1::2] * cos + x[..., 0::2] * sin
        return turned

    monkeypatch.setattr(ops, "rope", interleaved)
    assert rerun(family, monkeypatch) > SEEN


@pytest.mark.parametrize("family", ["llama", "qwen2", "qwen3"])
def test_another_theta_shows(family, monkeypatch):
    assert rerun(family, monkeypatch, rope_theta=10000.0) > SEEN


def test_rotation_without_its_stretch_shows(monkeypatch):
    assert rerun("llama-scaled", monkeypatch, rope_scaling=None) > SEEN


def test_grouped_heads_shared_in_turn_show(monkeypatch):
    monkeypatch.setattr(ops, "share_heads", lambda x, n: np.tile(x, (1, n // x.shape[1], 1)))
    assert rerun("llama", monkeypatch) > SEEN


@pytest.mark.parametrize("family", ["transformer-2017", "gpt2", "llama"])
def test_no_mask_shows(family, monkeypatch):
    monkeypatch.setattr(ops, "causal_mask", lambda n: np.zeros((n, n), dtype=bool))
    assert rerun(family, monkeypatch) > SEEN


def test_half_and_half_sinusoids_show(monkeypatch):
    """Sines in the first half and cosines in the second, as other code has them."""
    real = ops.sinusoidal_positions

    def halves(n, d):
        table = real(n, d)
        return np.concatenate([table[:, 0::2], table[:, 1::2]], axis=1)

    monkeypatch.setattr(ops, "sinusoidal_positions", halves)
    assert rerun("transformer-2017", monkeypatch) > SEEN
