"""Scores become shares: softmax of one row worked out, then every row, then the row as arcs over the sentence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, Group, LaggedStart

from scenes.chapters.attention import Shares, divisor, named
from scenes.kit.chapter import Chapter
from scenes.kit.figures import Arcs, Columns, Label, Look, Matrix, WeighedTokens
from scenes.kit.figures.arcs import LOOP_GAP, LOOP_SPAN
from scenes.kit.lettering import Span
from scenes.kit.numbers import Numbers, Shown, brief_percent, finer, number, percent, precise
from scenes.kit.theme import PX_PER_UNIT
from scenes.kit.window import gaps, window

#: How many keys the worked row shows, and how many tokens the grid, at most; how many where some are left out.
KEYS, GRID, CUT_GRID = 7, 9, 6
#: Largest scores between which e to their power is a number of sensible length; others have the largest taken off.
READABLE = (-1.0, 11.5)
#: A worked cell and the digits in it; a cell of the grid. Pixels.
CELL, DIGITS, GRID_CELL = (166, 64), 32, (116, 58)
#: Seconds in which a picture goes before the next comes: as long as captions must be apart at least.
CLEAR = 0.5


class Weights(Chapter):
    """The focus token's ``attn.hook_attn_scores`` → softmax → its row of ``attn.hook_pattern``."""

    id = "weights"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.show_scores()
        self.show_powers()
        self.show_sum()
        self.show_shares()
        if len(self.tokens) > 1:
            self.show_grid()
        self.show_arcs()
        self.close("weights-takeaway", **self.shares.verdict(self))

    def choose(self) -> None:
        """Read the focus row; which keys are shown of it: the heaviest."""
        self.shares = Shares.of(self)
        seen = self.shares.seen
        self.kept = window(len(seen), KEYS, [self.focus, *self.shares.ranked])
        self.best = self.kept.index(self.shares.ranked[0])
        self.cut = gaps(self.kept, len(seen))
        where = (self.head, self.focus, slice(0, len(seen)))
        self.raw, self.row = (self.read(self.attn(name), where) for name in ("scores_raw", "hook_attn_scores"))
        self.root = divisor(self)
        top = int(np.argmax(self.row.values))
        low, high = READABLE
        self.raised = "score" if low <= self.row.values[top] <= high else "difference"
        base = self.row if self.raised == "score" else Numbers.computed("difference", self.row, self.row[top])
        self.powers = Numbers.computed("exp", base)
        self.total = Numbers.computed("total", self.powers)
        self.form = next((form for form in (precise, finer) if self.works_out(form)), finer)

    def works_out(self, form: Callable[[float], str]) -> bool:
        """Whether the worked division holds of the numbers as this form prints them."""
        top = self.shares.ranked[0]
        power, total = (float(form(float(v))) for v in (self.powers.values[top], self.total.values))
        return brief_percent(power / total) == brief_percent(float(self.shares.row.values[top]))

    @property
    def score_name(self) -> str:
        """What e is raised to: the score, divided by the root of d_head where it is."""
        return self.label("weights-score-scaled", root=self.root) if self.root else self.label("weights-score")

    # --- one row worked out ----------------------------------------------------------------------------

    def show_scores(self) -> None:
        """The focus token's scores, each under the token that it is the score of; divided by the root of d_head."""
        self.lay_out()
        self.appear(self.rows[0], self.row_names[0], run_time=0.4)
        self.say(
            "weights-power-line",
            read=0.4 if self.root else 0.7,
            query=named(self, self.focus),
            seen=len(self.shares.seen),
            raised=self.raised,
            scaled="yes" if self.root else "no",
            root=self.root,
        )
        if self.root:
            self.drop(0)
            self.hold(0.6)

    def lay_out(self) -> None:
        """Rows under one another, column under column: scores, their powers, their shares; the sum at the end."""
        self.rows = self.score_rows()
        largest = float(self.total.values)
        look = Look(role="score", scale="share", cell=CELL, size=DIGITS, largest=largest, form=self.form)
        self.exps = Matrix(self.powers[self.kept].row(), look, column_gaps=self.cut).blank()
        look = Look(role="score", scale="plain", cell=(CELL[0] + 24, CELL[1]), size=DIGITS, form=self.form)
        self.sum = Matrix(self.total[None, None], look)
        self.rows.append(self.exps)
        for upper, lower in pairwise(self.rows):
            lower.next_to(upper, DOWN, buff=0.2).align_to(upper, LEFT)
        self.bars = Columns(self.shares.row[self.kept], self.exps, 250)
        self.bars.next_to(self.exps, DOWN, buff=0.7)
        self.bars.shift((self.exps.cell_point(0, 0)[0] - self.bars.top_point(0)[0]) * RIGHT)
        self.sum.next_to(self.exps, RIGHT, buff=0.45)
        self.name_rows()
        self.table = Group(*self.rows, self.sum, self.bars, *self.row_names, self.sum_name)
        self.stage.body.inset(10).place(self.table, grow=1.25)

    def score_rows(self) -> list[Matrix]:
        """The scores under their tokens: raw and, still empty, divided; or as they are where they are not divided."""
        look = Look(role="score", cell=CELL, size=DIGITS, label_size=34)
        columns = [self.tokens[i] for i in self.kept]
        first = self.raw if self.root else self.row
        rows = [Matrix(first[self.kept].row(), look, columns=columns, column_gaps=self.cut)]
        if self.root:
            rows.append(Matrix(self.row[self.kept].row(), look, column_gaps=self.cut).blank())
        return rows

    def name_rows(self) -> None:
        """What each row is, on its left; what the cell at the end is, above it."""
        power = self.score_name if self.raised == "score" else self.label("weights-shifted", score=self.score_name)
        scores = [self.label("weights-score"), self.score_name] if self.root else [self.score_name]
        names: list[Any] = [
            *(self.heading(text, "score", 34) for text in scores),
            Label((Span("e", weight="bold"), Span(power, weight="bold", rise="super")), size=42, role="score"),
            self.heading(self.label("weights-share"), "weight", 34),
        ]
        for name, figure in zip(names, (*self.rows, self.bars), strict=True):
            name.next_to(figure, LEFT, buff=0.3).align_to(names[0], RIGHT)
        names[0].set_y(self.rows[0].row_point(0)[1])
        names[-1].align_to(self.bars, DOWN)
        self.row_names = names
        self.sum_name = self.above(self.heading(self.label("weights-sum"), "muted", 34), self.sum, 10)
        if self.cut:
            words = self.label("weights-cut", shown=len(self.kept), all=len(self.shares.seen))
            self.sum_name.add(self.below(self.note(words), self.bars, 12))

    def show_powers(self) -> None:
        """Each score comes down and is raised."""
        self.drop(len(self.rows) - 2)
        self.hold(0.5)

    def drop(self, place: int) -> None:
        """The numbers of a row come down into the next, and become its numbers."""
        upper, lower = self.rows[place], self.rows[place + 1]
        ghosts = [upper.part(0, slice(j, j + 1)).lie_on(upper, lower) for j in range(len(self.kept))]
        self.add(lower)
        drops = (g.animate.move_to(lower.cell_point(0, j)) for j, g in enumerate(ghosts))
        self.play(LaggedStart(*drops, lag_ratio=0.15), FadeIn(self.row_names[place + 1]), run_time=0.7)
        self.play(*(FadeOut(g) for g in ghosts), lower.animate.reveal(), run_time=0.3)

    def show_sum(self) -> None:
        """The powers slide together into their sum."""
        self.say("weights-divide-line", read=0.5, seen=len(self.shares.seen))
        self.sum.blank()
        ghosts = [self.exps.part(0, slice(j, j + 1)).lie_on(self.exps, self.sum) for j in range(len(self.kept))]
        self.appear(self.sum, self.sum_name, run_time=0.3)
        target = self.sum.cell_point(0, 0)
        slide = LaggedStart(*(FadeOut(g, target_position=target, scale=0.6) for g in reversed(ghosts)), lag_ratio=0.08)
        self.play(slide, self.sum.animate.reveal(), run_time=0.9)

    def show_shares(self) -> None:
        """One power is divided by the sum, with its numbers; then all are."""
        division = self.division()
        power = self.exps.part(0, slice(self.best, self.best + 1)).lie_on(self.exps)
        total = self.sum.part(0).lie_on(self.exps, self.sum)
        self.add(self.bars)
        here = division.get_center()
        self.play(
            FadeOut(power, target_position=here), FadeOut(total, target_position=here), FadeIn(division), run_time=0.8
        )
        grow, mark = self.bars.animate.grow(self.best), self.exps.animate.highlight(0, self.best)
        self.play(FadeIn(self.row_names[-1]), grow, mark, run_time=0.6)
        self.hold(0.6)
        self.play(FadeOut(division), self.bars.animate.grow(), self.exps.animate.unmark(), run_time=0.7)
        self.hold(1.0)
        self.clear_away(self.table)

    def clear_away(self, *figures: Any) -> None:
        """The caption goes, then its figures: no sentence stands under a picture that is not its own."""
        self._let_finish()
        self.vanish(*figures, run_time=CLEAR)

    def division(self) -> Label:
        """The heaviest key's power, divided by the sum, as a line of text between the two rows."""
        parts = [(self.powers, (self.kept[self.best],), self.form), (self.total, (), self.form)]
        share = (self.shares.row, (self.shares.ranked[0],), brief_percent)
        top, total, result = (Shown.of(n, *at, form=form) for n, at, form in [*parts, share])
        words = (Span(top, "score"), Span(" ÷ ", "muted"), Span(total, "score"), Span(" = ", "muted"))
        shown = [(v.address, str(v)) for v in (top, total, result)]
        line = Label((*words, Span(result, "weight", "bold")), size=36, shown=shown)
        line.set_y((self.exps.get_bottom()[1] + self.bars.get_top()[1]) / 2).set_x(self.bars.top_point(self.best)[0])
        over = max(0, line.get_right()[0] - self.table.get_right()[0])
        return line.shift(LEFT * over)

    # --- all rows --------------------------------------------------------------------------------------

    def show_grid(self) -> None:
        """The scores of every query; row by row they become shares."""
        n = len(self.tokens)
        shown = window(n, GRID if n <= GRID else CUT_GRID, [self.focus, *self.shares.ranked])
        row = shown.index(self.focus)
        scores, shares = self.grid("hook_attn_scores", "score", shown), self.grid("hook_pattern", "weight", shown)
        shares.move_to(scores).lie_on(scores)
        before, after, note = self.grid_words(scores, shown)
        read = self.say("weights-grid-line", read=0, mask="causal" if self.trace.is_causal else "none")
        self.appear(scores, before, note, run_time=0.4)
        self.hold(0.55 * read)
        self.play(FadeOut(before), FadeIn(after.lie_on(before)), run_time=0.3)
        self.fill_rows(scores, shares)
        self.play(shares.animate.spotlight(rows=row).highlight(rows=row), run_time=0.4)
        self.hold(1.0)
        self.clear_away(shares, after, note)

    def fill_rows(self, scores: Matrix, shares: Matrix) -> None:
        """Each row of scores gives way to its shares."""
        rows = [shares.part(i).lie_on(scores) for i in range(len(shares.numbers))]
        for i, row in enumerate(rows):
            self.play(FadeIn(row), scores.animate.blank(rows=slice(0, i + 1)), run_time=0.2)
        self.remove(scores, *rows)
        self.add(shares)

    def grid(self, name: str, role: str, shown: list[int]) -> Matrix:
        """An attention activation of the film's head for some queries (rows) and the same keys (columns)."""
        cut, names = gaps(shown, len(self.tokens)), [self.tokens[i] for i in shown]
        form, scale = (brief_percent, "share") if role == "weight" else (number, "signed")
        look = Look(role=role, cell=GRID_CELL, size=28, scale=scale, form=form)
        numbers = self.read(self.attn(name), (self.head,))[shown][:, shown]
        grid = Matrix(numbers, look, rows=names, columns=names, row_gaps=cut, column_gaps=cut)
        self.stage.body.inset(0, 56).place(grid, grow=1.5)
        return grid

    def grid_words(self, grid: Matrix, shown: list[int]) -> tuple[Label, Label, Group]:
        """The grid's heading, of scores and then of shares; how many of the tokens are shown, if not all."""
        middle = grid.row_point(0)[0]
        scores = "weights-grid-scores" + ("" if self.trace.is_causal else "-open")
        before = self.heading(self.label(scores, score=self.score_name), "score")
        after = self.heading(self.label("weights-grid"), "weight")
        note = Group()
        if len(shown) < len(self.tokens):
            words = self.note(self.label("note-tokens-of", shown=len(shown), all=len(self.tokens)))
            note.add(self.below(words, grid, 10).set_x(middle))
        return self.above(before, grid, 12).set_x(middle), self.above(after, grid, 12).set_x(middle), note

    # --- the picture -----------------------------------------------------------------------------------

    def show_arcs(self) -> None:
        """The sentence; arcs from the focus token to every token that it sees, as thick as their shares."""
        row, note = self.sentence_row()
        arcs = self.arcs_over(row)
        self.say("weights-arcs-line", read=0, query=named(self, self.focus))
        self.add(arcs.grow(part=0))
        self.play(FadeIn(row, note), arcs.animate.grow(), run_time=1.4)
        self.play(row.animate.show_shares(), run_time=0.4)
        self.hold(1.2)
        leaders = self.shares.leaders
        if leaders and len(self.shares.seen) > 1:
            self.play(arcs.animate.spotlight(leaders, rest=0.75), row.animate.light(leaders), run_time=0.4)

    def sentence_row(self) -> tuple[WeighedTokens, Group]:
        """The tokens, low in the body; under them what is not written out, if anything."""
        row = WeighedTokens(self.tokens, self.shares.row, self.shares.seen, self.focus)
        self.stage.body.inset(0, 44).place(row, down=0.93)
        left_out = [i for i in self.shares.seen if i not in row.written]
        note = Group()
        if left_out:
            rest = Shown.of(Numbers.computed("total", self.shares.row[left_out]), form=percent)
            words = self.label("weights-pips", written=len(row.written), all=len(self.tokens), share=rest)
            label = Label(words, size=self.sizes.note, role="muted", shown=[(rest.address, str(rest))])
            note.add(self.below(label, row, 10))
        return row, note

    def arcs_over(self, row: WeighedTokens) -> Arcs:
        """Arcs over the row, as thick as the focus chip can bear."""
        seen = list(self.shares.seen)
        own = float(self.shares.row.values[self.focus])
        room = row.width_of(self.focus) * row.px_scale - 24  # for all arcs side by side, and the loop's way back
        thickest = min(130.0, room / (1 + (1 + LOOP_GAP) * own), room - LOOP_SPAN)
        rise = (self.stage.body.point(0, 0)[1] - row.get_top()[1]) * PX_PER_UNIT - 24
        targets = [row.top_point(i) for i in seen]
        return Arcs(
            row.top_point(self.focus), targets, self.shares.row.values[seen], thickest=thickest, rise=rise
        ).lie_on(row)
