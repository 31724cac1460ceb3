"""Curves between places: attention arcs as thick as their weight, and plain arrows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np

from scenes.kit.painted import Painted
from scenes.kit.pen import Pen
from scenes.kit.stage import sheet_point
from scenes.kit.theme import PX_PER_UNIT, mix

#: An arc's least width in pixels, and the number of arcs from which on it shrinks; pieces that an arc is drawn in.
THINNEST, CROWD, STEPS = 1.6, 40, 48
#: Room between the legs of a loop, in times its width; pixels from the middle of one to the other at least.
LOOP_GAP, LOOP_SPAN = 0.45, 46
#: Light round an arc: how much wider each layer is, in pixels, and its opacity; width of the dark edge.
GLOW = ((44, 0.018), (34, 0.022), (26, 0.028), (18, 0.035), (12, 0.045), (7, 0.06))
EDGE = 4


class _Drawn(Painted):
    """A figure given by scene points: its box is theirs, its own pixels begin at the box's top left."""

    def __init__(self, points: Sequence[np.ndarray], pad: float) -> None:
        sheet = np.array([[p[0] * PX_PER_UNIT, -p[1] * PX_PER_UNIT] for p in points])
        low, high = sheet.min(axis=0) - pad, sheet.max(axis=0) + pad
        self.own = [tuple(p) for p in sheet - low]
        super().__init__(*(high - low))
        centre = (low + high) / 2 / PX_PER_UNIT
        self.shift(np.array([centre[0], -centre[1], 0.0]))


class Arcs(Painted):
    """Arcs over a token row, from one place to many, each as thick as its weight [n] (shares in 0..1).

    They leave the source side by side, so that their widths there add up as the shares do: ``thickest`` pixels for
    all of it. An arc to its own place is a loop. Draw them under the tokens: they begin and end ``tuck`` pixels
    below the places they join. ``rise`` is how high the widest may go, in pixels.

    State: ``grown`` [n], the part of each arc that is drawn from the source on; ``strength`` [n], opacity of each.
    """

    STATE: ClassVar[tuple[str, ...]] = ("grown", "strength")

    def __init__(
        self,
        source: np.ndarray,
        targets: Sequence[np.ndarray],
        weights: Sequence[float] | np.ndarray,
        *,
        role: str = "weight",
        thickest: float = 72,
        rise: float = 480,
        tuck: float = 12,
    ) -> None:
        self.weights, self.role = np.asarray(weights, dtype=float), role
        self.widths = np.maximum(self.weights * thickest, THINNEST * min(1.0, CROWD / max(len(self.weights), 1)))
        x0, y0 = _sheet(source)
        reach = np.array([_sheet(t)[0] - x0 for t in targets])
        starts, loops = _side_by_side(reach, self.weights * thickest)
        lifts = _lifts(reach, self.widths, rise)
        curves = []
        for i, target in enumerate(targets):
            x1, y1 = (x0 + loops[i], y0) if abs(reach[i]) < 1 else _sheet(target)
            curves.append(((x0 + starts[i], y0 + tuck), (x1, y1 + tuck), lifts[i] + tuck))
        self.order = np.argsort(-np.abs(reach), kind="stable")
        self._frame(curves)
        self.grown, self.strength = np.ones(len(targets)), np.ones(len(targets))

    def _frame(self, curves: Sequence[tuple[tuple[float, float], tuple[float, float], float]]) -> None:
        """Lay the box round curves given on the sheet, and keep them in the box's own pixels."""
        controls = [
            np.array([start, (start[0], start[1] - lift), (end[0], end[1] - lift), end]) for start, end, lift in curves
        ]
        paths = [_cubic(np.linspace(0, 1, STEPS + 1)) @ control for control in controls]
        pads = self.widths[:, None] / 2
        low = np.min([path.min(axis=0) - (pad[0], pad[0]) for path, pad in zip(paths, pads, strict=True)], axis=0)
        high = np.max([path.max(axis=0) + np.array([pad[0], 0]) for path, pad in zip(paths, pads, strict=True)], axis=0)
        super().__init__(*(high - low))
        self.controls = [c - low for c in controls]
        self.shift(sheet_point(*((low + high) / 2)) - self.get_center())

    def grow(self, which: Any = slice(None), part: float = 1.0) -> Self:
        """Draw ``part`` of some arcs."""
        grown = self.grown.copy()
        grown[which] = part
        self.grown = grown
        return self

    def spotlight(self, which: Any, rest: float = 0.3) -> Self:
        """Let all other arcs step back."""
        strength = np.full(len(self.weights), rest)
        strength[which] = 1
        self.strength = strength
        return self

    def paint(self, pen: Pen) -> None:
        order = [i for i in self.order if self.grown[i] > 0.002]
        for spread, alpha in GLOW:
            for i in order:
                if self.widths[i] > 5:
                    self._trace(pen, i)
                    pen.ribbon(self.role, float(self.widths[i]) + spread, alpha * float(self.strength[i]))
        for i in order:
            self._paint_one(pen, i)

    def _paint_one(self, pen: Pen, i: int) -> None:
        """One arc, brightest at its end; a dark edge sets it apart from those that it crosses."""
        width, strength = float(self.widths[i]), float(self.strength[i])
        ground, full = pen.colour("background"), pen.colour(self.role)
        bright = 0.75 + 0.25 * float(self.weights[i]) ** 0.5
        if width > 5:
            self._trace(pen, i)
            pen.ribbon("background", width + EDGE, strength)
        self._trace(pen, i)
        (x0, y0), (x1, y1) = self.controls[i][0], self.controls[i][3]
        colours = (mix(ground, full, 0.5 * bright), mix(ground, full, bright))
        pen.flow(colours, width, (x0, y0, x1, y1), strength)

    def _trace(self, pen: Pen, i: int) -> None:
        """Begin a path: one arc as far as it has grown."""
        pen.line(*_cubic(np.linspace(0, float(self.grown[i]), STEPS + 1)) @ self.controls[i])


