"""Experiments on a run: cut an edge of attention, silence a head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.config import ModelConfig
from engine.errors import StudyError


@dataclass(frozen=True)
class KnockOut:
    """Keep token ``query`` from looking at token ``key`` (positions from 0) in these layers and heads; None: in all.

    The score becomes −inf before the softmax, so the other weights of the row grow to sum to 1 again.
    """

    query: int
    key: int
    layers: Sequence[int] | None = None
    heads: Sequence[int] | None = None


@dataclass(frozen=True)
class Interventions:
    """What is done to one run. ``ablate_heads`` holds (layer, head): what such a head writes is set to zero."""

    knock_out: tuple[KnockOut, ...] = ()
    ablate_heads: tuple[tuple[int, int], ...] = ()

    @classmethod
    def check(
        cls,
        config: ModelConfig,
        n: int,
        knock_out: Iterable[KnockOut],
        ablate_heads: Iterable[tuple[int, int]],
    ) -> Interventions:
        """Interventions that exist in this model and a text of ``n`` tokens, or StudyError."""
        cuts, heads = tuple(knock_out), tuple((layer, head) for layer, head in ablate_heads)
        for cut in cuts:
            check_index("token", cut.query, n)
            check_index("token", cut.key, n)
            for layer in cut.layers or ():
                check_index("layer", layer, config.n_layers)
            for head in cut.heads or ():
                check_index("head", head, config.n_heads)
        for layer, head in heads:
            check_index("layer", layer, config.n_layers)
            check_index("head", head, config.n_heads)
        return cls(cuts, heads)

    def hide(self, hidden: NDArray[np.bool_], layer: int, n_heads: int) -> NDArray[np.bool_]:
        """A layer's mask with its cuts -> [head, query, key]. StudyError if a query is left with no key."""
        mask = np.repeat(hidden[None], n_heads, axis=0)
        for cut in self.knock_out:
            if cut.layers is None or layer in cut.layers:
                mask[slice(None) if cut.heads is None else list(cut.heads), cut.query, cut.key] = True
        blind = np.argwhere(mask.all(axis=-1))
        if len(blind):
            raise StudyError(f"with these cuts token {blind[0][1]} has nothing left to look at in layer {layer}")
        return mask

    def silent_heads(self, layer: int) -> list[int]:
        return [head for at, head in self.ablate_heads if at == layer]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Interventions:
        cuts = tuple(KnockOut(**cut) for cut in data["knock_out"])
        return cls(cuts, tuple((layer, head) for layer, head in data["ablate_heads"]))


def check_index(what: str, index: int, n: int) -> None:
    """Raise StudyError, which says the valid ones, unless 0 ≤ index < n."""
    if isinstance(index, bool) or not isinstance(index, int | np.integer) or not 0 <= index < n:
        valid = "0 only" if n == 1 else f"0 to {n - 1}"
        raise StudyError(f"there is no {what} {index}: valid is {valid}")
