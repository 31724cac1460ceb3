"""Very many numbers at once, a small square each: the whole vocabulary in one picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.numbers import Numbers
from scenes.kit.painted import Painted
from scenes.kit.pen import Pen
from scenes.kit.theme import Theme

#: Squares at least this large (pixels) are set apart by a gap of one pixel.
APART = 5.0
#: Radius in pixels of the ring round a marked square, at least.
RING = 13.0


class Mosaic(Painted):
    """Numbers [n] in reading order, each a square that stands out the more, the larger its number is.

    The faintest square is the least of the numbers (zero, if ``from_zero``), the strongest the largest.

    Args:
        width, height: room in pixels; the squares are as large as it allows.
        marked: places of squares that a ring can point out.

    State: ``filled``, the part of the squares that is seen, from the first on; ``ringed``, opacity of the rings.
    """

    STATE: ClassVar[tuple[str, ...]] = ("filled", "ringed")

    def __init__(
        self,
        numbers: Numbers,
        width: float,
        height: float,
        *,
        role: str = "score",
        from_zero: bool = False,
        marked: Sequence[int] = (),
    ) -> None:
        n = len(numbers)
        self.numbers, self.role, self.marked = numbers, role, list(marked)
        self.columns = max(1, math.ceil(math.sqrt(n * width / height)))
        self.n_rows = math.ceil(n / self.columns)
        side = min(width / self.columns, height / self.n_rows)
        self.side = float(int(side)) if side >= APART else side
        low = 0.0 if from_zero else float(numbers.values.min())
        span = float(numbers.values.max()) - low
        self.shares = np.clip((numbers.values - low) / span, 0, 1) if span > 0 else np.ones(n)
        self.filled, self.ringed = 1.0, 0.0
        super().__init__(self.columns * self.side, self.n_rows * self.side)

    def fill(self, part: float = 1.0) -> Self:
        """Show a part of the squares."""
        self.filled = part
        return self

    def ring(self, opacity: float = 1.0) -> Self:
        """Point out the marked squares."""
        self.ringed = opacity
        return self

    def square_point(self, i: int) -> np.ndarray:
        """Scene point [3] of the middle of a square."""
        return self.spot(*self._middle(i))

    def _middle(self, i: int) -> tuple[float, float]:
        row, column = divmod(i, self.columns)
        return (column + 0.5) * self.side, (row + 0.5) * self.side

    # --- painting --------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        pen.image(self._pixels(pen.theme), 0, 0, *self.size_px)
        for i in self.marked:
            x, y = self._middle(i)
            pen.ctx.new_sub_path()
            pen.ctx.arc(x, y, max(RING, 0.9 * self.side), 0, 2 * math.pi)
            pen.stroke("answer", 4, self.ringed)

    def _pixels(self, theme: Theme) -> np.ndarray:
        """The picture [rows, columns, 4]; a square is one pixel, or as many as it is large, with a gap."""
        n, places = len(self.numbers), self.n_rows * self.columns
        empty, full = np.array(theme.colour("cell")), np.array(theme.colour(self.role))
        squares = np.zeros((places, 4))
        squares[:n, :3] = empty + (full - empty) * (self.shares**0.75)[:, None]
        squares[: math.ceil(n * self.filled), 3] = 1.0
        squares[n:, 3] = 0.0
        pixels = squares.reshape(self.n_rows, self.columns, 4)
        if self.side < APART:
            return pixels
        fine = int(self.side)
        pixels = pixels.repeat(fine, axis=0).repeat(fine, axis=1)
        pixels[fine - 1 :: fine, :, 3] = 0.0
        pixels[:, fine - 1 :: fine, 3] = 0.0
        return pixels
