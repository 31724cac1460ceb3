"""The scene as one writes it with Manim as it comes: a square and a ``DecimalNumber`` a cell.

Run as ``python -m benchmarks.pictures.stock QUALITY OUT.mp4``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    DecimalNumber,
    FadeIn,
    FadeOut,
    MathTypst,
    Scene,
    Square,
    Text,
    TransformFromCopy,
    VGroup,
    tempconfig,
)

from benchmarks.pictures import plan
from scenes.kit.recording import OPTIONS
from scenes.kit.theme import THEMES
from scenes.settings import QUALITIES, Quality

THEME = THEMES["dark"]
SIDE = 0.62


def hexed(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in colour)


def cell(value: float, largest: float) -> VGroup:
    ground = THEME.signed(value, largest)
    square = Square(SIDE, fill_color=hexed(ground), fill_opacity=1, stroke_color=hexed(THEME.colour("line")))
    square.set_stroke(width=1)
    ink = hexed(THEME.ink_on(ground))
    return VGroup(square, DecimalNumber(value, num_decimal_places=2, mob_class=Text, font_size=17, color=ink))


def matrix(values: np.ndarray) -> VGroup:
    """A group of rows, each a group of cells."""
    largest = float(np.abs(values).max())
    rows = [VGroup(*(cell(float(v), largest) for v in row)).arrange(RIGHT, buff=0.03) for row in values]
    return VGroup(*rows).arrange(DOWN, buff=0.03)


class StockScene(Scene):
    """13 seconds of a matrix product."""

    def construct(self) -> None:
        x, w, y = (matrix(values) for values in plan.matrices())
        x.move_to(4.0 * LEFT + 1.9 * UP)
        y.move_to(4.0 * LEFT + 1.3 * DOWN)
        w.move_to(3.2 * RIGHT + 0.4 * UP)
        formula = MathTypst(plan.FORMULA, font_size=48).move_to(4.0 * LEFT + 0.3 * UP)
        caption = Text(plan.CAPTION, font_size=28).move_to(3.3 * DOWN)
        self.play(FadeIn(x), FadeIn(w), run_time=plan.APPEAR)
        self.wait(plan.FIRST_HOLD)
        self.play(FadeIn(formula), FadeIn(caption), run_time=plan.WORDS)
        self.wait(plan.SECOND_HOLD)
        for source, target in zip(x, y, strict=True):
            self.play(TransformFromCopy(source, target), run_time=plan.ROW)
        self.wait(plan.THIRD_HOLD)
        self.play(*(row.animate.set_opacity(0.35) for row in y[:-1]), run_time=plan.MARK)
        self.wait(plan.LAST_HOLD)
        self.play(*(FadeOut(m) for m in list(self.mobjects)), run_time=plan.VANISH)


def main(q: Quality, out: Path) -> None:
    """Render the scene at a size and rate."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = {
            "pixel_width": q.width,
            "pixel_height": q.height,
            "frame_rate": q.fps,
            "background_color": hexed(THEME.colour("background")),
            "media_dir": scratch,
            "output_file": "scene",
            "disable_caching": True,  # a hash of every play is of no use to a scene that is rendered once
            "progress_bar": "none",
            "verbosity": "ERROR",
            "video_encoder_options": {**OPTIONS, "g": str(q.fps), "threads": "1"},
        }
        with tempconfig(settings):
            StockScene().render()
        made = next(path for path in Path(scratch).rglob("scene.mp4"))
        out.write_bytes(made.read_bytes())


if __name__ == "__main__":
    main(QUALITIES[sys.argv[1]], Path(sys.argv[2]))
