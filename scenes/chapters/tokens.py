"""Cut into tokens: the sentence as written, the cuts, the pieces, and each piece's number in the vocabulary."""

from __future__ import annotations

from collections import Counter
from typing import Any

from manim import DOWN, Group

from engine.pieces import display
from scenes.kit.chapter import Chapter
from scenes.kit.figures import CutText
from scenes.kit.figures.cut_text import ids_of
from scenes.kit.numbers import count
from scenes.kit.pieces import SPACE, Cutting

#: Height for the notes under the picture, in pixels; how many added tokens a note names.
NOTES, NAMED = 96, 3
#: Variables of a line.
Choice = dict[str, Any]


class Tokens(Chapter):
    """The sentence → pieces → ids (``trace.pieces``, ``trace.ids``)."""

    id = "tokens"

    def construct(self) -> None:
        self.open()
        self.choose()
        self.show_sentence()
        self.show_cuts()
        self.show_pieces()
        self.show_ids()
        self.show_takeaway()

    # --- what is shown ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """How the sentence was cut, and where its pieces fit."""
        self.cutting = Cutting(self.trace)
        self.ids = ids_of(self.trace.ids, self.read("analysis.embed_row_ids"))
        body = self.stage.body
        self.text = CutText(self.cutting, self.ids, (body.w, body.h - NOTES))

    def cut_kind(self) -> tuple[Choice, list[int]]:
        """What is most worth saying of this cutting, as variables of its line; and the tokens it is about."""
        cutting = self.cutting
        if group := cutting.in_bytes:
            tokens = [p.index for p in group.pieces]
            return {"kind": "bytes", "text": self.narrator.quote(display(group.written)), "count": len(tokens)}, tokens
        if group := cutting.unknown:
            token = group.pieces[0].text
            kind = "unknown" if "unk" in token.casefold() else "replaced"
            text, token = self.narrator.quote(display(group.written)), self.narrator.quote(token)
            return {"kind": kind, "text": text, "token": token}, [group.pieces[0].index]
        if pieces := cutting.most_cut:
            word = cutting.sentence[slice(*cutting.words[pieces[0].word])]
            return {"kind": "cut", "text": self.narrator.quote(word), "count": len(pieces)}, [p.index for p in pieces]
        return self.whole_kind()

    def whole_kind(self) -> tuple[Choice, list[int]]:
        """Nothing was cut: does a token hold more than one word, are there marks besides the words?"""
        cutting = self.cutting
        for piece in cutting.pieces:
            if sum(a < piece.end and b > piece.start for a, b in cutting.words) > 1:
                return {"kind": "joined", "text": self.narrator.quote(piece.text)}, [piece.index]
        words = [cutting.sentence[a:b] for a, b in cutting.words]
        marks = sum(not word[0].isalnum() for word in words)
        kind = "whole" if not marks else "signs" if marks == len(words) else "marks"
        return {"kind": kind, "count": len(words)}, []

    def repeated(self) -> list[int]:
        """Where the token is that occurs most often, if one does more than once; words go before marks."""
        written = [p for p in self.cutting.pieces if p.text and p.index in self.text.place]
        counts = Counter(self.trace.ids[p.index] for p in written)
        twice = [i for i in counts if counts[i] > 1]
        if not twice:
            return []
        first = {i: self.trace.ids.index(i) for i in twice}
        best = max(twice, key=lambda i: (self.tokens[first[i]].isalpha(), counts[i], -first[i]))
        return [p.index for p in written if self.trace.ids[p.index] == best]

    # --- beats -----------------------------------------------------------------------------------------

    def show_sentence(self) -> None:
        """The sentence, whole."""
        body = self.stage.body
        body.top(1 - NOTES / body.h).place(self.text)
        self.appear(self.text)
        self.say("tokens-text-line")

    def show_cuts(self) -> None:
        """The cuts fall, from left to right, and the pieces move apart into chips."""
        self.say("tokens-cut-line", count=len(self.tokens), read=0.6)
        if any(line.cuts for line in self.text.layout.written):
            self.play(self.text.animate.fall(), run_time=1.2)
            self.hold(0.4)
        self.play(self.text.animate.part(), run_time=1.3)
        self.show_notes()

    def show_notes(self) -> None:
        """What the signs mean, which tokens were added, how many are left out."""
        notes = [self.note(text) for text in self.note_texts()]
        if notes:
            self.notes = self.below(Group(*notes).arrange(DOWN, buff=0.08), self.text, 22)
            self.appear(self.notes, run_time=0.4)

    def note_texts(self) -> list[str]:
        """The notes, at most two lines."""
        shown = [self.cutting.pieces[i] for i in self.text.shown]
        marks, signs = {p.mark for p in shown}, []
        if any(SPACE in mark for mark in marks):
            signs.append(self.label("tokens-note-space", added=self.spaces_added()))
        if "##" in marks:
            signs.append(self.label("tokens-note-middle"))
        if added := list(dict.fromkeys(p.text for p in self.cutting.added)):
            signs.append(self.label("tokens-note-added", tokens=", ".join(added[:NAMED])))
        texts = ["  ·  ".join(signs)] if signs else []
        if len(shown) < len(self.tokens):
            texts.append(self.label("note-tokens-of", shown=len(shown), all=len(self.tokens)))
        return texts

    def spaces_added(self) -> str:
        """Whether the tokenizer put in spaces: "none", only the "first" of all, or "some"."""
        added = self.cutting.added_spaces
        spaces = [p.index for p in self.cutting.pieces if SPACE in p.mark]
        return "none" if not added else "first" if added == spaces[:1] else "some"

    def show_pieces(self) -> None:
        """What kind of pieces they are; those that the line is about light up."""
        said, about = self.cut_kind()
        if about:
            self.play(self.text.animate.light(about), run_time=0.5)
        self.say("tokens-kind-line", **said)
        if about:
            self.play(self.text.animate.light([]), run_time=0.4)

    def show_ids(self) -> None:
        """Each piece's number appears under it."""
        self.say("tokens-ids-line", size=count(self.trace.model.n_vocab), read=0.7)
        self.play(self.text.animate.number_all(), run_time=0.6)
        self.hold(0.8)

    def show_takeaway(self) -> None:
        """So many tokens, so many ids; a token that comes twice has the same id twice."""
        n, again = len(self.tokens), self.repeated()
        said: Choice = {"kind": "one" if n == 1 else "again" if again else "other", "count": n}
        if n == 1 or again:
            first = again[0] if again else 0
            said |= {"token": self.narrator.quote(self.name_of(first)), "id": self.text.id_texts[first]}
        if again:
            self.play(self.text.animate.light(again, rest=0.45), run_time=0.5)
        self.close("tokens-takeaway", **{"token": "", "id": "", **said})

    def name_of(self, position: int) -> str:
        """A token as shown; with its space, where another token looks the same without."""
        alike = {i for i, token in zip(self.trace.ids, self.tokens, strict=True) if token == self.tokens[position]}
        return self.tokens[position] if len(alike) == 1 else self.trace.pieces[position]
