"""How candidates for the next token are named: apart from each other, and so that a reader knows what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from engine.trace import Trace
from scenes.narration import Narrator, quote

_BYTES = re.compile(r"(<[0-9A-F]{2}>)+")
_SPECIAL = re.compile(r"<\|?[^<>\s|]+\|?>|\[[A-Z]+\d*\]|<unused \d+>")


def kind(text: str) -> str:
    """What a vocabulary entry's text is: "break", "space", "byte" (part of a character), "special" or "text"."""
    if not text or text.isspace():
        return "break" if "\n" in text else "space"
    if _BYTES.fullmatch(text.strip()):
        return "byte"
    return "special" if _SPECIAL.fullmatch(text) else "text"


def in_words(trace: Trace, narrator: Narrator, token: int) -> str:
    """A token for a sentence of the film: quoted, a blank or a byte said in words."""
    shown, what = trace.vocab(token), kind(trace.vocabulary.text(token))
    what = "byte" if _BYTES.fullmatch(shown) else what
    return narrator.label("answer-named", kind=what, token=narrator.quote(shown))


def names(trace: Trace, ids: Sequence[int]) -> list[str]:
    """Tokens as labels: marks in quotes; those that would look the same show whether they begin with a space."""
    texts = [trace.vocabulary.text(i) for i in ids]
    shown = [_label(trace.vocab(i), text) for i, text in zip(ids, texts, strict=True)]
    alike = {name for name, times in Counter(shown).items() if times > 1}
    return [
        "␣" + name if name in alike and text.startswith(" ") and len(text) > 1 else name
        for name, text in zip(shown, texts, strict=True)
    ]


def _label(shown: str, text: str) -> str:
    """A lone full stop or comma is easily overlooked: marks stand in quotes."""
    letters = any(c.isalnum() for c in shown)
    return shown if letters or kind(text) != "text" or len(shown) > 2 else quote(shown)


def is_word(text: str, marked: bool) -> bool:
    """Whether an entry is a whole word: letters only, behind a space where the vocabulary ``marked`` beginnings so."""
    letters = text[1:] if marked and text.startswith(" ") else text
    return letters.isalpha() and (text.startswith(" ") if marked else len(letters) > 1)


def whole_words(trace: Trace, ids: Sequence[int]) -> list[int]:
    """Those of the tokens that are whole words, in the order given."""
    texts = trace.vocabulary.texts
    marked = sum(t.startswith(" ") and t[1:].isalpha() for t in texts) > len(texts) / 20
    return [i for i in ids if is_word(texts[i], marked)]
