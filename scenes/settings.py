"""How a film is to look: language, theme, quality, captions. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Picture size in pixels and frames per second."""

    width: int
    height: int
    fps: int


QUALITIES: dict[str, Quality] = {
    "draft": Quality(854, 480, 15),
    "medium": Quality(1280, 720, 30),
    "high": Quality(1920, 1080, 60),
    "4k": Quality(3840, 2160, 60),
}
THEMES = ("dark", "light")
CAPTIONS = ("burn", "soft", "off")


@dataclass(frozen=True)
class Settings:
    """Settings of a film; checked when made.

    Raises:
        ValueError: for an unknown quality, theme or way of captions, listing the valid ones.
    """

    lang: str = "en"
    theme: str = "dark"
    quality: str = "medium"
    captions: str = "burn"

    def __post_init__(self) -> None:
        for what, value, valid in (
            ("quality", self.quality, tuple(QUALITIES)),
            ("theme", self.theme, THEMES),
            ("captions", self.captions, CAPTIONS),
        ):
            if value not in valid:
                raise ValueError(f"unknown {what} {value!r}; choose one of: {', '.join(valid)}")
