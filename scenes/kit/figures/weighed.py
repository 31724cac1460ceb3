"""The sentence as a row of tokens with their shares under them; where not all fit, light ones become pips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.numbers import Numbers, brief_percent
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, Pen, centred_baseline

#: Type sizes of the tokens that are tried, in pixels, and the sizes of the percentages that go with them.
SIZES = ((62, 38), (54, 36), (46, 32), (40, 30), (34, 28), (30, 26))
#: Room for the widest token, in times its type size; from token to token, at least and at most, in pixels.
WIDEST, CLOSE, FAR = 7.0, 14.0, 190.0
#: Pixels from pip to pip, at most, and the part of the row that pips may fill.
PITCH, PIPS = 15.0, 0.4


@dataclass(frozen=True)
class Place:
    """Where a token is in the row: own pixels of its left end and its width; ``chip`` None for a pip."""

    x: float
    width: float
    chip: Shaped | None
    text: str


class WeighedTokens(Painted):
    """All tokens of a sentence in a row, those of ``shares`` [n] written out with their percentages.

    Args:
        tokens: all of them [n].
        shares: a share for each [n].
        seen: which of them have a share at all (the rest is later in the sentence, and dimmed).
        focus: the token whose shares they are.
        room: widest that the row may be, in pixels.

    ``written`` lists the tokens that are chips. State: ``seen`` [n] and ``shown`` [n], opacity of the tokens and
    of the percentages; ``glow`` [n], how strongly a chip is outlined.
    """

    STATE: ClassVar[tuple[str, ...]] = ("seen", "shown", "glow")

    def __init__(
        self, tokens: Sequence[str], shares: Numbers, seen: Iterable[int], focus: int, room: float = 1700
    ) -> None:
        self.tokens, self.shares, self.focus = list(tokens), shares, focus
        self.weighed = set(seen)
        self.texts = [brief_percent(v) for v in shares.values.tolist()]
        self.percents = [shape(t, weight="bold") for t in self.texts]
        self.places, self.size, self.percent_size = self._arranged(room)
        self.written = [i for i, place in enumerate(self.places) if place.chip is not None]
        n = len(self.tokens)
        self.seen = np.array([1.0 if i in self.weighed else 0.35 for i in range(n)])
        self.shown, self.glow = np.zeros(n), np.zeros(n)
        self.chip_height = self.size * 1.7
        last = self.places[-1]
        super().__init__(last.x + last.width, self.chip_height + self.percent_size * 1.75)

    # --- how much fits ---------------------------------------------------------------------------------

    def _arranged(self, room: float) -> tuple[list[Place], float, float]:
        """Largest type at which all tokens fit as chips; at the least type, as many of the heaviest as fit."""
        everyone = range(len(self.tokens))
        for size, percent_size in SIZES:
            if len(everyone) * size < room and (places := self._row(set(everyone), size, percent_size, room)):
                return places, size, percent_size
        size, percent_size = SIZES[-1]
        heaviest = sorted(everyone, key=lambda i: (i != self.focus, -float(self.shares.values[i]), i))
        for count in range(min(len(heaviest), 24), 0, -1):
            if places := self._row(set(heaviest[:count]), size, percent_size, room):
                break
        return places or self._row({self.focus}, size, percent_size, 1e9) or [], size, percent_size

    def _row(self, chips: set[int], size: float, percent_size: float, room: float) -> list[Place] | None:
        """The places of all tokens with these as chips; None if that is wider than ``room``."""
        fitted = {i: fit(self.tokens[i], WIDEST) for i in chips}
        shaped = {i: shape(text) for i, text in fitted.items()}
        widths = {i: self._chip_width(i, chip, size, percent_size) for i, chip in shaped.items()}
        n = len(self.tokens)
        pitch = min(PITCH, PIPS * room / max(n - len(chips), 1))
        closest = sum(widths.values()) + CLOSE * len(chips) + pitch * (n - len(chips))
        if closest > room:
            return None
        gap = CLOSE + min((room - closest) / max(n - 1, 1), FAR * size / SIZES[0][0]) if n == len(chips) else CLOSE
        x, places = 0.0, []
        for i in range(n):
            width = widths.get(i, pitch * 0.6)
            places.append(Place(x, width, shaped.get(i), fitted.get(i, "")))
            x += width + gap if i in chips else pitch
        return places

    def _chip_width(self, i: int, chip: Shaped, size: float, percent_size: float) -> float:
        least = 3.2 * size if i == self.focus else 1.6 * size
        percent = self.percents[i].width * percent_size + 8 if i in self.weighed else 0.0
        return max(chip.width * size + 0.9 * size, percent, least)

    # --- places and states -----------------------------------------------------------------------------

    def top_point(self, token: int) -> np.ndarray:
        """Scene point [3] in the middle of a token's upper edge."""
        place = self.places[token]
        return self.spot(place.x + place.width / 2, 0)

    def percent_point(self, token: int) -> np.ndarray:
        """Scene point [3] in the middle of a token's percentage."""
        place = self.places[token]
        return self.spot(place.x + place.width / 2, self._percent_middle)

    def width_of(self, token: int) -> float:
        """Width of a chip or pip, own pixels."""
        return self.places[token].width

    def show_shares(self, opacity: float = 1.0) -> Self:
        """Show the percentages of all chips that have one."""
        shown = self.shown.copy()
        shown[[i for i in self.written if i in self.weighed]] = opacity
        self.shown = shown
        return self

    def light(self, tokens: Iterable[int], glow: float = 1.0) -> Self:
        """Outline these tokens; all others lose theirs."""
        self.glow = np.zeros(len(self.tokens))
        self.glow[list(tokens)] = glow
        return self

    @property
    def _percent_middle(self) -> float:
        return self.chip_height + self.percent_size * 1.0

    # --- painting --------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        for i, place in enumerate(self.places):
            if place.chip is None:
                pen.box(place.x, 0, place.width, self.chip_height, 6)
                pen.fill(pen.theme.share(float(self.shares.values[i])), self.seen[i])
            else:
                self._paint_chip(pen, i, place, place.chip)

    def _paint_chip(self, pen: Pen, i: int, place: Place, chip: Shaped) -> None:
        h, middle = self.chip_height, place.x + place.width / 2
        pen.box(place.x, 0, place.width, h, 14)
        pen.fill("cell")
        if i == self.focus or self.glow[i] > 0.002:
            pen.box(place.x + 2, 2, place.width - 4, h - 4, 12)
            pen.stroke("query" if i == self.focus else "weight", 4, 1.0 if i == self.focus else self.glow[i])
        pen.text(chip, middle, centred_baseline(h / 2, self.size), self.size, "token", self.seen[i], CENTRE)
        base = centred_baseline(self._percent_middle, self.percent_size)
        pen.text(self.percents[i], middle, base, self.percent_size, "weight", self.shown[i], CENTRE)

    def shown_numbers(self) -> list[tuple[str, str]]:
        return [(self.shares.address(i), self.texts[i]) for i in self.written if self.shown[i] > 0.5]

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i in self.written:
            place = self.places[i]
            middle, chip = place.x + place.width / 2, place.chip
            if chip is not None:
                box = _box(middle, self.chip_height / 2, chip.width * self.size, self.size)
                boxes.append((place.text, box, self.size))
            if self.shown[i] > 0.5:
                width = self.percents[i].width * self.percent_size
                boxes.append(
                    (self.texts[i], _box(middle, self._percent_middle, width, self.percent_size), self.percent_size)
                )
        return boxes


def _box(x: float, y: float, width: float, size: float) -> tuple[float, float, float, float]:
    return (x - width / 2, y - size / 2, x + width / 2, y + size / 2)
