"""Query meets keys: one query against every key, number by number, then every query against every key."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Group

from engine.analysis import telling_head, telling_reason, top_next
from scenes.kit.chapter import Chapter
from scenes.kit.figures import Label, Look, Matrix
from scenes.kit.lettering import Span
from scenes.kit.naming import in_words
from scenes.kit.numbers import Numbers, Shown
from scenes.kit.window import gaps, window

#: How many numbers of a query or key are shown, and how many keys, at most.
WIDTH, KEYS, GRID = 8, 6, 11
#: Part of the body under the note on the head.
NOTED = 0.94


class Scores(Chapter):
    """The focus token's query against every key of the film's head → ``attn.scores_raw``."""

    id = "scores"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.show_query_and_keys()
        self.show_one_score()
        self.show_other_scores()
        self.show_grid()
        self.close("scores-takeaway", **self.verdict())

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Which keys and columns fit; which key matches best among those that the query may see."""
        self.raw = self.read(self.attn("scores_raw"), (self.head,))
        seen = list(self.seen_by(self.focus))
        row = self.raw.values[self.focus, seen]
        self.best = seen[int(np.argmax(row))]
        self.others = len(seen) - 1
        self.kept = window(len(seen), KEYS, [self.focus, self.best, 0])
        d = self.queries().values.shape[1]
        self.columns = slice(0, min(d, WIDTH))
        self.cut = d > WIDTH

    def names(self, positions: list[int]) -> list[str]:
        """Tokens at some positions."""
        return [self.tokens[i] for i in positions]

    def verdict(self) -> dict[str, str]:
        """Variables of the closing sentence: what matched, with which score."""
        return {
            "query": self.narrator.quote(self.tokens[self.focus]),
            "key": self.narrator.quote(self.tokens[self.best]),
            "score": Shown.of(self.raw, self.focus, self.best),
            "match": self.match(),
            "view": "part" if len(self.seen_by(self.focus)) < len(self.tokens) else "all",
        }

    def match(self) -> str:
        """What the best key is to the query: the only one, its own, another of the same word, another word's."""
        if self.others == 0:
            return "only"
        if self.best == self.focus:
            return "self"
        return "twin" if self.tokens[self.best] == self.tokens[self.focus] else "other"

    # --- beats -----------------------------------------------------------------------------------------

    def show_query_and_keys(self) -> None:
        """The query above, the keys below, column over column; room for the scores on the right."""
        self.lay_out()
        names = [
            self.over_cells(self.heading(self.label("scores-query"), "query"), self.query),
            self.over_cells(self.heading(self.label("scores-keys"), "key"), self.key_rows),
        ]
        notes = self.cut_notes()
        followed = self.head_note()
        self.appear(followed, self.query, names[0])
        focus, numbers = self.narrator.quote(self.tokens[self.focus]), self.queries().values.shape[1]
        self.say("scores-query-line", query=focus, layer=self.layer + 1, head=self.head + 1, numbers=numbers)
        self.appear(self.key_rows, names[1], *notes)
        self.table = Group(followed, self.query, self.key_rows, *names, *notes)

    def head_note(self) -> Label:
        """Which head the film follows, and why that one."""
        told = (self.layer, self.head) == telling_head(self.trace)
        reason = telling_reason(self.trace) if told else "chosen"
        answer = in_words(self.trace, self.narrator, top_next(self.trace, 1)[0].id) if self.trace.predicts_next else ""
        words = self.label("scores-head", reason=reason, layer=self.layer + 1, head=self.head + 1, answer=answer)
        note = self.note(words)
        self.stage.body.place(note, across=0, down=0)
        return note

    def lay_out(self) -> None:
        """Make query, keys and scores, and give them their places."""
        end = [WIDTH] if self.cut else []
        cut = gaps(self.kept, self.kept[-1] + 1)
        query, keys = self.queries()[self.focus, self.columns].row(), self.keys()[self.kept][:, self.columns]
        self.query = Matrix(query, Look(role="query"), rows=[self.tokens[self.focus]], column_gaps=end)
        self.key_rows = Matrix(
            keys, Look(role="key"), rows=self.names(self.kept), column_gaps=end, row_gaps=cut
        )
        look = Look(role="score", size=30, cell=(140, 54))
        self.scores = Matrix(self.raw[self.focus, self.kept].column(), look, row_gaps=cut)
        self.query.next_to(self.key_rows, UP, buff=0.75).align_to(self.key_rows, RIGHT)
        self.scores.next_to(self.key_rows, RIGHT, buff=0.9).align_to(self.key_rows, DOWN)
        everything = Group(self.query, self.key_rows, self.scores)
        self.stage.body.bottom(NOTED).inset(40, 46).place(everything, grow=1.4)

    def over_cells(self, heading: Label, figure: Matrix) -> Label:
        """Put a heading above a figure, in the middle of its cells rather than of its labels."""
        self.above(heading, figure, 12).set_x(figure.row_point(0)[0])
        return heading

    def cut_notes(self) -> list[Label]:
        """What was left out, said."""
        notes = []
        if self.cut:
            d = self.queries().values.shape[1]
            notes.append(self.note(self.label("note-first-of", shown=WIDTH, all=d)))
        if len(self.kept) < self.others + 1:
            notes.append(self.note(self.label("note-tokens-of", shown=len(self.kept), all=self.others + 1)))
        if notes:
            column = Group(*notes).arrange(DOWN, buff=0.08)
            room = 14 if len(self.kept) > 1 else 96  # a lone key is met from below
            self.below(column, self.key_rows, room).set_x(self.key_rows.row_point(0)[0])
        return notes

    def show_one_score(self) -> None:
        """The query comes to the key that matches best; they multiply pair by pair and add up."""
        place = self.kept.index(self.best)
        self.show_score_column()
        ghost, target = self.visiting_query(), self.key_rows.part(place)
        products = self.products_of(self.best).move_to(target)
        self.say("scores-multiply-line")
        meet = ghost.animate.next_to(target, UP if place else DOWN, buff=0.03)  # never onto the heading
        self.play(self.key_rows.animate.spotlight(rows=place), meet, run_time=1.0)
        self.hold(0.4)
        self.play(FadeOut(ghost, target_position=target), FadeIn(products), run_time=0.7)
        self.hold(1.0)
        self.merge(products, place)

    def visiting_query(self) -> Matrix:
        """The query's numbers once more, to be carried to the keys."""
        return self.query.part(0).lie_on(self.key_rows)

    def products_of(self, key: int) -> Matrix:
        """The focus query times one key, number by number, as large as the keys are shown."""
        terms = Numbers.computed("product", self.queries()[self.focus, self.columns], self.keys()[key, self.columns])
        return Matrix(terms.row(), Look(role="score")).scale(self.key_rows.px_scale).lie_on(self.key_rows)

    def merge(self, row: Matrix, place: int, run_time: float = 0.8) -> None:
        """A row of products falls together into its score."""
        cell = self.scores.cell_point(place, 0)
        self.play(
            FadeOut(row, target_position=cell, scale=0.12), self.scores.animate.reveal(rows=place), run_time=run_time
        )

    def show_score_column(self) -> None:
        """The scores' places, still empty, named after what makes them."""
        words = (Span(self.label("scores-query"), "query"), Span(" · "), Span(self.label("scores-key"), "key"))
        self.score_name = self.above(Label(words, size=self.sizes.label, weight="bold"), self.scores, 12)
        self.appear(self.scores.blank(), self.score_name, run_time=0.4)

    def show_other_scores(self) -> None:
        """The same query meets the other keys, faster now."""
        for place, key in enumerate(self.kept):
            if key == self.best:
                continue
            ghost = self.visiting_query()
            row = self.key_rows.part(place)
            self.play(self.key_rows.animate.spotlight(rows=place), ghost.animate.move_to(row), run_time=0.3)
            self.merge(ghost, place, run_time=0.25)
        best = self.kept.index(self.best)
        self.play(
            self.key_rows.animate.unmark(), self.scores.animate.highlight(rows=best).spotlight(rows=best, dim=0.5),
            run_time=0.4,
        )  # fmt: skip
        self.hold(0.8)

    def show_grid(self) -> None:
        """Every query against every key; the row just made is one of them."""
        shown = window(len(self.tokens), GRID, [self.focus, self.best])
        row, column = shown.index(self.focus), shown.index(self.best)
        grid = self.whole_grid(shown)
        words = self.grid_words(grid, len(shown))
        grid.blank().reveal(rows=row)
        self.vanish(self.table, self.score_name, self.scores, run_time=0.4)
        self.appear(grid, words, run_time=0.4)
        self.say("scores-grid-line", read=0.5, tokens="one" if len(self.tokens) == 1 else "many")
        self.play(grid.animate.reveal(), run_time=1.2)
        self.hold(0.6)
        winner = grid.animate.spotlight(rows=row).set_state("veil", 0.4, row).set_state("veil", 0, row, column)
        self.play(winner.highlight(rows=row, columns=column), run_time=0.5)

    def whole_grid(self, shown: list[int]) -> Matrix:
        """Scores of some queries (rows) and the same keys (columns), named on both sides."""
        cut, names = gaps(shown, len(self.tokens)), self.names(shown)
        look = Look(role="score", cell=(104, 52))
        grid = Matrix(self.raw[shown][:, shown], look, rows=names, columns=names, row_gaps=cut, column_gaps=cut)
        self.stage.body.inset(0, 52).place(grid, grow=1.9)
        return grid

    def grid_words(self, grid: Matrix, shown: int) -> Group:
        """The grid's heading; under it, how many of the tokens are shown, if not all."""
        words = Group(self.over_cells(self.heading(self.label("scores-grid"), "score"), grid))
        if shown < len(self.tokens):
            note = self.note(self.label("note-tokens-of", shown=shown, all=len(self.tokens)))
            words.add(self.below(note, grid, 10).set_x(grid.row_point(0)[0]))
        return words
