"""How one token's attention is shared out, and what may be said of it: for the chapters on weights and values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.kit.chapter import Chapter
from scenes.kit.naming import kind
from scenes.kit.numbers import Numbers, Shown, brief_percent, percent
from scenes.narration import Narrator, Quoted

#: Attention is called almost even when the largest share is at most this many times the smallest.
EVEN = 1.25


class Nth(Quoted):
    """A quoted word with its place among its likes; a crowded line cuts the word, not the place."""

    narrator: Narrator
    nth: int
    bare: Quoted

    @classmethod
    def of(cls, narrator: Narrator, quoted: Quoted, nth: int) -> Nth:
        """The ``nth`` of its likes, from 1."""
        new = cls(narrator.label("token-nth", token=quoted, nth=nth), quoted.word, quoted.most)
        new.narrator, new.nth, new.bare = narrator, nth, quoted
        return new

    def shorter(self, most: int) -> Nth:
        """The same, its word cut to ``most`` letters."""
        return Nth.of(self.narrator, self.bare.shorter(most), self.nth)


class Byte(Quoted):
    """A token that is part of a character's bytes, called so; it is short already."""

    def shorter(self, most: int) -> Byte:
        """The same."""
        return self


def named(chapter: Chapter, position: int) -> str:
    """A token for a sentence, quoted; with its place among its likes if the sentence has it several times."""
    token, narrator = chapter.tokens[position], chapter.narrator
    quoted = narrator.quote(token)
    if kind(token) == "byte":
        quoted = Byte(narrator.label("token-byte", token=quoted), token, quoted.most)
    nth = place_among_likes(chapter.tokens, position)
    return Nth.of(narrator, quoted, nth) if nth else quoted


def label_of(chapter: Chapter, position: int) -> str:
    """A token as the label of a row; with its place among its likes if the sentence has it several times."""
    token, nth = chapter.tokens[position], place_among_likes(chapter.tokens, position)
    return chapter.label("token-nth", token=token, nth=nth) if nth else token


def place_among_likes(tokens: Sequence[str], position: int) -> int:
    """Which of the tokens that look like it this one is, from 1; 0 if it is the only one."""
    alike = [i for i, other in enumerate(tokens) if other == tokens[position]]
    return alike.index(position) + 1 if len(alike) > 1 else 0


def divisor(chapter: Chapter) -> int:
    """d_head, if the focus token's scores are its raw ones divided by its root; else 0: nothing is said of it."""
    seen = chapter.seen_by(chapter.focus)
    where = (chapter.head, chapter.focus, slice(seen.start, seen.stop))
    raw, scores = (chapter.trace[chapter.attn(name)][where] for name in ("scores_raw", "hook_attn_scores"))
    d = chapter.trace.config.d_head
    return d if d > 1 and np.allclose(raw / np.sqrt(d), scores, rtol=1e-4, atol=1e-5) else 0


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
