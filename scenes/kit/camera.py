"""The camera: Manim's own, taught to let a figure paint itself. The only file that knows how Manim draws."""

from __future__ import annotations

from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject

from scenes.kit.painted import Painted
from scenes.kit.pen import Pen
from scenes.kit.theme import PX_PER_UNIT, Theme


def camera_class(theme: Theme) -> type[Camera]:
    """A camera class for a theme, to be given to ``Scene(camera_class=…)``."""

    class ThemedCamera(FigureCamera):
        palette = theme

    return ThemedCamera


class FigureCamera(Camera):
    """Paints :class:`Painted` mobjects through their own ``paint``, all others as Manim does."""

    palette: Theme

    def type_or_raise(self, mobject: Mobject) -> Any:
        if isinstance(mobject, Painted):
            self.display_funcs = {**getattr(self, "display_funcs", {}), Painted: self.display_painted}
            return Painted
        return super().type_or_raise(mobject)

    def display_painted(self, figures: list[Painted], pixel_array: np.ndarray) -> None:
        """Let each figure paint itself, in order."""
        ctx = self.get_cairo_context(pixel_array)
        for figure in figures:
            if figure.opacity <= 0.002:
                continue
            ctx.save()
            ctx.transform(_own_pixels(figure))
            figure.paint(Pen(ctx, self.palette, figure.opacity))
            ctx.restore()


def _own_pixels(figure: Painted) -> cairo.Matrix:
    """From the figure's own pixels (top left origin, y down) to Manim's units."""
    w, h = (max(side, 1e-9) for side in figure.size_px)
    origin, right, down = figure.points[0], figure.points[1], figure.points[3]
    xx, yx = (right - origin)[:2] / w
    xy, yy = (down - origin)[:2] / h
    return cairo.Matrix(xx, yx, xy, yy, origin[0], origin[1])


#: Manim units in one design pixel, for anyone who must speak Manim's units.
PX = 1 / PX_PER_UNIT
