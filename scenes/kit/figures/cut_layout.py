"""Where the pieces of a sentence go as chips in lines, and where each stands in the text; in design pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from engine.pieces import display
from scenes.kit.figures.written import Start, Written, WrittenLine, filled
from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.pieces import Cutting, Group, Piece
from scenes.kit.window import window

#: Type sizes to try, from the largest; digits are never smaller than the least of them.
SIZES = (112.0, 96.0, 84.0, 72.0, 60.0, 50.0, 42.0, 36.0, 30.0, 26.0)
#: Share of the room's width that one token may take.
WIDEST = 0.45
#: Room for the dots that stand for left-out tokens, in ems.
DOTS = 1.2


@dataclass(frozen=True)
class PieceBox:
    """A token's chip: left end ``x``, top ``y``, width ``w``; ``inner`` is the room before its letters.

    ``start`` is where its letters begin while the text is whole; ``is_new``: they do not stand there as they are.
    """

    piece: Piece
    mark: Shaped
    text: Shaped
    number: Shaped
    x: float
    y: float
    w: float
    inner: float
    start: Start
    is_new: bool


@dataclass(frozen=True)
class Sign:
    """What stood in the sentence over the pieces that spell it: its middle (x, y), and the bracket under it."""

    text: str
    x: float
    y: float
    start: Start
    left: float
    right: float


@dataclass(frozen=True)
class Layout:
    """Text as written, chips, signs, dots (x, y) for what was left out; and the measures that they share."""

    written: tuple[WrittenLine, ...]
    written_size: float
    boxes: tuple[PieceBox, ...]
    signs: tuple[Sign, ...]
    dots: tuple[tuple[float, float], ...]
    width: float
    height: float
    size: float
    chip_height: float
    id_size: float
    sign_size: float
    stem: float


@dataclass
class Measures:
    """Everything that follows from the type size."""

    size: float
    room: float
    ids: Sequence[str]
    chip_height: float = field(init=False)
    id_size: float = field(init=False)
    sign_size: float = field(init=False)
    stem: float = field(init=False)

    def __post_init__(self) -> None:
        self.chip_height = 1.65 * self.size
        self.id_size = max(24.0, min(0.55 * self.size, 52.0))
        self.sign_size = max(26.0, 0.7 * self.size)
        self.stem = max(12.0, 0.28 * self.size)

    @property
    def sign_room(self) -> float:
        """Height over the chips of a line that has signs."""
        return 1.3 * self.sign_size + 20

    @property
    def below(self) -> float:
        """Height under the chips."""
        return self.stem + 1.25 * self.id_size

    @property
    def leading(self) -> float:
        """Space between two lines."""
        return 0.5 * self.size

    def letters(self, piece: Piece) -> tuple[Shaped, Shaped]:
        """Mark and text of a token, as long as it may be."""
        return shape(piece.mark), shape(fit(piece.text, WIDEST * self.room / self.size))

    def chip(self, piece: Piece) -> float:
        """Width of a token's chip."""
        letters = sum(part.width for part in self.letters(piece)) * self.size
        number = shape(self.ids[piece.index]).width * self.id_size
        return max(letters + 0.9 * self.size, 1.4 * self.size, number + 16)

    def gap(self, before: Piece, after: Piece) -> float:
        """Space between two chips: pieces of one word stay close together."""
        same = before.word == after.word and before.word >= 0
        return max(4.0, 0.07 * self.size) if same else max(14.0, 0.36 * self.size)


def arrange(cutting: Cutting, ids: Sequence[str], room: tuple[float, float]) -> Layout:
    """Lines of all tokens in the largest type that fits into ``room``; in the least type, of as many as fit."""
    for size in SIZES:
        measures = Measures(size, room[0], ids)
        lines = _lines(cutting.groups, measures)
        if _height(lines, measures) <= room[1] and _width_of_all(lines, measures) <= room[0]:
            return _laid_out(cutting, lines, measures, room[1])
    return _laid_out(cutting, _shortened(cutting.groups, measures, room[1]), measures, room[1])


def _shortened(groups: list[Group], m: Measures, height: float) -> list[list[Group]]:
    """Lines of groups from both ends of the sentence, as many as fit into the height."""

    def lines(n: int) -> list[list[Group]]:
        kept = window(len(groups), n)
        cut = next((k for k in range(1, n) if kept[k] > kept[k - 1] + 1), n)
        halves = [groups[i] for i in kept[:cut]], [groups[i] for i in kept[cut:]]
        return [line for half in halves for line in _lines(half, m, DOTS * m.size)]

    def too_high(n: int) -> bool:
        return _height(lines(n), m) > height

    most = bisect_right(range(1, len(groups)), False, key=too_high)
    return lines(max(1, most))


