"""Words that drift softly behind the picture: candidates, not yet chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, Pen, centred_baseline
from scenes.kit.theme import mix

#: Pixels between two words of a row, and from the edge of the box to where a word is seen fully.
APART, EDGE = 58.0, 150.0
#: Golden ratio's fraction: spreads starts and paces evenly without chance.
SPREAD = 0.6180339887
#: Slowest and fastest pace of a row, in pixels for each unit of ``moved``.
PACES = (30.0, 62.0)


@dataclass(frozen=True)
class _Word:
    """A word of a row: its middle (own pixels) before it moves, its row's height and pace, its place in ``words``."""

    text: Shaped
    x: float
    y: float
    pace: float
    index: int


class Drift(Painted):
    """Rows of faint words in a box of ``width`` x ``height`` pixels, every second row moving the other way.

    Args:
        words: candidates, filled in row by row; those that do not fit are left out.
        keep: places in ``words`` that must be there, away from the edges, below the hole.
        hole: (top, bottom) in pixels of a band that stays free.
        answer: place of the word that stands out in the role ``answer``; all others do in the role ``token``.

    State: ``moved``, how far the rows have gone (about 45 pixels each 1.0); ``lit`` [words], how far a word stands out.
    """

    STATE: ClassVar[tuple[str, ...]] = ("moved", "lit")

    def __init__(
        self,
        words: Sequence[str],
        width: float,
        height: float,
        *,
        keep: Sequence[int] = (),
        hole: tuple[float, float] = (0.0, 0.0),
        answer: int | None = None,
        size: float = 32,
        pitch: float = 62,
    ) -> None:
        self.size, self.names, self.answer = size, list(words), answer
        self.shapes = [shape(fit(w, 420 / size)) for w in words]
        rows = [y for y in np.arange(pitch / 2, height - pitch / 2 + 1, pitch) if not _within(y, pitch, hole)]
        self.words = self._laid_out(rows, width, list(keep), first=sum(bool(y < hole[0]) for y in rows))
        self.where = {word.index: word for word in self.words}
        self.moved, self.lit = 0.0, np.zeros(len(self.names))
        super().__init__(width, height)

    # --- to be used with .animate ----------------------------------------------------------------------

    def move(self, by: float) -> Self:
        """Let the rows move on."""
        self.moved = self.moved + by
        return self

    def light(self, which: Sequence[int]) -> Self:
        """Let some words stand out."""
        lit = self.lit.copy()
        lit[list(which)] = 1.0
        self.lit = lit
        return self

    def word_point(self, index: int) -> np.ndarray:
        """Scene point [3] of the middle of a word as it stands now.

        Raises:
            KeyError: for a word that did not fit.
        """
        word = self.where[index]
        return self.spot(word.x + word.pace * self.moved, word.y)

    def role_of(self, index: int) -> str:
        """Colour role of a word that stands out."""
        return "answer" if index == self.answer else "token"

    # --- laying out ------------------------------------------------------------------------------------

    def _laid_out(self, rows: list[float], width: float, keep: list[int], first: int) -> list[_Word]:
        """Fill the rows; what is kept is spread over those from ``first`` on."""
        others = iter([i for i in range(len(self.names)) if i not in keep])
        low = len(rows) - first
        words: list[_Word] = []
        for r, y in enumerate(rows):
            pace = (PACES[0] + (PACES[1] - PACES[0]) * (r * SPREAD % 1)) * (1 if r % 2 else -1)
            own = [index for k, index in enumerate(keep) if low and first + k % low == r]
            words += self._row(y, width, pace, own, others, r * SPREAD % 1)
        return words

    def _row(
        self, y: float, width: float, pace: float, keep: list[int], others: Iterator[int], start: float
    ) -> list[_Word]:
        """Fill one row from the left; each kept word goes in when the row has come to its place."""
        x, waiting = -EDGE * (0.4 + start), list(keep)
        row: list[_Word] = []
        while x < width + EDGE:
            place = (len(keep) - len(waiting) + 0.25 + 0.4 * start) / max(1, len(keep))
            due = width * (0.14 + 0.6 * place) if waiting else np.inf
            index = next(others, None) if x <= due else None
            if index is None:
                if not waiting:
                    break
                x, index = max(x, due), waiting.pop(0)
            w = self.shapes[index].width * self.size
            row.append(_Word(self.shapes[index], x + w / 2, y, pace, index))
            x += w + APART
        return row

    # --- painting --------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        for word in self.words:
            x, half = word.x + word.pace * self.moved, word.text.width * self.size / 2
            seen = float(np.clip(min(x - half, self.size_px[0] - x - half) / EDGE, 0, 1))
            if seen > 0:
                lit = float(self.lit[word.index])
                ink = mix(pen.colour("muted"), pen.colour(self.role_of(word.index)), lit)
                alpha = seen * (0.6 + 0.4 * lit)
                pen.text(word.text, x, centred_baseline(word.y, self.size), self.size, ink, alpha, CENTRE)


def _within(y: float, pitch: float, hole: tuple[float, float]) -> bool:
    return hole[0] - pitch / 2 < y < hole[1] + pitch / 2
