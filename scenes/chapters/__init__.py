"""The chapters that exist, in the order of the storyboard. A new chapter is a file here and a line below.

Nothing here imports Manim: the command line lists chapters without it.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.trace import Trace


@dataclass(frozen=True)
class ChapterInfo:
    """A chapter: its number in the storyboard, the module that draws it and what it needs of a model.

    ``needs``: "prediction" (the model says what comes next) or nothing; ``core``: part of the default film;
    ``card``: no chapter of the storyboard, but a card that says no sentence.
    """

    number: int
    id: str
    module: str
    core: bool = True
    needs: str = ""
    card: bool = False


CHAPTERS: tuple[ChapterInfo, ...] = (
    ChapterInfo(0, "opening", "scenes.chapters.opening", card=True),
    ChapterInfo(1, "question", "scenes.chapters.question", needs="prediction"),
    ChapterInfo(5, "tokens", "scenes.chapters.tokens"),
    ChapterInfo(6, "embedding", "scenes.chapters.embedding"),
    ChapterInfo(9, "scores", "scenes.chapters.scores"),
    ChapterInfo(12, "weights", "scenes.chapters.weights"),
    ChapterInfo(13, "weighted-sum", "scenes.chapters.weighted_sum"),
    ChapterInfo(19, "prediction", "scenes.chapters.prediction", needs="prediction"),
    ChapterInfo(28, "credits", "scenes.chapters.credits", card=True),
)

#: Sets that can be named on the command line.
SETS: dict[str, tuple[str, ...]] = {
    "core": tuple(c.id for c in CHAPTERS if c.core),
    "full": tuple(c.id for c in CHAPTERS),
}


def chapter_info(chapter_id: str) -> ChapterInfo:
    """The chapter of that name.

    Raises:
        ValueError: for an unknown one, listing those there are.
    """
    for info in CHAPTERS:
        if info.id == chapter_id:
            return info
    raise ValueError(f"unknown chapter {chapter_id!r}; there are: {', '.join(c.id for c in CHAPTERS)}")


def reason_left_out(chapter_id: str, trace: Trace) -> str | None:
    """Narration line (id) that says why this trace has no such chapter; None if it has."""
    info = chapter_info(chapter_id)
    if info.needs == "prediction" and not trace.predicts_next:
        return "left-out-no-prediction"
    return None
