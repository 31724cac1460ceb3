"""Stand-ins for rendering: clips of plain colour, made in a moment. Importable by the processes of the tests."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from scenes.kit.captions import Caption
from scenes.settings import QUALITIES

GOLDEN = Path(__file__).parent.parent / "golden" / "transformer-2017"


@dataclass(frozen=True)
class Record:
    """The fields of scenes.render.ChapterRecord that a film reads."""

    id: str
    title: str
    duration: float
    fps: int
    frames: int
    captions: tuple
    numbers: tuple


def colour_clip(path: Path, frames: int, fps: int = 15, width: int = 64, height: int = 48, shade: int = 0) -> Path:
    """An H.264 clip whose frames brighten one by one."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for index in range(frames):
            pixels = np.full((height, width, 3), (shade + 4 * index) % 256, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return path


def frames_of(chapter: str) -> int:
    """A length of its own for each chapter."""
    return 15 + len(chapter)


def paint(job, on_frames) -> Record:
    fps = QUALITIES[job.settings.quality].fps
    frames = frames_of(job.chapter)
    colour_clip(job.clip, frames, fps)
    job.poster.write_bytes(b"PNG of " + job.chapter.encode())
    on_frames(frames)
    captions = (Caption(f"{job.chapter}-line", 0.1, 0.9, f"This is {job.chapter} & <b>more</b>."),)
    numbers = ({"chapter": job.chapter, "time": 0.5, "address": "hook_embed[0, 1]", "text": "0.12"},)
    return Record(job.chapter, f"Title of {job.chapter}", frames / fps, fps, frames, captions, numbers)


def fail_in_scores(job, on_frames) -> Record:
    if job.chapter == "scores":
        raise RuntimeError("the picture\nis broken")
    return paint(job, on_frames)


def die(job, on_frames) -> Record:
    os.write(1, b"last words")
    os._exit(3)


def linger(job, on_frames) -> Record:
    """Leaves its process id behind and never ends."""
    (job.clip.parent / f"{job.chapter}.pid").write_text(str(os.getpid()))
    while True:
        on_frames(1)
        time.sleep(0.05)


def meet(job, on_frames) -> Record:
    """Waits for the others: ends only if all run at once."""
    (job.clip.parent / f"{job.chapter}.here").touch()
    until = time.monotonic() + 20
    while len(list(job.clip.parent.glob("*.here"))) < 2:
        if time.monotonic() > until:
            raise RuntimeError("alone")
        time.sleep(0.02)
    return paint(job, on_frames)
