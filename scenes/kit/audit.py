"""Is everything where it can be seen and read? Checked after every play, on the figures themselves.

What is found are plain data (:class:`Issue`): chapter, play, figures, boxes and what to do about it. A figure
may lie on another one only if it was declared to (``figure.lie_on(other)``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.kit.captions import Caption, faults
from scenes.kit.contrast import LEAST, RIM, contrast_in, luminances
from scenes.kit.painted import Painted
from scenes.kit.renderer import visible_figures
from scenes.kit.stage import Region
from scenes.kit.theme import PX_PER_UNIT

Box = tuple[float, float, float, float]

#: Pixels of a 1080-line picture by which boxes may touch before it counts.
TOUCH = 3.0
LEAST_NUMBER, LEAST_CAPTION = 20.0, 40.0


@dataclass(frozen=True)
class Issue:
    """Something that a viewer would stumble over.

    Attributes:
        kind: "outside", "overlap", "small", "faint" or "caption".
        play: number of the play after which it was seen, from 1; 0 for captions.
        figures: the figures concerned, by class and text.
        boxes: where they are, in pixels of the sheet (x0, y0, x1, y1).
        advice: what to do.
    """

    chapter: str
    play: int
    kind: str
    figures: tuple[str, ...]
    boxes: tuple[Box, ...]
    advice: str

    def __str__(self) -> str:
        where = " and ".join(f"({', '.join(f'{v:.0f}' for v in box)})" for box in self.boxes)
        return f"{self.chapter}, play {self.play}: {self.kind}: {' / '.join(self.figures)} at {where}: {self.advice}"


@dataclass(frozen=True)
class SeenText:
    """A text as it lies on the sheet."""

    owner: Painted
    text: str
    box: Box
    size: float

    @property
    def name(self) -> str:
        """The figure's class and the text."""
        return f"{type(self.owner).__name__} {self.text[:24]!r}"


class Audit:
    """Watches one chapter being played; ``issues`` is what it found, each once.

    ``paint`` has it paint the picture after each play and measure the contrast of every text in it.
    """

    def __init__(self, chapter: Any, paint: bool = False) -> None:
        self.chapter, self.paint = chapter, paint
        self.issues: list[Issue] = []
        self._known: set[tuple[str, tuple[str, ...]]] = set()
        chapter.renderer.after_play.append(self.look)

    def look(self) -> None:
        """Judge the picture as it stands."""
        figures = visible_figures(self.chapter)
        texts = [seen for figure in figures for seen in seen_texts(figure)]
        safe = self.chapter.stage.safe
        self._outside(figures, texts, safe)
        self._small(texts)
        self._overlapping_texts(texts)
        self._overlapping_figures(figures)
        if self.paint:
            self._faint(texts)

    def captions(self, captions: Sequence[Caption], lang: str, fps: float) -> None:
        """Judge the sentences by the limits of their language: length, speed, duration, gaps."""
        for fault in faults(captions, lang, fps):
            line_id = fault.partition(":")[0]
            self._note("caption", (line_id, fault), (), "mend the sentence or its time")

    def _outside(self, figures: list[Painted], texts: list[SeenText], safe: Region) -> None:
        for name, box in [(_name(f), sheet_box(f)) for f in figures] + [(t.name, t.box) for t in texts]:
            over = max(safe.x - box[0], safe.y - box[1], box[2] - safe.x - safe.w, box[3] - safe.y - safe.h)
            if over > TOUCH:
                self._note("outside", (name,), (box,), f"move or shrink it by {over:.0f} px: it leaves the safe margin")

    def _small(self, texts: list[SeenText]) -> None:
        for text in texts:
            least = LEAST_CAPTION if text.owner is self.chapter.caption_figure else LEAST_NUMBER
            if text.size < least - 0.5:
                self._note("small", (text.name,), (text.box,), f"set it at {least:.0f} px or more, not {text.size:.1f}")

    def _faint(self, texts: list[SeenText]) -> None:
        picture = luminances(self.chapter.renderer.picture(self.chapter))
        scale = picture.shape[0] / 1080
        for text in texts:
            x0, y0 = (max(round(v * scale) - RIM, 0) for v in text.box[:2])
            x1, y1 = (round(v * scale) + RIM + 1 for v in text.box[2:])
            found = contrast_in(picture[y0:y1, x0:x1])
            if found < LEAST - 0.1 and any(c.isprintable() and not c.isspace() for c in text.text):
                advice = f"its contrast is {found:.1f} : 1, not {LEAST} : 1: choose another role or ground"
                self._note("faint", (text.name,), (text.box,), advice)

    def _overlapping_texts(self, texts: list[SeenText]) -> None:
        for a, b in crossing([t.box for t in texts]):
            one, other = texts[a], texts[b]
            if one.owner is other.owner or not _declared(one.owner, other.owner):
                self._note("overlap", (one.name, other.name), (one.box, other.box), "move them apart")

    def _overlapping_figures(self, figures: list[Painted]) -> None:
        boxes = [sheet_box(f) for f in figures]
        for a, b in crossing(boxes):
            if not _declared(figures[a], figures[b]):
                names = (_name(figures[a]), _name(figures[b]))
                self._note("overlap", names, (boxes[a], boxes[b]), "move them apart, or declare it with lie_on")

    def _note(self, kind: str, names: tuple[str, ...], boxes: tuple[Box, ...], advice: str) -> None:
        if (kind, names) not in self._known:
            self._known.add((kind, names))
            play = self.chapter.renderer.num_plays if kind != "caption" else 0
            self.issues.append(Issue(self.chapter.id, play, kind, names, boxes, advice))


def sheet_box(figure: Painted) -> Box:
    """The box that a figure's ink may fill, in pixels of the sheet."""
    return _on_sheet(figure, figure.ink_box())


def seen_texts(figure: Painted) -> list[SeenText]:
    """Every text that a figure shows, where it lies on the sheet, in its real size."""
    scale = figure.px_scale
    return [SeenText(figure, text, _on_sheet(figure, box), size * scale) for text, box, size in figure.text_boxes()]


def crossing(boxes: list[Box]) -> list[tuple[int, int]]:
    """Pairs of boxes that share more than a touch, by a sweep from left to right."""
    if len(boxes) < 2:
        return []
    array = np.array(boxes)
    pairs = []
    order = np.argsort(array[:, 0])
    for place, i in enumerate(order):
        later = order[place + 1 :]
        near = later[array[later, 0] < array[i, 2] - TOUCH]
        hit = (array[near, 1] < array[i, 3] - TOUCH) & (array[near, 3] > array[i, 1] + TOUCH)
        hit &= array[near, 2] - array[near, 0] > TOUCH
        pairs += [(int(i), int(j)) for j in near[hit]]
    return pairs


def _on_sheet(figure: Painted, box: Box) -> Box:
    corners = [figure.spot(box[0], box[1]), figure.spot(box[2], box[3])]
    xs = sorted(960 + PX_PER_UNIT * float(c[0]) for c in corners)
    ys = sorted(540 - PX_PER_UNIT * float(c[1]) for c in corners)
    return (xs[0], ys[0], xs[1], ys[1])


def _declared(one: Painted, other: Painted) -> bool:
    return other in one.grounds or one in other.grounds or bool(set(one.grounds) & set(other.grounds))


def _name(figure: Painted) -> str:
    texts = figure.text_boxes()
    return type(figure).__name__ + (f" {texts[0][0][:24]!r}" if texts else "")



