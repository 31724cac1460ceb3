"""The sentence as a row of chips, one a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, Pen, centred_baseline
from scenes.kit.window import gaps, window

SPACE = 14.0
DOTS = 44.0


class TokenRow(Painted):
    """A row of token chips no wider than ``room`` pixels; type shrinks first, then tokens are left out.

    ``indices`` lists the tokens that are shown, ``keep`` those that must be. State: ``seen`` [shown] opacity of
    each chip, ``glow`` [shown] how strongly it is outlined in ``role``.
    """

    STATE: ClassVar[tuple[str, ...]] = ("seen", "glow")

    def __init__(
        self,
        tokens: Sequence[str],
        room: float = 1760,
        *,
        size: float = 40,
        least: float = 26,
        widest: float = 300,
        keep: Iterable[int] = (-1,),
        role: str = "token",
        text_role: str = "token",
    ) -> None:
        self.role, self.text_role = role, text_role
        self.all_tokens = list(tokens)
        self.indices, self.size, self.chips = _arranged(tokens, room, size, least, widest, list(keep))
        self.breaks = set(gaps(self.indices, len(tokens)))
        self.height_px = self.size * 1.75
        x, self.boxes = 0.0, []
        for i, chip in enumerate(self.chips):
            x += DOTS if i in self.breaks else 0
            width = _chip_width(chip, self.size)
            self.boxes.append((x, width))
            x += width + SPACE
        self.seen, self.glow = np.ones(len(self.chips)), np.zeros(len(self.chips))
        super().__init__(x - SPACE + (DOTS if len(self.chips) in self.breaks else 0), self.height_px)

    def shown_at(self, token: int) -> int:
        """Place in the row of a token index (negative counts from the end).

        Raises:
            ValueError: if that token was left out.
        """
        return self.indices.index(token % len(self.all_tokens))

    def chip_point(self, token: int, across: float = 0.5, down: float = 0.0) -> np.ndarray:
        """Scene point [3] on a token's chip; ``down`` 0 is its top edge, 1 its bottom."""
        x, width = self.boxes[self.shown_at(token)]
        return self.spot(x + across * width, down * self.height_px)

    def light(self, tokens: Iterable[int], glow: float = 1.0) -> Self:
        """Outline these tokens; all others lose theirs."""
        self.glow = np.zeros(len(self.chips))
        for token in tokens:
            self.glow[self.shown_at(token)] = glow
        return self

    def show(self, tokens: Iterable[int] | None = None, opacity: float = 1.0) -> Self:
        """Give these tokens (all, if none are named) an opacity."""
        seen = self.seen.copy()
        seen[[self.shown_at(t) for t in tokens] if tokens is not None else slice(None)] = opacity
        self.seen = seen
        return self

    def paint(self, pen: Pen) -> None:
        h = self.height_px
        for i, ((x, width), chip) in enumerate(zip(self.boxes, self.chips, strict=True)):
            if self.seen[i] <= 0.002:
                continue
            pen.box(x, 0, width, h, 12)
            pen.fill("cell", self.seen[i])
            if self.glow[i] > 0.002:
                pen.box(x + 2, 2, width - 4, h - 4, 10)
                pen.stroke(self.role, 4, self.glow[i] * self.seen[i])
            base = centred_baseline(h / 2, self.size)
            pen.text(chip, x + width / 2, base, self.size, self.text_role, self.seen[i], CENTRE)
        for i in self.breaks:
            past = i >= len(self.boxes)
            edge = self.size_px[0] + SPACE / 2 if past else self.boxes[i][0] - SPACE / 2
            x = edge - DOTS / 2
            pen.text("…", x, centred_baseline(h / 2, self.size), self.size, "muted", 1, CENTRE)

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i, ((x, width), token) in enumerate(zip(self.boxes, self.indices, strict=True)):
            if self.seen[i] > 0.5:
                half = self.chips[i].width * self.size / 2
                mid, y = x + width / 2, self.height_px / 2
                box = (mid - half, y - self.size / 2, mid + half, y + self.size / 2)
                boxes.append((self.all_tokens[token], box, self.size))
        return boxes


def _chip_width(chip: Shaped, size: float) -> float:
    return max(chip.width * size + 1.1 * size, 1.6 * size)


def _arranged(
    tokens: Sequence[str], room: float, size: float, least: float, widest: float, keep: list[int]
) -> tuple[list[int], float, list[Shaped]]:
    """Largest type at which all tokens fit; at the least type, as many tokens as fit."""
    for type_size in (size, size * 0.85, size * 0.72, least):
        if type_size >= least:
            chips = [shape(fit(t, widest / type_size)) for t in tokens]
            if sum(_chip_width(c, type_size) + SPACE for c in chips) - SPACE <= room:
                return list(range(len(tokens))), type_size, chips
    for n in range(len(tokens), 0, -1):
        shown = window(len(tokens), n, keep)
        chips = [shape(fit(tokens[i], widest / least)) for i in shown]
        width = sum(_chip_width(c, least) + SPACE for c in chips) + DOTS * len(gaps(shown, len(tokens)))
        if width <= room:
            return shown, least, chips
    return shown, least, chips
