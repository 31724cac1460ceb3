"""Numbers that know where they come from, and the one formatter that shows them.

A :class:`Numbers` is an array cut from the trace, each entry with its address (``hook_embed[2,5]``), or the
result of a named computation on such arrays (``product(…, …)[5]``). What is on screen is formatted from the
value itself, never from other displayed digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import ops
from engine.trace import Trace

MINUS = "\N{MINUS SIGN}"


def fewest(shares: np.ndarray, part: float) -> int:
    """How many of the largest ``shares`` [n] it takes to make up ``part`` of 1."""
    return 1 + int(np.count_nonzero(np.cumsum(np.sort(shares)[::-1])[:-1] < part))


#: Named computations: what may be done to the trace's numbers on the way to the screen.
COMPUTATIONS: dict[str, Callable[..., np.ndarray]] = {
    "product": np.multiply,
    "total": lambda a: np.asarray(np.sum(a)),
    "dot": lambda a, b: np.asarray(np.dot(a, b)),
    "scaled": lambda a, s: a * s,
    "exp": np.exp,
    "mixture": lambda w, v: w @ v,
    "share_of": lambda a, b: a / b,
    "size": lambda a: np.asarray(np.linalg.norm(a)),
    "row_sizes": lambda a: np.linalg.norm(a, axis=-1),
    "difference": np.subtract,
    "sum_of": np.add,
    "softmax": lambda a, temperature: ops.softmax(np.asarray(a, dtype=float) / float(temperature)),
    "largest": lambda a: np.asarray(np.max(a)),
    "rank": lambda row, value: np.asarray(1 + np.count_nonzero(row > value)),
    "reach": lambda shares, part: np.asarray(fewest(shares, float(part))),
    "reached": lambda shares, part: np.asarray(np.sort(shares)[::-1][: fewest(shares, float(part))].sum()),
}


@dataclass(frozen=True, eq=False)
class Numbers:
    """Values of any shape with the address of each entry.

    Attributes:
        values: the numbers themselves.
        name: trace name or computation that the entries are entries of.
        places: integer array shaped like ``values``: flat index of each entry in the array called ``name``.
        shape: shape of the array called ``name``.
    """

    values: np.ndarray
    name: str
    places: np.ndarray
    shape: tuple[int, ...]

    @classmethod
    def of(cls, trace: Trace, name: str, key: Any = ()) -> Numbers:
        """Cut ``trace[name][key]`` with its addresses.

        Raises:
            KeyError: for a name that the trace lacks (it says the nearest ones).
        """
        array = np.asarray(trace[name])
        places = np.arange(array.size).reshape(array.shape)
        return cls(np.asarray(array[key]), name, np.asarray(places[key]), array.shape)

    @classmethod
    def computed(cls, computation: str, *parts: Numbers | float) -> Numbers:
        """The result of a named computation on ``parts``.

        Raises:
            KeyError: for a computation that is not in :data:`COMPUTATIONS`.
        """
        values = np.asarray(COMPUTATIONS[computation](*(p.values if isinstance(p, Numbers) else p for p in parts)))
        terms = ",".join(p.expression if isinstance(p, Numbers) else repr(p) for p in parts)
        return cls(values, f"{computation}({terms})", np.arange(values.size).reshape(values.shape), values.shape)

    def __getitem__(self, key: Any) -> Numbers:
        return Numbers(np.asarray(self.values[key]), self.name, np.asarray(self.places[key]), self.shape)

    def __len__(self) -> int:
        return len(self.values)

    def row(self) -> Numbers:
        """A vector as a matrix of one row."""
        return self if self.values.ndim == 2 else self[None, :]

    def column(self) -> Numbers:
        """A vector as a matrix of one column."""
        return self[:, None]

    def address(self, *index: int) -> str:
        """Address of one entry, such as ``blocks.0.attn.hook_pattern[3,2,1]``."""
        place = int(self.places[index])
        if not self.shape:
            return self.name
        where = np.unravel_index(place, self.shape)
        return f"{self.name}[{','.join(str(int(i)) for i in where)}]"

    @property
    def expression(self) -> str:
        """The whole cut as an expression: ``name[a:b,…]`` where it is a box, else a list of flat places."""
        if self.values.size == int(np.prod(self.shape, dtype=int)) and self.values.shape == self.shape:
            return self.name
        return f"{self.name}[{_box(self.places, self.shape)}]"


class Shown(str):
    """A number's text that remembers where the number comes from; the text of a sentence is built of such."""

    __slots__ = ("address",)
    address: str

    @classmethod
    def of(cls, numbers: Numbers, *index: int, form: Callable[[float], str] | None = None) -> Shown:
        """One entry, formatted (as a plain number unless told otherwise)."""
        shown = cls((form or number)(float(numbers.values[index])))
        shown.address = numbers.address(*index)
        return shown


