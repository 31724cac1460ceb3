"""The question of the film: a sentence, its likeliest next tokens, some that are out of the running, and why."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, linear

from engine.analysis import top_ids, top_next
from scenes.kit import naming
from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Drift, Label, TypedLine
from scenes.kit.numbers import Numbers, Shown, count, percent
from scenes.kit.pen import LEFT as FROM_LEFT
from scenes.kit.theme import PX_PER_UNIT

#: How many of the likeliest tokens are shown, how many that are not, and how many words drift by.
TOP, OUTSIDERS, CANDIDATES = 5, 3, 170
#: Pixels between the sentence and the words that drift by.
CLEAR = 46
#: Pixels between the widest number of those out of the running and their places in the ranking.
BEFORE_RANK = 30
#: Seconds for each letter, and for the whole sentence at least and at most.
LETTER, FASTEST, SLOWEST = 0.09, 0.7, 2.6


class Question(Chapter):
    """The sentence is typed; what could come next drifts by; the model's own top five, with ``probs``."""

    id = "question"

    def construct(self) -> None:
        self.choose()
        self.show_typing()
        self.show_candidates()
        self.show_top_five()
        self.show_outsiders()
        self.ask()

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """The answer and its rivals; words that are out of the running."""
        self.probs, self.logits = self.read("probs", -1), self.read("logits", -1)
        self.top = [n.id for n in top_next(self.trace, TOP)]
        asked = [int(i) for i in self.trace["analysis.vs_ids"] if i not in self.top]
        self.asked = bool(asked)
        self.outsiders = sorted(asked or self.median(), key=lambda i: -self.logits.values[i])[:OUTSIDERS]
        self.names = dict(zip(shown := [*self.top, *self.outsiders], naming.names(self.trace, shown), strict=True))
        apart = self.trace.vocabulary.text(self.top[0]).startswith(" ")
        self.ending = " " * apart + self.trace.vocab(self.top[0])

    def median(self) -> list[int]:
        """The token in the middle of the model's ranking, if it is not among the top."""
        n = len(self.logits)
        middle = int(top_ids(self.logits.values, (n + 1) // 2)[-1])
        return [middle] if middle not in self.top else []

    @cached_property
    def candidates(self) -> list[int]:
        """Tokens that drift by: the top ones, then the likeliest whole words."""
        order = top_ids(self.logits.values, len(self.logits)).tolist()
        words = naming.whole_words(self.trace, order)
        others = words if len(words) > CANDIDATES // 4 else order
        return [*self.top, *(i for i in others if i not in self.top)][:CANDIDATES]

    @property
    def answer(self) -> str:
        """The answer for a sentence of the film."""
        return naming.in_words(self.trace, self.narrator, self.top[0])

    @property
    def leads(self) -> str:
        """How the first token leads: "alone", "close" or "tied"."""
        return naming.lead(self.logits.values, self.probs.values)

    @property
    def rival(self) -> str:
        """The second likeliest token for a sentence of the film."""
        return self.word(self.top[min(1, len(self.top) - 1)])

    # --- beats -----------------------------------------------------------------------------------------

    def show_typing(self) -> None:
        """A cursor waits; the sentence is typed letter by letter."""
        self.typed = TypedLine(self.trace.sentence, self.stage.body.w * 0.86, ending=self.ending)
        self.stage.body.place(self.typed)
        self.add(self.typed)
        self.play(self.typed.animate(rate_func=linear).blink(1.0), run_time=0.8)
        seconds = float(np.clip(LETTER * self.typed.n, FASTEST, SLOWEST))
        self.play(self.typed.animate(rate_func=linear).type_all(), run_time=seconds)
        if self.typed.cut:
            self.cut_note = self.below(self.note(self.label("question-cut")), self.typed, 10)
            self.appear(self.cut_note, run_time=0.3)
        self.say("question-typed-line", read=0.6)
        self.play(self.typed.animate(rate_func=linear).blink(1.0), run_time=0.7)

    def show_candidates(self) -> None:
        """Words of the vocabulary drift by; the five likeliest light up."""
        names = naming.names(self.trace, self.candidates)
        body, half = self.stage.body, self.typed.height * 135 / 2 + CLEAR
        hole = (body.h / 2 - half, body.h / 2 + half)
        self.drift = Drift(names, body.w, body.h, keep=range(TOP), hole=hole, answer=0)
        body.place(self.drift)
        self.typed.lie_on(self.drift)
        if self.typed.cut:
            self.cut_note.lie_on(self.drift)
        self.add(self.drift, self.typed)
        self.play(FadeIn(self.drift), run_time=0.5)
        self.say("question-vocabulary-line", read=0.0, count=count(len(self.logits)))
        self.play(self.drift.animate.move(2.0), self.typed.animate(rate_func=linear).blink(3.0), run_time=2.4)

    def show_top_five(self) -> None:
        """The five likeliest come forward, line up under the sentence and get their bars."""
        self.lay_out()
        self.play(self.drift.animate.light(range(len(self.top))), run_time=0.4)
        self.hold(0.5)
        ghosts = self.ghosts()
        self.add(*ghosts)
        self.play(FadeOut(self.drift), *self.clear_notes(), self.typed.animate.move_to(self.upper), run_time=0.8)
        paths = [g.animate.move_to(self.name_place(i, g)) for i, g in enumerate(ghosts)]
        self.play(LaggedStart(*paths, lag_ratio=0.35), run_time=1.0)
        self.bars.grow(part=0.0)
        self.remove(*ghosts)
        self.add(self.bars)
        self.play(self.bars.animate.grow(), run_time=0.8)
        share = Shown.of(self.probs, self.top[0], form=percent)
        names = {"answer": self.answer, "rival": self.rival}
        seconds = self.say("question-answer-line", read=0.0, leads=self.leads, share=share, **names)
        self.play(self.typed.animate.answer(), run_time=0.4)
        self.hold(seconds - 0.4)

    def clear_notes(self) -> list[FadeOut]:
        """What was said about the sentence goes with the drifting words."""
        return [FadeOut(self.cut_note)] if self.typed.cut else []

    def lay_out(self) -> None:
        """Places of the sentence, of all bars, which share one scale, and of the ranks."""
        self.bars, self.others = self.bars_of(self.top), self.bars_of(self.outsiders)
        both = Group(self.bars)
        if self.outsiders:
            self.others.next_to(self.bars, DOWN, buff=0.42)
            self.others.shift(RIGHT * (self.bars.bar_point(0) - self.others.bar_point(0))[0])
            self.ranks = self.rank_notes()
            both.add(self.others, *self.ranks)
        height = self.typed.height * 135
        upper, _, lower = self.stage.body.rows(height, 40, self.stage.body.h - height - 40)
        self.upper = upper.point(0.5, 0.5)
        lower.place(both, across=0.5, down=0.35, grow=1.1)

    def bars_of(self, ids: list[int]) -> Bars:
        """Bars of some tokens on the scale of the answer's."""
        full = float(self.probs.values[self.top[0]])
        roles = ["answer" if i == self.top[0] else "score" for i in ids]
        return Bars(self.probs[ids], [self.names[i] for i in ids], length=1080, pitch=62, full=full, roles=roles)

    def ghosts(self) -> list[Label]:
        """The names of the top five where they drift now."""
        labels = []
        for k, i in enumerate(self.top):
            label = Label(self.names[i], size=self.drift.size, role=self.drift.role_of(k)).lie_on(self.drift)
            labels.append(label.move_to(self.drift.word_point(k)))
        return labels

    def name_place(self, i: int, ghost: Label) -> np.ndarray:
        """Where the name of bar ``i`` ends, for a label of the ghost's width."""
        return self.bars.bar_point(i) + np.array([-22 / 135 * self.bars.px_scale - ghost.width / 2, 0, 0])

    def show_outsiders(self) -> None:
        """Some that are out of the running, with their places in the ranking."""
        if not self.outsiders:
            return
        self.others.grow(part=0.0)
        self.add(self.others)
        self.play(self.others.animate.grow(), *(FadeIn(r) for r in self.ranks), run_time=0.9)
        self.say("question-outside-line", **self.about_outsiders())

    def about_outsiders(self) -> dict[str, Any]:
        """Variables of the sentence about them: the first two, with their probabilities."""
        first, last = self.outsiders[0], self.outsiders[min(1, len(self.outsiders) - 1)]
        which = "median" if not self.asked else "one" if first == last else "two"
        if which == "two" and naming.below(self.narrator, float(self.probs.values[first])):
            which = "both"
        names = {"word": self.word(first), "other": self.word(last)}
        return {"which": which, **names, "share": self.share(first), "othershare": self.share(last)}

    def word(self, token: int) -> str:
        """A token for a sentence of the film."""
        return naming.in_words(self.trace, self.narrator, token)

    def share(self, token: int) -> str:
        """Its probability; one with many zeros in words (its bar has the number)."""
        words = naming.below(self.narrator, float(self.probs.values[token]))
        return words or Shown.of(self.probs, token, form=percent)

    def rank_notes(self) -> list[Label]:
        """Their places in the ranking, in a column behind the widest number."""
        notes = [self.rank_note(i) for i in self.outsiders]
        column = max(self.others.number_point(k)[0] for k in range(len(notes))) + BEFORE_RANK / PX_PER_UNIT
        for k, note in enumerate(notes):
            note.next_to(self.others.number_point(k), RIGHT, buff=0).align_to([column, 0, 0], LEFT)
        return notes

    def rank_note(self, token: int) -> Label:
        """Which place a token has among all."""
        rank = Shown.of(Numbers.computed("rank", self.logits, self.logits[token]), form=lambda v: count(int(v)))
        text = self.label("question-rank", rank=rank, all=count(len(self.logits)))
        note = Label(text, size=self.sizes.note, role="muted", align=FROM_LEFT, shown=[(rank.address, str(rank))])
        return note.lie_on(self.others)

    def ask(self) -> None:
        """The question becomes the title."""
        title = Label(self.title, size=self.sizes.title, weight="bold", align=FROM_LEFT)
        self.stage.title.left(0.9).place(title, across=0)
        self.play(FadeIn(title, shift=UP * 0.15), run_time=0.6)
        self.close("question-takeaway", answer=self.answer)