def _cubic(t: np.ndarray) -> np.ndarray:
    """Weights [len(t), 4] of a cubic Bézier curve's four control points."""
    u = 1 - t
    return np.stack([u**3, 3 * u * u * t, 3 * u * t * t, t**3], axis=1)


def _sheet(point: np.ndarray) -> tuple[float, float]:
    """Pixel of the sheet (with its origin in the middle of the picture's top left) of a scene point."""
    return 960 + float(point[0]) * PX_PER_UNIT, 540 - float(point[1]) * PX_PER_UNIT


def _side_by_side(reach: np.ndarray, widths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where arcs leave their source, none crossing another, and where loops come back: pixels from its middle.

    From left to right: arcs to the left, the nearest first; loops, out and back; arcs to the right, the nearest last.
    """
    n = len(reach)
    own = np.abs(reach) < 1
    order = sorted(range(n), key=lambda i: (own[i] or 2 * (reach[i] > 0), -reach[i]))
    starts, ends, x = np.zeros(n), np.zeros(n), 0.0
    for i in order:
        starts[i] = x + widths[i] / 2
        x += widths[i]
        if own[i]:
            ends[i] = starts[i] + max((1 + LOOP_GAP) * widths[i], LOOP_SPAN)
            x = ends[i] + widths[i] / 2
    return starts - x / 2, ends - x / 2


def _lifts(reach: np.ndarray, widths: np.ndarray, rise: float) -> np.ndarray:
    """How high the control points of each arc are (a crest is at three quarters): wide ones arch over narrow ones."""
    spans = np.abs(reach)
    widest = max(float(spans.max(initial=0)), 1.0)
    highest = min(rise / 0.75, 0.8 * widest + 120)
    lifts = np.where(spans < 1, 90 + 2.2 * widths, 40 + widths / 2 + (highest - 40) * (spans / widest) ** 0.8)
    return np.minimum(lifts, (rise - widths / 2) / 0.75)


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
