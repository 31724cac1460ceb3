"""Curves between places: attention arcs as thick as their weight, and plain arrows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.painted import Painted
from scenes.kit.pen import Pen
from scenes.kit.theme import PX_PER_UNIT

#: Arcs begin and end this many pixels above the places they join.
LIFT = 8


class _Drawn(Painted):
    """A figure given by scene points: its box is theirs, its own pixels begin at the box's top left."""

    def __init__(self, points: Sequence[np.ndarray], pad: float) -> None:
        sheet = np.array([[p[0] * PX_PER_UNIT, -p[1] * PX_PER_UNIT] for p in points])
        low, high = sheet.min(axis=0) - pad, sheet.max(axis=0) + pad
        self.own = [tuple(p) for p in sheet - low]
        super().__init__(*(high - low))
        centre = (low + high) / 2 / PX_PER_UNIT
        self.shift(np.array([centre[0], -centre[1], 0.0]))


class Arcs(_Drawn):
    """Arcs over a token row, from one place to many, as thick as ``weights`` [n] (shares in 0..1).

    An arc to its own place is drawn as a loop. State: ``grown`` [n], the part of each arc that is drawn from the
    source on; ``strength`` [n], opacity of each.
    """

    STATE: ClassVar[tuple[str, ...]] = ("grown", "strength")

    def __init__(
        self,
        source: np.ndarray,
        targets: Sequence[np.ndarray],
        weights: Sequence[float],
        *,
        role: str = "weight",
        thickest: float = 34,
        rise: float = 300,
    ) -> None:
        self.weights, self.role, self.thickest = np.asarray(weights, dtype=float), role, thickest
        spans = [abs(t[0] - source[0]) * PX_PER_UNIT for t in targets]
        widest = max([*spans, 1.0])
        self.rises = [rise * (0.32 + 0.68 * math.sqrt(s / widest)) if s > 1 else rise * 0.34 for s in spans]
        crest = source + np.array([0.0, max(self.rises, default=0) * 0.78 / PX_PER_UNIT, 0.0])
        super().__init__([source, *targets, crest], pad=60)
        self.own = [(x, y - LIFT) for x, y in self.own]
        self.grown, self.strength = np.ones(len(targets)), np.ones(len(targets))

    def grow(self, which: object = slice(None), part: float = 1.0) -> Self:
        """Draw ``part`` of some arcs."""
        grown = self.grown.copy()
        grown[which] = part
        self.grown = grown
        return self

    def spotlight(self, which: object, rest: float = 0.25) -> Self:
        """Let all other arcs step back."""
        strength = np.full(len(self.weights), rest)
        strength[which] = 1
        self.strength = strength
        return self

    def paint(self, pen: Pen) -> None:
        order = np.argsort(self.weights)
        for i in order:
            if self.grown[i] <= 0.002:
                continue
            width = max(1.5, self.thickest * float(self.weights[i]))
            path = self._curve(int(i))
            drawn = path[: max(2, round(len(path) * float(self.grown[i])))]
            pen.ctx.new_path()
            pen.line(*drawn)
            pen.ribbon(self.role, width, float(self.strength[i]) * (0.4 + 0.5 * float(self.weights[i]) ** 0.5))

    def _curve(self, i: int, steps: int = 48) -> list[tuple[float, float]]:
        (x0, y0), (x1, y1) = self.own[0], self.own[1 + i]
        lift = self.rises[i]
        if abs(x1 - x0) < 1:
            controls = ((x0 - 20, y0), (x0 - 62, y0 - lift), (x1 + 62, y1 - lift), (x1 + 20, y1))
        else:
            controls = ((x0, y0), (x0, y0 - lift), (x1, y1 - lift), (x1, y1))
        return [_bezier(controls, k / steps) for k in range(steps + 1)]


class Arrow(_Drawn):
    """A straight or bent arrow between two scene points. State: ``grown``, the part of it that is drawn."""

    STATE: ClassVar[tuple[str, ...]] = ("grown",)

    def __init__(
        self,
        start: np.ndarray,
        end: np.ndarray,
        *,
        role: str = "muted",
        width: float = 4,
        bend: float = 0.0,
        head: float = 16,
    ) -> None:
        self.role, self.width_px, self.bend, self.head = role, width, bend, head
        self.grown = 1.0
        super().__init__([start, end], pad=24 + abs(bend))

    def paint(self, pen: Pen) -> None:
        if self.grown <= 0.01:
            return
        (x0, y0), (x1, y1) = self.own
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length * self.bend, (x1 - x0) / length * self.bend
        c1 = (x0 + (x1 - x0) / 3 + nx, y0 + (y1 - y0) / 3 + ny)
        c2 = (x0 + (x1 - x0) * 2 / 3 + nx, y0 + (y1 - y0) * 2 / 3 + ny)
        path = [_bezier(((x0, y0), c1, c2, (x1, y1)), float(self.grown) * k / 32) for k in range(33)]
        pen.line(*path)
        pen.stroke(self.role, self.width_px)
        if self.head:
            self._paint_head(pen, path[-1], path[-3])

    def _paint_head(self, pen: Pen, tip: tuple[float, float], before: tuple[float, float]) -> None:
        angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
        wings = [
            (tip[0] - self.head * math.cos(angle + s), tip[1] - self.head * math.sin(angle + s)) for s in (0.5, -0.5)
        ]
        pen.line(wings[0], tip, wings[1])
        pen.stroke(self.role, self.width_px)


def _bezier(c: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    u = 1 - t
    b = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    return (sum(w * p[0] for w, p in zip(b, c, strict=True)), sum(w * p[1] for w, p in zip(b, c, strict=True)))



