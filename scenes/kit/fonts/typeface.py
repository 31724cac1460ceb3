"""One font file, read by HarfBuzz: which characters it has, and the outlines of its glyphs as cairo paths."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import cairo
import uharfbuzz as hb

Box = tuple[float, float, float, float]

#: Device units an em when outlines are made: cairo keeps paths in 1/256 of a device unit.
GRAIN = 512.0
_SCRATCH = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
_SCRATCH.scale(GRAIN, GRAIN)
_EM = _SCRATCH.get_matrix()


def scratch() -> cairo.Context:
    """An empty context, one user unit an em, to make paths on (`copy_path`); valid until the next call."""
    _SCRATCH.set_matrix(_EM)
    _SCRATCH.new_path()
    return _SCRATCH


class Typeface:
    """A font file at a size relative to the Latin one.

    Args:
        path: the font file.
        index: which face of a collection.
        scale: its em, in ems of the text (emoji are drawn a little smaller than the letters around them).
    """

    def __init__(self, path: Path, index: int = 0, scale: float = 1.0) -> None:
        self.path, self.index, self.scale = path, index, scale
        self._outlines: dict[int, cairo.Path] = {}
        self._extents: dict[int, Box | None] = {}

    def __repr__(self) -> str:
        return f"Typeface({self.path.name})"

    @cached_property
    def font(self) -> hb.Font:
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path)), self.index))

    @cached_property
    def unit(self) -> float:
        """Ems of the text in one unit of the font."""
        return self.scale / self.font.face.upem

    @cached_property
    def drawable(self) -> bool:
        """Whether the font holds outlines (a colour font may hold pictures alone)."""
        return bool({"glyf", "CFF ", "CFF2"} & set(self.font.face.table_tags))

    def has(self, text: str) -> bool:
        """Whether the character map knows every character of `text`."""
        font = self.font
        return all(font.get_nominal_glyph(ord(c)) is not None for c in text)

    def extents(self, glyph: int) -> Box | None:
        """Ink box (x0, y0, x1, y1) of a glyph in ems, y up, or None where it has no ink."""
        if glyph not in self._extents:
            self._extents[glyph] = self._measured(glyph)
        return self._extents[glyph]

    def _measured(self, glyph: int) -> Box | None:
        found = self.font.get_glyph_extents(glyph)
        if found is None or not (found.width and found.height):
            return None
        x, y, u = found.x_bearing, found.y_bearing, self.unit
        return x * u, (y + found.height) * u, (x + found.width) * u, y * u

    def outline(self, glyph: int) -> cairo.Path:
        """The glyph's outline in ems, y up, its origin at (0, 0)."""
        if glyph not in self._outlines:
            ctx = scratch()
            ctx.scale(self.unit, self.unit)
            self.font.draw_glyph(glyph, _DRAW, ctx)
            ctx.set_matrix(_EM)
            self._outlines[glyph] = ctx.copy_path()
        return self._outlines[glyph]


def _draw_funcs() -> hb.DrawFuncs:
    """HarfBuzz's callbacks onto a cairo context; it turns quadratic curves into cubic ones itself."""
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, ctx: ctx.move_to(x, y))
    funcs.set_line_to_func(lambda x, y, ctx: ctx.line_to(x, y))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, ctx: ctx.curve_to(a, b, c, d, x, y))
    funcs.set_close_path_func(lambda ctx: ctx.close_path())
    return funcs


_DRAW = _draw_funcs()
