"""Type: text shaped by HarfBuzz, drawn as glyph outlines with cairo.

    shaped = shape("-0.37")                     # cached; ems, y up, baseline at 0
    shaped.trace(ctx, x, y, 40)                 # adds the outlines to the current path, 40 user units an em
    ctx.fill()                                  # the winding rule, cairo's default

Figures have equal widths, so a changing number does not jitter; ligatures are off, so every letter of a token
can be counted; a missing glyph is known, never a blank: a font of the machine steps in, then a box with the
code point.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

import cairo
import uharfbuzz as hb

from scenes.kit import bidi
from scenes.kit.fonts import bundled, face_for, ignorable
from scenes.kit.fonts.missing import BOXED, BoxedCodePoints, visible
from scenes.kit.fonts.typeface import Box, Typeface, scratch

#: Height of capitals and figures, and of x, in ems: centre a number in a cell by these.
CAP_HEIGHT, X_HEIGHT = 0.668, 0.496
#: Room that every line takes above and below its baseline, in ems; taller ink takes more.
ASCENT, DESCENT = 0.95, 0.29
#: Drawn between a Chinese character and a Latin letter or figure, in ems; the text itself has no space there.
CHINESE_GAP = 0.125

Face = Typeface | BoxedCodePoints

_FEATURES = {"liga": False, "clig": False, "dlig": False, "calt": True}


@dataclass(frozen=True)
class Glyph:
    """A glyph at its place: origin (x, y) in ems; `start` is where in the text its grapheme begins."""

    face: Face
    index: int
    x: float
    y: float
    start: int


@dataclass(frozen=True)
class Cluster:
    """A grapheme (text[start:end]) and the room it takes along the line, x0 to x1 in ems."""

    start: int
    end: int
    x0: float
    x1: float


@dataclass(frozen=True)
class Shaped:
    """One line of shaped text, in ems, y up, its left end and baseline at (0, 0).

    Attributes:
        width: the advance of the line, leading and trailing spaces included.
        ascent, descent: room above and below the baseline, both positive, the same for all ordinary lines.
        ink: (x0, y0, x1, y1), the box of what is really drawn; all zero for a blank line.
        glyphs: from left to right.
        clusters: graphemes, in the order of the text.
        fallbacks: the characters that no bundled font had.
        boxed: those of them that no font of this machine had either, drawn as boxed code points.
    """

    text: str
    weight: str
    width: float
    ascent: float
    descent: float
    ink: Box
    glyphs: tuple[Glyph, ...]
    clusters: tuple[Cluster, ...]
    fallbacks: tuple[str, ...] = ()
    boxed: tuple[str, ...] = ()

    @cached_property
    def path(self) -> cairo.Path:
        """The outlines of the whole line in ems, y up."""
        outlines = [(glyph, glyph.face.outline(glyph.index)) for glyph in self.glyphs]
        ctx = scratch()
        x = y = 0.0
        for glyph, outline in outlines:
            ctx.translate(glyph.x - x, glyph.y - y)
            x, y = glyph.x, glyph.y
            ctx.append_path(outline)
        ctx.translate(-x, -y)
        return ctx.copy_path()

    def trace(self, ctx: cairo.Context, x: float, y: float, size: float, y_up: bool = False) -> None:
        """Add the outlines to the current path, the baseline starting at (x, y); the caller fills.

        Args:
            size: user units an em.
            y_up: whether the context's y axis points up (cairo's own points down).
        """
        matrix = ctx.get_matrix()
        ctx.translate(x, y)
        ctx.scale(size, size if y_up else -size)
        ctx.append_path(self.path)
        ctx.set_matrix(matrix)

    def x_range(self, start: int, end: int) -> tuple[float, float]:
        """Left and right end, in ems, of the characters text[start:end] (of the graphemes that they touch).

        Raises:
            ValueError: if the range holds no character of the text.
        """
        touched = [c for c in self.clusters if c.start < end and c.end > start]
        if not touched:
            raise ValueError(f"no characters {start}:{end} in a text of {len(self.text)}")
        return min(c.x0 for c in touched), max(c.x1 for c in touched)

    def __deepcopy__(self, memo: object) -> Shaped:
        return self  # immutable, and a cairo path cannot be copied

    def __reduce__(self) -> tuple[object, ...]:
        return shape, (self.text, self.weight)


def graphemes(text: str) -> list[str]:
    """A text cut into what a reader takes for single characters (HarfBuzz's own clusters)."""
    return [text[a:b] for a, b in _bounds(text)]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every grapheme."""
    return pairwise((*_grapheme_starts(text), len(text)))


@lru_cache(maxsize=8192)
def _grapheme_starts(text: str) -> tuple[int, ...]:
    if text.isascii():
        return tuple(range(len(text)))
    buffer = _buffer(text, 0, len(text))
    buffer.direction = "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(bundled("Sans").font, buffer, {})
    return tuple(sorted({0, *(info.cluster for info in buffer.glyph_infos)}))


def is_chinese(text: str) -> bool:
    """Whether a line reads as Chinese: judged by what stands outside quotes, if anything does."""
    if not any(map(_is_han, text)):
        return False
    outside, depth = [], 0
    for char in text:
        depth += (char == "“") - (char == "”" and depth > 0)
        if depth == 0:
            outside.append(char)
    for part in (outside, text):
        han, latin = sum(map(_is_han, part)), sum(c.isascii() and c.isalpha() for c in part)
        if han or latin:
            return han * 3 >= latin
    return False


_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def _is_han(char: str) -> bool:
    return char >= "\u3400" and any(low <= char <= high for low, high in _HAN)


@lru_cache(maxsize=32768)
def shape(text: str, weight: str = "regular", tabular: bool = True, lang: str | None = None) -> Shaped:
    """Shape one line of text.

    Line breaks, tabs and other control characters are drawn as signs for them (↵, ⇥, ␀).

    Args:
        text: anything; right-to-left and mixed text is put into reading order.
        weight: "regular" or "bold".
        tabular: figures of equal width.
        lang: "en" or "zh" decides how the marks are drawn that both share (“ ” … —) and whether there is a
            gap between Chinese and Latin; by default the text itself does (`is_chinese`).

    Raises:
        ValueError: for an unknown weight.
    """
    shown = visible(text)
    bundled("Sans", weight)  # an unknown weight is refused even for an empty text
    chinese = is_chinese(shown) if lang is None else lang == "zh"
    runs = _runs(shown, weight, chinese)
    line = _Line()
    for previous, run in zip([None, *runs], runs, strict=False):
        if chinese and previous and _needs_gap(shown, previous, run):
            line.x += CHINESE_GAP
        line.add(shown, run, tabular, "zh" if chinese else "en")
    ink = _union(line.inks)
    lost = [run for run in runs if not run.is_bundled]
    return Shaped(
        text,
        weight,
        line.x,
        max(ASCENT, ink[3]),
        max(DESCENT, -ink[1]),
        ink,
        tuple(line.glyphs),
        tuple(sorted(line.clusters, key=lambda c: c.start)),
        _characters(shown, lost),
        _characters(shown, [run for run in lost if run.face is BOXED]),
    )


@dataclass(frozen=True)
class _Run:
    """text[start:end] in one font and one direction; `starts` are its graphemes."""

    start: int
    end: int
    face: Face
    is_bundled: bool
    level: int
    starts: tuple[int, ...]


def _runs(text: str, weight: str, chinese: bool) -> list[_Run]:
    """The text cut by font and direction, from left to right."""
    levels = bidi.levels(text)
    pieces: list[tuple[int, int, Face, bool, int]] = []
    for start, end in _bounds(text):
        for a, b in _pieces(text, start, end, weight, chinese):
            face, is_bundled = _face(text[a:b], weight, chinese)
            if face is None:  # nothing to see: goes with what stands before it
                face, is_bundled = pieces[-1][2:4] if pieces else (bundled("Sans", weight), True)
            pieces.append((a, b, face, is_bundled, levels[a]))
    runs = []
    for _, group in groupby(pieces, key=lambda p: (id(p[2]), p[4])):
        run = list(group)
        runs.append(_Run(run[0][0], run[-1][1], run[0][2], run[0][3], run[0][4], tuple(p[0] for p in run)))
    return bidi.reordered(runs, [run.level for run in runs])


def _pieces(text: str, start: int, end: int, weight: str, chinese: bool) -> Iterator[tuple[int, int]]:
    """A grapheme whole if one font has all of it, else character by character."""
    whole = text[start:end]
    if end - start == 1 or _face(whole, weight, chinese)[0] is not BOXED:
        yield start, end
    else:
        yield from ((i, i + 1) for i in range(start, end))


def _face(cluster: str, weight: str, chinese: bool) -> tuple[Face | None, bool]:
    if all(map(ignorable, cluster)):
        return None, True
    if unicodedata.category(cluster[0]) == "Zs" and cluster[0] != "\u3000":
        return bundled("Sans", weight), True  # HarfBuzz makes the widths of the spaces that the font lacks
    face, is_bundled = face_for(cluster, weight, chinese)
    return (face or BOXED), is_bundled


def _needs_gap(text: str, left: _Run, right: _Run) -> bool:
    """Whether a Chinese character meets a Latin letter or figure where two runs touch."""
    return left.end == right.start and _gap_between(text[: left.end], text[right.start :])


def _gap_between(before: str, after: str) -> bool:
    a, b = before[-1:], after[:1]
    return _is_han(a) != _is_han(b) and a.isalnum() and b.isalnum()


class _Line:
    """Collects the glyphs of runs from left to right; `x` is where the pen stands."""

    def __init__(self) -> None:
        self.x = 0.0
        self.glyphs: list[Glyph] = []
        self.clusters: list[Cluster] = []
        self.inks: list[Box] = []

    def add(self, text: str, run: _Run, tabular: bool, lang: str) -> None:
        face = run.face
        placed = _shaped(text, run, face, tabular, lang) if isinstance(face, Typeface) else _boxes(text, run)
        ends = dict(zip(run.starts, (*run.starts[1:], run.end), strict=True))
        edges: dict[int, list[float]] = {}
        for index, dx, dy, advance, start in placed:
            self._place(Glyph(run.face, index, self.x + dx, dy, start))
            edges.setdefault(start, []).extend((self.x, self.x + advance))
            self.x += advance
        self.clusters += [Cluster(start, ends[start], min(e), max(e)) for start, e in edges.items()]

    def _place(self, glyph: Glyph) -> None:
        box = glyph.face.extents(glyph.index)
        if box:
            self.glyphs.append(glyph)
            self.inks.append((box[0] + glyph.x, box[1] + glyph.y, box[2] + glyph.x, box[3] + glyph.y))


_Placed = Iterator[tuple[int, float, float, float, int]]


def _boxes(text: str, run: _Run) -> _Placed:
    for start in range(run.start, run.end):
        yield ord(text[start]), 0.0, 0.0, BOXED.advance(ord(text[start])), start


def _shaped(text: str, run: _Run, face: Typeface, tabular: bool, lang: str) -> _Placed:
    """Glyphs of a run: index, offset x and y, advance (ems) and the start of the grapheme they belong to."""
    buffer = _buffer(text, run.start, run.end)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.language = lang
    hb.shape(face.font, buffer, {**_FEATURES, "tnum": tabular})
    unit, starts = face.unit, run.starts
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = starts[bisect_right(starts, info.cluster) - 1]
        yield info.codepoint, place.x_offset * unit, place.y_offset * unit, place.x_advance * unit, start


def _buffer(text: str, start: int, end: int) -> hb.Buffer:
    """A HarfBuzz buffer of text[start:end] that knows its surroundings; clusters count from text[0]."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in text], start, end - start)
    return buffer


def _union(boxes: Sequence[Box]) -> Box:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _characters(text: str, runs: Sequence[_Run]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[s] for run in runs for s in run.starts))


