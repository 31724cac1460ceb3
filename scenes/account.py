"""Is every number of a film what the model computes? A film's records against a fresh run of the same model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.trace import Trace
from scenes.kit.addresses import AddressError, evaluate
from scenes.kit.numbers import FORMS
from scenes.manifest import Manifest

#: Relative to an array's largest entry: what another machine's arithmetic may differ by.
TOLERANCE = {"float64": 1e-9, "float32": 1e-4}


@dataclass(frozen=True)
class Difference:
    """Something that the film says and a fresh run does not bear out."""

    where: str
    film: str
    run: str

    def __str__(self) -> str:
        return f"{self.where}: the film has {self.film}, the model gives {self.run}"


def differences(film: Manifest, numbers: Iterable[dict[str, Any]], recorded: Trace, fresh: Trace) -> list[Difference]:
    """All that differs: the model's hash, what the manifest says of the run, the trace's arrays, the shown numbers."""
    return [*_manifest(film, fresh), *_arrays(recorded, fresh), *_numbers(numbers, fresh)]


def _manifest(film: Manifest, fresh: Trace) -> Iterator[Difference]:
    if film.model.sha256 != fresh.model.sha256:
        yield Difference("hash of the weights", film.model.sha256[:16] + "…", fresh.model.sha256[:16] + "…")
    if list(film.tokens) != list(fresh.tokens):
        yield Difference("tokens", " · ".join(film.tokens), " · ".join(fresh.tokens))


def _arrays(recorded: Trace, fresh: Trace) -> Iterator[Difference]:
    for name in dict.fromkeys((*recorded.names, *fresh.names)):
        if name not in recorded or name not in fresh:
            has = name in recorded
            yield Difference(f"trace, {name}", "it" if has else "nothing", "nothing" if has else "it")
            continue
        old, new = np.asarray(recorded[name]), np.asarray(fresh[name])
        if old.shape != new.shape:
            yield Difference(f"trace, {name}", f"shape {list(old.shape)}", f"shape {list(new.shape)}")
        elif (worst := _worst(old, new)) is not None:
            index = ",".join(str(int(i)) for i in worst)
            yield Difference(f"trace, {name}[{index}]", repr(old[worst].item()), repr(new[worst].item()))


def _worst(old: np.ndarray, new: np.ndarray) -> tuple[int, ...] | None:
    """Index of the entry that differs most, if it differs by more than arithmetic may."""
    if not np.issubdtype(new.dtype, np.floating):
        wrong = np.argwhere(old != new)
        return tuple(wrong[0]) if len(wrong) else None
    finite = np.isfinite(new)
    largest = float(np.abs(new[finite]).max(initial=0.0)) or 1.0
    with np.errstate(invalid="ignore"):
        apart = np.where(old == new, 0.0, np.abs(old.astype(float) - new.astype(float)) / largest)
    apart = np.where(np.isnan(apart), np.inf, apart)
    limit = TOLERANCE.get(str(new.dtype), TOLERANCE["float32"])
    if not apart.size or apart.max() <= limit:
        return None
    return tuple(int(i) for i in np.unravel_index(int(apart.argmax()), apart.shape))


def _numbers(numbers: Iterable[dict[str, Any]], fresh: Trace) -> Iterator[Difference]:
    for each in numbers:
        where = f"{each['chapter']} at {each['time']:.1f} s, {each['address']}"
        try:
            value = float(evaluate(each["address"], fresh))
        except (AddressError, TypeError) as error:
            yield Difference(where, repr(each["text"]), f"nothing ({error})")
            continue
        if (form := FORMS.get(each["form"] or "")) is None:
            yield Difference(where, repr(each["text"]), f"{value!r}, which is never shown so")
        elif each["text"] not in _texts(value, form, fresh):
            yield Difference(where, repr(each["text"]), repr(form(value)))


def _texts(value: float, form: Any, fresh: Trace) -> set[str]:
    """How the value may be shown: also as its neighbours, for a value on the edge of rounding."""
    limit = TOLERANCE.get(str(fresh.dtype), TOLERANCE["float32"])
    return {form(value), form(value * (1 - limit)), form(value * (1 + limit))}
