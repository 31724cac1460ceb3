"""How the work grows with the sentence, and how it shrinks with a second core."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from benchmarks.measure import LONG, SENTENCE, film, side_by_side
from benchmarks.rows import Row, at_most, faster


def measure(n: int) -> Iterator[Row]:
    """Whole films at draft quality."""
    with tempfile.TemporaryDirectory() as scratch:
        rest = ("--force", "--quality", "draft", "--out", f"{scratch}/film")
        commands = {
            "3 tokens": film(SENTENCE, *rest, "--jobs", "2"),
            "40 tokens": film(LONG, *rest, "--jobs", "2"),
            "1 job": film(SENTENCE, *rest, "--jobs", "1"),
        }
        costs = side_by_side(commands, n)
    long, short = costs["40 tokens"].cpu, costs["3 tokens"].cpu
    yield at_most("film of 40 tokens : 3 tokens", long, short, 1.5, "whole film, draft; processor time")
    yield faster("1 job : 2 jobs", costs["1 job"].wall, costs["3 tokens"].wall, 1.6, "whole film, draft; wall time")
