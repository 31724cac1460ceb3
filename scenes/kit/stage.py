"""The stage: regions of the picture that chapters put things into, in design pixels of a 1920 x 1080 sheet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import Mobject

from scenes.kit.theme import PX_PER_UNIT


@dataclass(frozen=True)
class Region:
    """A box of the sheet: top left (x, y) and size in design pixels, y down."""

    x: float
    y: float
    w: float
    h: float

    def point(self, across: float = 0.5, down: float = 0.5) -> np.ndarray:
        """Scene point [3] at the given fractions of width and height."""
        return sheet_point(self.x + across * self.w, self.y + down * self.h)

    def place(self, mobject: Mobject, across: float = 0.5, down: float = 0.5, grow: float = 1.0) -> Mobject:
        """Put a mobject inside: its own fraction (across, down) comes to the region's.

        It is scaled down until it fits, or up to fill the region, but at most ``grow`` times.
        """
        self.fit(mobject, grow)
        width, height = mobject.width * PX_PER_UNIT, mobject.height * PX_PER_UNIT
        x = self.x + width / 2 + across * (self.w - width)
        y = self.y + height / 2 + down * (self.h - height)
        mobject.move_to(sheet_point(x, y))
        return mobject

    def fit(self, mobject: Mobject, grow: float = 1.0) -> Mobject:
        """Scale a mobject to the region: down as far as it must, up ``grow`` times at most."""
        room = (self.w / PX_PER_UNIT / max(mobject.width, 1e-9), self.h / PX_PER_UNIT / max(mobject.height, 1e-9))
        mobject.scale(min(grow, *room))
        return mobject

    def left(self, share: float) -> Region:
        """The left ``share`` of the region."""
        return Region(self.x, self.y, self.w * share, self.h)

    def right(self, share: float) -> Region:
        """The right ``share`` of the region."""
        return Region(self.x + self.w * (1 - share), self.y, self.w * share, self.h)

    def top(self, share: float) -> Region:
        """The upper ``share`` of the region."""
        return Region(self.x, self.y, self.w, self.h * share)

    def bottom(self, share: float) -> Region:
        """The lower ``share`` of the region."""
        return Region(self.x, self.y + self.h * (1 - share), self.w, self.h * share)

    def rows(self, *shares: float) -> list[Region]:
        """Cut into rows whose heights are as the shares."""
        total, y, rows = sum(shares), self.y, []
        for share in shares:
            h = self.h * share / total
            rows.append(Region(self.x, y, self.w, h))
            y += h
        return rows

    def columns(self, *shares: float) -> list[Region]:
        """Cut into columns whose widths are as the shares."""
        total, x, columns = sum(shares), self.x, []
        for share in shares:
            w = self.w * share / total
            columns.append(Region(x, self.y, w, self.h))
            x += w
        return columns

    def inset(self, dx: float, dy: float | None = None) -> Region:
        """Smaller by ``dx`` on the left and right and ``dy`` above and below."""
        dy = dx if dy is None else dy
        return Region(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)


def sheet_point(x: float, y: float) -> np.ndarray:
    """Scene point [3] of a pixel of the sheet."""
    return np.array([(x - 960) / PX_PER_UNIT, (540 - y) / PX_PER_UNIT, 0.0])


@dataclass(frozen=True)
class Stage:
    """The regions of a 16:9 picture. Nothing may be drawn outside ``safe``."""

    safe: Region = Region(80, 44, 1760, 1000)
    title: Region = Region(80, 44, 1760, 72)
    body: Region = Region(80, 146, 1760, 736)
    caption: Region = Region(80, 906, 1760, 138)
