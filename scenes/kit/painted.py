"""Mobjects that paint themselves: one mobject a figure, its state a few arrays.

Manim lays them out, copies and animates them like any mobject: their points are the corners of their box,
so ``move_to``, ``scale``, ``next_to`` and ``Group.arrange`` work; what is listed in ``STATE`` is
interpolated as arrays; the camera hands them a :class:`~scenes.kit.pen.Pen` in the box's own pixels.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
from manim import Mobject

from scenes.kit.pen import Pen
from scenes.kit.theme import PX_PER_UNIT


class Painted(Mobject):
    """A mobject of ``size`` (width, height in design pixels) that paints itself.

    Subclasses list in ``STATE`` the attributes that may change in an animation (floats or float arrays) and
    implement :meth:`paint`. Everything else is fixed once made, and shared between copies.
    """

    STATE: ClassVar[tuple[str, ...]] = ()

    def __init__(self, width: float, height: float) -> None:
        self.size_px = (float(width), float(height))
        self.opacity = 1.0
        self.grounds: tuple[Painted, ...] = ()
        super().__init__()

    def generate_points(self) -> Self:
        w, h = (side / PX_PER_UNIT / 2 for side in self.size_px)
        self.points = np.array([[-w, h, 0], [w, h, 0], [w, -h, 0], [-w, -h, 0]], dtype=float)
        return self

    # --- what a figure gives -------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        """Draw with the origin at the box's top left, y down, in design pixels."""
        raise NotImplementedError

    def shown_numbers(self) -> list[tuple[str, str]]:
        """(address, shown text) of every number that the figure shows now."""
        return []

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        """(text, box in own pixels x0 y0 x1 y1, size in pixels) of each text that it shows now."""
        return []

    def ink_box(self) -> tuple[float, float, float, float]:
        """The part of its box that it may draw in (x0, y0, x1, y1), own pixels; the audit keeps others out of it."""
        return (0.0, 0.0, *self.size_px)

    def lie_on(self, *figures: Painted) -> Self:
        """Declare that it is meant to lie on these figures, such as arcs on the tokens that they join."""
        self.grounds = (*self.grounds, *figures)
        return self

    # --- where a part of the figure is ---------------------------------------------------------------

    @property
    def px_scale(self) -> float:
        """Design pixels on the sheet per own pixel (1 unless it was scaled)."""
        return float(np.linalg.norm(self.points[1] - self.points[0])) * PX_PER_UNIT / max(self.size_px[0], 1e-9)

    def spot(self, x: float, y: float) -> np.ndarray:
        """The scene point [3] of the figure's own pixel (x, y)."""
        right = (self.points[1] - self.points[0]) / max(self.size_px[0], 1e-9)
        down = (self.points[3] - self.points[0]) / max(self.size_px[1], 1e-9)
        return self.points[0] + x * right + y * down

    # --- Manim's protocol ----------------------------------------------------------------------------

    def state_names(self) -> tuple[str, ...]:
        """Names of all attributes that animate."""
        return ("opacity", *self.STATE)

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, path_func: Callable | None = None
    ) -> Self:
        start, end = mobject1, mobject2
        self.points = (
            path_func(start.points, end.points, alpha) if path_func else (1 - alpha) * start.points + alpha * end.points
        )
        for name in self.state_names():
            a, b = getattr(start, name), getattr(end, name)
            setattr(self, name, a if a is b else (1 - alpha) * a + alpha * b)
        return self

    def align_points(self, mobject: Mobject) -> Self:
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        self.opacity *= 1 - darkness
        if family:
            for part in self.submobjects:
                part.fade(darkness, family)
        return self

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """Make the whole figure as opaque as ``opacity`` (0 to 1)."""
        self.opacity = float(opacity)
        if family:
            for part in self.submobjects:
                part.set_opacity(opacity)
        return self

    def become(self, mobject: Mobject, *args: Any, **kwargs: Any) -> Self:
        self.points = mobject.points.copy()
        for name in self.state_names():
            setattr(self, name, copy.copy(getattr(mobject, name)))
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        clone = copy.copy(self)
        memo[id(self)] = clone
        clone.points = self.points.copy()
        for name in self.STATE:
            setattr(clone, name, copy.copy(getattr(self, name)))
        clone.submobjects = [copy.deepcopy(part, memo) for part in self.submobjects]
        clone.updaters = list(self.updaters)
        return clone
