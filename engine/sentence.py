"""What counts as a sentence, before any tokenizer sees it."""

from __future__ import annotations

import unicodedata

from engine.errors import SentenceError


def check_sentence(sentence: object) -> str:
    """The sentence as it is, or SentenceError: empty, blank, not text, or with control characters.

    Tab and newline are white space that models have tokens for, and pass; other control characters (NUL, escape
    sequences, carriage return) are refused, since nothing could show them.
    """
    if not isinstance(sentence, str):
        raise SentenceError(f"the sentence should be text, not {type(sentence).__name__}")
    if all(char.isspace() or unicodedata.category(char) == "Cf" for char in sentence):
        raise SentenceError('the sentence is empty: give some words, such as "I love you"')
    for place, char in enumerate(sentence):
        if unicodedata.category(char) == "Cc" and char not in "\t\n":
            name = "NUL" if char == "\0" else f"U+{ord(char):04X}"
            raise SentenceError(f"character {place + 1} of the sentence is a control character ({name}): remove it")
        if unicodedata.category(char) == "Cs":
            raise SentenceError(f"character {place + 1} of the sentence is not valid Unicode: give it as UTF-8 text")
    return sentence


def words_of(sentence: str) -> list[tuple[int, int]]:
    """Where the words of a sentence are: (start, end) in characters.

    A word is a run of letters, digits and their marks; or one other character with all that modifies it, so that a
    joined emoji is one word.
    """
    words: list[tuple[int, int]] = []
    previous = " "
    for place, char in enumerate(sentence):
        if not char.isspace():
            joins = words and (belongs(previous, char) and words[-1][1] == place)
            start = words.pop()[0] if joins else place
            words.append((start, place + 1))
        previous = char
    return words


def belongs(previous: str, char: str) -> bool:
    """Whether ``char`` continues the word that ``previous`` ends."""
    modifies = unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"
    return modifies or previous == "\u200d" or (in_word(previous) and in_word(char))


def in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"
