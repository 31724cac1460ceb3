"""Reading order of text that mixes directions: the Unicode Bidirectional Algorithm (UAX #9) for one line.

All of its weak, neutral and implicit rules; left out are explicit embeddings and isolates, which are treated
as neutral. (HarfBuzz itself mirrors the brackets of a right-to-left run.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar
from unicodedata import bidirectional

T = TypeVar("T")

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NUMBERS = ("EN", "AN")


def base_level(text: str) -> int:
    """0 for a left-to-right line, 1 for a right-to-left one: the first strong character decides (P2, P3)."""
    return next((int(bidirectional(c) != "L") for c in text if bidirectional(c) in _STRONG), 0)


def levels(text: str) -> list[int]:
    """The embedding level of every character; odd levels run from right to left."""
    base = base_level(text)
    types = [bidirectional(c) or "L" for c in text]
    if base == 0 and not {"R", "AL", "AN"} & set(types):
        return [0] * len(text)
    kinds = _neutrals(_brackets(text, _weak(types, "LR"[base]), base), base)
    raised = {"L": (0, 1), "R": (1, 0), "EN": (2, 1), "AN": (2, 1)}  # I1, I2
    found = [base + raised[kind][base % 2] for kind in kinds]
    for i in reversed(range(len(text))):  # L1: trailing blanks follow the line
        if types[i] not in ("WS", "BN", "B", "S"):
            break
        found[i] = base
    return found


def _weak(types: list[str], edge: str) -> list[str]:
    """W1 to W7: marks, numbers and their separators. `edge` is the direction before the first character."""
    t, last = list(types), edge
    for i, kind in enumerate(t):  # W1, W2, W3
        if kind == "NSM":
            t[i] = kind = t[i - 1] if i else edge
        if types[i] in _STRONG:
            last = types[i]
        if kind == "EN" and last == "AL":
            t[i] = "AN"
    t = ["R" if kind == "AL" else kind for kind in t]
    for i in range(1, len(t) - 1):  # W4
        before, after = t[i - 1], t[i + 1]
        if before == after and (before, t[i]) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            t[i] = before
    t = _terminators(t)
    last = edge
    for i, kind in enumerate(t):  # W7
        if kind in ("L", "R"):
            last = kind
        elif kind == "EN" and last == "L":
            t[i] = "L"
    return t


def _terminators(t: list[str]) -> list[str]:
    """W5, W6: signs such as % and $ go with the number they touch; what is left is neutral."""
    out: list[str] = []
    groups = [(kind, len(list(run))) for kind, run in groupby(t)]
    for i, (kind, length) in enumerate(groups):
        touching = {groups[j][0] for j in (i - 1, i + 1) if 0 <= j < len(groups)}
        if kind == "ET" and "EN" in touching:
            kind = "EN"
        out += [kind if kind in ("L", "R", *_NUMBERS) else "ON"] * length
    return out


_PAIRS = {pair[0]: pair[1] for pair in ("()", "[]", "{}", "⟨⟩", "（）", "「」", "『』", "【】", "《》", "〈〉")}


def _bracket_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where brackets open and close (BD16), in the order in which they open."""
    open_at: list[int] = []
    pairs = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            open_at.append(i)
        for depth in reversed(range(len(open_at))):
            if _PAIRS[text[open_at[depth]]] == char:
                pairs.append((open_at[depth], i))
                del open_at[depth:]
                break
    yield from sorted(pairs)


def _brackets(text: str, t: list[str], base: int) -> list[str]:
    """N0: both brackets of a pair take one direction, that of the line if anything inside them has it."""
    line, t = "LR"[base], list(t)
    sides = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
    for start, end in _bracket_pairs(text):
        inside = {sides[kind] for kind in t[start + 1 : end] if kind in sides}
        if line in inside:
            t[start] = t[end] = line
        elif inside:  # only the other direction: it wins where it also stands before the pair
            before = next((sides[kind] for kind in reversed(t[:start]) if kind in sides), line)
            t[start] = t[end] = before
    return t


def _neutrals(t: list[str], base: int) -> list[str]:
    """N1, N2: neutrals take the direction of both neighbours where these agree, else that of the line."""
    line = "LR"[base]
    groups = [(kind, len(list(run))) for kind, run in groupby(t)]
    sides = ["R" if kind in _NUMBERS else kind for kind, _ in groups]
    out: list[str] = []
    for i, (kind, length) in enumerate(groups):
        if kind == "ON":
            before = sides[i - 1] if i else line
            after = sides[i + 1] if i + 1 < len(groups) else line
            kind = before if before == after else line
        out += [kind] * length
    return out


def reordered(items: Sequence[T], item_levels: Sequence[int]) -> list[T]:
    """Items of a line from left to right (L2): reverse each stretch at or above each level, highest first."""
    order = list(range(len(items)))
    for level in range(max(item_levels, default=0), 0, -1):
        start = 0
        for high, run in groupby(order, key=lambda i: item_levels[i] >= level):
            end = start + len(list(run))
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return [items[i] for i in order]
