"""``--focus``: which token a word of the sentence, or a position, means."""

from __future__ import annotations

import re

from engine.errors import SentenceError
from engine.sentence import words_of
from engine.trace import Trace

MOST_LISTED = 12


def find_focus(trace: Trace, focus: str | int | None) -> int:
    """The position of the focus, the last token if None. Raises SentenceError naming what could have been meant."""
    n = len(trace)
    if focus is None:
        return n - 1
    if isinstance(focus, str):
        return find_word(trace, focus.strip())
    if isinstance(focus, bool) or not -n <= focus < n:
        raise SentenceError(f"there is no token {focus}: the sentence has tokens 0 to {n - 1}")
    return int(focus) % n


def find_word(trace: Trace, word: str) -> int:
    """The last token of a word's last occurrence: a whole word, else a token; as written, else in any case."""
    for flags in (0, re.IGNORECASE):
        for find in (as_whole_word, as_token):
            if word and (pos := find(trace, re.compile(re.escape(word), flags))) is not None:
                return pos
    words = list(dict.fromkeys(trace.sentence[a:b] for a, b in words_of(trace.sentence)))
    listed = ", ".join(words[:MOST_LISTED]) + (", …" if len(words) > MOST_LISTED else "")
    raise SentenceError(f"{word!r} is not a word of the sentence: choose one of {listed}")


def as_whole_word(trace: Trace, word: re.Pattern[str]) -> int | None:
    for match in reversed(list(word.finditer(trace.sentence))):
        before, after = trace.sentence[: match.start()][-1:], trace.sentence[match.end() :][:1]
        if separate(before, match[0][0]) and separate(match[0][-1], after):
            ends = [pos for pos, (a, b) in enumerate(trace.reading.spans) if a < match.end() <= b]
            if ends:
                return ends[-1]
    return None


def separate(left: str, right: str) -> bool:
    """Whether a word may end between two characters; scripts from U+2E80 on (Chinese, Japanese) write no spaces."""
    return not (left.isalnum() and right.isalnum()) or max(left, right) >= "\u2e80"


def as_token(trace: Trace, word: re.Pattern[str]) -> int | None:
    for pos in reversed(range(len(trace))):
        if word.fullmatch(trace.tokens[pos]) or word.fullmatch(trace.pieces[pos].strip()):
            return pos
    return None
