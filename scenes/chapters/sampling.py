"""What drawing the next token by chance would do: the same logits at three temperatures. A part of ``prediction``."""

from __future__ import annotations

from collections.abc import Sequence

from manim import FadeIn, Group

from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Label
from scenes.kit.numbers import Numbers, Shown, count, percent
from scenes.kit.stage import Region

#: The logits are divided by these before the softmax; the headings name them in the same order.
TEMPERATURES = (0.5, 1.0, 2.0)
#: The share that the fewest likeliest tokens must reach (top-p sampling draws from these).
KEPT = 0.9


class Sampling:
    """Bars of a few tokens at each temperature, and how few tokens make up 90% there.

    ``logits`` [d_vocab] are those of the last position; ``ids`` and ``names`` the tokens that are shown.
    """

    def __init__(self, chapter: Chapter, logits: Numbers, ids: Sequence[int], names: Sequence[str]) -> None:
        self.chapter, self.ids, self.names = chapter, list(ids), list(names)
        self.shares = [Numbers.computed("softmax", logits, t) for t in TEMPERATURES]

    def show(self) -> None:
        """Three panels from sharp to flat, then what 90% holds in each."""
        chapter = self.chapter
        regions = chapter.stage.body.inset(0, 50).columns(*[1.0] * len(TEMPERATURES))
        panels = [self.panel(i, region) for i, region in enumerate(regions)]
        chapter.say("prediction-sampling-line", read=0.0)
        chapter.play(*(FadeIn(Group(bars, head)) for bars, head, _ in panels), run_time=0.7)
        chapter.hold(1.8)
        chapter.play(*(FadeIn(note) for *_, note in panels), run_time=0.6)
        chapter.hold(1.0)

    def panel(self, i: int, region: Region) -> tuple[Bars, Label, Label]:
        """Bars of one temperature with their heading and, below, how many tokens make up 90%."""
        chapter, shares = self.chapter, self.shares[i]
        full = max(float(s.values[self.ids].max()) for s in self.shares)
        roles = ["answer" if k == 0 else "score" for k in range(len(self.ids))]
        bars = Bars(shares[self.ids], self.names, length=190, pitch=70, size=32, name_room=150, full=full, roles=roles)
        region.inset(10, 120).place(bars, across=0.5, grow=1.2)
        head = chapter.heading(chapter.label(f"prediction-temperature-{i + 1}"))
        head.next_to(bars, (0, 1, 0), buff=0.3).set_x(region.point()[0])
        return bars, head, self.reach_note(shares, bars, region)

    def reach_note(self, shares: Numbers, bars: Bars, region: Region) -> Label:
        """How many of the likeliest tokens it takes to reach 90%, and the share that these hold."""
        reach = Shown.of(Numbers.computed("reach", shares, KEPT), form=lambda v: count(int(v)))
        held = Shown.of(Numbers.computed("reached", shares, KEPT), form=percent)
        chapter, first = self.chapter, "one" if str(reach) == "1" else "many"
        text = chapter.label("prediction-reach", first=first, reach=reach, share=held)
        shown = [(each.address, str(each)) for each in (reach, held)]
        note = Label(text, size=chapter.sizes.label, role="text", shown=shown)
        return note.next_to(bars, (0, -1, 0), buff=0.35).set_x(region.point()[0])
