"""Look up each token: its id picks a row of the embedding table, and the row becomes the token's vector."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, Group, MoveToTarget

from scenes.kit.chapter import Chapter
from scenes.kit.figures import Bars, Label, Look, Matrix, digits_room
from scenes.kit.figures.cut_text import ids_of
from scenes.kit.naming import whole_words
from scenes.kit.numbers import Numbers, Shown, count, number
from scenes.kit.pieces import SPACE, Cutting
from scenes.kit.window import gaps, window

#: How many numbers of a row are shown, and how many tokens, at most.
WIDTH, TOKENS = 6, 6
#: Height of a row, and of all rows of the table, at most, in pixels.
ROW, TALLEST = 54.0, 600.0
#: Seconds for all look-ups but the first.
OTHERS = 2.7
#: A neighbour is worth naming if the cosine is at least this; how many are shown.
NEAR, NEIGHBOURS = 0.4, 4


def id_text(value: float) -> str:
    """An id as shown."""
    return count(int(value))


def is_word(text: str) -> bool:
    """Whether a token reads as a word: letters, more than one."""
    return text.isalpha() and len(text) > 1


class Embedding(Chapter):
    """ids → rows of W_E (``analysis.embed_rows``), times its scale → ``hook_embed``."""

    id = "embedding"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.lay_out()
        self.show_table()
        self.show_one_lookup()
        self.show_other_lookups()
        self.show_embeddings()
        self.show_neighbours()
        self.close("embedding-takeaway", **self.verdict())

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Which tokens, rows and columns are shown, and whose neighbours are named."""
        n, self.d = len(self.tokens), self.trace.config.d_model
        self.again = self.same_again()
        self.named = self.best_named()
        self.lead = self.focus if self.named is None else self.named
        keep = [self.focus, self.lead, *self.again[:2]]
        self.kept = window(n, TOKENS, keep)
        self.again = [k for k in self.again if k in self.kept]
        self.row_ids = self.read("analysis.embed_row_ids")
        self.ids = ids_of(self.trace.ids, self.row_ids)
        self.at = {int(i): place for place, i in enumerate(self.row_ids.values)}
        self.in_table = self.table_rows()
        self.columns, self.cut = slice(0, min(self.d, WIDTH)), [WIDTH] if self.d > WIDTH else []

    def same_again(self) -> list[int]:
        """Positions of the first token that stands in the sentence more than once; a word, if one does."""
        places: dict[int, list[int]] = {}
        for k, i in enumerate(self.trace.ids):
            places.setdefault(i, []).append(k)
        twice = [where for where in places.values() if len(where) > 1 and self.tokens[where[0]].strip(SPACE)]
        return min(twice, key=lambda where: (not self.tokens[where[0]].isalpha(), where[0]), default=[])

    def best_named(self) -> int | None:
        """The word of the sentence with the nearest neighbour that is a word, if that is near enough."""
        nearest = {k: near[0] for k in self.whole_words() if (near := self.near_words(k))}
        cosines = self.trace["analysis.nearest_cosines"]
        best = max(nearest, key=lambda k: float(cosines[k, nearest[k]]), default=None)
        return best if best is not None and cosines[best, nearest[best]] >= NEAR else None

    def near_words(self, token: int) -> list[int]:
        """Which of a token's nearest entries are whole words (a fragment of one says nothing), nearest first."""
        ids = self.trace["analysis.nearest_ids"][token].tolist()
        words = set(whole_words(self.trace, ids))
        return [j for j, i in enumerate(ids) if i in words]

    def whole_words(self) -> list[int]:
        """Tokens that are a word of more than one letter: a piece of a word or a mark has no meaning to compare."""
        pieces = Cutting(self.trace).pieces
        parts = Counter(piece.word for piece in pieces)
        return [piece.index for piece in pieces if is_word(piece.text) and parts[piece.word] == 1]

    def table_rows(self) -> list[int]:
        """Ids of the table's rows that are shown: those of the tokens and as many neighbours as there is room for."""
        wanted = {self.trace.ids[k] for k in self.kept}
        for reach in (2, 1, 0):
            rows = [int(i) for i in self.row_ids.values if any(abs(int(i) - w) <= reach for w in wanted)]
            if len(rows) * ROW + len(gaps(rows, self.trace.config.d_vocab)) * 34 <= TALLEST:
                return rows
        return sorted(wanted)

    def verdict(self) -> dict[str, Any]:
        """Variables of the closing sentence: the nearest neighbour, or how many rows were taken."""
        said: dict[str, Any] = {"kind": "one" if len(self.tokens) == 1 else "other", "count": len(self.tokens)}
        said |= {"width": count(self.d), "token": "", "near": "", "cosine": ""}
        if self.named is not None:
            nearest = self.near_words(self.named)[0]
            near = self.trace.vocab(self.trace["analysis.nearest_ids"][self.named, nearest])
            said |= {"kind": "near", "token": self.quoted(self.named), "near": self.narrator.quote(near)}
            said["cosine"] = Shown.of(self.read("analysis.nearest_cosines"), self.named, nearest)
        return said

    def quoted(self, position: int) -> str:
        """A token, quoted; with its space, where another token looks the same without."""
        alike = {i for i, token in zip(self.trace.ids, self.tokens, strict=True) if token == self.tokens[position]}
        return self.narrator.quote(self.tokens[position] if len(alike) == 1 else self.trace.pieces[position])

    # --- the picture -----------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Left, the tokens with their ids and room for their rows; right, the table."""
        rows, cut = self.table_numbers(), gaps(self.in_table, self.trace.config.d_vocab)
        names = [self.trace.vocab(i) for i in self.in_table]
        places = [self.at[i] for i in self.in_table]
        self.table = Matrix(rows, Look(), row_gaps=cut, column_gaps=self.cut)
        self.table_ids = self.id_column(self.row_ids[places], names, cut).next_to(self.table, (-1, 0, 0), buff=0.08)
        self.slots = Matrix(self.rows_of(self.kept), Look(largest=self.table.largest), **self.token_gaps())
        names = [self.tokens[k] for k in self.kept]
        self.token_ids = self.id_column(self.ids[self.kept], names, self.token_gaps()["row_gaps"])
        self.token_ids.next_to(self.slots, (-1, 0, 0), buff=0.08)
        left, right = Group(self.token_ids, self.slots), Group(self.table_ids, self.table)
        right.next_to(left, RIGHT, buff=0.9)
        self.stage.body.inset(0, 56).place(Group(left, right), grow=1.15)
        self.slots.blank()

    def token_gaps(self) -> dict[str, Any]:
        """Where dots stand for left-out tokens and numbers."""
        return {"row_gaps": gaps(self.kept, len(self.tokens)), "column_gaps": self.cut}

    def table_numbers(self) -> Numbers:
        """The table's shown rows [shown, columns]."""
        return self.read("analysis.embed_rows")[[self.at[i] for i in self.in_table]][:, self.columns]

    def rows_of(self, positions: list[int]) -> Numbers:
        """The rows that some tokens pick [tokens, columns]."""
        return self.read("analysis.embed_rows")[[self.at[self.trace.ids[k]] for k in positions]][:, self.columns]

    def id_column(self, ids: Numbers, names: list[str], cut: list[int]) -> Matrix:
        """Ids under each other, each with its token on the left."""
        room = max(70.0, digits_room(self.row_ids, form=id_text))
        look = Look(role="token", scale="plain", cell=(room, ROW), form=id_text)
        return Matrix(ids.column(), look, rows=names, row_gaps=cut)

    def over(self, heading: Label, figure: Matrix) -> Label:
        """Put a heading above a figure's cells."""
        self.above(heading, figure, 12).set_x(figure.row_point(0)[0])
        return heading

    def under(self, notes: list[str], figure: Matrix) -> Group:
        """Put notes under a figure's cells."""
        column = Group(*(self.note(text) for text in notes)).arrange(DOWN, buff=0.06)
        self.below(column, figure, 12).set_x(figure.row_point(0)[0])
        return column

    def cut_note(self, figure: Matrix) -> list[Group]:
        """Under a figure, how many of a row's numbers are shown, if not all."""
        return [self.under([self.label("embedding-note-cut", shown=WIDTH, all=self.d)], figure)] if self.cut else []

    # --- beats -----------------------------------------------------------------------------------------

    def show_table(self) -> None:
        """The tokens with their ids, and the table: a row for every entry of the vocabulary."""
        rows, width = count(self.trace.config.d_vocab), count(self.d)
        heading = self.heading(self.label("embedding-table", rows=rows, width=width), "embedding")
        self.table_words = Group(self.over(heading, self.table), *self.cut_note(self.table))
        texts = [self.label("note-tokens-of", shown=len(self.kept), all=len(self.tokens))]
        self.token_words = Group(*([self.under(texts, self.slots)] if len(self.kept) < len(self.tokens) else []))
        self.appear(self.token_ids)
        self.appear(self.table, self.table_ids, self.table_words)
        self.say("embedding-table-line")

    def show_one_lookup(self) -> None:
        """One token's id goes to the table, finds its row, and the row comes back."""
        place, row = self.kept.index(self.lead), self.in_table.index(self.trace.ids[self.lead])
        asked = self.token_ids.part(place).lie_on(self.token_ids, self.table_ids)
        i = id_text(self.trace.ids[self.lead])
        marked = self.token_ids.animate.highlight(rows=place)
        self.play(FadeIn(self.slots), FadeIn(self.token_words), marked, run_time=0.5)
        self.say("embedding-pick-line", token=self.quoted(self.lead), id=i, read=0.7)
        self.play(asked.animate.move_to(self.table_ids.cell_point(row, 0)), run_time=0.9)
        self.remove(asked)
        self.light_row(row)
        self.hold(0.3)
        self.bring([place], row, 0.9)
        self.hold(0.2)

    def light_row(self, row: int, run_time: float = 0.5) -> None:
        """One row of the table stands out."""
        self.play(
            self.table.animate.spotlight(rows=row).highlight(rows=row),
            self.table_ids.animate.spotlight(rows=row),
            run_time=run_time,
        )

    def bring(self, places: list[int], row: int, run_time: float) -> None:
        """A copy of a row slides out to each of these places."""
        ghosts = [self.table.part(row).lie_on(self.table, self.slots) for _ in places]
        moves = [
            ghost.animate.move_to(self.slots.row_point(place)).match_width(self.slots.part(place))
            for ghost, place in zip(ghosts, places, strict=True)
        ]
        self.play(*moves, run_time=run_time)
        self.slots.reveal(rows=places)
        self.remove(*ghosts)

    def show_other_lookups(self) -> None:
        """All other tokens in the same way, faster; a token that stands twice takes its row twice."""
        ids = list(dict.fromkeys(self.trace.ids[k] for k in self.kept))
        if len(self.again) > 1:
            self.say("embedding-again-line", token=self.quoted(self.again[0]), read=0.6)
        pace = min(0.9, OTHERS / max(1, len(ids) - 1))
        for i in ids:
            places = [place for place, k in enumerate(self.kept) if self.trace.ids[k] == i and k != self.lead]
            if places:
                self.light_row(self.in_table.index(i), run_time=pace / 3)
                self.bring(places, self.in_table.index(i), 2 * pace / 3)
        self.hold(0.3)

    def show_embeddings(self) -> None:
        """The table goes; where the model multiplies the rows, they are multiplied."""
        self.play(
            FadeOut(Group(self.table, self.table_ids, self.table_words)), self.token_ids.animate.unmark(), run_time=0.5
        )
        if float(self.trace["analysis.embed_scale"]) == 1:
            self.vectors = self.slots
            self.name_vectors()
            return
        self.multiply()

    def multiply(self) -> None:
        """Rows × scale = ``hook_embed``, side by side, then the product takes the rows' place."""
        scale = self.read("analysis.embed_scale")
        text = number(float(scale.values))
        factor = Label(f"× {text} =", size=self.sizes.heading, role="embedding", shown=[(scale.address(), text)])
        factor.next_to(self.slots, RIGHT, buff=0.35)
        self.vectors = self.product().next_to(factor, RIGHT, buff=0.35).blank()
        self.appear(factor, self.vectors, run_time=0.4)
        root = math.isclose(float(scale.values), math.sqrt(self.d), rel_tol=1e-6)
        self.say("embedding-scale-line", kind="root" if root else "other", width=count(self.d), scale=text, read=0.55)
        ghost = self.slots.part(slice(None)).lie_on(self.slots, self.vectors, factor)
        self.play(ghost.animate.move_to(self.vectors), run_time=1.0)
        self.play(FadeOut(ghost), self.vectors.animate.reveal(), run_time=0.5)
        self.hold(1.0)
        self.play(
            FadeOut(self.slots), FadeOut(factor), self.vectors.animate.align_to(self.slots, LEFT), run_time=0.8
        )
        self.name_vectors()

    def product(self) -> Matrix:
        """``hook_embed`` of the shown tokens, as large as the rows."""
        numbers = self.read("hook_embed")[self.kept][:, self.columns]
        room = max(96.0, digits_room(numbers))
        return Matrix(numbers, Look(cell=(room, ROW)), **self.token_gaps()).scale(self.slots.px_scale)

    def name_vectors(self) -> None:
        """What the rows are called from here on."""
        name = self.over(self.heading(self.label("embedding-name"), "embedding"), self.vectors)
        cut = Group(*self.cut_note(self.vectors))
        if len(self.token_words):
            cut.next_to(self.token_words, DOWN, buff=0.06)
        self.picture = Group(self.token_ids, self.vectors, self.token_words, name, cut)
        self.appear(name, cut, run_time=0.3)

    def show_neighbours(self) -> None:
        """The rows of the whole table that are most like one of these."""
        if self.named is None:
            self.centre()
            return
        near = self.near_words(self.named)[:NEIGHBOURS]
        cosines = self.read("analysis.nearest_cosines", (self.named, near))
        names = [self.trace.vocab(i) for i in self.trace["analysis.nearest_ids"][self.named, near]]
        bars = Bars(cosines, names, length=420, full=1.0, roles="embedding", form=number, size=34)
        title = self.heading(self.label("embedding-near", token=self.quoted(self.named)), "embedding")
        notes = self.note(self.label("embedding-note-cosine"))
        block = Group(title, bars, notes).arrange(DOWN, buff=0.2)
        self.stage.body.right(0.42).place(block)
        row = self.kept.index(self.named)
        self.play(self.vectors.animate.highlight(rows=row), FadeIn(block), run_time=0.6)

    def centre(self) -> None:
        """Nothing else is to be shown: the embeddings take the middle."""
        self.picture.generate_target()
        self.stage.body.place(self.picture.target, grow=1.3)
        self.play(MoveToTarget(self.picture), run_time=0.7)
