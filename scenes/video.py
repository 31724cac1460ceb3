"""Joins clips into one film without encoding anything again, and adds a track of captions to it.

Every clip of a film comes from the same encoder with the same settings, so its packets can stand in one stream; that
this is so is checked, not assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import av

MILLISECOND = Fraction(1, 1000)
LANGUAGE_TAGS = {"en": "eng", "zh": "zho"}  # ISO 639-2, as MP4 wants it

# What the mov_text encoder of FFmpeg makes its sample description from: one plain style, low in the middle.
_STYLE = (
    "[Script Info]\r\nScriptType: v4.00+\r\nPlayResX: 384\r\nPlayResY: 288\r\n\r\n[V4+ Styles]\r\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
    "MarginR, MarginV, Encoding\r\n"
    "Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\r\n\r\n[Events]\r\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\n"
)


class TimedText(Protocol):
    """A caption: seconds from the start of its video, and the text to read."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def text(self) -> str: ...


class JoinError(RuntimeError):
    """Clips that cannot stand in one stream."""


@dataclass(frozen=True)
class Facts:
    """What a video file says of itself. `duration` in seconds."""

    frames: int
    fps: int
    width: int
    height: int
    duration: float


def facts(path: Path) -> Facts:
    """Reads a clip's header (no frame is decoded)."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate
        return Facts(stream.frames, int(rate), stream.width, stream.height, float(stream.frames / rate))


def join(clips: Sequence[Path], out: Path, captions: Sequence[TimedText] = (), lang: str = "en") -> Facts:
    """Writes `clips` one after the other to `out`, with `captions` as a track of its own when there are any.

    Raises JoinError when the clips were not encoded alike.
    """
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        with av.open(str(clips[0])) as first:
            video = film.add_stream_from_template(first.streams.video[0])
            alike = _encoding(first.streams.video[0])
        track = _caption_track(film, lang) if captions else None
        texts = [_text_packet(text, track) for text in _without_gaps(captions)]
        start = Fraction(0)
        for clip in clips:
            start = _append(film, video, clip, alike, start, texts)
        for packet in texts:
            film.mux(packet)
    return facts(out)


def _encoding(stream: Any) -> tuple:
    return (stream.codec_context.name, stream.width, stream.height, stream.average_rate, stream.time_base,
            bytes(stream.codec_context.extradata or b""))


def _append(film: Any, video: Any, clip: Path, alike: tuple, start: Fraction, texts: list) -> Fraction:
    """Adds one clip's packets at `start` (seconds), the captions due before each; returns where the next starts."""
    with av.open(str(clip)) as source:
        stream = source.streams.video[0]
        if _encoding(stream) != alike:
            raise JoinError(f"{clip.name} is not encoded like the clips before it, so it cannot be joined to them")
        shift = int(start / stream.time_base)
        for packet in source.demux(stream):
            if packet.dts is None:  # the flush at the end
                continue
            packet.pts += shift
            packet.dts += shift
            packet.stream = video
            while texts and texts[0].pts * MILLISECOND <= packet.dts * packet.time_base:
                film.mux(texts.pop(0))
            film.mux(packet)
        return start + stream.frames / stream.average_rate


def _caption_track(film: Any, lang: str) -> Any:
    track = film.add_stream("mov_text")
    track.codec_context.subtitle_header = _STYLE.encode()
    track.codec_context.time_base = MILLISECOND
    track.time_base = MILLISECOND
    track.codec_context.open()
    track.metadata["language"] = LANGUAGE_TAGS.get(lang, "und")
    return track


def _without_gaps(captions: Sequence[TimedText]) -> list[tuple[int, int, str]]:
    """(start, end, text) in milliseconds; an MP4 text track has a sample for each moment, empty ones between."""
    filled: list[tuple[int, int, str]] = []
    at = 0
    for caption in captions:
        start, end = round(caption.start * 1000), round(caption.end * 1000)
        if start > at:
            filled.append((at, start, ""))
        filled.append((start, end, caption.text))
        at = end
    return filled


def _text_packet(timed: tuple[int, int, str], track: Any) -> Any:
    """One 3GPP timed text sample: its length in two bytes, then UTF-8 (3GPP TS 26.245, section 5.17)."""
    start, end, text = timed
    letters = text.encode()
    packet = av.Packet(len(letters).to_bytes(2, "big") + letters)
    packet.pts = packet.dts = start
    packet.duration = end - start
    packet.time_base = MILLISECOND
    packet.stream = track
    return packet
