"""Mixing the values: every value row times its weight, added up column by column into z."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group

from scenes.chapters.attention import Shares, label_of, named
from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Label, Look, Matrix
from scenes.kit.numbers import Numbers, Shown, brief_percent, number

#: How many numbers of a value are shown, and how many rows, at most; the last one may stand for all other tokens.
WIDTH, ROWS = 8, 6
#: A cell of the rows, its digits; the length of a bar of the weight 1. Pixels.
CELL, DIGITS, BAR = (100, 60), 27, 230
#: Height of a line of notes, in pixels.
NOTE = 42


class WeightedSum(Chapter):
    """The focus token's row of ``attn.hook_pattern`` × ``attn.hook_v`` → its ``attn.hook_z``."""

    id = "weighted-sum"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.show_values()
        self.show_weighing()
        self.show_sum()
        self.show_lengths()
        self.close("weighted-sum-takeaway", **self.verdict())

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """The heaviest tokens get a row each, in the order of the sentence; all others one together."""
        self.shares = Shares.of(self)
        seen = self.shares.seen
        room = ROWS if len(seen) == ROWS else ROWS - 1
        self.longest = max(seen, key=lambda i: float(self.lengths_of([i]).values[0]))
        first = list(dict.fromkeys([self.longest, *self.shares.ranked]))[:room]
        self.kept = sorted(first)
        self.others = [i for i in seen if i not in first]
        d = self.values().values.shape[1]
        self.columns, self.d_head = slice(0, min(d, WIDTH)), d
        self.end = [WIDTH] if d > WIDTH else []

    def weighted(self, tokens: list[int], columns: slice = slice(None)) -> Numbers:
        """weight × value of some tokens [token, column]."""
        return Numbers.computed("product", self.shares.row[tokens].column(), self.values()[tokens][:, columns])

    def lengths_of(self, tokens: list[int]) -> Numbers:
        """‖weight × value‖ of some tokens, over all of d_head [token]."""
        return Numbers.computed("row_sizes", self.weighted(tokens))

    def verdict(self) -> dict[str, Any]:
        """Variables of the closing sentence."""
        top = self.shares.ranked[0]
        return {
            "how": self.how(),
            "others": len(self.others),
            "query": named(self, self.focus),
            "key": named(self, self.longest),
            "top": named(self, top),
            "share": Shown.of(self.shares.row, top, form=brief_percent),
            "size": Shown.of(self.lengths_of([self.longest]), 0),
        }

    def how(self) -> str:
        """Which token gives most, by the length of its weighted row (the branches of ``weighted-sum-takeaway``)."""
        seen = list(self.shares.seen)
        if len(seen) == 1:
            return "only"
        lengths = [number(v) for v in self.lengths_of(seen).values.tolist()]
        if lengths.count(lengths[seen.index(self.longest)]) > 1:
            return "level"
        if len(self.shares.tops) > 1:
            return "tied"
        return "both" if self.shares.ranked[0] == self.longest else "other"

    # --- the table -------------------------------------------------------------------------------------

    def show_values(self) -> None:
        """Each token's value row, beside its weight."""
        self.lay_out()
        self.write_names()
        figures = [self.rows, *self.notes, self.names["values"]]
        self.appear(*figures)
        self.say("weighted-sum-values-line", read=0.85, query=named(self, self.focus), seen=len(self.shares.seen))
        bars = [bar.grow(part=0) for bar in self.bars]
        self.appear(*bars, self.names["weights"], *self.rest, run_time=0.3)
        self.play(*(bar.animate.grow() for bar in bars), run_time=0.7)
        self.hold(0.4)

    def lay_out(self) -> None:
        """Weights on the left, values beside them, z below, lengths on the right; the others' row under the rows."""
        labels = [label_of(self, i) for i in self.kept]
        self.rows = self.value_rows(self.values()[self.kept][:, self.columns], labels)
        largest = self.rows.largest
        self.products = self.value_rows(self.weighted(self.kept, self.columns), largest=largest)
        self.products.align_to(self.rows, RIGHT).lie_on(self.rows)
        self.rest = self.rest_row(largest)
        self.bars = self.weight_bars()
        z = self.read(self.attn("hook_z"), (self.focus, self.head, self.columns))
        self.z = Matrix(z.row(), Look(role="output", cell=CELL, size=DIGITS, largest=largest), column_gaps=self.end)
        lowest = Group(self.rows, *self.rest)
        self.z.next_to(lowest, DOWN, buff=0.62).align_to(self.rows, RIGHT)
        look = Look(role="score", scale="plain", cell=(120, CELL[1]), size=DIGITS)
        self.lengths = Matrix(self.lengths_of(self.kept).column(), look)
        self.lengths.next_to(self.rows, RIGHT, buff=0.35)
        self.rest_length = self.length_of_rest(look)
        table = Group(self.rows, self.products, *self.rest, *self.bars, self.z, self.lengths, *self.rest_length)
        room = self.stage.body.inset(20, 0)
        below = max(62, 26 + NOTE * len(self.note_lines()))
        replace(room, y=room.y + 62, h=room.h - 62 - below).place(table, grow=1.3)

    def length_of_rest(self, look: Look) -> list[Matrix]:
        """The length of the others' row, beside it."""
        if not self.others:
            return []
        mixture = Numbers.computed("mixture", self.shares.row[self.others], self.values()[self.others])
        length = Matrix(Numbers.computed("size", mixture)[None, None], look)
        return [length.next_to(self.rest[0], RIGHT, buff=0.35).align_to(self.lengths, LEFT)]

    def value_rows(self, numbers: Numbers, labels: Sequence[str] = (), largest: float | None = None) -> Matrix:
        """Rows of values; ``largest`` keeps the shades of weighted ones comparable to theirs."""
        look = Look(role="value", cell=CELL, size=DIGITS, label_size=34, largest=largest)
        return Matrix(numbers, look, rows=labels, column_gaps=self.end)

    def rest_row(self, largest: float) -> list[Matrix]:
        """All other tokens' weighted rows, added up, as one row under the others; still empty."""
        if not self.others:
            return []
        weights, values = self.shares.row[self.others], self.values()[self.others][:, self.columns]
        label = self.label("weighted-sum-others", count=len(self.others))
        row = self.value_rows(Numbers.computed("mixture", weights, values).row(), [label], largest)
        row.next_to(self.rows, DOWN, buff=0.12).align_to(self.rows, RIGHT)
        return [row.blank()]

    def weight_bars(self) -> list[Bars]:
        """A bar of the weight beside each row; one of the sum of their weights beside the others'."""
        parts = [(self.shares.row[self.kept], self.rows)]
        if self.others:
            parts.append((Numbers.computed("total", self.shares.row[self.others])[None], self.rest[0]))
        full = max(float(numbers.values.max()) for numbers, _ in parts)
        left = min(figure.get_left()[0] for _, figure in parts)
        bars = []
        for numbers, figure in parts:
            names = [""] * len(numbers)
            bar = Bars(numbers, names, length=BAR, pitch=CELL[1], size=34, full=full, form=brief_percent, ink="weight")
            bar.next_to(figure, LEFT, buff=0.2).align_to(figure, UP)
            bars.append(bar.shift((left - 0.2 - bar.get_right()[0]) * RIGHT))
        start = min(bar.get_left()[0] for bar in bars)
        return [bar.shift((start - bar.get_left()[0]) * RIGHT) for bar in bars]

    def write_names(self) -> None:
        """The headings over the columns, z's name on its left, and what was left out, said below."""
        self.names = {
            "values": self.over(self.heading(self.label("weighted-sum-values"), "value"), self.rows),
            "products": self.over(self.heading(self.label("weighted-sum-products"), "value"), self.rows),
            "weights": self.above(self.heading(self.label("weighted-sum-weights"), "weight"), self.bars[0], 12),
            "size": self.above(self.heading(self.label("weighted-sum-size"), "score"), self.lengths, 12),
        }
        self.names["weights"].align_to(self.bars[0].bar_point(0), LEFT)
        z = self.heading(self.label("weighted-sum-z", query=self.narrator.quote(self.tokens[self.focus])), "output", 36)
        self.names["z"] = z.next_to(self.z, LEFT, buff=0.2)
        notes = [self.note(line) for line in self.note_lines()]
        if notes:
            self.below(Group(*notes).arrange(DOWN, buff=0.06), self.z, 16).set_x(self.z.row_point(0)[0])
        if len(self.shares.seen) > 1:
            self.names["how long"] = notes.pop()
        self.notes = notes

    def note_lines(self) -> list[str]:
        """What is said below: what was left out; that digits are rounded; last, with the lengths, what they are."""
        lines = []
        if self.end:
            lines.append(self.label("weighted-sum-first", shown=WIDTH, all=self.d_head))
        if self.others:
            lines.append(self.label("weighted-sum-others-note"))
        if len(self.shares.seen) > 1:
            lines += [self.label("weighted-sum-rounded"), self.label("weighted-sum-length-note")]
        return lines

    def over(self, heading: Label, figure: Matrix) -> Label:
        """Put a heading above a figure, in the middle of its cells."""
        return self.above(heading, figure, 12).set_x(figure.row_point(0)[0])

    # --- weighing --------------------------------------------------------------------------------------

    def show_weighing(self) -> None:
        """Each weight meets its row: first the heaviest, then all."""
        self.say("weighted-sum-weigh-line", read=0.8, seen=len(self.shares.seen))
        first = self.kept.index(self.shares.ranked[0])
        self.done: dict[int, Matrix] = {}
        heading = self.names["products"].lie_on(self.names["values"])
        self.play(FadeOut(self.names["values"]), FadeIn(heading), *self.meeting(first), run_time=1.1)
        self.hold(0.7)
        for i in range(len(self.kept)):
            if i != first:
                self.play(*self.meeting(i), run_time=0.45)
        if self.rest:
            self.play(self.rest[0].animate.reveal(), run_time=0.5)
        self.remove(*self.done.values())
        self.add(self.products)
        self.hold(0.8)

    def meeting(self, i: int) -> list[Any]:
        """The weight of one row goes into it, and the row becomes their product."""
        weight = Shown.of(self.shares.row, self.kept[i], form=brief_percent)
        ghost = Label(weight, size=34 * self.rows.px_scale, role="weight", shown=[(weight.address, str(weight))])
        ghost.next_to(self.bars[0].bar_point(i, 1), RIGHT, buff=16 / 135 * self.rows.px_scale)
        ghost.lie_on(self.rows, self.products, self.bars[0])
        row = self.products.part(i).lie_on(self.rows)
        self.done[i] = row
        arrives = FadeOut(ghost, target_position=self.rows.row_point(i))
        return [arrives, FadeIn(row), self.rows.animate.set_state("ink", 0, rows=list(self.done))]

    # --- adding ----------------------------------------------------------------------------------------

    def show_sum(self) -> None:
        """Column by column, the rows fall together into z."""
        self.say("weighted-sum-add-line", read=0.8, seen=len(self.shares.seen))
        self.appear(self.z.blank(), self.names["z"], run_time=0.3)
        for j in range(self.z.numbers.values.shape[1]):
            self.play(*self.fall(j), run_time=0.9 if j == 0 else 0.3)
        self.hold(1.0)

    def fall(self, j: int) -> list[Any]:
        """One column of weighted values falls into its sum."""
        above = [self.products, *self.rest]
        parts = [figure.part(slice(None), slice(j, j + 1)).lie_on(*above, self.z) for figure in above]
        target = self.z.cell_point(0, j)
        falls = [FadeOut(part, target_position=target, scale=0.4) for part in parts]
        return [*falls, self.z.animate.reveal(columns=slice(0, j + 1))]

    def show_lengths(self) -> None:
        """How long each weighted row is, and which is longest."""
        if len(self.shares.seen) == 1:
            return
        place = self.kept.index(self.longest)
        self.appear(self.lengths, *self.rest_length, self.names["size"], self.names["how long"], run_time=0.5)
        marks = [figure.animate.highlight(rows=place) for figure in (self.products, self.lengths)]
        if self.how() != "level":
            self.play(*marks, run_time=0.4)
