"""Figures: what chapters are made of. One idea a file."""

from scenes.kit.figures.arcs import Arcs, Arrow
from scenes.kit.figures.bars import Bars
from scenes.kit.figures.label import Label
from scenes.kit.figures.matrix import Look, Matrix, digits_room
from scenes.kit.figures.tokens import TokenRow

__all__ = ["Arcs", "Arrow", "Bars", "Label", "Look", "Matrix", "TokenRow", "digits_room"]
