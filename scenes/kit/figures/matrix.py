"""A matrix of numbers as one figure: heat map, digits, labels, cuts; also a single row or column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.numbers import Numbers, number
from scenes.kit.painted import Painted
from scenes.kit.pen import CENTRE, RIGHT, Pen, centred_baseline
from scenes.kit.theme import Colour, Theme, mix

#: Room that a digit string needs around it in its cell, in pixels.
PADDING = 10
#: Width of the band that stands for left-out rows or columns, in pixels.
GAP = 34
#: Room for the widest row label, in pixels.
LABEL_ROOM = 230


@dataclass(frozen=True)
class Look:
    """How a matrix is drawn; fixed for its life.

    ``scale``: "signed" (diverging), "share" (0..1 towards the role's colour) or "plain".
    ``role``: colour of its frame, its shares and its heading; ``size``: digits in pixels, 0 for a bare heat map.
    """

    role: str = "embedding"
    scale: str = "signed"
    cell: tuple[float, float] = (96.0, 54.0)
    size: float = 26.0
    label_size: float = 30.0
    form: Callable[[float], str] = number
    largest: float | None = None


class Matrix(Painted):
    """One figure that paints a matrix of :class:`Numbers` [rows, columns].

    Args:
        numbers: values with addresses, two axes.
        look: how it is drawn.
        rows, columns: labels beside the rows and above the columns (strings; "" for none).
        row_gaps, column_gaps: places before which a band of dots says that something was left out.

    State (all animate): ``tint`` and ``ink`` [rows, columns], opacity of each cell's fill and digits;
    ``mark`` [rows, columns], opacity of an outline; ``veil`` [rows, columns], how far a cell steps back;
    ``names`` [rows] and ``heads`` [columns], opacity of the labels.
    """

    STATE: ClassVar[tuple[str, ...]] = ("tint", "ink", "mark", "veil", "names", "heads")

    def __init__(
        self,
        numbers: Numbers,
        look: Look = Look(),
        *,
        rows: Sequence[str] = (),
        columns: Sequence[str] = (),
        row_gaps: Iterable[int] = (),
        column_gaps: Iterable[int] = (),
    ) -> None:
        if numbers.values.ndim != 2:
            raise ValueError(f"a matrix has two axes, these numbers have {numbers.values.ndim}")
        self.numbers, self.look = numbers, look
        n_rows, n_columns = numbers.values.shape
        self.row_labels = [_fitted(t, LABEL_ROOM, look.label_size) for t in rows]
        self.column_labels = [_fitted(t, look.cell[0] - 6, look.label_size * 0.9) for t in columns]
        self.row_names, self.column_names = list(rows), list(columns)
        self.row_gaps, self.column_gaps = set(row_gaps), set(column_gaps)
        self.margin_left = max((t.width for t in self.row_labels), default=0) * look.label_size + (18 if rows else 0)
        self.margin_top = look.label_size * 1.35 if columns else 0.0
        self.lefts = self.margin_left + _edges(n_columns, look.cell[0], self.column_gaps)
        self.tops = self.margin_top + _edges(n_rows, look.cell[1], self.row_gaps)
        self.texts = [[look.form(v) for v in row] for row in numbers.values.tolist()] if look.size else []
        self.digits = [[shape(t) for t in row] for row in self.texts]
        finite = np.abs(numbers.values[np.isfinite(numbers.values)])
        self.largest = look.largest or (float(finite.max()) if finite.size else 1.0) or 1.0
        self._known_shades: dict[tuple[str, int, int, float, float], tuple[Colour, Colour]] = {}
        grid = (n_rows, n_columns)
        self.tint, self.ink = np.ones(grid), np.ones(grid)
        self.mark, self.veil = np.zeros(grid), np.zeros(grid)
        self.names, self.heads = np.ones(n_rows), np.ones(n_columns)
        super().__init__(
            self.lefts[-1] + (GAP if n_columns in self.column_gaps else 0),
            self.tops[-1] + (GAP if n_rows in self.row_gaps else 0),
        )

    # --- places --------------------------------------------------------------------------------------

    def cell_px(self, i: int, j: int) -> tuple[float, float, float, float]:
        """Own pixels (x, y, w, h) of a cell; negative indices count from the end."""
        n_rows, n_columns = self.numbers.values.shape
        w, h = self.look.cell
        return (self.lefts[j % n_columns], self.tops[i % n_rows], w, h)

    def cell_point(self, i: int, j: int, across: float = 0.5, down: float = 0.5) -> np.ndarray:
        """Scene point [3] inside a cell."""
        x, y, w, h = self.cell_px(i, j)
        return self.spot(x + across * w, y + down * h)

    def row_point(self, i: int, across: float = 0.5) -> np.ndarray:
        """Scene point [3] on a row, ``across`` from its first cell's left to its last cell's right."""
        x0, y, _, h = self.cell_px(i, 0)
        x1, _, w, _ = self.cell_px(i, -1)
        return self.spot(x0 + across * (x1 + w - x0), y + h / 2)

    def column_point(self, j: int, down: float = 0.0) -> np.ndarray:
        """Scene point [3] on a column, ``down`` from its first cell's top to its last cell's bottom."""
        x, y0, w, _ = self.cell_px(0, j)
        _, y1, _, h = self.cell_px(-1, j)
        return self.spot(x + w / 2, y0 + down * (y1 + h - y0))

    def part(self, rows: slice | int, columns: slice | int = slice(None)) -> Matrix:
        """A copy of some rows and columns, without labels, lying exactly on its place here."""
        rows = slice(rows, rows + 1) if isinstance(rows, int) else rows
        columns = slice(columns, columns + 1) if isinstance(columns, int) else columns
        cut = self.numbers[rows, columns]
        look = Look(**{**self.look.__dict__, "largest": self.largest})
        i, j = range(*rows.indices(len(self.numbers)))[0], range(*columns.indices(self.numbers.values.shape[1]))[0]
        piece = Matrix(
            cut,
            look,
            row_gaps={g - i for g in self.row_gaps if i < g < i + cut.values.shape[0]},
            column_gaps={g - j for g in self.column_gaps if j < g < j + cut.values.shape[1]},
        )
        piece.scale(self.px_scale).lie_on(self)
        x, y, _, _ = self.cell_px(i, j)
        piece.shift(self.spot(x, y) - piece.points[0])
        return piece

    # --- state, to be used with .animate ---------------------------------------------------------------

    def set_state(self, name: str, value: float, rows: object = slice(None), columns: object = slice(None)) -> Self:
        """Set one state array (``ink``, ``tint``, ``mark``, ``veil``) over some rows and columns."""
        array = getattr(self, name).copy()
        array[rows, columns] = value
        setattr(self, name, array)
        return self

    def blank(self, rows: object = slice(None), columns: object = slice(None)) -> Self:
        """Empty some cells: frame stays, fill and digits vanish."""
        return self.set_state("ink", 0, rows, columns).set_state("tint", 0, rows, columns)

    def reveal(self, rows: object = slice(None), columns: object = slice(None)) -> Self:
        """Fill some cells."""
        return self.set_state("ink", 1, rows, columns).set_state("tint", 1, rows, columns)

    def highlight(self, rows: object = slice(None), columns: object = slice(None)) -> Self:
        """Outline some cells; all others lose theirs."""
        return self.set_state("mark", 0).set_state("mark", 1, rows, columns)

    def unmark(self) -> Self:
        """No outlines, nothing dimmed."""
        return self.set_state("mark", 0).set_state("veil", 0)

    def spotlight(self, rows: object = slice(None), columns: object = slice(None), dim: float = 0.72) -> Self:
        """Let all other cells step back."""
        return self.set_state("veil", dim).set_state("veil", 0, rows, columns)

    # --- painting ------------------------------------------------------------------------------------

    def paint(self, pen: Pen) -> None:
        states = np.stack([self.tint, self.veil, self.ink], axis=-1).tolist()
        for i, row in enumerate(states):
            for j, state in enumerate(row):
                self._paint_cell(pen, i, j, state)
        self._paint_marks(pen)
        self._paint_labels(pen)
        self._paint_gaps(pen)

    def _fill(self, theme: Theme, value: float) -> Colour:
        if not np.isfinite(value) or self.look.scale == "plain":
            return theme.colour("cell")
        if self.look.scale == "share":
            return theme.share(value / self.largest if self.look.largest else value, self.look.role)
        return theme.signed(value, self.largest)

    def _shades(self, theme: Theme, i: int, j: int, tint: float, veil: float) -> tuple[Colour, Colour]:
        """Colours of a cell's ground and digits; kept, for most cells stay as they are from frame to frame."""
        key = (theme.name, i, j, tint, veil)
        if key not in self._known_shades:
            empty = mix(theme.colour("panel"), theme.colour("cell"), 0.5)
            ground = mix(empty, self._fill(theme, float(self.numbers.values[i, j])), tint)
            ground = mix(ground, empty, veil)
            ink = mix(theme.ink_on(ground), theme.colour("muted"), veil)
            self._known_shades[key] = (ground, theme.readable(ink, ground))
        return self._known_shades[key]

    def _paint_cell(self, pen: Pen, i: int, j: int, state: tuple[float, float, float]) -> None:
        x, y, w, h = self.cell_px(i, j)
        tint, veil, opacity = state
        ground, ink = self._shades(pen.theme, i, j, tint, veil)
        inset = 1.5 if min(w, h) > 16 else 0.5
        pen.box(x + inset, y + inset, w - 2 * inset, h - 2 * inset, min(6.0, w / 5, h / 5))
        pen.fill(ground)
        if self.digits and opacity > 0.002:
            base = centred_baseline(y + h / 2, self.look.size)
            pen.text(self.digits[i][j], x + w / 2, base, self.look.size, ink, opacity, CENTRE)

    def _paint_marks(self, pen: Pen) -> None:
        """One outline round a marked block; one a cell where the marked cells form no block."""
        rows, columns = np.nonzero(self.mark > 0.002)
        if not len(rows):
            return
        block = self.mark[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        if len(rows) == block.size:
            self._outline(pen, (rows.min(), columns.min()), (rows.max(), columns.max()), float(block.min()))
            return
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            self._outline(pen, (i, j), (i, j), float(self.mark[i, j]))

    def _outline(self, pen: Pen, first: tuple[int, int], last: tuple[int, int], alpha: float) -> None:
        x, y, _, _ = self.cell_px(int(first[0]), int(first[1]))
        x1, y1, w, h = self.cell_px(int(last[0]), int(last[1]))
        pen.box(x - 1, y - 1, x1 + w - x + 2, y1 + h - y + 2, 8)
        pen.stroke(self.look.role, 4.5, alpha)

    def _paint_labels(self, pen: Pen) -> None:
        size = self.look.label_size
        for i, label in enumerate(self.row_labels):
            base = centred_baseline(self.tops[i] + self.look.cell[1] / 2, size)
            ink = mix(pen.colour("token"), pen.colour("muted"), float(self.veil[i].min()))
            pen.text(label, self.margin_left - 18, base, size, ink, self.names[i], RIGHT)
        for j, label in enumerate(self.column_labels):
            x = self.lefts[j] + self.look.cell[0] / 2
            ink = mix(pen.colour("token"), pen.colour("muted"), float(self.veil[:, j].min()))
            pen.text(label, x, self.margin_top - size * 0.45, size * 0.9, ink, self.heads[j], CENTRE)

    def _paint_gaps(self, pen: Pen) -> None:
        mid_y = (self.tops[0] + self.tops[-1]) / 2
        mid_x = (self.lefts[0] + self.lefts[-1]) / 2
        for g in self.column_gaps:
            _dots(pen, self.lefts[g] - GAP / 2 if g < len(self.lefts) - 1 else self.lefts[-1] + GAP / 2, mid_y, (1, 0))
        for g in self.row_gaps:
            _dots(pen, mid_x, self.tops[g] - GAP / 2 if g < len(self.tops) - 1 else self.tops[-1] + GAP / 2, (0, 1))

    # --- what it shows ---------------------------------------------------------------------------------

    def shown_numbers(self) -> list[tuple[str, str]]:
        return [
            (self.numbers.address(i, j), text)
            for i, row in enumerate(self.texts)
            for j, text in enumerate(row)
            if self.ink[i, j] > 0.5
        ]

    def text_boxes(self) -> list[tuple[str, tuple[float, float, float, float], float]]:
        return [*self._digit_boxes(), *self._label_boxes()]

    def _digit_boxes(self) -> Iterator[tuple[str, tuple[float, float, float, float], float]]:
        size = self.look.size
        for i, j in zip(*np.nonzero(self.ink > 0.5), strict=True):
            if self.texts:
                x, y, w, h = self.cell_px(int(i), int(j))
                digits = self.digits[i][j]
                yield self.texts[i][j], _text_box(digits, x + w / 2, y + h / 2, size, CENTRE), size

    def _label_boxes(self) -> Iterator[tuple[str, tuple[float, float, float, float], float]]:
        size, (w, h) = self.look.label_size, self.look.cell
        for i, label in enumerate(self.row_labels):
            if self.names[i] > 0.5:
                box = _text_box(label, self.margin_left - 18, self.tops[i] + h / 2, size, RIGHT)
                yield self.row_names[i], box, size
        for j, label in enumerate(self.column_labels):
            if self.heads[j] > 0.5:
                box = _text_box(label, self.lefts[j] + w / 2, self.margin_top - size * 0.75, size * 0.9, CENTRE)
                yield self.column_names[j], box, size * 0.9


def _text_box(shaped: Shaped, x: float, middle: float, size: float, align: float) -> tuple[float, float, float, float]:
    """Ink box of a line set with its figures midway on ``middle`` and its part ``align`` at ``x``."""
    left, base = x - align * shaped.width * size, centred_baseline(middle, size)
    x0, y0, x1, y1 = shaped.ink
    return (left + x0 * size, base - y1 * size, left + x1 * size, base - y0 * size)


def _edges(n: int, step: float, gaps: set[int]) -> np.ndarray:
    """Where each of n cells begins, and where the last one ends [n + 1]."""
    shifts = np.array([GAP if i in gaps and i < n else 0 for i in range(n)] + [0]).cumsum()
    return np.arange(n + 1) * step + shifts


def _fitted(text: str, room: float, size: float) -> Shaped:
    return shape(fit(text, room / size))


def _dots(pen: Pen, x: float, y: float, along: tuple[int, int]) -> None:
    for k in (-1, 0, 1):
        pen.ctx.new_sub_path()
        pen.ctx.arc(x + 9 * k * along[0], y + 9 * k * along[1], 2.6, 0, 6.2832)
    pen.fill("muted")


def digits_room(numbers: Numbers, size: float = 26, form: Callable[[float], str] = number) -> float:
    """Cell width in pixels that the longest of these numbers needs at a type size."""
    return max((shape(form(v)).width for v in numbers.values.ravel().tolist()), default=1.0) * size + 2 * PADDING



