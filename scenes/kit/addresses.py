"""Reading addresses back: from the text of an address or computation to the value that it names.

The grammar is what :class:`~scenes.kit.numbers.Numbers` writes:

    value   = (name | computation) [ "[" cut "]" ]
    computation = name "(" term { "," term } ")"         term = value | decimal
    cut     = index { "," index }  |  "@" shape ":" place { "," place }      index = i | i ":" j      shape = 2x8
"""

from __future__ import annotations

import re
from typing import Protocol

import numpy as np

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
_CUT = re.compile(r"\[([^\]]*)\]")


class Arrays(Protocol):
    """What addresses point into: a trace, or a dictionary of arrays."""

    def __getitem__(self, name: str, /) -> np.ndarray: ...


class AddressError(ValueError):
    """An address that cannot be read or that names nothing."""


def evaluate(address: str, arrays: Arrays) -> np.ndarray:
    """The value at an address, or the result of a named computation on such values.

    Raises:
        AddressError: for text that is no address, an unknown array or computation, or a place outside its array.
    """
    value, rest = _value(address, arrays)
    if rest:
        raise AddressError(f"{address!r} goes on after its end: {rest!r}")
    return value


def _value(text: str, arrays: Arrays) -> tuple[np.ndarray, str]:
    if found := _DECIMAL.match(text):
        return np.asarray(float(found[0])), text[found.end() :]
    found = _NAME.match(text)
    if not found:
        raise AddressError(f"no name at {text!r}")
    name, rest = found[0], text[found.end() :]
    value, rest = _computed(name, rest[1:], arrays) if rest.startswith("(") else (_array(name, arrays), rest)
    if cut := _CUT.match(rest):
        return _cut(value, cut[1], name), rest[cut.end() :]
    return value, rest


def _array(name: str, arrays: Arrays) -> np.ndarray:
    try:
        return np.asarray(arrays[name])
    except KeyError:
        raise AddressError(f"the trace has no {name!r}") from None


def _computed(name: str, rest: str, arrays: Arrays) -> tuple[np.ndarray, str]:
    from scenes.kit.numbers import COMPUTATIONS

    if name not in COMPUTATIONS:
        raise AddressError(f"no computation {name!r}; there are: {', '.join(COMPUTATIONS)}")
    terms = []
    while True:
        term, rest = _value(rest, arrays)
        terms.append(term)
        if rest.startswith(")"):
            return np.asarray(COMPUTATIONS[name](*terms)), rest[1:]
        if not rest.startswith(","):
            raise AddressError(f"{name}(… is not closed")
        rest = rest[1:]


def _cut(value: np.ndarray, cut: str, name: str) -> np.ndarray:
    try:
        if cut.startswith("@"):
            sizes, _, places = cut[1:].partition(":")
            shape = [int(size) for size in sizes.split("x") if size]
            return value.ravel()[[int(place) for place in places.split(",")]].reshape(shape)
        return np.asarray(value[tuple(_index(part) for part in cut.split(","))])
    except (ValueError, IndexError) as error:
        raise AddressError(f"{name}[{cut}]: {error}") from None


def _index(part: str) -> int | slice:
    first, colon, last = part.partition(":")
    return slice(int(first), int(last)) if colon else int(first)