def fit(text: str, max_width: float, weight: str = "regular") -> str:
    """The text, its middle replaced by "…" if it is wider than `max_width` ems; graphemes stay whole.

    The ends are kept because they tell words apart; at the least the ellipsis itself is returned.
    """
    if shape(text, weight).width <= max_width:
        return text
    parts = graphemes(text)
    low, high = 0, len(parts) - 1
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if shape(_shortened(parts, kept), weight).width <= max_width else (low, kept - 1)
    return _shortened(parts, low)


def _shortened(parts: Sequence[str], kept: int) -> str:
    """`kept` graphemes around an ellipsis, the larger half in front."""
    head = (kept + 1) // 2
    return "".join(parts[:head]) + "…" + "".join(parts[len(parts) - (kept - head) :] if kept > head else ())


_RISE = {"base": (1.0, 0.0), "sub": (0.62, -0.16), "super": (0.62, 0.36)}


@dataclass(frozen=True)
class Span:
    """A stretch of rich text: a formula's symbol, a coloured word of a caption.

    Attributes:
        role: whose colour it takes (the theme's names); None for the colour around it.
        rise: "base", "sub" or "super".
    """

    text: str
    role: str | None = None
    weight: str = "regular"
    rise: str = "base"


@dataclass(frozen=True)
class Piece:
    """A shaped span at its place: x, y and scale in ems of the line."""

    span: Span
    shaped: Shaped
    x: float
    y: float
    scale: float

    def trace(self, ctx: cairo.Context, x: float, y: float, size: float, y_up: bool = False) -> None:
        """As `Shaped.trace`, (x, y) and `size` being those of the whole line."""
        up = 1 if y_up else -1
        self.shaped.trace(ctx, x + self.x * size, y + up * self.y * size, self.scale * size, y_up)


