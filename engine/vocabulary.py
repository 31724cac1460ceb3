"""``Vocabulary``: the text of every id, read as late as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from engine.pieces import display
from engine.tokenizer import unused


class Vocabulary:
    """``n`` ids and their texts. ``read_all`` may be slow and is called once, if ever; ``read_one`` is quick."""

    def __init__(self, n: int, read_all: Callable[[], Sequence[str]], read_one: Callable[[int], str] | None = None):
        self.n = n
        self._read_all, self._read_one = read_all, read_one

    @cached_property
    def texts(self) -> list[str]:
        """Entry texts by id: exact (" love"), WordPiece continuations with their ``##``."""
        given = list(self._read_all())
        return given + [unused(i) for i in range(len(given), self.n)]

    def text(self, i: int) -> str:
        if self._read_one is None or "texts" in self.__dict__:
            return self.texts[i]
        return self._read_one(i)

    def display(self, i: int) -> str:
        """How id ``i`` is shown. Raises IndexError outside 0 … n−1."""
        if not 0 <= i < self.n:
            raise IndexError(f"id {i} is not in the vocabulary of {self.n}")
        return display(self.text(int(i)))

    def id_of(self, word: str) -> int | None:
        """The id of a word that is one token (as a new word, else as a piece), or None."""
        if not word.strip():
            return None
        found = self._ids.get(" " + word.removeprefix(" "))
        return self._ids.get(word) if found is None else found

    @cached_property
    def _ids(self) -> dict[str, int]:
        ids: dict[str, int] = {}
        for i, text in enumerate(self.texts):
            ids.setdefault(text, i)
        return ids
