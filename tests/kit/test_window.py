"""What is shown of a row that is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.window import gaps, window


@given(st.integers(1, 200), st.integers(1, 30), st.lists(st.integers(-1, 5), max_size=3))
def test_a_window_keeps_what_it_must_and_fits(n, room, keep):
    shown = window(n, room, keep)
    assert shown == sorted(set(shown))
    assert len(shown) == min(n, room)
    assert all(0 <= i < n for i in shown)
    wanted = list(dict.fromkeys(k % n for k in keep))[:room]
    assert set(wanted) <= set(shown)


def test_all_is_shown_where_there_is_room():
    assert window(4, 4) == [0, 1, 2, 3]
    assert gaps([0, 1, 2, 3], 4) == []


def test_gaps_say_where_something_is_missing():
    assert gaps([0, 1, 7, 39], 40) == [2, 3]
    assert gaps([1, 2], 4) == [0, 2]
