"""What drawing the next token by chance would do: the same logits at three temperatures. A part of ``prediction``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from manim import FadeIn, FadeOut, Group

from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Label
from scenes.kit.numbers import Numbers, Shown, brief_percent, count, percent
from scenes.kit.stage import Region

#: The logits are divided by these before the softmax; the headings name them in the same order.
TEMPERATURES = (0.5, 1.0, 2.0)
#: The share that the fewest likeliest tokens must reach (top-p sampling draws from these); `prediction-reach` names it.
KEPT = 0.9
#: How much larger the chart becomes that the closing sentence speaks of.
GROWN = 1.4


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
        self.panels = [self.panel(i, *each) for i, each in enumerate(zip(self.all_bars(regions), regions, strict=True))]
        chapter.say("prediction-sampling-line", read=0.0)
        chapter.play(*(FadeIn(Group(bars, head)) for bars, head, _ in self.panels), run_time=0.7)
        chapter.hold(1.2)
        chapter.play(*(FadeIn(note) for *_, note in self.panels), run_time=0.6)
        chapter.hold(1.1)

    def settle(self) -> None:
        """Only the chart of the probabilities themselves stays, and grows."""
        plain = TEMPERATURES.index(1.0)
        *stay, note = self.panels[plain]
        gone = [FadeOut(Group(*panel)) for i, panel in enumerate(self.panels) if i != plain]
        stays = Group(*stay)
        larger = stays.animate.scale(GROWN).move_to(self.chapter.stage.body.point())
        self.chapter.play(*gone, FadeOut(note), larger, run_time=0.7)

    def all_bars(self, regions: Sequence[Region]) -> list[Bars]:
        """The bars of each temperature on one scale, all as large as the smallest must be, row beside row."""
        full = max(float(shares.values[self.ids].max()) for shares in self.shares)
        made = [self.bars(shares, full) for shares in self.shares]
        rooms = [region.inset(10, 120) for region in regions]
        for bars, room in zip(made, rooms, strict=True):
            room.fit(bars, grow=1.2)
        least = min(bars.px_scale for bars in made)
        for bars, room in zip(made, rooms, strict=True):
            room.place(bars.scale(least / bars.px_scale))
        return made

    def bars(self, shares: Numbers, full: float) -> Bars:
        """Bars of the shown tokens; ``full`` is the share whose bar has the whole length."""
        roles = ["answer" if k == 0 else "score" for k in range(len(self.ids))]
        bars = partial(Bars, length=190, pitch=70, size=32, name_room=150, form=brief_percent)
        return bars(shares[self.ids], self.names, full=full, roles=roles)

    def panel(self, i: int, bars: Bars, region: Region) -> tuple[Bars, Label, Label]:
        """Bars of one temperature with their heading and, below, how many tokens make up 90%."""
        head = self.chapter.heading(self.chapter.label(f"prediction-temperature-{i + 1}"))
        head.next_to(bars, (0, 1, 0), buff=0.3).set_x(region.point()[0])
        return bars, head, self.reach_note(self.shares[i], bars, region)

    def reach_note(self, shares: Numbers, bars: Bars, region: Region) -> Label:
        """How many of the likeliest tokens it takes to reach 90%, and the share that these hold (top-p sampling)."""
        reach = Shown.of(Numbers.computed("reach", shares, KEPT), form=lambda v: count(int(v)))
        held = Shown.of(Numbers.computed("reached", shares, KEPT), form=percent)
        chapter, first = self.chapter, "one" if str(reach) == "1" else "many"
        text = chapter.label("prediction-reach", first=first, reach=reach, share=held)
        shown = [(each.address, str(each)) for each in (reach, held)]
        note = Label(text, size=chapter.sizes.label, role="text", shown=shown)
        return note.next_to(bars, (0, -1, 0), buff=0.35).set_x(region.point()[0])
