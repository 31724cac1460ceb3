"""Render one chapter: a pure function from (trace file, chapter, settings) to a clip or a still and its record.

Manim's configuration is global, so a process renders one chapter at a time.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from manim import config, logger, tempconfig
from PIL import Image

from engine.trace import Trace
from scenes.chapters import chapter_info
from scenes.kit.audit import Audit, Issue
from scenes.kit.camera import camera_class
from scenes.kit.captions import Caption
from scenes.kit.chapter import Chapter
from scenes.kit.recording import Recorder
from scenes.kit.renderer import FrameRenderer
from scenes.kit.theme import THEMES
from scenes.narration import Narrator
from scenes.settings import QUALITIES, Settings


@dataclass(frozen=True)
class ChapterRecord:
    """What is known of a rendered chapter; times in seconds from its beginning."""

    id: str
    title: str
    file: str
    duration: float
    fps: int
    frames: int
    poster: str
    captions: tuple[Caption, ...]
    numbers: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """Plain lists, dictionaries, numbers and strings."""
        return asdict(self)


class _Film:
    """A sink that encodes every frame."""

    def __init__(self, recorder: Recorder, on_frames: Callable[[int], None] | None) -> None:
        self.recorder, self.on_frames = recorder, on_frames

    def wants(self, first: int, count: int) -> Sequence[int]:
        return range(first, first + count)

    def take(self, frames: Sequence[int], pixels: np.ndarray) -> None:
        self.recorder.write(pixels, len(frames))
        if self.on_frames:
            self.on_frames(len(frames))


class _Stills:
    """A sink that keeps the frames at some moments and fast-forwards through the rest."""

    def __init__(self, frames: Sequence[int]) -> None:
        self.asked = sorted(set(frames))
        self.kept: dict[int, np.ndarray] = {}

    def wants(self, first: int, count: int) -> Sequence[int]:
        return [f for f in self.asked if first <= f < first + count]

    def take(self, frames: Sequence[int], pixels: np.ndarray) -> None:
        self.kept.update(dict.fromkeys(frames, pixels.copy()))


def render_clip(
    trace_path: Path,
    chapter_id: str,
    settings: Settings,
    out_mp4: Path,
    poster_png: Path | None = None,
    on_frames: Callable[[int], None] | None = None,
    threaded: bool = True,
) -> ChapterRecord:
    """Render a chapter into an MP4 (and its poster). ``on_frames`` is told how many frames were painted.

    ``threaded``: encode beside the painting, on a second core; else all on one.
    """
    quality = QUALITIES[settings.quality]
    size = (quality.width, quality.height, quality.fps)
    with _manim(settings), Recorder(out_mp4, *size, threaded=threaded) as recorder:
        scene = _play(trace_path, chapter_id, settings, _Film(recorder, on_frames), poster=poster_png is not None)
        if poster_png is not None:
            _save(scene.renderer.poster, poster_png)
        return _record(scene, out_mp4.name, poster_png.name if poster_png else "", quality.fps)


def render_stills(
    trace_path: Path, chapter_id: str, settings: Settings, moments: Sequence[float]
) -> tuple[ChapterRecord, list[np.ndarray]]:
    """The pictures [height, width, 4] of a chapter at some moments in seconds; beyond its end, its poster."""
    quality = QUALITIES[settings.quality]
    sink = _Stills([round(t * quality.fps) for t in moments])
    with _manim(settings):
        scene = _play(trace_path, chapter_id, settings, sink, poster=True)
    pictures = [sink.kept.get(round(t * quality.fps), scene.renderer.poster) for t in moments]
    return _record(scene, "", "", quality.fps), pictures


def render_still(
    trace_path: Path, chapter_id: str, settings: Settings, out_png: Path, at: float | None = None
) -> ChapterRecord:
    """A chapter's picture as PNG: at ``at`` seconds, or its poster."""
    record, pictures = render_stills(trace_path, chapter_id, settings, [float("1e6") if at is None else at])
    _save(pictures[0], out_png)
    return record


def audit_chapter(
    trace_path: Path, chapter_id: str, settings: Settings, paint: bool = False
) -> tuple[ChapterRecord, list[Issue]]:
    """Play a chapter fast-forward and list what a viewer would stumble over.

    Nothing is painted unless ``paint`` asks for the contrast of every text, measured after each play.
    """
    quality = QUALITIES[settings.quality]
    audits: list[Audit] = []
    with _manim(settings):
        sink, watch = _Stills([]), lambda scene: audits.append(Audit(scene, paint))
        scene = _play(trace_path, chapter_id, settings, sink, before=watch)
    audits[0].captions(scene.captions, settings.lang, quality.fps)
    return _record(scene, "", "", quality.fps), audits[0].issues


def _manim(settings: Settings) -> Any:
    quality = QUALITIES[settings.quality]
    logger.setLevel(os.environ.get("WHYTOO_MANIM_LOG", "ERROR"))
    background = THEMES[settings.theme].colour("background")
    return tempconfig(
        {
            "pixel_width": quality.width,
            "pixel_height": quality.height,
            "frame_rate": quality.fps,
            "frame_width": 1920 / 135,
            "frame_height": 8.0,
            "background_color": "#" + "".join(f"{round(255 * c):02x}" for c in background),
            "progress_bar": "none",
            "disable_caching": True,
            "dry_run": True,
            "verbosity": "ERROR",
        }
    )


def _play(
    trace_path: Path,
    chapter_id: str,
    settings: Settings,
    sink: Any,
    *,
    poster: bool = False,
    before: Callable[[Any], None] | None = None,
) -> Any:
    info = chapter_info(chapter_id)
    module = importlib.import_module(info.module)
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == info.module]
    chapter = next(c for c in own if issubclass(c, Chapter))
    theme = THEMES[settings.theme]
    renderer = FrameRenderer(camera_class(theme), int(config.frame_rate), sink)
    scene = chapter(Trace.load(trace_path), Narrator(settings.lang), theme, renderer, settings.captions == "burn")
    renderer.wants_poster = poster
    if before:
        before(scene)
    scene.construct()
    return scene


def _record(scene: Any, file: str, poster: str, fps: int) -> ChapterRecord:
    return ChapterRecord(
        id=scene.id,
        title=scene.title,
        file=file,
        duration=scene.renderer.time,
        fps=fps,
        frames=scene.renderer.frame,
        poster=poster,
        captions=tuple(scene.captions),
        numbers=tuple(scene.numbers),
    )


def _save(pixels: np.ndarray, path: Path) -> None:
    partial = path.with_name(path.name + ".part")
    Image.fromarray(pixels).convert("RGB").save(partial, format="PNG")
    partial.replace(path)
