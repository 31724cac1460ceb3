"""A sentence as it was written, set in lines, with the place of every piece that it will be cut into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from scenes.kit.lettering import Shaped, fit, shape
from scenes.kit.pieces import Group

#: Type sizes to try, from the largest, and the distance of lines, in ems.
SIZES = (112.0, 96.0, 84.0, 72.0, 60.0, 50.0, 42.0, 36.0, 30.0, 26.0)
LEADING = 1.7
#: Share of the height that the text may take.
HIGHEST = 0.8
#: How far after a letter a cut falls, in ems.
BESIDE = 0.04


@dataclass(frozen=True)
class Start:
    """Where something stands while the text is whole: left end x0, right end x1, middle y."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True)
class WrittenLine:
    """A line of the text as written: left end x, middle y, and where it is cut (x)."""

    text: Shaped
    x: float
    y: float
    cuts: tuple[float, ...]


def units(groups: Sequence[Group]) -> list[list[Group]]:
    """Groups of one word together."""
    keys = {id(g): (g.pieces[0].word if g.pieces[0].word >= 0 else -2 - i) for i, g in enumerate(groups)}
    return [list(run) for _, run in groupby(groups, key=lambda g: keys[id(g)])]


def filled(groups: Sequence[Group], fits: Callable[[Sequence[Group]], bool]) -> list[list[Group]]:
    """Groups in lines that fit, words whole if they can be."""
    lines: list[list[Group]] = []
    for unit in units(groups):
        for run in [unit] if fits(unit) else [[group] for group in unit]:
            if lines and fits([*lines[-1], *run]):
                lines[-1] += run
            else:
                lines.append(list(run))
    return lines


class Written:
    """Sets the groups of ``lines`` as the sentence has them, in type of at most ``largest`` pixels.

    Tokens left out before a line show as dots there. Places are known once :meth:`centre` was called.
    """

    def __init__(
        self, sentence: str, lines: list[list[Group]], room: tuple[float, float], largest: float
    ) -> None:
        self.sentence, self.room = sentence, room
        groups = [group for line in lines for group in line]
        for self.size in [s for s in SIZES if s <= largest] or [largest]:
            self.texts = [_Line(sentence, run, room[0] / self.size) for run in self._wrapped(groups)]
            if self.size * LEADING * len(self.texts) <= HIGHEST * room[1]:
                break
        self.width = max(text.shaped.width for text in self.texts) * self.size
        self.height = self.size * LEADING * len(self.texts)

    def _wrapped(self, groups: list[Group]) -> list[list[Group]]:
        most = self.room[0] / self.size
        return filled(groups, lambda line: shape(_text(self.sentence, line)).width <= most)

    def centre(self, x: float, y: float) -> None:
        """Put the block's middle at (x, y)."""
        self.lines: list[WrittenLine] = []
        self._starts: dict[int, Start] = {}
        for k, text in enumerate(self.texts):
            left = x - text.shaped.width * self.size / 2
            middle = y + (k + 0.5 - len(self.texts) / 2) * LEADING * self.size
            cuts = tuple(left + cut * self.size for cut in text.cuts())
            self.lines.append(WrittenLine(text.shaped, left, middle, cuts))
            for group in text.groups:
                a, b = text.ems(group)
                self._starts[id(group)] = Start(left + a * self.size, left + b * self.size, middle)
        if len(self.lines) > 1:
            self._add_line_ends()

    def _add_line_ends(self) -> None:
        """Where a line ends, the text is cut, too."""
        for k, line in enumerate(self.lines[:-1]):
            end = line.x + line.text.width * self.size + 0.12 * self.size
            self.lines[k] = replace(line, cuts=(*line.cuts, end))

    def start(self, group: Group) -> Start:
        """Where a group's letters stand."""
        return self._starts[id(group)]


def _text(sentence: str, groups: Sequence[Group]) -> str:
    """What the sentence has for these groups; dots where something between them was left out."""
    there = [g for g in groups if g.start < g.end]
    parts, end = [], there[0].start if there else 0
    for group in there:
        between = sentence[end : group.start]
        parts.append((between if not between.strip() else " … ") + sentence[group.start : group.end])
        end = group.end
    return "".join(parts)


class _Line:
    """One line and the places of its groups, in ems from its left end."""

    def __init__(self, sentence: str, groups: list[Group], most: float) -> None:
        self.groups = groups
        self.there = [g for g in groups if g.start < g.end]
        whole = _text(sentence, groups)
        self.lead = len(whole) - len(whole.lstrip())
        self.text = whole.strip()
        self.shaped = shape(fit(self.text, most))
        self.is_short = self.shaped.text != self.text
        self.places = self._places(sentence)

    def _places(self, sentence: str) -> dict[int, tuple[int, int]]:
        """First and last + 1 character of each group in the line's text, its blanks included."""
        places, length = {}, 0
        for k, group in enumerate(self.there):
            length_before = length
            length = len(_text(sentence, self.there[: k + 1]))
            start = max(length - (group.end - group.start), length_before)
            places[id(group)] = (self._inside(start), self._inside(length))
        return places

    def _inside(self, place: int) -> int:
        return min(max(place - self.lead, 0), len(self.text))

    def ems(self, group: Group, blank: bool = False) -> tuple[float, float]:
        """Left and right end of a group's letters; with ``blank``, of its spaces, too."""
        width = self.shaped.width
        if self.is_short:  # what belongs where in a shortened text is not known: evenly, then
            share = width / len(self.groups)
            return share * self.groups.index(group), share * (self.groups.index(group) + 1)
        if id(group) not in self.places:
            return self._beside(group)
        a, b = self.places[id(group)]
        inside = self.text[a:b]
        a += 0 if blank else len(inside) - len(inside.lstrip())
        return self.shaped.x_range(a, b) if a < b else self._edge(a)

    def _beside(self, group: Group) -> tuple[float, float]:
        """A token that the tokenizer added stands where the next one begins, or at the end."""
        later = [g for g in self.groups[self.groups.index(group) :] if id(g) in self.places]
        return self._edge(self.places[id(later[0])][0] if later else len(self.text))

    def _edge(self, place: int) -> tuple[float, float]:
        x = self.shaped.x_range(place - 1, place)[1] if place > 0 else 0.0
        return x, x

    def cuts(self) -> list[float]:
        """Between every two groups that stand in the line."""
        if self.is_short:
            return []
        found = []
        for before, after in pairwise(self.there):
            (a, b), (c, d) = self.ems(before), self.ems(after, blank=True)
            found.append(max(c, b) + BESIDE if c >= a else min(d, a))
        return found
