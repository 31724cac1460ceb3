"""The film's last card: which model ran, and how to check every number."""

from __future__ import annotations

from manim import DOWN, Group

from scenes.kit.chapter import LEFT, Chapter
from scenes.kit.figures import Label
from scenes.kit.numbers import count

#: Letters of the weights' hash that are shown.
HASH = 16


class Credits(Chapter):
    """A card of some seconds."""

    id = "credits"

    def construct(self) -> None:
        title = Label(self.label("credits-title"), size=60, weight="bold", align=LEFT)
        facts = [Label(line, size=self.sizes.body, align=LEFT) for line in self.facts()]
        how = Label(self.label("credits-check"), size=self.sizes.body, role="muted", align=LEFT)
        command = Label(self.label("credits-command"), size=self.sizes.body, role="text", align=LEFT)
        card = Group(title, *facts, Group(how, command).arrange(DOWN, buff=0.08, aligned_edge=(-1, 0, 0)))
        card.arrange(DOWN, buff=0.34, aligned_edge=(-1, 0, 0))
        self.stage.body.place(card, across=0.5)
        self.appear(title, run_time=0.4)
        self.appear(*facts, run_time=0.5)
        self.appear(how, command, run_time=0.4)
        self.hold(4.0)
        self.renderer.mark_poster(self)
        self.finish()

    def facts(self) -> list[str]:
        """Model, size, hash."""
        model = self.trace.model
        return [
            self.label("credits-model", model=self.narrator.quote(model.name, 30), family=model.family),
            self.label("credits-size", count=count(model.n_params), pieces=count(model.n_vocab)),
            self.label("credits-hash", hash=model.sha256[:HASH]),
        ]
