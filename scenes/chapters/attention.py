"""How one token's attention is shared out, and what may be said of it: for the chapters on weights and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.kit.chapter import Chapter
from scenes.kit.numbers import Numbers, Shown, brief_percent, percent
from scenes.narration import Narrator, Quoted, quote

#: Attention is called almost even when the largest share is at most this many times the smallest.
EVEN = 1.25


class Nth(Quoted):
    """A quoted word with its place among its likes; a crowded line cuts the word, not the place."""

    narrator: Narrator
    nth: int

    @classmethod
    def of(cls, narrator: Narrator, quoted: Quoted, nth: int) -> Nth:
        """The ``nth`` of its likes, from 1."""
        new = cls(narrator.label("token-nth", token=quoted, nth=nth), quoted.word, quoted.most)
        new.narrator, new.nth = narrator, nth
        return new

    def shorter(self, most: int) -> Nth:
        """The same, its word cut to ``most`` letters."""
        return Nth.of(self.narrator, quote(self.word, min(most, self.most)), self.nth)


def named(chapter: Chapter, position: int) -> str:
    """A token for a sentence, quoted; with its place among its likes if the sentence has it several times."""
    token = chapter.tokens[position]
    alike = [i for i, other in enumerate(chapter.tokens) if other == token]
    quoted = chapter.narrator.quote(token)
    return quoted if len(alike) == 1 else Nth.of(chapter.narrator, quoted, alike.index(position) + 1)


@dataclass(frozen=True)
class Shares:
    """The focus token's row of ``attn.hook_pattern`` in the film's head.

    Attributes:
        row: shares of all tokens [n].
        seen: positions that it may attend to.
        ranked: the same, the heaviest first (of equals, the earliest).
        focus: its own position.
    """

    row: Numbers
    seen: range
    ranked: tuple[int, ...]
    focus: int

    @classmethod
    def of(cls, chapter: Chapter) -> Shares:
        """Read it from the chapter's trace."""
        row = chapter.read(chapter.attn("hook_pattern"), (chapter.head, chapter.focus))
        seen = chapter.seen_by(chapter.focus)
        ranked = tuple(int(i) for i in np.argsort(-row.values[seen.start : seen.stop], kind="stable"))
        return cls(row, seen, ranked, chapter.focus)

    @property
    def tops(self) -> list[int]:
        """The tokens whose share, as shown, no other one exceeds."""
        texts = [percent(float(self.row.values[i])) for i in self.ranked]
        return [i for i, text in zip(self.ranked, texts, strict=True) if text == texts[0]]

    @property
    def leaders(self) -> list[int]:
        """The same, but none if attention is even."""
        return [] if self.how in ("even", "equal") else self.tops

    @property
    def how(self) -> str:
        """The branch of a sentence that says how attention is shared out (see ``weights-takeaway``)."""
        values = self.row.values[list(self.ranked)]
        texts = [percent(float(v)) for v in values]
        if len(values) == 1:
            return "only"
        if values[0] <= EVEN * values[-1]:
            return "equal" if texts[0] == texts[-1] else "even"
        likes = texts.count(texts[0])
        if likes > 1:
            return "tied" if likes == 2 else "many"
        return ("most" if values[0] > 0.5 else "lead") + ("-self" if self.ranked[0] == self.focus else "-other")

    def verdict(self, chapter: Chapter) -> dict[str, Any]:
        """Variables of the closing sentence."""
        first, second = self.ranked[0], self.ranked[min(1, len(self.ranked) - 1)]
        return {
            "how": self.how,
            "query": named(chapter, self.focus),
            "key": named(chapter, first),
            "second": named(chapter, second),
            "share": Shown.of(self.row, first, form=brief_percent),
            "least": Shown.of(self.row, self.ranked[-1], form=brief_percent),
        }
