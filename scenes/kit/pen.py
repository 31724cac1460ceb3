"""A pen that draws in design pixels with role colours on a cairo context.

One seam hides two oddities of Manim's camera: its y axis points up, and its pixel array holds red where
cairo expects blue, so colours are given to cairo in reverse.
"""

from __future__ import annotations

import math

import cairo
import numpy as np

from scenes.kit.lettering import Shaped, shape
from scenes.kit.theme import Colour, Theme

CENTRE, LEFT, RIGHT = 0.5, 0.0, 1.0


class Pen:
    """Draws on ``ctx`` (y down, unit one design pixel), every opacity multiplied by ``opacity``."""

    def __init__(self, ctx: cairo.Context, theme: Theme, opacity: float = 1.0) -> None:
        self.ctx, self.theme, self.opacity = ctx, theme, opacity

    def colour(self, role: str | Colour) -> Colour:
        """A role's colour; a colour passes through."""
        return self.theme.colour(role) if isinstance(role, str) else role

    def _source(self, role: str | Colour, alpha: float) -> None:
        r, g, b = self.colour(role)
        self.ctx.set_source_rgba(b, g, r, alpha * self.opacity)

    def fill(self, role: str | Colour, alpha: float = 1.0) -> None:
        """Fill the current path."""
        if alpha * self.opacity > 0.002:
            self._source(role, alpha)
            self.ctx.fill()
        else:
            self.ctx.new_path()

    def ribbon(self, role: str | Colour, width: float, alpha: float = 1.0) -> None:
        """Stroke the current path with flat ends."""
        self.stroke(role, width, alpha, ends=cairo.LINE_CAP_BUTT)

    def flow(
        self, colours: tuple[Colour, Colour], width: float, ends: tuple[float, float, float, float], alpha: float = 1.0
    ) -> None:
        """Stroke the current path with flat ends, its colour running from one end (x0, y0) to the other (x1, y1)."""
        shade = cairo.LinearGradient(*ends)
        for place, (r, g, b) in enumerate(colours):
            shade.add_color_stop_rgba(place, b, g, r, alpha * self.opacity)
        self.ctx.set_source(shade)
        self.ctx.set_line_width(width)
        self.ctx.set_line_cap(cairo.LINE_CAP_BUTT)
        self.ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        self.ctx.set_dash([])
        self.ctx.stroke()

    def stroke(
        self,
        role: str | Colour,
        width: float,
        alpha: float = 1.0,
        dash: tuple[float, ...] = (),
        ends: cairo.LineCap = cairo.LINE_CAP_ROUND,
    ) -> None:
        """Stroke the current path, ``width`` in pixels, round ends unless told otherwise."""
        if alpha * self.opacity <= 0.002 or width <= 0:
            self.ctx.new_path()
            return
        self._source(role, alpha)
        self.ctx.set_line_width(width)
        self.ctx.set_line_cap(ends)
        self.ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        self.ctx.set_dash(list(dash))
        self.ctx.stroke()

    def box(self, x: float, y: float, w: float, h: float, radius: float = 0.0) -> None:
        """Begin a path: a box with its top left at (x, y), corners rounded."""
        r = min(radius, w / 2, h / 2)
        ctx = self.ctx
        if r <= 0:
            ctx.rectangle(x, y, w, h)
            return
        ctx.new_sub_path()
        ctx.arc(x + w - r, y + r, r, -math.pi / 2, 0)
        ctx.arc(x + w - r, y + h - r, r, 0, math.pi / 2)
        ctx.arc(x + r, y + h - r, r, math.pi / 2, math.pi)
        ctx.arc(x + r, y + r, r, math.pi, 3 * math.pi / 2)
        ctx.close_path()

    def line(self, *points: tuple[float, float]) -> None:
        """Begin a path: straight lines through the points."""
        self.ctx.move_to(*points[0])
        for point in points[1:]:
            self.ctx.line_to(*point)

    def image(self, pixels: np.ndarray, x: float, y: float, w: float, h: float) -> None:
        """Lay pixels [rows, columns, 4] (RGBA, 0..1) over a box, each as a plain rectangle."""
        rows, columns, _ = pixels.shape
        data = np.ascontiguousarray(pixels, dtype=float)
        data = np.concatenate([data[..., :3] * data[..., 3:], data[..., 3:]], axis=-1) * self.opacity
        data = np.ascontiguousarray(np.round(255 * data).astype(np.uint8))
        surface = cairo.ImageSurface.create_for_data(data.data, cairo.FORMAT_ARGB32, columns, rows, 4 * columns)
        self.ctx.save()
        self.ctx.translate(x, y)
        self.ctx.scale(w / columns, h / rows)
        self.ctx.set_source_surface(surface)
        self.ctx.get_source().set_filter(cairo.FILTER_GOOD if w <= columns + 0.5 else cairo.FILTER_NEAREST)
        self.ctx.rectangle(0, 0, columns, rows)
        self.ctx.fill()
        self.ctx.restore()

    def text(
        self,
        text: str | Shaped,
        x: float,
        baseline: float,
        size: float,
        role: str | Colour = "text",
        alpha: float = 1.0,
        align: float = LEFT,
        weight: str = "regular",
    ) -> None:
        """Set one line of text; ``align`` 0, 0.5 or 1 puts its left end, middle or right end at ``x``."""
        if alpha * self.opacity <= 0.002:
            return
        shaped = shape(text, weight=weight) if isinstance(text, str) else text
        shaped.trace(self.ctx, x - align * shaped.width * size, baseline, size)
        self.fill(role, alpha)


def centred_baseline(y: float, size: float) -> float:
    """Baseline that puts capitals and figures of ``size`` midway on ``y`` (cap height 0.67 em)."""
    return y + 0.335 * size
