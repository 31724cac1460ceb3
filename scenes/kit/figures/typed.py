"""A sentence as it is typed: letter after letter, a cursor behind them, and room for what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from scenes.kit.bidi import base_level
from scenes.kit.lettering import Cluster, Shaped, fit, graphemes, is_chinese, shape
from scenes.kit.painted import Painted
from scenes.kit.pen import Pen

LEADING = 1.32
#: Type sizes in pixels, each with the number of lines that a sentence may take at that size.
SIZES = ((84.0, 1), (72.0, 2), (60.0, 2), (50.0, 3), (42.0, 3), (36.0, 4))
#: Width of a space and of the gap before the cursor, in ems.
SPACE, GAP = 0.26, 0.06


@dataclass(frozen=True)
class _Row:
    """A line of the sentence: its text, where it begins (pixels), how many graphemes were typed before it."""

    text: Shaped
    x: float
    before: int


class TypedLine(Painted):
    """A sentence in at most four lines, as large as fits into ``room`` pixels; white space is shown as single spaces.

    Args:
        ending: what follows the sentence in the role ``answer``, once it is revealed; a leading space sets it apart.

    ``cut`` tells whether the middle of the sentence had to be left out.
    State: ``typed``, how many graphemes stand there; ``blinks``, how often the cursor has blinked (it is seen in the
    first half of each blink); ``answered``, opacity of the ending.
    """

    STATE: ClassVar[tuple[str, ...]] = ("typed", "blinks", "answered")

    def __init__(self, sentence: str, room: float, *, ending: str = "") -> None:
        plain = " ".join(sentence.split())
        self.size, lines, self.cut = _set(plain, ending, room)
        self.ending, gap = shape(ending.strip(" ") or ending), SPACE if ending.startswith(" ") else 0.0
        texts = lines[:-1] if lines[-1] == "" else lines
        self.leftward = bool(base_level(texts[-1]))
        first = (self.ending.width + gap + GAP) * self.size if self.leftward and lines[-1] else 0.0
        self.rows = list(_rows(texts, self.size, first))
        self.n = sum(len(row.text.clusters) for row in self.rows)
        self.ending_at = self._ending_place(gap * self.size, lines[-1] == "")
        self.typed, self.blinks, self.answered = 0.0, 0.0, 0.0
        width = max([row.x + row.text.width * self.size for row in self.rows] + [self._ending_right() + 1])
        super().__init__(width, LEADING * self.size * len(lines))

    # --- to be used with .animate ----------------------------------------------------------------------

    def type_all(self) -> Self:
        """All letters stand there."""
        self.typed = float(self.n)
        return self

    def blink(self, times: float) -> Self:
        """The cursor blinks."""
        self.blinks = self.blinks + times
        return self

    def answer(self) -> Self:
        """The ending stands behind the sentence."""
        self.answered = 1.0
        return self

    # --- places ----------------------------------------------------------------------------------------

    def ending_point(self) -> np.ndarray:
        """Scene point [3] in the middle of the ending's place."""
        x, line = self.ending_at
        return self.spot(x + self.ending.width * self.size / 2, (line + 0.5) * LEADING * self.size)

    def _ending_place(self, gap: float, alone: bool) -> tuple[float, int]:
        if alone:
            return (GAP * self.size if self.leftward else 0.0), len(self.rows)
        row = self.rows[-1]
        if self.leftward:
            return row.x - gap - self.ending.width * self.size, len(self.rows) - 1
        return row.x + row.text.width * self.size + gap, len(self.rows) - 1

    def _ending_right(self) -> float:
        return self.ending_at[0] + self.ending.width * self.size

    def _cursor(self) -> tuple[float, int]:
        """Where the cursor stands: behind the last letter typed (left of it in right-to-left text)."""
        if self.answered > 0.5:
            x, line = self.ending_at
            return x + (-GAP if self.leftward else self.ending.width + GAP) * self.size, line
        done = int(self.typed + 1e-6)
        line = max((i for i, row in enumerate(self.rows) if row.before < done), default=0)
        row = self.rows[line]
        if done == 0:
            return row.x + (row.text.width * self.size if base_level(row.text.text) else 0.0), line
        cluster = row.text.clusters[min(done - row.before, len(row.text.clusters)) - 1]
        edge = cluster.x0 - GAP if _leftward(row.text, cluster) else cluster.x1 + GAP
        return row.x + edge * self.size, line

    # --- painting --------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        for i, row in enumerate(self.rows):
            self._paint_row(pen, row, self._baseline(i))
        x, line = self.ending_at
        pen.text(self.ending, x, self._baseline(line), self.size, "answer", self.answered)
        if self.blinks % 1 < 0.5:
            x, line = self._cursor()
            pen.box(x, self._baseline(line) - 0.8 * self.size, max(3.0, 0.055 * self.size), self.size, 2)
            pen.fill("answer")

    def _baseline(self, line: int) -> float:
        return (line + 0.5) * LEADING * self.size + 0.335 * self.size

    def _paint_row(self, pen: Pen, row: _Row, baseline: float) -> None:
        done = int(self.typed + 1e-6) - row.before
        if done <= 0:
            return
        if done >= len(row.text.clusters):
            pen.text(row.text, row.x, baseline, self.size, "token")
            return
        pen.ctx.save()
        for cluster in row.text.clusters[:done]:
            left, width = row.x + cluster.x0 * self.size, (cluster.x1 - cluster.x0) * self.size
            pen.ctx.rectangle(left, baseline - 1.2 * self.size, width, 1.7 * self.size)
        pen.ctx.clip()
        pen.text(row.text, row.x, baseline, self.size, "token")
        pen.ctx.restore()

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i, row in enumerate(self.rows):
            base = self._baseline(i)
            if self.typed >= row.before + len(row.text.clusters):
                right = row.x + row.text.width * self.size
                boxes.append((row.text.text, (row.x, base - 0.7 * self.size, right, base + 0.2 * self.size), self.size))
        if self.answered > 0.5:
            x, line = self.ending_at
            base, right = self._baseline(line), self._ending_right()
            boxes.append((self.ending.text, (x, base - 0.7 * self.size, right, base + 0.2 * self.size), self.size))
        return boxes


