"""Horizontal bars with a name and a number each, such as the likeliest next tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from scenes.kit.lettering import fit, shape
from scenes.kit.numbers import Numbers, percent
from scenes.kit.painted import Painted
from scenes.kit.pen import LEFT, RIGHT, Pen, centred_baseline


class Bars(Painted):
    """Bars for a vector of :class:`Numbers` [n], each with its name on the left and its number at its end.

    Args:
        full: the value whose bar is ``length`` pixels long (default: the largest of them).
        roles: colour role of each bar, or one for all.
        ink: colour role of the numbers.

    State: ``grown`` [n] the part of its length that a bar has; ``seen`` [n] opacity of its name and number.
    """

    STATE: ClassVar[tuple[str, ...]] = ("grown", "seen")

    def __init__(
        self,
        numbers: Numbers,
        names: Sequence[str],
        *,
        length: float = 700,
        pitch: float = 66,
        size: float = 36,
        name_room: float = 300,
        full: float | None = None,
        roles: str | Sequence[str] = "weight",
        form: Callable[[float], str] = percent,
        ink: str = "text",
    ) -> None:
        self.ink = ink
        self.numbers, self.length, self.pitch, self.size = numbers, length, pitch, size
        n = len(numbers)
        self.roles = [roles] * n if isinstance(roles, str) else list(roles)
        self.plain_names = list(names)
        self.names = [shape(fit(name, name_room / size)) for name in names]
        self.name_width = max((s.width for s in self.names), default=0) * size + 22
        self.texts = [form(v) for v in numbers.values.tolist()]
        self.values = [shape(t) for t in self.texts]
        largest = full if full is not None else float(np.max(np.abs(numbers.values), initial=1e-30))
        self.lengths = np.maximum(np.abs(numbers.values) / largest * length, 3.0)
        self.grown, self.seen = np.ones(n), np.ones(n)
        value_width = max((s.width for s in self.values), default=0) * size + 16
        super().__init__(self.name_width + length + value_width, pitch * n)

    def grow(self, which: Any = slice(None), part: float = 1.0) -> Self:
        """Let some bars have ``part`` of their length."""
        grown = self.grown.copy()
        grown[which] = part
        self.grown = grown
        return self

    def show(self, which: Any = slice(None), opacity: float = 1.0) -> Self:
        """Give some names and numbers an opacity."""
        seen = self.seen.copy()
        seen[which] = opacity
        self.seen = seen
        return self

    def bar_point(self, i: int, across: float = 0.0) -> np.ndarray:
        """Scene point [3] on a bar, ``across`` from its left end to its right end."""
        return self.spot(self.name_width + across * self.lengths[i], (i + 0.5) * self.pitch)

    def number_point(self, i: int) -> np.ndarray:
        """Scene point [3] where the number of a bar ends."""
        right = self.name_width + self.lengths[i] + 16 + self.values[i].width * self.size
        return self.spot(right, (i + 0.5) * self.pitch)

    def paint(self, pen: Pen) -> None:
        thick = self.pitch * 0.56
        for i, (name, value, role) in enumerate(zip(self.names, self.values, self.roles, strict=True)):
            y = (i + 0.5) * self.pitch
            base = centred_baseline(y, self.size)
            ink = "answer" if role == "answer" else "token"
            pen.text(name, self.name_width - 22, base, self.size, ink, self.seen[i], RIGHT)
            w = self.lengths[i] * self.grown[i]
            if self.grown[i] > 0.002:
                pen.box(self.name_width, y - thick / 2, w, thick, 6)
                pen.fill(role)
            pen.text(value, self.name_width + w + 16, base, self.size, self.ink, self._value_opacity(i), LEFT)

    def _value_opacity(self, i: int) -> float:
        """A number comes out in the second half of its bar's growth."""
        return float(self.seen[i] * np.clip(2 * self.grown[i] - 1, 0, 1))

    def shown_numbers(self) -> list[tuple[str, str]]:
        return [
            (self.numbers.address(i), text) for i, text in enumerate(self.texts) if self.seen[i] * self.grown[i] > 0.5
        ]

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        boxes = []
        for i, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            if self.seen[i] > 0.5:
                y, half = (i + 0.5) * self.pitch, self.size / 2
                right = self.name_width - 22
                box = (right - name.width * self.size, y - half, right, y + half)
                boxes.append((self.plain_names[i], box, self.size))
            if self._value_opacity(i) > 0.5:
                y, half = (i + 0.5) * self.pitch, self.size / 2
                left = self.name_width + self.lengths[i] + 16
                boxes.append((self.texts[i], (left, y - half, left + value.width * self.size, y + half), self.size))
        return boxes
