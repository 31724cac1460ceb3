"""The same scene with stock Manim and with the kit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from benchmarks.measure import module, side_by_side
from benchmarks.rows import Row, faster
from scenes.settings import QUALITIES

LEAST = {"draft": 6.0, "medium": 4.0, "high": 3.0}


def measure(n: int) -> Iterator[Row]:
    """Fresh processes, imports and all; both encode with the kit's settings."""
    for quality, least in LEAST.items():
        size = QUALITIES[quality]
        with tempfile.TemporaryDirectory() as scratch:
            commands = {
                side: module(f"benchmarks.pictures.{side}", quality, f"{scratch}/{side}.mp4")
                for side in ("stock", "kit")
            }
            costs = side_by_side(commands, n)
        remark = f"processor time: {costs['stock'].cpu / costs['kit'].cpu:.2f} x less"
        what = f"matrix scene, stock : kit, {size.height}p{size.fps}"
        yield faster(what, costs["stock"].wall, costs["kit"].wall, least, remark)