def _leftward(text: Shaped, cluster: Cluster) -> bool:
    """Whether writing goes on to the left of this grapheme."""
    return base_level(text.text[cluster.start : cluster.end]) == 1


def _set(plain: str, ending: str, room: float) -> tuple[float, list[str], bool]:
    """(type size, lines, whether the middle was cut out); the last line is "" if the ending has a line of its own."""
    for size, most in SIZES:
        lines = _with_ending(list(wrapped(plain, room / size)), ending, room / size)
        if len(lines) <= most:
            return size, lines, False
    ems = room / size
    for part in np.arange(most - 0.1, 0.5, -0.1):
        lines = _with_ending(list(wrapped(fit(plain, part * ems), ems)), ending, ems)
        if len(lines) <= most:
            break
    return size, lines, True


def _with_ending(lines: list[str], ending: str, ems: float) -> list[str]:
    fits = shape(lines[-1]).width + SPACE + shape(ending).width + 2 * GAP <= ems
    return lines if fits else [*lines, ""]


def _rows(lines: list[str], size: float, first: float) -> Iterator[_Row]:
    """The lines from ``first`` pixels on; those that run to the left end where the widest ends."""
    before = 0
    shaped = [shape(line) for line in lines]
    widest = max(line.width for line in shaped)
    for line in shaped:
        yield _Row(line, first + (widest - line.width) * size * base_level(line.text), before)
        before += len(line.clusters)


def wrapped(text: str, ems: float) -> Iterator[str]:
    """A text cut into lines no wider than ``ems``: between words, inside a word only if it is wider than a line."""
    line = ""
    for unit in _units(text):
        if shape((line + unit).rstrip()).width <= ems:
            line += unit
            continue
        if line.strip():
            yield line.rstrip()
        *whole, line = _chopped(unit, ems)
        yield from whole
    yield line.rstrip()


def _units(text: str) -> Iterator[str]:
    """Words with the space behind them; Chinese characters one by one."""
    for word in re.findall(r"\S+\s*|\s+", text):
        yield from graphemes(word) if is_chinese(word) else [word]


def _chopped(word: str, ems: float) -> list[str]:
    """A word cut into pieces no wider than ``ems``."""
    pieces = [""]
    for part in graphemes(word):
        if pieces[-1] and shape((pieces[-1] + part).rstrip()).width > ems:
            pieces.append("")
        pieces[-1] += part
    return pieces
