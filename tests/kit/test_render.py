"""Frames: counted, painted, encoded; stills are the clip's own frames; two renders are the same bytes."""

from __future__ import annotations

import av
import numpy as np
import pytest

from scenes.kit.recording import Recorder
from scenes.render import render_clip, render_still, render_stills
from scenes.settings import QUALITIES, Settings

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
