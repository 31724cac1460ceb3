"""What is written as an address is read back as the same value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.addresses import AddressError, evaluate
from scenes.kit.numbers import Numbers, Shown, percent

RNG = np.random.default_rng(7)
TRACE = {"blocks.0.attn.hook_q": RNG.normal(size=(4, 2, 8)), "w": RNG.random(4), "one": np.asarray(3.5)}


@given(st.integers(0, 3), st.integers(0, 1), st.integers(0, 7))
def test_an_entry_is_found_again(i, j, k):
    numbers = Numbers.of(TRACE, "blocks.0.attn.hook_q")
    assert evaluate(numbers.address(i, j, k), TRACE) == numbers.values[i, j, k]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers(0, 1))
def test_any_cut_is_found_again(rows, head):
    whole = Numbers.of(TRACE, "blocks.0.attn.hook_q", (slice(None), head))
    for cut in (whole[rows], whole[rows][:, 2], whole[rows][0], whole[rows[0] : rows[0] + 1], whole[rows].column()):
        assert np.array_equal(evaluate(cut.expression, TRACE), cut.values)


def test_a_column_keeps_its_shape():
    column = Numbers.of(TRACE, "blocks.0.attn.hook_q", (slice(0, 3), 1, 5)).column()
    assert evaluate(column.expression, TRACE).shape == (3, 1)


def test_computations_nest():
    q = Numbers.of(TRACE, "blocks.0.attn.hook_q", (1, 0))
    product = Numbers.computed("product", q, Numbers.of(TRACE, "blocks.0.attn.hook_q", (2, 0)))
    total = Numbers.computed("scaled", Numbers.computed("total", product), 0.5)
    assert evaluate(product.address(3), TRACE) == product.values[3]
    assert evaluate(total.address(), TRACE) == pytest.approx(float(total.values), abs=0)


def test_a_text_remembers_its_number():
    shown = Shown.of(Numbers.of(TRACE, "w"), 2, form=percent)
    assert str(shown) == percent(TRACE["w"][2])
    assert evaluate(shown.address, TRACE) == TRACE["w"][2]


@pytest.mark.parametrize("bad", ["", "w[9]", "w[0", "nothing[0]", "guess(w)", "product(w,w", "w[0]x", "one[0]", "[1]"])
def test_what_is_no_address_is_refused(bad):
    with pytest.raises(AddressError):
        evaluate(bad, TRACE)
