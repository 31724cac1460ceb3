"""The sentences of the film: Project Fluent files, a folder a language, a file a chapter.

A line's value is what is read; its `.spoken` attribute, where there is one, is what a voice says instead.

    narrator = Narrator("en")
    narrator.line("scores-takeaway", match="self", query=narrator.quote("you"), score="2.31").text

Who writes lines keeps to this:
- words of the user or the model come in quoted, through `quote`; numbers come in as the text that the one
  formatter made. Only counts are passed as whole numbers, for the plural.
- English has “curly quotes”, a true minus (−) and × and ·, never letters in their place.
- Chinese has “ ”, full-width punctuation, —— and ……, and no space between Chinese and Latin or figures:
  the gap there is a matter of type (`lettering.CHINESE_GAP`). Spaces that a file has there are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FOLDER = Path(__file__).parent
#: Letters of a word that a line shows at most; a Chinese character is as wide as two.
WORD_LETTERS = 18
#: To what length words are cut, step by step, where a line would not fit a caption; and in titles.
SHORTER, TITLE_LETTERS = (14, 11, 8, 6, 4), 9
#: What stands for blanks at the ends of a token, and for line breaks and tabs anywhere.
BLANK, BREAK, TAB = "␣", "↵", "⇥"


class NarrationError(ValueError):
    """A line that does not exist, lacks a variable, or cannot be read; the message says which and where."""


@dataclass(frozen=True)
class Line:
    """A sentence of the film: `text` to read, `spoken` to say."""

    id: str
    text: str
    spoken: str


def languages() -> tuple[str, ...]:
    """The languages there are: the folders with a `common.ftl`."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/common.ftl")))


def files(lang: str) -> tuple[Path, ...]:
    """The Fluent files of a language.

    Raises:
        NarrationError: for a language that there is not.
    """
    if lang not in languages():
        raise NarrationError(f"no narration in {lang!r}: there are {', '.join(languages())}")
    return tuple(sorted((FOLDER / lang).glob("*.ftl")))


class Narrator:
    """The lines of one language.

    Raises:
        NarrationError: for an unknown language, and for a file that breaks the syntax (names file and line).
    """

    def __init__(self, lang: str) -> None:
        from scenes.narration.loader import (
            load,
        )  # Fluent is slow to import, and a list of languages needs none of it

        self.lang = lang
        self._bundle: FluentBundle = load(lang)

    def line(self, line_id: str, **variables: str | int) -> Line:
        """A sentence with its variables filled in; quoted words are cut shorter if it makes no caption otherwise.

        Raises:
            NarrationError: if there is no such line, or it needs a variable that is not given.
        """
        from scenes.kit.captions import fits

        message = self._message(line_id)
        text = self._filled(line_id, message.value, variables)
        for most in SHORTER:
            if fits(text, self.lang) or not any(isinstance(value, Quoted) for value in variables.values()):
                break
            text = self._filled(line_id, message.value, _shorter(variables, most))
        spoken = message.attributes.get("spoken")
        return Line(line_id, text, self._filled(f"{line_id}.spoken", spoken, variables) if spoken else text)

    def label(self, label_id: str, **variables: str | int) -> str:
        """A short text in the picture: a title, the name of an axis. Raises as `line` does."""
        return self._filled(label_id, self._message(label_id).value, variables)

    def title(self, chapter: str, answer: str | None = None) -> str:
        """A chapter's title; one about the model's answer names it, if it is given (quoted)."""
        title_id = f"title-{chapter}"
        named = self._message(title_id).attributes.get("answered")
        if answer is None or named is None:
            return self.label(title_id)
        return self._filled(f"{title_id}.answered", named, _shorter({"answer": answer}, TITLE_LETTERS))

    def quote(self, word: str, most: int = WORD_LETTERS) -> Quoted:
        """A word of the user or the model, ready for a line (`quote`)."""
        return quote(word, most)

    def _message(self, message_id: str):  # type: ignore[no-untyped-def]  # fluent.runtime has no types for it
        if not self._bundle.has_message(message_id):
            near = _like(message_id, list(self._bundle._messages))
            raise NarrationError(f"no line {message_id!r} in {self.lang!r}{near}")
        return self._bundle.get_message(message_id)

    def _filled(self, name: str, pattern: object, variables: Mapping[str, str | int]) -> str:
        if pattern is None:
            raise NarrationError(f"the line {name!r} of {self.lang!r} has no text")
        for key, value in variables.items():
            if not isinstance(value, str) and type(value) is not int:
                wrong = f"{key} = {value!r}: numbers go in as formatted text, only counts as int"
                raise NarrationError(f"the line {name!r} was given {wrong}")
        text, errors = self._bundle.format_pattern(pattern, dict(variables))
        if errors:
            wrong = "; ".join(str(error) for error in errors)
            raise NarrationError(f"the line {name!r} of {self.lang!r} cannot be filled: {wrong}")
        return re.sub(r"\s*\n\s*", "" if self.lang == "zh" else " ", str(text)).strip()


