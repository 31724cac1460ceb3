"""The film's first card: the sentence under the arcs of its own attention, and what is to come."""

from __future__ import annotations

import numpy as np
from manim import FadeIn

from scenes.kit.chapter import Chapter
from scenes.kit.figures import Arcs, Label, TokenRow
from scenes.kit.numbers import count
from scenes.kit.theme import PX_PER_UNIT


class Opening(Chapter):
    """A card of a few seconds. The arcs are the film's head's own weights from the focus token."""

    id = "opening"

    def construct(self) -> None:
        sky, name, run = self.stage.body.inset(0, 20).rows(5, 1.3, 1.0)
        row = TokenRow(self.tokens, size=64, least=34, keep=(self.focus, *self.heaviest()))
        sky.inset(80, 20).place(row, down=1)
        arcs = self.arcs_over(row, rise=sky.h * 0.62)
        title, below = self.words()
        name.place(title, down=0.6)
        run.place(below, down=0.2)
        self.appear(row, run_time=0.5)
        self.add(arcs)
        self.bring_to_back(arcs)
        self.play(arcs.grow(part=0.0).animate.grow(), FadeIn(title), run_time=1.3)
        self.appear(below, run_time=0.4)
        self.hold(2.0)
        self.renderer.mark_poster(self)
        self.finish()

    def heaviest(self) -> list[int]:
        """The tokens that the focus attends to most: they stay, whatever has to be left out."""
        weights = np.asarray(self.trace[self.attn("hook_pattern")])[self.head, self.focus]
        return np.argsort(-weights, kind="stable")[:3].tolist()

    def arcs_over(self, row: TokenRow, rise: float) -> Arcs:
        """From the focus token to each shown token that it sees."""
        seen = [i for i in row.indices if i in self.seen_by(self.focus)]
        pattern = np.asarray(self.trace[self.attn("hook_pattern")])[self.head, self.focus, seen]
        places = [row.chip_point(i) for i in seen]
        left, right = (row.chip_point(self.focus, across)[0] for across in (0, 1))
        thickest = min(44.0, 0.5 * (right - left) * PX_PER_UNIT)  # all arcs leave from this one chip
        return Arcs(row.chip_point(self.focus), places, pattern, thickest=thickest, rise=rise).lie_on(row)

    def words(self) -> tuple[Label, Label]:
        """What the film is about, and what it was made from."""
        kind = "next" if self.trace.predicts_next else "look"
        title = Label(self.label("opening-title", kind=kind), size=64, weight="bold")
        model = self.trace.model
        run = self.label("opening-run", model=self.narrator.quote(model.name, 30), count=count(model.n_params))
        return title, Label(run, size=self.sizes.body, role="muted")