def _box(places: np.ndarray, shape: tuple[int, ...]) -> str:
    """The cut that gives these places in their shape: ``2,0:8`` for a box in order, else each place ``@2x3:4,0,…``."""
    if places.size and shape:
        index = np.array(np.unravel_index(places.ravel(), shape))
        low, high = index.min(axis=1), index.max(axis=1) + 1
        box = np.arange(math.prod(shape)).reshape(shape)[tuple(map(slice, low, high))]
        if box.size == places.size and np.array_equal(box.ravel(), places.ravel()):
            kept = _kept_axes(box.shape, places.shape)
            if tuple(size for size, keep in zip(box.shape, kept, strict=True) if keep) == places.shape:
                cuts = zip(low, high, kept, strict=True)
                return ",".join(f"{a}:{b}" if keep else str(a) for a, b, keep in cuts)
    sizes = "x".join(map(str, places.shape))
    return f"@{sizes}:" + ",".join(str(int(i)) for i in places.ravel())


def _kept_axes(box: tuple[int, ...], wanted: tuple[int, ...]) -> list[bool]:
    """Which axes of a box stay, so that its shape becomes the wanted one; the others are one entry wide."""
    left, kept = list(wanted), []
    for size in reversed(box):
        keep = bool(left) and left[-1] == size
        kept.append(keep)
        if keep:
            left.pop()
    return kept[::-1]


def number(value: float) -> str:
    """A number as shown: true minus sign, two decimals, fewer when it is large, −∞ for a masked score.

    A value too small for its decimals, but not zero, is shown as ``0.00`` (it rounds to that).
    """
    if math.isnan(value):
        raise ValueError("a number on screen must not be NaN")
    if math.isinf(value):
        return ("" if value > 0 else MINUS) + "∞"
    decimals = 2 if abs(value) < 99.995 else 1 if abs(value) < 9999.95 else 0
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def percent(share: float) -> str:
    """A share in 0..1 as a percentage: ``93.1%``; what would round to zero says how small it is.

    A share that is not quite 1 is never shown as 100%.
    """
    value = 100 * share
    if share <= 0:
        return "0%"
    if value < 1e-7:
        return "<0.0000001%"
    if value < 0.1:
        return np.format_float_positional(float(f"{value:.1g}"), trim="-") + "%"
    if value >= 99.95:
        return "100%" if share >= 1 else ">99.9%"
    return f"{value:.1f}%"


def brief_percent(share: float) -> str:
    """A percentage where there is little room: as :func:`percent`, but all below a tenth of one is ``<0.1%``."""
    return "<0.1%" if 0 < share < 0.001 else percent(share)


def _figures(value: float, figures: int) -> str:
    """At least zero, in so many significant figures, as many decimals at most as fit behind one digit."""
    least = 10.0 ** (1 - figures)
    if value < 0 or not math.isfinite(value):
        return number(value)
    if 0 < value < least / 2:
        return f"<{least:.{figures - 1}f}"
    whole = math.floor(math.log10(value)) if value >= 1 else 0
    return f"{value:.{max(figures - 1 - whole, 0)}f}"


def precise(value: float) -> str:
    """A number of a worked line, at least zero: four figures (``7.303``); ``<0.001`` for what rounds to zero."""
    return _figures(value, 4)


def finer(value: float) -> str:
    """The same in six figures (``7.30312``), for a line that does not work out with four."""
    return _figures(value, 6)


def count(value: int) -> str:
    """A whole number with thin groups of three: ``13 504``."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


#: Every way in which a number may be shown.
FORMS: dict[str, Callable[[float], str]] = {
    "number": number,
    "percent": percent,
    "brief percent": brief_percent,
    "count": lambda value: count(round(value)),
    "whole": lambda value: str(round(value)),
    "precise": precise,
    "finer": finer,
}


def form_of(value: float, text: str) -> str | None:
    """The form in which ``value`` is shown as ``text``; None if it is not: then the text is not that number."""
    return next((name for name, form in FORMS.items() if form(value) == text), None)
