"""How a chapter is played: Manim's animations, our own frames. With the camera, the seam to Manim.

Manim's renderer hashes, caches and encodes each play by itself and joins the pieces; a chapter here is one
stream, a hold is one frame held, and time is counted in whole frames so that captions and clips agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from manim import CairoRenderer, Camera, Scene

from scenes.kit.painted import Painted


class Sink(Protocol):
    """Takes frames as they are painted."""

    def wants(self, first: int, count: int) -> Sequence[int]:
        """Which of the frames ``first`` … ``first + count - 1`` must be painted."""
        ...

    def take(self, frames: Sequence[int], pixels: np.ndarray) -> None:
        """One painted picture that stands for all of these frames; it is lent, to be copied if it is kept."""
        ...


class FrameRenderer(CairoRenderer):
    """Plays a scene frame by frame into a :class:`Sink`, painting only what the sink wants."""

    def __init__(self, camera_class: type[Camera], fps: int, sink: Sink) -> None:
        super().__init__(camera_class=camera_class)
        self.fps, self.sink, self.frame = fps, sink, 0
        self.after_play: list[Callable[[], None]] = []
        self.poster: np.ndarray | None = None
        self.wants_poster = False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        count = max(1, round(scene.duration * self.fps))
        wanted = self.sink.wants(self.frame, count)
        if scene.is_current_animation_frozen_frame():
            if len(wanted):
                self._paint_all(scene)
                self.sink.take(wanted, self.camera.pixel_array)
        else:
            self._play_frames(scene, wanted)
        for animation in scene.animations or ():
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.static_image = None
        self.frame += count
        self.time = self.frame / self.fps
        self.num_plays += 1
        for callback in self.after_play:
            callback()

    def _play_frames(self, scene: Scene, wanted: Sequence[int]) -> None:
        if not len(wanted):
            scene.update_to_time(scene.duration)
            return
        self.save_static_frame_data(scene, scene.static_mobjects)
        for frame in wanted:
            scene.update_to_time((frame - self.frame) / self.fps)
            self.update_frame(scene, scene.moving_mobjects)
            self.sink.take([frame], self.camera.pixel_array)

    def _paint_all(self, scene: Scene) -> None:
        self.static_image = None
        self.update_frame(scene)

    def mark_poster(self, scene: Scene) -> None:
        """Let the scene as it stands be its picture, if one is wanted."""
        if self.wants_poster:
            self.poster = self.picture(scene)

    def picture(self, scene: Scene) -> np.ndarray:
        """The scene as it stands, painted [height, width, 4]."""
        self._paint_all(scene)
        return self.get_frame()


def visible_figures(scene: Scene) -> list[Painted]:
    """Every painted figure in the scene that can be seen, in painting order."""
    return [
        part
        for mobject in scene.mobjects
        for part in mobject.get_family()
        if isinstance(part, Painted) and part.opacity > 0.5
    ]
