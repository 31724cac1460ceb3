"""What to show of a row that is too long: which entries, and where it was cut."""

from __future__ import annotations

from collections.abc import Iterable


def window(n: int, room: int, keep: Iterable[int] = ()) -> list[int]:
    """At most ``room`` of the indices 0..n-1, ascending: all of ``keep``, then the first and the last in turn.

    Negative indices in ``keep`` count from the end; when ``keep`` alone is more than ``room``, its first
    ``room`` distinct entries stay.
    """
    if n <= room:
        return list(range(n))
    chosen: list[int] = []
    for i in [*(k % n for k in keep), *_from_both_ends(n)]:
        if len(chosen) == room:
            break
        if i not in chosen:
            chosen.append(i)
    return sorted(chosen)


def _from_both_ends(n: int) -> Iterable[int]:
    for i in range((n + 1) // 2):
        yield i
        if n - 1 - i != i:
            yield n - 1 - i


def gaps(indices: list[int], n: int) -> list[int]:
    """Places in ``indices`` before which something was left out; ``len(indices)`` if the end was cut off."""
    before = [i for i, (a, b) in enumerate(zip([-1, *indices], indices, strict=False)) if b - a > 1]
    return before + ([len(indices)] if indices and indices[-1] < n - 1 else [])
