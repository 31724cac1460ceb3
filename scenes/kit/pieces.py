"""A sentence and the tokens cut from it: which characters each token stands for, and how it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from engine.pieces import display
from engine.sentence import words_of
from engine.trace import Trace

SPACE = "␣"
BYTES = re.compile(r"(<[0-9A-F]{2}>)+")


@dataclass(frozen=True)
class Piece:
    """One token: ``mark`` and ``text`` are what is written of it, ``start`` to ``end`` its characters.

    ``mark`` is what the vocabulary writes besides the letters: ␣ for a space, ## for the middle of a word.
    A token that the tokenizer adds has no characters (``start == end``). ``word`` numbers the word it is part of,
    −1 for none.
    """

    index: int
    mark: str
    text: str
    start: int
    end: int
    word: int

    @property
    def is_added(self) -> bool:
        """Whether it stands for nothing in the sentence."""
        return self.start == self.end


@dataclass(frozen=True)
class Group:
    """Consecutive tokens that share characters: one token as a rule, several where a character is cut into bytes.

    ``written`` is what the sentence has there, without blanks at its ends; ``spelled`` says that the tokens do
    not show it (bytes, or the sign for an unknown word).
    """

    pieces: tuple[Piece, ...]
    start: int
    end: int
    written: str
    spelled: bool

    @property
    def in_bytes(self) -> bool:
        """Whether its tokens are bytes of the characters."""
        return self.spelled and any(BYTES.search(p.text) for p in self.pieces)


class Cutting:
    """How a trace's sentence was cut."""

    def __init__(self, trace: Trace) -> None:
        self.sentence = trace.sentence
        self.words = words_of(trace.sentence)
        self.pieces = [self._piece(trace, i) for i in range(len(trace))]

    def _piece(self, trace: Trace, i: int) -> Piece:
        raw, token = trace.pieces[i], trace.tokens[i]
        start, end = trace.reading.spans[i]
        start, end = self._own(raw, start, end)
        plain = display(raw)
        if raw.isspace():
            mark, text = token, ""
        elif raw.startswith(" "):
            mark, text = SPACE, token
        elif token != plain and token.endswith(plain):
            mark, text = token.removesuffix(plain), plain
        else:
            mark, text = "", token
        return Piece(i, mark, text, start, end, self._word_at(start, end))

    def _own(self, raw: str, start: int, end: int) -> tuple[int, int]:
        """The characters that a token stands for: where a tokenizer puts in spaces, it claims its neighbours', too."""
        if raw.isspace() and start < end and not self.sentence[start].isspace():
            return start, start
        letters = len(raw.strip())
        if letters and self.sentence[start:end].endswith(raw.strip()):
            blank = self.sentence[start : end - letters]
            return end - letters - (len(blank) - len(blank.rstrip())), end
        return start, end

    def _word_at(self, start: int, end: int) -> int:
        for k, (a, b) in enumerate(self.words):
            if a < end and b > start:
                return k
        return -1

    @cached_property
    def groups(self) -> list[Group]:
        """All tokens, in order, those that share characters together."""
        runs: list[list[Piece]] = []
        reach = 0
        for piece in self.pieces:
            shares = runs and not piece.is_added and not runs[-1][-1].is_added and piece.start < reach
            if shares:
                runs[-1].append(piece)
            else:
                runs.append([piece])
            reach = max(reach, piece.end)
        return [self._group(run) for run in runs]

    def _group(self, run: list[Piece]) -> Group:
        start, end = min(p.start for p in run), max(p.end for p in run)
        written = self.sentence[start:end].strip()
        shown = "".join(p.text for p in run)
        return Group(tuple(run), start, end, written, bool(written) and _letters(shown) != _letters(written))

    # --- what can be said of it ------------------------------------------------------------------------

    @cached_property
    def in_bytes(self) -> Group | None:
        """The first characters that had to be spelled in bytes."""
        return next((g for g in self.groups if g.in_bytes), None)

    @cached_property
    def unknown(self) -> Group | None:
        """The first word that became the sign for an unknown one."""
        return next((g for g in self.groups if g.spelled and not g.in_bytes and len(g.pieces) == 1), None)

    @cached_property
    def most_cut(self) -> list[Piece]:
        """The tokens of the word that was cut into most of them (the first of equals); none if none was cut."""
        parts: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.word >= 0:
                parts.setdefault(piece.word, []).append(piece)
        best = max(parts.values(), key=len, default=[])
        return best if len(best) > 1 else []

    @cached_property
    def added(self) -> list[Piece]:
        """Tokens of which nothing stands in the sentence, spaces aside."""
        return [p for p in self.pieces if p.is_added and p.text]

    @cached_property
    def added_spaces(self) -> list[int]:
        """Tokens that begin with a space which the sentence does not have there."""
        marked = [p for p in self.pieces if p.mark == SPACE]
        return [p.index for p in marked if not self.sentence[p.start : p.start + 1].isspace()]


def _letters(text: str) -> str:
    """A text without what tokenizers iron out: case, accents, blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(rf"[\s{SPACE}◌]", "", plain).casefold()
