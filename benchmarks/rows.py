"""What a row of the table says, and which rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: what was measured, the two sides of the ratio (or one number), the target, a remark."""

    what: str
    measured: str
    target: str
    is_met: bool | None
    remark: str = ""


#: Makes the rows of one group; ``n`` is how often each command is run.
Measure = Callable[[int], Iterator[Row]]


def faster(what: str, theirs: float, ours: float, least: float, remark: str = "") -> Row:
    """Ours is to be at least so many times faster than theirs (seconds)."""
    ratio = theirs / ours
    measured = f"{ratio:.2f} x faster ({theirs:.2f} s : {ours:.2f} s)"
    return Row(what, measured, f"at least {least:g} x", ratio >= least, remark)


def at_most(what: str, ours: float, theirs: float, most: float, remark: str = "") -> Row:
    """Ours is to cost at most so many times what theirs does (seconds)."""
    ratio = ours / theirs
    measured = f"{ratio:.2f} x ({_seconds(ours)} : {_seconds(theirs)})"
    return Row(what, measured, f"at most {most:g} x", ratio <= most, remark)


def under(what: str, value: float, limit: float, unit: str, remark: str = "") -> Row:
    """A number that is to stay under a limit."""
    return Row(what, f"{value:.2f} {unit}", f"under {limit:g} {unit}", value < limit, remark)


def not_measured(what: str, why: str, target: str) -> Row:
    """A row that this machine cannot fill."""
    return Row(what, f"not measured: {why}", target, None)


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"


def lines(row: Row) -> Iterator[str]:
    """The row as the table prints it."""
    verdict = {True: "met", False: "MISSED", None: ""}[row.is_met]
    yield f"{row.what:44} {row.measured:38} {row.target:18} {verdict}".rstrip()
    if row.remark:
        yield f"    {row.remark}"
