"""The sentence in one piece, then in its pieces: text that is cut, moves apart into chips, and gets its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from scenes.kit.figures.cut_layout import PieceBox, Sign, arrange
from scenes.kit.numbers import Numbers, count
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, Pen, centred_baseline
from scenes.kit.pieces import Cutting

TextBox = tuple[str, tuple[float, float, float, float], float]


def _between(a: float, b: float, way: float) -> float:
    """``way`` of the way from a to b."""
    return a + (b - a) * way


def _ramp(t: float, start: float, end: float) -> float:
    """0 before ``start``, 1 after ``end``, straight between."""
    return float(np.clip((t - start) / (end - start), 0, 1))


@dataclass(frozen=True)
class Moment:
    """What is seen at a value of ``spread``: opacities of the text as written, its pieces, chips and signs."""

    whole: float
    pieces: float
    chips: float
    signs: float
    way: float

    @classmethod
    def at(cls, spread: float) -> Moment:
        first = _ramp(spread, 0.0, 0.12)
        return cls(
            whole=min(1.0, 2 * (1 - first)),
            pieces=min(1.0, 2 * first),
            chips=_ramp(spread, 0.3, 0.8),
            signs=_ramp(spread, 0.5, 1.0),
            way=spread,
        )


class CutText(Painted):
    """The sentence of a trace with room for (width, height) pixels; ``ids`` [pos] are its tokens' numbers.

    The type is as large as lets all tokens fit into lines; where even the least size does not, tokens in the
    middle are left out (``shown`` lists those that stay). State: ``cut`` 0..1, how many of the cuts have fallen;
    ``spread`` 0..1, how far the pieces have moved apart into chips; ``numbered`` [shown], opacity of the numbers;
    ``glow`` [shown], how strongly a chip is outlined; ``veil`` [shown], how far it steps back.
    """

    STATE: ClassVar[tuple[str, ...]] = ("cut", "spread", "numbered", "glow", "veil")

    def __init__(self, cutting: Cutting, ids: Numbers, room: tuple[float, float]) -> None:
        self.cutting, self.ids = cutting, ids
        self.id_texts = [count(int(i)) for i in ids.values]
        self.layout = arrange(cutting, self.id_texts, room)
        self.shown = [box.piece.index for box in self.layout.boxes]
        self.place = {index: k for k, index in enumerate(self.shown)}
        self.cut = self.spread = 0.0
        n = len(self.shown)
        self.numbered, self.glow, self.veil = np.zeros(n), np.zeros(n), np.zeros(n)
        super().__init__(self.layout.width, self.layout.height)

    # --- state, to be used with .animate ---------------------------------------------------------------

    def fall(self) -> Self:
        """Let all cuts fall."""
        self.cut = 1.0
        return self

    def part(self) -> Self:
        """Move the pieces apart into chips."""
        self.cut, self.spread = 1.0, 1.0
        return self

    def number_all(self) -> Self:
        """Write every token's number under it."""
        self.numbered = np.ones(len(self.shown))
        return self

    def light(self, tokens: Iterable[int], rest: float = 0.5) -> Self:
        """Outline these tokens and let all others step back; with no tokens, neither."""
        which = [self.place[t] for t in tokens if t in self.place]
        self.glow, self.veil = np.zeros(len(self.shown)), np.zeros(len(self.shown))
        if which:
            self.veil[:] = rest
            self.glow[which], self.veil[which] = 1, 0
        return self

    # --- painting ------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        moment, layout = Moment.at(self.spread), self.layout
        if self.spread < 0.12:
            for line in layout.written:
                base = centred_baseline(line.y, layout.written_size)
                pen.text(line.text, line.x, base, layout.written_size, "token", moment.whole)
        if self.spread > 0:
            for x, y in layout.dots:
                pen.text("…", x, centred_baseline(y, layout.size), layout.size, "muted", moment.chips)
            places = [self._place_at(box, moment) for box in layout.boxes]
            for k, (box, place) in enumerate(zip(layout.boxes, places, strict=True)):
                self._paint_chip(pen, box, k, place, moment)
            for k, (box, place) in enumerate(zip(layout.boxes, places, strict=True)):
                self._paint_letters(pen, box, k, place, moment)
            for sign in layout.signs:
                self._paint_sign(pen, sign, moment)
        self._paint_cuts(pen, 1 - _ramp(self.spread, 0, 0.2))

    def _place_at(self, box: PieceBox, moment: Moment) -> tuple[float, float]:
        """Left end and middle (x, y) of a chip on its way: its letters come from where they stood in the text."""
        letters = box.inner + box.mark.width * self.layout.size
        x = _between(box.start.x0 - letters, box.x, moment.way)
        return x, _between(box.start.y, box.y + self.layout.chip_height / 2, moment.way)

    def _paint_chip(self, pen: Pen, box: PieceBox, k: int, place: tuple[float, float], moment: Moment) -> None:
        (x, y), h, radius = place, self.layout.chip_height, 0.2 * self.layout.size
        pen.box(x, y - h / 2, box.w, h, radius)
        pen.fill("cell", moment.chips * (1 - 0.6 * float(self.veil[k])))
        if self.glow[k] > 0.002:
            pen.box(x + 2, y - h / 2 + 2, box.w - 4, h - 4, radius)
            pen.stroke("focus", 4, float(self.glow[k]) * moment.chips)

    def _paint_letters(self, pen: Pen, box: PieceBox, k: int, place: tuple[float, float], moment: Moment) -> None:
        """The letters, the mark before them, the number under them."""
        (x, y), clear = place, 1 - 0.6 * float(self.veil[k])
        size = _between(self.layout.written_size, self.layout.size, moment.way)
        base, left = centred_baseline(y, size), x + box.inner
        pen.text(box.mark, left, base, size, "muted", moment.signs * clear)
        role = "muted" if box.piece.is_added else "token"
        seen = moment.signs if box.is_new else moment.pieces
        pen.text(box.text, left + box.mark.width * self.layout.size, base, size, role, seen * clear)
        self._paint_number(pen, box, k, y + self.layout.chip_height / 2)

    def _paint_number(self, pen: Pen, box: PieceBox, k: int, top: float) -> None:
        alpha = float(self.numbered[k]) * (1 - 0.6 * float(self.veil[k]))
        x, size = box.x + box.w / 2, self.layout.id_size
        pen.line((x, top + 3), (x, top + self.layout.stem))
        pen.stroke("line", 3, alpha)
        pen.text(box.number, x, top + self.layout.stem + 0.95 * size, size, "text", alpha, CENTRE)

    def _paint_sign(self, pen: Pen, sign: Sign, moment: Moment) -> None:
        """Over the pieces of a character (or an unknown word): the character itself, and a bracket."""
        size = _between(self.layout.written_size, self.layout.sign_size, moment.way)
        x = _between((sign.start.x0 + sign.start.x1) / 2, sign.x, moment.way)
        y = _between(sign.start.y, sign.y, moment.way)
        pen.text(sign.text, x, centred_baseline(y, size), size, "token", moment.pieces, CENTRE)
        edge = sign.y + 0.62 * self.layout.sign_size + 12
        pen.line((sign.left, edge), (sign.left, edge - 9), (sign.right, edge - 9), (sign.right, edge))
        pen.stroke("muted", 2.5, moment.signs)

    def _paint_cuts(self, pen: Pen, alpha: float) -> None:
        cuts = [(line.y, x) for line in self.layout.written for x in line.cuts]
        tall = 1.4 * self.layout.written_size
        for k, (y, x) in enumerate(cuts):
            fallen = float(np.clip(self.cut * (len(cuts) + 1) - k, 0, 1))
            if fallen > 0:
                pen.line((x, y - tall / 2), (x, y - tall / 2 + tall * fallen))
                pen.stroke("focus", max(2.5, 0.045 * self.layout.written_size), 0.85 * alpha)

    # --- what it shows ---------------------------------------------------------------------------------

    def shown_numbers(self) -> list[tuple[str, str]]:
        return [
            (self.ids.address(index), self.id_texts[index])
            for k, index in enumerate(self.shown)
            if self.numbered[k] > 0.5
        ]

    def text_boxes(self) -> list[TextBox]:
        if self.spread > 0.99:
            return [found for k, box in enumerate(self.layout.boxes) for found in self._boxes_of(box, k)]
        if self.spread > 0.06:
            return []
        size = self.layout.written_size
        return [
            (line.text.text, (line.x, line.y - size / 2, line.x + line.text.width * size, line.y + size / 2), size)
            for line in self.layout.written
        ]

    def _boxes_of(self, box: PieceBox, k: int) -> list[TextBox]:
        size, mid = self.layout.size, box.y + self.layout.chip_height / 2
        inside = (box.x + box.inner, mid - size / 2, box.x + box.w - box.inner, mid + size / 2)
        boxes = [(box.mark.text + box.text.text, inside, size)]
        if self.numbered[k] > 0.5:
            size, top = self.layout.id_size, box.y + self.layout.chip_height + self.layout.stem
            reach, x = box.number.width * size / 2, box.x + box.w / 2
            boxes.append((box.number.text, (x - reach, top, x + reach, top + size), size))
        return boxes


def ids_of(ids: Sequence[int], row_ids: Numbers) -> Numbers:
    """The tokens' numbers [pos] with their addresses among the rows of the embedding that a trace keeps."""
    where = {int(i): k for k, i in enumerate(row_ids.values)}
    return row_ids[[where[i] for i in ids]]
