"""Figures: what chapters are made of. One idea a file."""

from scenes.kit.figures.arcs import Arcs, Arrow
from scenes.kit.figures.bars import Bars
from scenes.kit.figures.columns import Columns
from scenes.kit.figures.cut_text import CutText
from scenes.kit.figures.drift import Drift
from scenes.kit.figures.label import Label
from scenes.kit.figures.matrix import Look, Matrix, digits_room
from scenes.kit.figures.mosaic import Mosaic
from scenes.kit.figures.tokens import TokenRow
from scenes.kit.figures.typed import TypedLine
from scenes.kit.figures.weighed import WeighedTokens

__all__ = [
    "Arcs",
    "Arrow",
    "Bars",
    "Columns",
    "CutText",
    "Drift",
    "Label",
    "Look",
    "Matrix",
    "Mosaic",
    "TokenRow",
    "TypedLine",
    "WeighedTokens",
    "digits_room",
]
