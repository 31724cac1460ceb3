"""Numbers keep their addresses through every cut, and are shown as they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.numbers import MINUS, Numbers, count, number, percent

TRACE = {"a": np.arange(24.0).reshape(2, 3, 4), "b": np.array([1.0, -2.0, 3.0, 0.5])}


def look_up(address: str) -> float:
    """The value at an address ``name[i,j]`` of TRACE."""
    name, _, index = address.rstrip("]").partition("[")
    return float(TRACE[name][tuple(int(i) for i in index.split(","))])


@pytest.mark.parametrize("key", [(1,), (slice(None), 2), (1, slice(0, 2), slice(1, 3)), (0, [2, 0])])
def test_each_entry_of_a_cut_is_found_at_its_address(key):
    cut = Numbers.of(TRACE, "a", key)
    for index in np.ndindex(cut.values.shape):
        assert look_up(cut.address(*index)) == cut.values[index]


def test_addresses_survive_cutting_a_cut():
    cut = Numbers.of(TRACE, "a", (1,))[[2, 0]][:, 1:3].row()
    assert [[cut.address(i, j) for j in range(2)] for i in range(2)] == [
        ["a[1,2,1]", "a[1,2,2]"],
        ["a[1,0,1]", "a[1,0,2]"],
    ]


def test_a_computation_names_itself_and_its_parts():
    product = Numbers.computed("product", Numbers.of(TRACE, "a", (1, 2)), Numbers.of(TRACE, "b"))
    assert product.values.tolist() == [20.0, -42.0, 66.0, 11.5]
    assert product.address(1) == "product(a[1,2,0:4],b)[1]"
    assert Numbers.computed("total", product).address() == "total(product(a[1,2,0:4],b))"


def test_an_irregular_cut_lists_its_places():
    assert Numbers.of(TRACE, "b", ([0, 3],)).expression == "b[@2:0,3]"


def test_an_unknown_computation_is_refused():
    with pytest.raises(KeyError):
        Numbers.computed("guess", Numbers.of(TRACE, "b"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (-0.004, "0.00"),
        (-0.37, f"{MINUS}0.37"),
        (2.675000001, "2.68"),
        (99.996, "100.0"),
        (-12345.6, f"{MINUS}12346"),
        (-math.inf, f"{MINUS}∞"),
    ],
)
def test_number(value, text):
    assert number(value) == text


def test_nan_is_never_shown():
    with pytest.raises(ValueError, match="NaN"):
        number(math.nan)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100%"),
        (0.99996, ">99.9%"),
        (0.9312, "93.1%"),
        (0.0004, "0.04%"),
        (1.2e-5, "0.001%"),
        (1e-12, "<0.0000001%"),
        (0.0, "0%"),
    ],
)
def test_percent(share, text):
    assert percent(share) == text


@given(st.floats(min_value=1e-9, max_value=0.9999))
def test_a_shown_share_is_near_the_true_one(share):
    shown = float(percent(share).rstrip("%")) / 100 if percent(share)[0] not in "<>" else share
    assert shown == pytest.approx(share, rel=0.5, abs=6e-4)
    assert shown > 0


def test_count_groups_by_three():
    assert count(50257) == "50\N{NARROW NO-BREAK SPACE}257"
