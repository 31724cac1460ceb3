"""What stands for characters that cannot be drawn: signs for controls, boxed code points for the rest."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import cairo

from scenes.kit.fonts.typeface import Box, scratch

if TYPE_CHECKING:
    from scenes.kit.lettering import Shaped

_SIGNS = {"\n": "↵", "\r": "↵", "\t": "⇥", "\x7f": "␡", "\u2028": "↵", "\u2029": "↵"}


def visible(text: str) -> str:
    """The text with control characters replaced, one for one, by signs that have a picture."""
    return "".join(_sign(c) for c in text) if any(unicodedata.category(c) in _UNSEEN for c in text) else text


_UNSEEN = ("Cc", "Zl", "Zp")


def _sign(char: str) -> str:
    if unicodedata.category(char) not in _UNSEEN:
        return char
    return _SIGNS.get(char) or (chr(0x2400 + ord(char)) if ord(char) < 32 else "\ufffd")


class BoxedCodePoints:
    """Stands in where no font has a character: "U+1F9FF" in a thin box. A glyph's index is the code point."""

    size, pad, line, low, high = 0.5, 0.14, 0.05, -0.2, 0.72

    def _label(self, index: int) -> Shaped:
        from scenes.kit.lettering import shape  # that module imports this one

        return shape(f"U+{index:04X}")

    def advance(self, index: int) -> float:
        """Width of the box and the air beside it, in ems."""
        return self._label(index).width * self.size + 2 * self.pad + 0.08

    def extents(self, index: int) -> Box:
        return 0.04, self.low, self.advance(index) - 0.04, self.high

    @lru_cache(maxsize=512)  # noqa: B019 - there is one instance, for the life of the process
    def outline(self, index: int) -> cairo.Path:
        label = self._label(index)
        text = label.path
        x0, y0, x1, y1 = self.extents(index)
        ctx = scratch()
        ctx.rectangle(x0, y0, x1 - x0, y1 - y0)
        edge = self.line
        ctx.rectangle(x1 - edge, y0 + edge, x0 - x1 + 2 * edge, y1 - y0 - 2 * edge)  # the other way round: a hole
        matrix = ctx.get_matrix()
        ctx.translate(x0 + self.pad, (y0 + y1) / 2 - 0.334 * self.size)
        ctx.scale(self.size, self.size)
        ctx.append_path(text)
        ctx.set_matrix(matrix)
        return ctx.copy_path()


BOXED = BoxedCodePoints()
