"""Upright bars with their numbers on top, to stand under the columns of a matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np

from scenes.kit.figures.matrix import Matrix
from scenes.kit.lettering import shape
from scenes.kit.numbers import Numbers, brief_percent
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, Pen, centred_baseline


class Columns(Painted):
    """A bar for each of ``numbers`` [n] (none negative), under the columns of ``over``, at its scale.

    Lay it with ``top_point(0)`` over the middle of a cell: the matrix's own edge may be a band of dots.
    The largest is as high as there is room under its number; ``height`` is that of the whole figure, in pixels of
    ``over``. State: ``grown`` [n], the part of its height that a bar has; its number comes when it is grown.
    """

    STATE: ClassVar[tuple[str, ...]] = ("grown",)

    def __init__(
        self,
        numbers: Numbers,
        over: Matrix,
        height: float = 260,
        *,
        size: float = 32,
        role: str = "weight",
        form: Callable[[float], str] = brief_percent,
    ) -> None:
        self.numbers, self.size, self.role = numbers, size, role
        self.lefts, self.pitch = over.lefts[: len(numbers)] - over.lefts[0], over.look.cell[0]
        self.texts = [form(v) for v in numbers.values.tolist()]
        self.digits = [shape(text, weight="bold") for text in self.texts]
        largest = float(np.max(numbers.values, initial=0)) or 1.0
        self.heights = np.maximum(numbers.values / largest * (height - 1.6 * size), 3.0)
        self.grown = np.zeros(len(numbers))
        super().__init__(self.lefts[-1] + self.pitch, height)
        self.scale(over.px_scale)

    def grow(self, which: Any = slice(None), part: float = 1.0) -> Self:
        """Let some bars have ``part`` of their height."""
        grown = self.grown.copy()
        grown[which] = part
        self.grown = grown
        return self

    def top_point(self, i: int) -> np.ndarray:
        """Scene point [3] above a bar, where its number is."""
        return self.spot(self.lefts[i] + self.pitch / 2, self._number_middle(i))

    def _number_middle(self, i: int) -> float:
        return self.size_px[1] - self.heights[i] * self.grown[i] - 0.75 * self.size

    def paint(self, pen: Pen) -> None:
        floor, width = self.size_px[1], self.pitch * 0.56
        for i, left in enumerate(self.lefts):
            middle, h = left + self.pitch / 2, self.heights[i] * self.grown[i]
            if self.grown[i] <= 0.002:
                continue
            pen.box(middle - width / 2, floor - h, width, h, min(8, h / 2))
            pen.fill(self.role)
            seen = float(np.clip(3 * self.grown[i] - 2, 0, 1))
            base = centred_baseline(self._number_middle(i), self.size)
            pen.text(self.digits[i], middle, base, self.size, self.role, seen, CENTRE)

    def shown_numbers(self) -> list[tuple[str, str]]:
        return [(self.numbers.address(i), text) for i, text in enumerate(self.texts) if self.grown[i] > 0.9]

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i, text in enumerate(self.texts):
            if self.grown[i] > 0.9:
                middle, y = self.lefts[i] + self.pitch / 2, self._number_middle(i)
                half = self.digits[i].width * self.size / 2
                boxes.append((text, (middle - half, y - self.size / 2, middle + half, y + self.size / 2), self.size))
        return boxes
