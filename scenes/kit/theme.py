"""Colours by role and type sizes by use: the one place where the look is decided.

Hues follow Okabe and Ito's palette for colour-blind viewers, lightened or darkened until text in them
reaches 4.5 : 1 on the theme's background. Signed values run along Crameri's *berlin* (dark) and *vik*
(light), sampled at nine anchors (Crameri 2018, doi:10.5281/zenodo.1243862, MIT licence).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

Colour = tuple[float, float, float]

#: Design pixels per Manim unit: everything is laid out on a 1920 x 1080 sheet, 8 units high.
PX_PER_UNIT = 135.0


def rgb(hex_colour: str) -> Colour:
    """``"#ff8800"`` as red, green and blue in 0..1."""
    h = hex_colour.removeprefix("#")
    return (int(h[0:2], 16) / 255, int(h[2:4], 16) / 255, int(h[4:6], 16) / 255)


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour ``t`` of the way from ``a`` to ``b``."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def luminance(c: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in c)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: Colour, b: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    hi, lo = sorted((luminance(a), luminance(b)), reverse=True)
    return (hi + 0.05) / (lo + 0.05)


@dataclass(frozen=True)
class Sizes:
    """Type sizes in pixels of a 1080-line picture. Nothing is set smaller than ``least``."""

    title: int = 46
    caption: int = 46
    heading: int = 40
    body: int = 34
    label: int = 30
    number: int = 26
    note: int = 26
    least: int = 20


@dataclass(frozen=True)
class Theme:
    """A palette by role. ``colour("query")`` is the only way a figure gets at a colour."""

    name: str
    roles: dict[str, Colour]
    diverging: tuple[Colour, ...]
    sizes: Sizes = field(default_factory=Sizes)

    def colour(self, role: str) -> Colour:
        """The colour of a role.

        Raises:
            KeyError: for a role that the palette lacks, naming those it has.
        """
        try:
            return self.roles[role]
        except KeyError:
            raise KeyError(f"no colour role {role!r}; roles: {', '.join(self.roles)}") from None

    def signed(self, value: float, largest: float) -> Colour:
        """Colour of a signed value on the diverging scale; ``largest`` (> 0) is where it ends."""
        t = 0.5 if largest <= 0 or not np.isfinite(value) else 0.5 + 0.5 * float(np.clip(value / largest, -1, 1))
        return _along(self.diverging, t)

    def share(self, value: float, role: str = "weight") -> Colour:
        """Colour of a share in 0..1: from the panel's colour to the role's, evenly to the eye."""
        return mix(self.roles["cell"], self.roles[role], float(np.clip(value, 0, 1)) ** 0.75)

    def readable(self, ink: Colour, ground: Colour, least: float = 4.7) -> Colour:
        """The ink itself where it reads on the ground, else just as far towards the better ink as it must go."""
        best = self.ink_on(ground)
        steps = (mix(ink, best, t / 8) for t in range(9))
        return next((shade for shade in steps if contrast(shade, ground) >= least), best)

    def ink_on(self, ground: Colour) -> Colour:
        """Whichever of the two inks reads better on a filled cell."""
        inks = (self.roles["ink_light"], self.roles["ink_dark"])
        return max(inks, key=lambda ink: contrast(ink, ground))


def _along(anchors: tuple[Colour, ...], t: float) -> Colour:
    place = t * (len(anchors) - 1)
    i = min(int(place), len(anchors) - 2)
    return mix(anchors[i], anchors[i + 1], place - i)


def _scale(*hexes: str) -> tuple[Colour, ...]:
    return tuple(rgb(h) for h in hexes)


DARK = Theme(
    name="dark",
    roles={
        "background": rgb("#12151c"),
        "panel": rgb("#1b202a"),
        "cell": rgb("#222936"),
        "line": rgb("#3a4456"),
        "text": rgb("#eef1f6"),
        "muted": rgb("#a3adbd"),
        "ink_light": rgb("#ffffff"),
        "ink_dark": rgb("#000000"),
        "token": rgb("#dfe5ee"),
        "embedding": rgb("#35c79a"),
        "position": rgb("#b9a5f2"),
        "query": rgb("#e08bbd"),
        "key": rgb("#f0a92e"),
        "value": rgb("#62bdf0"),
        "score": rgb("#d8dee9"),
        "weight": rgb("#f2e24b"),
        "output": rgb("#5ad1d6"),
        "answer": rgb("#ff8a4c"),
        "focus": rgb("#ffffff"),
    },
    diverging=_scale("#9eb0ff", "#519fd3", "#286886", "#1b3a4c", "#1d1c22", "#3f1a0c", "#7b321c", "#bc6d61", "#ffadad"),
)

LIGHT = Theme(
    name="light",
    roles={
        "background": rgb("#fbfaf7"),
        "panel": rgb("#f1efe9"),
        "cell": rgb("#e9e6df"),
        "line": rgb("#b9b4a8"),
        "text": rgb("#1b1e24"),
        "muted": rgb("#5b6069"),
        "ink_light": rgb("#ffffff"),
        "ink_dark": rgb("#000000"),
        "token": rgb("#23272f"),
        "embedding": rgb("#00705a"),
        "position": rgb("#6a4fb3"),
        "query": rgb("#a23d76"),
        "key": rgb("#8f5a00"),
        "value": rgb("#0069a6"),
        "score": rgb("#3c424d"),
        "weight": rgb("#756600"),
        "output": rgb("#006c73"),
        "answer": rgb("#a83c00"),
        "focus": rgb("#000000"),
    },
    diverging=_scale("#001261", "#034481", "#307da6", "#94bed2", "#ece5e0", "#dcac90", "#c37243", "#942f06", "#590008"),
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT)}
