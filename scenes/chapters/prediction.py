"""From vector to word: the last vector meets every word of the vocabulary; scores become shares; one word leads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, linear

from engine.analysis import top_next
from scenes.chapters.sampling import Sampling
from scenes.kit import naming
from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Label, Look, Matrix, Mosaic
from scenes.kit.lettering import Span
from scenes.kit.numbers import Numbers, Shown, count, finer, percent
from scenes.kit.theme import PX_PER_UNIT

#: How many numbers of a vector are shown; how many words meet it one by one; how many stand in the table.
WIDTH, MEETING, TABLE = 8, 5, 8
#: Height of a row and width of a number in the table, in pixels.
PITCH, CELL = 54.0, 140.0
#: Width of a power of e, which has more figures.
POWER_CELL = 176.0


class Prediction(Chapter):
    """``analysis.final_vector`` · ``analysis.unembed_rows`` → ``logits`` → softmax → ``probs``; then sampling."""

    id = "prediction"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.show_vector_and_rows()
        self.show_dot_products()
        self.show_whole_vocabulary()
        self.show_softmax()
        self.show_answer()
        sampling = Sampling(self, self.logits, self.top[:MEETING], self.names[:MEETING])
        sampling.show()
        sampling.settle()
        self.close("prediction-takeaway", 0.7, **self.verdict())

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """The likeliest tokens; the numbers of the last position; how wide the vectors are shown."""
        self.probs, self.logits = self.read("probs", -1), self.read("logits", -1)
        self.top = [n.id for n in top_next(self.trace, TABLE)]
        self.names = naming.names(self.trace, self.top)
        self.vector, self.rows = self.read("analysis.final_vector"), self.read("analysis.unembed_rows")
        self.met = min(MEETING, len(self.top))
        self.columns, self.cut = slice(0, WIDTH), len(self.vector) > WIDTH
        self.powers = Numbers.computed("exp", Numbers.computed("difference", self.logits, self.largest))

    @property
    def largest(self) -> Numbers:
        """The largest logit of all."""
        return Numbers.computed("largest", self.logits)

    @property
    def size(self) -> str:
        """How many entries the vocabulary has."""
        return count(len(self.logits))

    def verdict(self) -> dict[str, str]:
        """Variables of the closing sentence: the answer, the one behind it, and the answer's share."""
        rival = self.top[min(1, len(self.top) - 1)]
        return {
            "leads": naming.lead(self.logits.values, self.probs.values),
            "answer": naming.in_words(self.trace, self.narrator, self.top[0]),
            "rival": naming.in_words(self.trace, self.narrator, rival),
            "share": Shown.of(self.probs, self.top[0], form=percent),
        }

    # --- the vector meets the words --------------------------------------------------------------------

    def show_vector_and_rows(self) -> None:
        """The last token's final vector above, the rows of the likeliest tokens below."""
        self.lay_out()
        heads = [
            self.over_cells(self.heading(self.label("prediction-vector"), "output"), self.final),
            self.over_cells(self.heading(self.label("prediction-rows"), "embedding"), self.words, gap=62),
        ]
        notes = self.cut_notes()
        self.appear(self.final, heads[0])
        last = self.narrator.quote(self.tokens[-1])
        self.say("prediction-vector-line", token=last, read=0.7)
        self.appear(self.words, heads[1], notes)
        self.meeting = Group(self.final, self.words, *heads, notes)

    def lay_out(self) -> None:
        """Vector, rows and scores, column over column, and their places."""
        end = [WIDTH] if self.cut else []
        last, names = [self.tokens[-1]], self.names[: self.met]
        self.final = Matrix(self.vector[self.columns].row(), Look(role="output"), rows=last, column_gaps=end)
        rows = self.rows[: self.met, self.columns]
        self.words = Matrix(rows, Look(role="embedding"), rows=names, column_gaps=end, row_gaps=[self.met])
        look = Look(role="score", size=30, cell=(CELL, PITCH), scale="plain")
        self.scores = Matrix(self.logits[self.top[: self.met]].column(), look, row_gaps=[self.met])
        self.final.next_to(self.words, UP, buff=1.1).align_to(self.words, RIGHT)
        self.scores.next_to(self.words, RIGHT, buff=0.9).align_to(self.words, UP)
        room = self.stage.body.inset(40, 0).rows(56, 580, 100)[1]
        room.place(Group(self.final, self.words, self.scores), grow=1.4)

    def over_cells(self, heading: Label, figure: Matrix, gap: float = 12) -> Label:
        """Put a heading above a figure, in the middle of its cells rather than of its labels."""
        self.above(heading, figure, gap * figure.px_scale).set_x(figure.row_point(0)[0])
        return heading

    def cut_notes(self) -> Group:
        """What was left out, said."""
        notes = [self.note(self.label("prediction-some", shown=self.met, all=self.size))]
        if self.cut:
            notes.append(self.note(self.label("note-first-of", shown=WIDTH, all=len(self.vector))))
        column = Group(*notes).arrange(DOWN, buff=0.08)
        return self.below(column, self.words, 14).set_x(self.words.row_point(0)[0])

    def show_dot_products(self) -> None:
        """The vector comes to the answer's row, they multiply and add up; then to the others, faster."""
        bias = bool(np.any(self.trace["analysis.unembed_bias"]))
        name = self.heading(self.label("prediction-logit"), "score")
        self.over_cells(name, self.scores)
        self.appear(self.scores.blank(), name, run_time=0.3)
        self.meeting.add(name)
        self.say("prediction-dot-line", bias="some" if bias else "none", read=0.2)
        ghost, target = self.visitor(), self.words.part(0)
        products = self.products().move_to(target)
        beside = ghost.animate.next_to(target, UP, buff=0.03)
        self.play(self.words.animate.spotlight(rows=0), beside, run_time=0.6)
        self.play(FadeOut(ghost, target_position=target), FadeIn(products), run_time=0.5)
        self.hold(0.6)
        self.merge(products, 0, 0.4)
        for i in range(1, self.met):
            ghost = self.visitor()
            row = self.words.part(i)
            self.play(self.words.animate.spotlight(rows=i), ghost.animate.move_to(row), run_time=0.2)
            self.merge(ghost, i, 0.2)
        self.play(self.words.animate.unmark(), run_time=0.2)

    def visitor(self) -> Matrix:
        """The vector's numbers once more, to be carried to the rows."""
        return self.final.part(0).lie_on(self.words, self.final)

    def products(self) -> Matrix:
        """The vector times the answer's row, number by number."""
        terms = Numbers.computed("product", self.vector[self.columns], self.rows[0, self.columns])
        figure = Matrix(terms.row(), Look(role="score"))
        return figure.scale(self.words.px_scale).lie_on(self.words)

    def merge(self, row: Matrix, place: int, run_time: float) -> None:
        """A row of numbers falls together into its logit."""
        cell = self.scores.cell_point(place, 0)
        filled = self.scores.animate.reveal(rows=place)
        self.play(FadeOut(row, target_position=cell, scale=0.3), filled, run_time=run_time)

    # --- the whole vocabulary --------------------------------------------------------------------------

    def show_whole_vocabulary(self) -> None:
        """A square for the logit of each entry; beside it the table begins with the logits just made."""
        self.lay_out_table()
        self.say("prediction-all-line", count=self.size, read=0.0)
        self.carry_over()
        self.mosaic.fill(0.0)
        self.add(self.mosaic)
        self.play(self.mosaic.animate(rate_func=linear).fill(), FadeIn(self.square_note, self.grid_name), run_time=1.2)

    def carry_over(self) -> None:
        """The logits just made become the first rows of the table."""
        moving = self.scores.part(slice(0, self.met))
        place = self.table.part(slice(0, self.met))
        self.remove(self.scores)
        self.add(moving)
        there = moving.animate.scale(place.px_scale / moving.px_scale).move_to(place)
        self.play(FadeOut(self.meeting), there, run_time=0.7)
        self.remove(moving)
        self.table.blank(rows=slice(self.met, None))
        self.add(self.table)
        self.play(self.table.animate.reveal(), FadeIn(self.table_name), run_time=0.4)

    def lay_out_table(self) -> None:
        """Left the squares of the whole vocabulary, right a row for each of the likeliest: logit, power, share."""
        left, right = self.stage.body.inset(0, 40).columns(0.34, 0.66)
        room = left.inset(10, 46)
        self.mosaic = Mosaic(self.logits, room.w, room.h, marked=[self.top[0]])
        self.shares = Mosaic(self.probs, room.w, room.h, role="answer", from_zero=True, marked=[self.top[0]])
        self.square_note = self.note(self.label("prediction-squares", theme=self.theme.name))
        self.grid_name = self.heading(self.label("prediction-grid-logits"), "score")
        self.grid_shares = self.heading(self.label("prediction-grid-shares"), "answer")
        for figure in (self.mosaic, self.shares):
            room.place(figure, down=0.5)
        self.below(self.square_note, self.mosaic, 16)
        for name in (self.grid_name, self.grid_shares):
            self.above(name, self.mosaic, 24)
        self.make_table()
        everything = Group(self.table, self.e_table, self.sum_cell, self.bars)
        right.inset(30, 30).place(everything, across=0.5, down=0.7, grow=1.15)
        self.name_columns()

    def make_table(self) -> None:
        """The columns of the table and the cell for the sum, beside each other."""
        ids, n = self.top, len(self.top)
        look = Look(role="score", size=30, cell=(CELL, PITCH), scale="plain")
        self.table = Matrix(self.logits[ids].column(), look, rows=self.names, row_gaps=[n])
        exact = replace(look, form=finer, cell=(POWER_CELL, PITCH))
        self.e_table = Matrix(self.powers[ids].column(), exact, row_gaps=[n])
        self.sum_cell = Matrix(Numbers.computed("total", self.powers)[None, None], exact)
        roles = ["answer" if k == 0 else "score" for k in range(n)]
        self.bars = Bars(self.probs[ids], [""] * n, length=330, pitch=PITCH, size=32, roles=roles)
        self.e_table.next_to(self.table, RIGHT, buff=0.35).align_to(self.table, UP)
        self.sum_cell.next_to(self.e_table, DOWN, buff=0.1)
        self.bars.next_to(self.e_table, RIGHT, buff=0.2).align_to(self.table, UP)

    def name_columns(self) -> None:
        """Headings over the columns, and what the sum is a sum of."""
        size, scale = self.sizes.label, self.table.px_scale
        self.table_name = self.over_cells(self.heading(self.label("prediction-logit"), "score"), self.table)
        power = (Span("e", "score", "bold"), Span(self.label("prediction-power"), "score", "bold", "super"))
        self.e_name = self.over_cells(Label(power, size=size + 6), self.e_table)
        self.bars_name = self.heading(self.label("prediction-share"), "answer")
        self.bars_name.next_to(self.bars.bar_point(0), RIGHT, buff=0).match_y(self.table_name)
        self.sum_name = self.note(self.label("prediction-sum", count=self.size), "text")
        self.sum_name.next_to(self.sum_cell, LEFT, buff=16 * scale / PX_PER_UNIT)
        self.shift_note = self.note(self.label("prediction-shift")).next_to(self.sum_cell, RIGHT, buff=0.3)

    def show_softmax(self) -> None:
        """Each logit becomes a power of e; all powers add up; each divided by the sum is a share."""
        self.appear(self.e_table.blank(), self.e_name, run_time=0.3)
        self.say("prediction-softmax-line", read=0.25)
        ghost = self.table.part(slice(None)).lie_on(self.table, self.e_table)
        self.play(ghost.animate.move_to(self.e_table.part(slice(None))), run_time=0.6)
        self.play(FadeOut(ghost), self.e_table.animate.reveal(), FadeIn(self.shift_note), run_time=0.4)
        self.hold(0.5)
        self.play(FadeIn(self.sum_cell, shift=DOWN * 0.2), FadeIn(self.sum_name), run_time=0.5)
        self.hold(0.5)
        self.bars.grow(part=0.0)
        self.add(self.bars)
        self.play(self.bars.animate.grow(), FadeIn(self.bars_name), run_time=0.7)

    def show_answer(self) -> None:
        """The squares are shares now, most of them dark; the likeliest is pointed out there and in the table."""
        names = FadeOut(self.grid_name), FadeIn(self.grid_shares)
        self.play(FadeOut(self.mosaic), FadeIn(self.shares), *names, run_time=0.6)
        self.play(self.table.animate.highlight(rows=0), self.shares.animate.ring(), run_time=0.4)
        self.hold(0.8)
        columns = Group(self.table, self.e_table, self.sum_cell, self.bars, self.shares)
        words = Group(self.table_name, self.e_name, self.bars_name, self.sum_name, self.shift_note)
        words.add(self.square_note, self.grid_shares)
        self.vanish(columns, words)
