"""A studied trace of the small random model, and a way to play a chapter made up for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import load_model
from engine.study import study

GOLDEN = Path(__file__).parent.parent / "golden" / "transformer-2017"


@pytest.fixture(scope="session")
def small_trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trace file of "I love you"."""
    path = tmp_path_factory.mktemp("trace") / "trace.npz"
    study(load_model(GOLDEN), "I love you").save(path)
    return path


@pytest.fixture
def play(small_trace: Path) -> Callable[..., Any]:
    """Play ``construct`` as a chapter, painting nothing; returns the scene, its audit at ``scene.audit``."""
    from engine.trace import Trace
    from scenes import render
    from scenes.kit.audit import Audit
    from scenes.kit.camera import camera_class
    from scenes.kit.chapter import Chapter
    from scenes.kit.renderer import FrameRenderer
    from scenes.kit.theme import THEMES
    from scenes.narration import Narrator
    from scenes.settings import QUALITIES, Settings

    def run(construct: Callable[[Chapter], None], lang: str = "en", sink: Any = None, paint: bool = False) -> Any:
        settings = Settings(lang, quality="high" if paint else "draft")
        made = type("Made", (Chapter,), {"id": "scores", "construct": construct})
        with render._manim(settings):
            theme = THEMES[settings.theme]
            fps = QUALITIES[settings.quality].fps
            renderer = FrameRenderer(camera_class(theme), fps, sink or render._Stills([]))
            scene = made(Trace.load(small_trace), Narrator(lang), theme, renderer, True)
            scene.audit = Audit(scene, paint)
            scene.construct()
        return scene

    return run
