"""How candidates for the next token are named: apart from each other, and so that a reader knows what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from engine.trace import Trace
from scenes.kit.numbers import percent
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


#: How small a share is said in words, by the power of ten that it stays below (`answer-below` in the narration).
_BELOW = ((-9, "b"), (-8, "hm"), (-7, "tm"), (-6, "m"), (-5, "ht"), (-4, "tt"))


def lead(logits: np.ndarray, shares: np.ndarray) -> str:
    """How the likeliest token leads: "tied" with others, "close" if the next shows the same percentage, or "alone"."""
    if np.count_nonzero(logits == logits.max()) > 1:
        return "tied"
    first, second = np.sort(shares)[::-1][:2] if len(shares) > 1 else (shares[0], 0.0)
    return "close" if percent(float(first)) == percent(float(second)) else "alone"


def below(narrator: Narrator, share: float) -> str:
    """A share under a ten-thousandth in words: "less than one in ten million"; "" for any larger."""
    size = next((size for power, size in _BELOW if share < 10.0**power), None)
    return narrator.label("answer-below", size=size) if size else ""


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
