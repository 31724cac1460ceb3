"""Frames: counted, painted, encoded; stills are the clip's own frames; two renders are the same bytes."""

from __future__ import annotations

import av
import numpy as np
import pytest

from benchmarks.pictures import kit, plan, stock
from scenes.kit.figures import Label
from scenes.kit.recording import Recorder
from scenes.render import render_clip, render_still, render_stills
from scenes.settings import QUALITIES, Quality, Settings

DRAFT = Settings(quality="draft")


def frames_of(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def clip(small_trace, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clip")
    counted = []
    record = render_clip(small_trace, "scores", DRAFT, folder / "a.mp4", folder / "a.png", counted.append)
    return record, folder, sum(counted)


def test_a_clip_has_the_frames_that_its_record_says(clip):
    record, folder, counted = clip
    frames = frames_of(folder / record.file)
    quality = QUALITIES["draft"]
    assert len(frames) == record.frames == counted
    assert record.duration == pytest.approx(record.frames / quality.fps)
    assert frames[0].shape == (quality.height, quality.width, 3)
    assert (folder / record.poster).stat().st_size > 2000


def test_stills_are_the_clips_own_frames(clip, small_trace):
    record, folder, _ = clip
    frames = frames_of(folder / record.file)
    moments = [0.0, 2.0, 14.4, record.duration - 0.1]
    again, pictures = render_stills(small_trace, "scores", DRAFT, moments)
    assert again.captions == record.captions
    assert again.numbers == record.numbers
    for moment, picture in zip(moments, pictures, strict=True):
        shown = frames[round(moment * 15)].astype(float)
        assert np.abs(shown - picture[:, :, :3]).mean() < 3, moment


def test_two_renders_are_the_same_bytes(clip, small_trace, tmp_path):
    record, folder, _ = clip
    render_clip(small_trace, "scores", DRAFT, tmp_path / "b.mp4")
    assert (tmp_path / "b.mp4").read_bytes() == (folder / record.file).read_bytes()


def test_captions_are_burnt_in_only_when_asked(small_trace):
    pictures = {c: render_stills(small_trace, "scores", Settings(quality="draft", captions=c), [2.0])[1][0]
                for c in ("burn", "off")}  # fmt: skip
    low = slice(400, 470)
    assert np.ptp(pictures["burn"][low]) > 100
    assert np.ptp(pictures["off"][low, 100:-100, :3].reshape(-1, 3), axis=0).max() == 0


def test_a_still_beyond_the_end_is_the_last_picture(small_trace, tmp_path):
    render_still(small_trace, "scores", DRAFT, tmp_path / "end.png")
    render_still(small_trace, "scores", DRAFT, tmp_path / "later.png", at=500)
    assert (tmp_path / "end.png").read_bytes() == (tmp_path / "later.png").read_bytes()


def test_a_clip_that_fails_leaves_nothing_behind(tmp_path):
    path = tmp_path / "broken.mp4"

    def fail():
        with Recorder(path, 64, 48, 15) as recorder:
            recorder.write(np.zeros((48, 64, 4), np.uint8), 3)
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    assert not path.exists()


def test_key_frames_come_every_second(clip):
    record, folder, _ = clip
    with av.open(str(folder / record.file)) as container:
        keys = [float(p.pts * p.time_base) for p in container.demux(video=0) if p.is_keyframe and p.pts is not None]
    assert max(np.diff(keys)) <= 1.0 + 1e-6


class Kept:
    """A sink that keeps every frame."""

    def __init__(self):
        self.frames = []

    def wants(self, first, count):
        return range(first, first + count)

    def take(self, frames, pixels):
        self.frames += [pixels.copy()] * len(frames)


def counted(text):
    class Counted(Label):
        times = 0

        def paint(self, pen):
            type(self).times += 1
            super().paint(pen)

    return Counted(text, size=90)


def test_a_figure_that_only_fades_is_painted_once(play):
    label, sink = counted("attention"), Kept()
    play(lambda scene: scene.vanish(label, run_time=1.0), sink=sink)
    assert len(sink.frames) == 15
    assert type(label).times <= 3  # opaque in the first frame, then once more as a layer
    light = [int(frame[:, :, :3].astype(int).sum()) for frame in sink.frames]
    assert light == sorted(light, reverse=True)
    assert light[0] > light[7] > light[14]


def test_a_fading_figure_follows_its_state_and_place(play):
    def construct(scene):
        label.set_opacity(0.5)
        scene.add(label)
        scene.hold(0.1)
        label.shift((2, 0, 0))
        scene.hold(0.1)

    label, sink = counted("here"), Kept()
    play(construct, sink=sink)
    first, last = sink.frames[0], sink.frames[-1]
    ground = first[0, 0]
    here, there = ((frame != ground).any(axis=(0, 2)).nonzero()[0].mean() for frame in (first, last))
    assert there - here == pytest.approx(2 * 135 * 854 / 1920, abs=1)


def test_half_opacity_is_half_way_to_the_ground(play):
    def shown(opacity):
        sink = Kept()

        def construct(scene):
            scene.add(Label("■■", size=200).set_opacity(opacity))
            scene.hold(0.1)

        play(construct, sink=sink)
        return sink.frames[0].astype(float)

    nothing, half, whole = shown(0.0), shown(0.5), shown(1.0)
    assert np.abs(whole - nothing).max() > 100
    assert np.abs(half - (nothing + whole) / 2).max() <= 2


def test_a_picture_may_be_painted_over_once_it_is_written(tmp_path):
    pixels = np.full((48, 64, 4), 255, np.uint8)
    with Recorder(tmp_path / "a.mp4", 64, 48, 15) as recorder:
        recorder.write(pixels, 10)
        pixels[:, :, :3] = 0
        recorder.write(pixels, 10)
    means = [frame.mean() for frame in frames_of(tmp_path / "a.mp4")]
    assert min(means[:10]) > 240
    assert max(means[10:]) < 15


def test_options_of_the_encoder_can_be_chosen(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (48, 64, 4), dtype=np.uint8)
    sizes = []
    for crf in ("10", "40"):
        with Recorder(tmp_path / f"{crf}.mp4", 64, 48, 15, {"crf": crf}) as recorder:
            recorder.write(noise, 3)
        sizes.append((tmp_path / f"{crf}.mp4").stat().st_size)
    assert sizes[0] > 1.5 * sizes[1]


@pytest.mark.parametrize("scene", [kit, stock])
def test_both_scenes_of_the_benchmark_run(scene, tmp_path):
    scene.main(Quality(160, 90, 2), tmp_path / "scene.mp4")
    assert len(frames_of(tmp_path / "scene.mp4")) == pytest.approx(2 * plan.SECONDS, abs=2)
