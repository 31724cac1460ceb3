"""The camera: Manim's own, taught to let a figure paint itself. The only file that knows how Manim draws."""

from __future__ import annotations

import math
import weakref
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject

from scenes.kit.painted import Painted
from scenes.kit.pen import Pen
from scenes.kit.theme import PX_PER_UNIT, Theme

#: A picture of a figure alone, and the pixel (x, y) of the frame that its top left corner belongs to.
Layer = tuple[cairo.ImageSurface, int, int]


def camera_class(theme: Theme) -> type[Camera]:
    """A camera class for a theme, to be given to ``Scene(camera_class=…)``."""

    class ThemedCamera(FigureCamera):
        palette = theme

    return ThemedCamera


class FigureCamera(Camera):
    """Paints :class:`Painted` mobjects through their own ``paint``, all others as Manim does."""

    palette: Theme

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layers = Layers()

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
            if figure.opacity < 0.998:
                self._lay_over(ctx, figure)
            else:
                ctx.transform(_own_pixels(figure))
                figure.paint(Pen(ctx, self.palette))
            ctx.restore()

    def _lay_over(self, ctx: cairo.Context, figure: Painted) -> None:
        """Paint a see-through figure as a whole: what lies under it shines through once, not part by part."""
        layer = self.layers.of(figure, ctx, self.palette)
        if layer is not None:
            picture, x, y = layer
            ctx.identity_matrix()
            ctx.set_source_surface(picture, x, y)
            ctx.paint_with_alpha(figure.opacity)


class Layers:
    """Pictures of figures, each alone on nothing. One that only fades is painted once, not in every frame."""

    #: Figures whose pictures are kept; more than fade together, few enough for little memory.
    MOST = 16

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Painted], bytes, Layer | None]] = {}

    def of(self, figure: Painted, ctx: cairo.Context, theme: Theme) -> Layer | None:
        """The figure's picture and the pixel of its top left corner; None if there is nothing to be seen."""
        seen = _appearance(figure)
        whose, known, layer = self._kept.pop(id(figure), (None, b"", None))
        if whose is None or whose() is not figure or known != seen:
            layer = _layer(figure, ctx, theme)
        self._kept[id(figure)] = (weakref.ref(figure), seen, layer)
        while len(self._kept) > self.MOST:
            del self._kept[next(iter(self._kept))]
        return layer


def _appearance(figure: Painted) -> bytes:
    """All that bears on how an opaque figure looks, but for the last digits, in which blended numbers differ."""
    parts = (figure.points, *(getattr(figure, name) for name in figure.STATE))
    return b"".join((np.round(np.asarray(part, dtype=float), 9) + 0.0).tobytes() for part in parts)


def _layer(figure: Painted, frame: cairo.Context, theme: Theme) -> Layer | None:
    """Paint a figure alone, with the frame's scale, as far as the frame reaches."""
    target = frame.get_target()
    whole = cairo.Rectangle(0, 0, target.get_width(), target.get_height())
    notes = cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, whole)
    ctx = cairo.Context(notes)
    ctx.set_matrix(frame.get_matrix())
    ctx.transform(_own_pixels(figure))
    figure.paint(Pen(ctx, theme))
    left, top, width, height = notes.ink_extents()
    x, y = math.floor(left), math.floor(top)
    w, h = math.ceil(left + width) - x, math.ceil(top + height) - y
    if w <= 0 or h <= 0:
        return None
    picture = cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h)
    copy = cairo.Context(picture)
    copy.set_source_surface(notes, -x, -y)
    copy.paint()
    return picture, x, y


def _own_pixels(figure: Painted) -> cairo.Matrix:
    """From the figure's own pixels (top left origin, y down) to Manim's units."""
    w, h = (max(side, 1e-9) for side in figure.size_px)
    origin, right, down = figure.points[0], figure.points[1], figure.points[3]
    xx, yx = (right - origin)[:2] / w
    xy, yy = (down - origin)[:2] / h
    return cairo.Matrix(xx, yx, xy, yy, origin[0], origin[1])


#: Manim units in one design pixel, for anyone who must speak Manim's units.
PX = 1 / PX_PER_UNIT
