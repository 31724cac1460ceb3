"""The operations against values worked out otherwise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import ops

rows = arrays(float, st.integers(1, 6), elements=st.floats(-50, 50))


def test_softmax_of_the_articles_scores():
    np.testing.assert_allclose(ops.softmax(np.array([10.0, 5.0, 1.0])), [0.993185, 0.006692, 0.000123], atol=1e-6)


def test_softmax_hides_minus_infinity_and_never_overflows():
    assert ops.softmax(np.array([-np.inf, 3.0, -np.inf])).tolist() == [0, 1, 0]
    assert ops.softmax(np.array([1e308, 1e308])).tolist() == [0.5, 0.5]
    assert ops.softmax(np.array([-800.0, 0.0])).tolist() == [0, 1]


@given(rows, st.floats(-30, 30))
def test_softmax_sums_to_one_and_ignores_a_shift(x, shift):
    p = ops.softmax(x)
    assert math.isclose(p.sum(), 1)
    np.testing.assert_allclose(ops.softmax(x + shift), p, atol=1e-12)


@given(arrays(float, (3, 5), elements=st.floats(-50, 50)))
def test_layer_norm_by_hand(x):
    w, b = np.arange(1.0, 6), np.arange(5.0)
    steps = ops.layer_norm(x, w, b, 1e-5)
    for i, row in enumerate(x.tolist()):
        mean = sum(row) / 5
        scale = math.sqrt(sum((v - mean) ** 2 for v in row) / 5 + 1e-5)
        np.testing.assert_allclose(
            steps.out[i], [(v - mean) / scale * w[j] + b[j] for j, v in enumerate(row)], atol=1e-9
        )
        np.testing.assert_allclose([steps.mean[i, 0], steps.scale[i, 0]], [mean, scale], atol=1e-9)


def test_rms_norm_by_hand():
    steps = ops.rms_norm(np.array([[3.0, 4.0]]), np.array([1.0, 2.0]), 0.5)
    np.testing.assert_allclose(steps.out, [[3 / math.sqrt(13), 8 / math.sqrt(13)]])
    assert steps.mean is None


@pytest.mark.parametrize("x", [-40.0, -3.0, -0.5, 0.0, 1e-8, 0.7, 5.0, 40.0])
def test_activations(x):
    at = np.array([x])
    assert ops.relu(at)[0] == max(x, 0)
    assert math.isclose(ops.gelu(at)[0], x * (1 + math.erf(x / math.sqrt(2))) / 2, abs_tol=1e-15)
    tanh = math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
    assert math.isclose(ops.gelu_new(at)[0], x * (1 + tanh) / 2, abs_tol=1e-15)
    assert math.isclose(ops.silu(at)[0], x / (1 + math.exp(-x)), abs_tol=1e-15)


def test_activations_far_out_and_in_float32():
    for act in ops.ACTIVATIONS.values():
        for kind in (np.float32, np.float64):
            out = act(np.array([-1e4, 1e4], dtype=kind))
            assert out.dtype == kind
            assert out.tolist() == [0, 1e4]


def test_gelus_differ_where_they_should():
    x = np.linspace(-3, 3, 50)
    gap = np.abs(ops.gelu(x) - ops.gelu_new(x)).max()
    assert 1e-4 < gap < 1e-3


@pytest.mark.parametrize("d", [2, 7, 64])
def test_sinusoids_entry_by_entry(d):
    table = ops.sinusoidal_positions(9, d)
    assert table.shape == (9, d)
    for pos in range(9):
        for j in range(d):
            angle = pos / 10000 ** ((j - j % 2) / d)
            assert math.isclose(table[pos, j], math.cos(angle) if j % 2 else math.sin(angle), abs_tol=1e-14)


def test_rope_turns_pairs_and_scores_depend_on_distance_only():
    rng = np.random.default_rng(0)
    q, k = rng.normal(size=(2, 1, 1, 6))
    frequency = 100.0 ** (-np.arange(0, 6, 2) / 6)

    def score(m, n):
        turned = ops.rope(q, m * frequency[None]), ops.rope(k, n * frequency[None])
        return float((turned[0] * turned[1]).sum())

    assert math.isclose(score(7, 3), score(9, 5))
    assert not math.isclose(score(7, 3), score(7, 4))
    assert math.isclose(score(5, 5), float((q * k).sum()))
    x = np.array([[[1.0, 0, 0, 0]]])
    np.testing.assert_allclose(ops.rope(x, np.array([[np.pi / 2, 0.3]])), [[[0, 0, 1, 0]]], atol=1e-15)


def test_attention_by_hand():
    q, k, v = np.ones((2, 1, 1)), np.array([[[0.0]], [[math.log(3)]]]), np.array([[[1.0]], [[5.0]]])
    steps = ops.attention(q, k, v, ops.causal_mask(2), scale=1.0)
    np.testing.assert_allclose(steps.pattern[0], [[1, 0], [0.25, 0.75]])
    np.testing.assert_allclose(steps.z[:, 0, 0], [1, 4])
    assert steps.masked[0, 0, 1] == -np.inf
    assert steps.raw[0, 0, 1] == pytest.approx(math.log(3))


def test_shared_heads_repeat_side_by_side():
    x = np.arange(4.0).reshape(1, 2, 2)
    assert ops.share_heads(x, 4)[0].tolist() == [[0, 1], [0, 1], [2, 3], [2, 3]]
