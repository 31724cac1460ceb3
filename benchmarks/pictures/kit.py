"""The scene with the kit: a figure a matrix, the kit's camera, renderer and recorder.

Run as ``python -m benchmarks.pictures.kit QUALITY OUT.mp4``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from manim import FadeIn, FadeOut, Mobject, Scene, config, tempconfig

from benchmarks.pictures import plan
from scenes.kit.camera import camera_class
from scenes.kit.figures import Label, Look, Matrix
from scenes.kit.lettering import Span
from scenes.kit.numbers import Numbers
from scenes.kit.recording import Recorder
from scenes.kit.renderer import FrameRenderer
from scenes.kit.stage import sheet_point
from scenes.kit.theme import THEMES
from scenes.settings import QUALITIES, Quality

THEME = THEMES["dark"]


class Film:
    """A sink that encodes every frame."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def wants(self, first: int, count: int) -> Sequence[int]:
        return range(first, first + count)

    def take(self, frames: Sequence[int], pixels: np.ndarray) -> None:
        self.recorder.write(pixels, len(frames))


def matrix(values: np.ndarray, name: str, x: float, y: float) -> Matrix:
    numbers = Numbers(values, name, np.arange(values.size).reshape(values.shape), values.shape)
    figure = Matrix(numbers, Look(cell=(88, 84), size=28))
    figure.move_to(sheet_point(x, y))
    return figure


class KitScene(Scene):
    """13 seconds of a matrix product."""

    def construct(self) -> None:
        x, w, y = plan.matrices()
        source, weights, target = matrix(x, "X", 420, 284), matrix(w, "W", 1392, 486), matrix(y, "Y", 420, 716)
        formula = Label([Span(plan.FORMULA)], size=64).move_to(sheet_point(420, 500))
        caption = Label(plan.CAPTION, size=46).move_to(sheet_point(960, 985))
        self.show(source, weights, seconds=plan.APPEAR)
        self.hold(plan.FIRST_HOLD)
        self.show(formula, caption, seconds=plan.WORDS)
        self.hold(plan.SECOND_HOLD)
        self.add(target.blank())
        target.tint[:] = 0
        for row in range(plan.ROWS):
            ghost = source.part(row)
            meet = ghost.animate.move_to(target.row_point(row))
            self.play(meet, target.animate.reveal(rows=row), run_time=plan.ROW)
            self.remove(ghost)
        self.hold(plan.THIRD_HOLD)
        self.play(target.animate.spotlight(rows=plan.ROWS - 1), run_time=plan.MARK)
        self.hold(plan.LAST_HOLD)
        self.play(*(FadeOut(m) for m in list(self.mobjects)), run_time=plan.VANISH)

    def show(self, *figures: Mobject, seconds: float) -> None:
        self.play(*(FadeIn(figure) for figure in figures), run_time=seconds)

    def hold(self, seconds: float) -> None:
        self.wait(seconds, frozen_frame=True)


def main(q: Quality, out: Path) -> None:
    """Render the scene at a size and rate."""
    settings = {
        "pixel_width": q.width,
        "pixel_height": q.height,
        "frame_rate": q.fps,
        "frame_width": 1920 / 135,
        "frame_height": 8.0,
        "background_color": "#" + "".join(f"{round(255 * c):02x}" for c in THEME.colour("background")),
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(settings), Recorder(out, q.width, q.height, q.fps) as recorder:
        renderer = FrameRenderer(camera_class(THEME), int(config.frame_rate), Film(recorder))
        KitScene(renderer=renderer).construct()


if __name__ == "__main__":
    main(QUALITIES[sys.argv[1]], Path(sys.argv[2]))
