"""``Tokenizer``: text -> ids and pieces, by a checkpoint's own ``tokenizer.json``."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.config import read_json
from engine.errors import CheckpointError, SentenceError
from engine.pieces import PieceReader, display
from engine.sentence import check_sentence, words_of

Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """A sentence as a model reads it; the lists run over its tokens."""

    sentence: str
    ids: list[int]
    pieces: list[str]  # exact text: " love", "ing", "<F0>"
    tokens: list[str]  # as shown: "love", "ing", "<F0>"
    spans: list[Span]  # characters of the sentence, (0, 0) for tokens that the tokenizer adds
    unfamiliar: list[str]  # words that had to be cut, or that it does not know
    dropped: list[str]  # letters and digits that it threw away


class Tokenizer:
    """A checkpoint's tokenizer with padding and truncation switched off. Raises CheckpointError if unreadable."""

    def __init__(self, directory: Path):
        path = directory / "tokenizer.json"
        if not path.is_file():
            raise CheckpointError(f"{directory}: has no tokenizer.json, so no sentence can be read")
        self.path = path
        self._spec = read_json(path)
        self._tokenizer = open_tokenizer(path)  # the library checks the file
        self._reader = PieceReader(self._spec)

    @cached_property
    def n_ids(self) -> int:
        """One more than the largest id."""
        return max(self._tokenizer.get_vocab(with_added_tokens=True).values(), default=-1) + 1

    @cached_property
    def entry_texts(self) -> list[str]:
        """The text of every id; a gap in the numbering reads ``<unused 7>``."""
        texts = [unused(i) for i in range(self.n_ids)]
        for entry, i in self._tokenizer.get_vocab(with_added_tokens=True).items():
            texts[i] = self._reader.entry_text(entry)
        return texts

    def entry_text(self, i: int) -> str:
        """The text of one id, without reading the whole vocabulary."""
        entry = self._tokenizer.id_to_token(i)
        return unused(i) if entry is None else self._reader.entry_text(entry)

    def read(self, sentence: str) -> Reading:
        """Cut a sentence into tokens. Raises SentenceError if it is not one, or if no token is left of it."""
        check_sentence(sentence)
        try:
            encoding = self._tokenizer.encode(sentence, add_special_tokens=True)
        except BaseException as error:
            pass_on_unless_librarys(error)
            raise SentenceError(f"the model's tokenizer cannot read this sentence ({error})") from None
        spans = [tuple(span) for span in encoding.offsets]
        if all(encoding.special_tokens_mask):
            raise SentenceError("the model's tokenizer finds nothing in this sentence that it can read")
        pieces = [self._reader.text(entry) for entry in encoding.tokens]
        return Reading(
            sentence=sentence,
            ids=list(encoding.ids),
            pieces=pieces,
            tokens=[display(self.entry_text(i)) for i in encoding.ids],
            spans=spans,
            unfamiliar=self._cut_words(sentence, encoding.ids, spans),
            dropped=self._dropped(sentence),
        )

    @cached_property
    def _unknown_id(self) -> int | None:
        model = self._spec.get("model") or {}
        name = model.get("unk_token")
        return self._tokenizer.token_to_id(name) if isinstance(name, str) else model.get("unk_id")

    def _dropped(self, sentence: str) -> list[str]:
        """Letters and digits that give no token: without an unknown token a vocabulary loses them silently."""
        letters = [char for char in dict.fromkeys(sentence) if unicodedata.category(char)[0] in "LN"]
        return [char for char in letters if not self._tokenizer.encode(char, add_special_tokens=False).ids]

    def _cut_words(self, sentence: str, ids: Sequence[int], spans: Sequence[Span]) -> list[str]:
        cut = []
        for start, end in words_of(sentence):
            covering = [i for i, (a, b) in zip(ids, spans, strict=True) if a < end and b > start]
            if len(covering) > 1 or self._unknown_id in covering:
                cut.append(sentence[start:end])
        return list(dict.fromkeys(cut))


def open_tokenizer(path: Path):
    """The library's tokenizer, made to read whole sentences and nothing else."""
    from tokenizers import Tokenizer as LibraryTokenizer  # here, so that ``import engine`` stays quick

    try:
        tokenizer = LibraryTokenizer.from_file(str(path))
    except BaseException as error:
        pass_on_unless_librarys(error)
        raise CheckpointError(f"{path}: the tokenizer cannot be read ({error})") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pass_on_unless_librarys(error: BaseException) -> None:
    """Raise what is not the tokenizers library's: it raises bare Exception, and panics that are not even that."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error


def unused(i: int) -> str:
    """The text of a row of the embedding that no vocabulary entry uses."""
    return f"<unused {i}>"
