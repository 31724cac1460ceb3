"""The bundled fonts and which of them draws what, so that a film looks the same on every machine.

Latin text is Atkinson Hyperlegible Next, where I, l and 1 differ; Chinese is Noto Sans CJK SC; Noto fonts do
the rest (`LICENCES.md` beside this file). They are subset and renamed by `scripts/build_fonts.py`.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from scenes.kit.fonts import system
from scenes.kit.fonts.typeface import Typeface

FOLDER = Path(__file__).parent
FAMILY, FAMILY_SC = "Whytoo Sans", "Whytoo SansSC"
WEIGHTS = ("regular", "bold")

#: Asked in this order; the first that has the character draws it.
ORDER = (
    "Sans",
    "SansExtra",
    "SansSC",
    "SansEast",
    "Math",
    "Symbols",
    "SansArabic",
    "SansHebrew",
    "SansDevanagari",
    "SansThai",
    "Emoji",
)
#: Ems of each font in ems of the text, where letters of the same nominal size would look unequal.
SCALE = {"Emoji": 0.86}

#: Marks that Latin and Chinese share; in a Chinese line they are the full-width ones.
SHARED_MARKS = frozenset("“”‘’…—·")
EMOJI_STYLE = "\ufe0f"


@cache
def bundled(name: str, weight: str = "regular") -> Typeface:
    """A bundled font by name (one of `ORDER`); one that has no bold gives its regular weight.

    Raises:
        ValueError: for another weight than "regular" and "bold".
    """
    if weight not in WEIGHTS:
        raise ValueError(f"no weight {weight!r}: there are {' and '.join(WEIGHTS)}")
    for face in (weight, "regular"):
        for path in FOLDER.glob(f"Whytoo{name}-{face.capitalize()}.*"):
            return Typeface(path, scale=SCALE.get(name, 1.0))
    raise FileNotFoundError(f"the bundled font Whytoo{name} is not in {FOLDER}: install the package again")


def ignorable(char: str) -> bool:
    """Whether a character shows nothing by itself (joiners, direction marks, variation selectors)."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or unicodedata.category(char) == "Cf"


@cache
def face_for(cluster: str, weight: str = "regular", chinese: bool = False) -> tuple[Typeface | None, bool]:
    """The font that draws a grapheme, and whether it is a bundled one.

    Args:
        cluster: one grapheme: a letter with its marks, an emoji sequence.
        weight: "regular" or "bold".
        chinese: whether it stands in Chinese text, whose quotes and dashes are full-width.

    Returns:
        (None, False) where neither a bundled nor an installed font has it.
    """
    needed = unicodedata.normalize("NFC", "".join(c for c in cluster if not ignorable(c)))
    order = list(ORDER)
    if EMOJI_STYLE in cluster:
        order = ["Emoji", *order]
    elif chinese and needed in SHARED_MARKS:
        order = ["SansSC", *order]
    for name in order:
        face = bundled(name, weight)
        if face.has(needed):
            return face, True
    return system.find(needed), False


def register() -> None:
    """Make the bundled fonts known to Pango, for users of Manim's own `Text` (`FAMILY`, `FAMILY_SC`).

    Raises:
        OSError: if Pango refuses one.
    """
    import manimpango

    for path in sorted(FOLDER.glob("Whytoo*.?tf")):
        if not manimpango.register_font(str(path)):
            raise OSError(f"Pango did not take the font {path.name}")