class Quoted(str):
    """A quoted word that remembers the whole of it, so that a crowded line can cut it shorter."""

    word: str
    most: int

    def __new__(cls, shown: str, word: str, most: int) -> Quoted:
        new = super().__new__(cls, shown)
        new.word, new.most = word, most
        return new

    def shorter(self, most: int) -> Quoted:
        """The same, cut to `most` letters."""
        return quote(self.word, min(most, self.most))


def _shorter(variables: Mapping[str, str | int], most: int) -> dict[str, str | int]:
    """The variables with each quoted word cut to `most` letters."""
    return {
        name: value.shorter(most) if isinstance(value, Quoted) else value
        for name, value in variables.items()
    }


def quote(word: str, most: int = WORD_LETTERS) -> Quoted:
    """A word in curly quotes, as both languages write them.

    Blanks at its ends show as ␣ (a token " love" is another one than "love"), as do all but the first of
    several in a row; line breaks and tabs show as ↵ and ⇥; of a word longer than `most` letters the
    middle is left out.
    """
    from scenes.kit.lettering import graphemes

    shown = re.sub(r"^ +| +$|(?<= ) +", lambda found: BLANK * len(found[0]), word)
    shown = re.sub(r"\r\n|[\r\n\u0085\u2028\u2029]", BREAK, shown).replace("\t", TAB)
    parts = graphemes(shown)
    widths = [_letters(part) for part in parts]
    if sum(widths) > most:
        shown = "".join(_ends(parts, widths, most - 1))
    return Quoted(f"“{shown}”", word, most)


def cut_at_words(sentence: str, most: int) -> str:
    """The sentence in one line; of one longer than `most` letters the first and last words, … between them."""
    words = sentence.split()
    letters = [sum(map(_letters, word)) + 1 for word in words]
    if sum(letters) - 1 <= most or max(letters) > most // 2:
        return " ".join(words)
    head = tail = 0
    while True:
        i = head if head <= tail else -1 - tail
        if sum(letters[:head]) + sum(letters[len(words) - tail :]) + letters[i] + 1 > most:
            return " ".join([*words[:head], "…", *words[len(words) - tail :]])
        head, tail = (head + 1, tail) if head <= tail else (head, tail + 1)


def _ends(parts: list[str], widths: list[int], most: int) -> list[str]:
    """The graphemes that fit into `most` letters, from both ends in turn, and an ellipsis between them."""
    head = tail = used = 0
    while head + tail < len(parts):
        in_front = head <= tail
        width = widths[head] if in_front else widths[-1 - tail]
        if used + width > most:
            break
        used += width
        head, tail = head + in_front, tail + (not in_front)
    return [*parts[:head], "…", *parts[len(parts) - tail :]]


def _letters(grapheme: str) -> int:
    from unicodedata import east_asian_width

    return 2 if east_asian_width(grapheme[0]) in "WF" else 1


def _like(wanted: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, known, n=3)
    return f"; did you mean {', '.join(near)}?" if near else ""