def _lines(groups: Sequence[Group], m: Measures, indent: float = 0.0) -> list[list[Group]]:
    """Groups as chips in lines no wider than the room; a word is broken only if it is wider than a line."""
    return filled(groups, lambda line: _width(line, m) <= m.room - indent)


def _width(groups: Sequence[Group], m: Measures) -> float:
    pieces = [p for g in groups for p in g.pieces]
    gaps = sum(m.gap(a, b) for a, b in pairwise(pieces))
    return sum(m.chip(p) for p in pieces) + gaps


def _width_of_all(lines: list[list[Group]], m: Measures) -> float:
    return max(_width(line, m) + (DOTS * m.size if cut else 0) for line, cut in zip(lines, _breaks(lines), strict=True))


def _breaks(lines: list[list[Group]]) -> list[bool]:
    """Of each line, whether tokens were left out before it."""
    ends = [0, *(line[-1].pieces[-1].index + 1 for line in lines)]
    return [line[0].pieces[0].index > end for line, end in zip(lines, ends, strict=False)]


def _height(lines: list[list[Group]], m: Measures) -> float:
    signs = sum(m.sign_room for line in lines if any(g.spelled for g in line))
    return len(lines) * (m.chip_height + m.below + m.leading) - m.leading + signs


def _laid_out(cutting: Cutting, lines: list[list[Group]], m: Measures, height: float) -> Layout:
    written = Written(cutting.sentence, lines, (m.room, height), 2 * m.size)
    wide, high = _width_of_all(lines, m), _height(lines, m)
    width, tall = max(wide, written.width), max(high, written.height)
    written.centre(width / 2, tall / 2)
    chips = _Chips(written, m)
    left, y = (width - wide) / 2, (tall - high) / 2
    for groups, is_cut in zip(lines, _breaks(lines), strict=True):
        y += m.sign_room if any(g.spelled for g in groups) else 0
        chips.add_line(groups, left, y, is_cut)
        y += m.chip_height + m.below + m.leading
    return Layout(
        tuple(written.lines), written.size, tuple(chips.boxes), tuple(chips.signs), tuple(chips.dots),
        width, tall, m.size, m.chip_height, m.id_size, m.sign_size, m.stem,
    )  # fmt: skip


class _Chips:
    """Collects chips, signs and dots, line by line."""

    def __init__(self, written: Written, m: Measures) -> None:
        self.written, self.m = written, m
        self.boxes: list[PieceBox] = []
        self.signs: list[Sign] = []
        self.dots: list[tuple[float, float]] = []

    def add_line(self, groups: list[Group], x: float, y: float, is_cut: bool) -> None:
        """Chips from ``x`` on, their tops at ``y``; with dots before them if tokens were left out there."""
        if is_cut:
            self.dots.append((x, y + self.m.chip_height / 2))
            x += DOTS * self.m.size
        previous: Piece | None = None
        for group in groups:
            first = len(self.boxes)
            for k, piece in enumerate(group.pieces):
                x += self.m.gap(previous, piece) if previous else 0
                self.boxes.append(self._box(group, k, piece, x, y))
                x += self.boxes[-1].w
                previous = piece
            if group.spelled:
                self.signs.append(self._sign(group, self.boxes[first].x, x, y))

    def _box(self, group: Group, k: int, piece: Piece, x: float, y: float) -> PieceBox:
        m, start = self.m, self.written.start(group)
        mark, text = m.letters(piece)
        w = m.chip(piece)
        inner = (w - (mark.width + text.width) * m.size) / 2
        if group.spelled:
            middle = start.x0 + (start.x1 - start.x0) * (k + 0.5) / len(group.pieces)
            start = Start(middle - text.width * self.written.size / 2, middle, start.y)
        is_new = group.spelled or piece.is_added
        return PieceBox(piece, mark, text, shape(m.ids[piece.index]), x, y, w, inner, start, is_new)

    def _sign(self, group: Group, left: float, right: float, top: float) -> Sign:
        size = self.m.sign_size
        text = fit(display(group.written), max(right - left, 3 * size) / size)
        start = self.written.start(group)
        return Sign(text, (left + right) / 2, top - 20 - 0.62 * size, start, left + 3, right - 3)


__all__ = ["Layout", "PieceBox", "Sign", "arrange"]
