"""Lines of text as one figure: headings, notes, values, small formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from scenes.kit.lettering import Shaped, ShapedSpans, Span, shape, shape_spans
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, LEFT, Pen
from scenes.kit.theme import Colour

LEADING = 1.28
Line = str | Sequence[Span]


class Label(Painted):
    """One or more lines of text, ``size`` pixels; a line is a string or spans with roles of their own.

    ``address`` says where a number in it comes from, as (address, shown text); it is listed in numbers.json.
    """

    STATE: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *lines: Line,
        size: float = 34,
        role: str | Colour = "text",
        weight: str = "regular",
        align: float = CENTRE,
        shown: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.lines = [_shaped(line, weight) for line in lines]
        self.plain = [line if isinstance(line, str) else "".join(s.text for s in line) for line in lines]
        self.size, self.role, self.align, self._shown = float(size), role, align, list(shown)
        self.leading = size * LEADING
        width = max((line.width for line in self.lines), default=0.0) * size
        super().__init__(max(width, 1.0), self.leading * len(self.lines))

    def _baseline(self, i: int) -> float:
        return self.leading * i + self.leading / 2 + 0.335 * self.size

    def paint(self, pen: Pen) -> None:
        for i, line in enumerate(self.lines):
            paint_line(pen, line, self.align * self.size_px[0], self._baseline(i), self.size, self.role, self.align)

    def shown_numbers(self) -> list[tuple[str, str]]:
        return self._shown

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i, (line, plain) in enumerate(zip(self.lines, self.plain, strict=True)):
            x = self.align * (self.size_px[0] - line.width * self.size)
            y = self._baseline(i)
            x0, y0, x1, y1 = line.ink
            box = (x + x0 * self.size, y - y1 * self.size, x + x1 * self.size, y - y0 * self.size)
            boxes.append((plain, box, self.size))
        return boxes


def _shaped(line: Line, weight: str) -> Shaped | ShapedSpans:
    return shape(line, weight=weight) if isinstance(line, str) else shape_spans(tuple(line))


def paint_line(
    pen: Pen,
    line: Shaped | ShapedSpans,
    x: float,
    baseline: float,
    size: float,
    role: str | Colour,
    align: float = LEFT,
) -> None:
    """Set a shaped line; a span with a role of its own keeps it."""
    left = x - align * line.width * size
    if isinstance(line, Shaped):
        line.trace(pen.ctx, left, baseline, size)
        pen.fill(role)
        return
    for piece in line.pieces:
        piece.trace(pen.ctx, left, baseline, size)
        pen.fill(piece.span.role or role)