@dataclass(frozen=True)
class ShapedSpans:
    """A line of rich text; measured and traced as `Shaped` is, or piece by piece to colour each."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def text(self) -> str:
        return "".join(piece.span.text for piece in self.pieces)

    @property
    def fallbacks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for piece in self.pieces for c in piece.shaped.fallbacks))

    @property
    def ink(self) -> Box:
        """The box of what is really drawn, in ems; all zero for a blank line."""
        boxes = []
        for p in self.pieces:
            if p.shaped.glyphs:
                x0, y0, x1, y1 = (v * p.scale for v in p.shaped.ink)
                boxes.append((x0 + p.x, y0 + p.y, x1 + p.x, y1 + p.y))
        return _union(boxes)

    @property
    def ascent(self) -> float:
        return max(ASCENT, self.ink[3])

    @property
    def descent(self) -> float:
        return max(DESCENT, -self.ink[1])

    def trace(self, ctx: cairo.Context, x: float, y: float, size: float, y_up: bool = False) -> None:
        """Add the outlines of all pieces to the current path."""
        for piece in self.pieces:
            piece.trace(ctx, x, y, size, y_up)


def shape_spans(spans: Sequence[Span], lang: str | None = None) -> ShapedSpans:
    """Set spans side by side, from left to right; each is put into reading order by itself.

    Raises:
        ValueError: for an unknown weight or rise.
    """
    whole = "".join(span.text for span in spans)
    lang = lang or ("zh" if is_chinese(whole) else "en")
    pieces: list[Piece] = []
    x = 0.0
    for span in spans:
        if span.rise not in _RISE:
            raise ValueError(f"no rise {span.rise!r}: there are {', '.join(_RISE)}")
        scale, y = _RISE[span.rise]
        if lang == "zh" and pieces and _gap_between(pieces[-1].span.text, span.text):
            x += CHINESE_GAP
        shaped = shape(span.text, span.weight, lang=lang)
        pieces.append(Piece(span, shaped, x, y, scale))
        x += shaped.width * scale
    return ShapedSpans(tuple(pieces), x)
