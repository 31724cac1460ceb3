from __future__ import annotations

from pathlib import Path

import av
import pytest

from scenes.kit.captions import Caption
from scenes.video import JoinError, facts, join
from tests.film.fakes import colour_clip


def brightness(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [int(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)]


def test_joined_clips_have_every_frame_in_order_and_on_time(tmp_path: Path) -> None:
    clips = [colour_clip(tmp_path / f"{n}.mp4", n, shade=n) for n in (7, 31, 16)]
    joined = join(clips, tmp_path / "film.mp4")
    assert (joined.frames, joined.fps, joined.width, joined.height) == (54, 15, 64, 48)
    assert brightness(tmp_path / "film.mp4") == [shade for clip in clips for shade in brightness(clip)]
    with av.open(str(tmp_path / "film.mp4")) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([n / 15 for n in range(54)])


def test_captions_become_a_text_track_with_times_and_language(tmp_path: Path) -> None:
    captions = [Caption("a", 0.5, 1.25, "One & <b>"), Caption("b", 2.0, 3.0, "二\n三")]
    join([colour_clip(tmp_path / "a.mp4", 60)], tmp_path / "film.mp4", captions, "zh")
    with av.open(str(tmp_path / "film.mp4")) as container:
        track = container.streams.subtitles[0]
        assert track.codec_context.name == "mov_text"
        assert track.metadata["language"] == "zho"
        samples = [(float(p.pts * p.time_base), bytes(p)[2:].decode()) for p in container.demux(track) if p.size]
    assert [sample for sample in samples if sample[1]] == [(0.5, "One & <b>"), (2.0, "二\n三")]
    assert (1.25, "") in samples  # the first goes when its time is over


def test_without_captions_there_is_no_text_track(tmp_path: Path) -> None:
    join([colour_clip(tmp_path / "a.mp4", 20)], tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert not container.streams.subtitles


def test_clips_of_other_encodings_are_refused(tmp_path: Path) -> None:
    clips = [colour_clip(tmp_path / "a.mp4", 10), colour_clip(tmp_path / "b.mp4", 10, width=80)]
    with pytest.raises(JoinError, match=r"b\.mp4"):
        join(clips, tmp_path / "film.mp4")


def test_facts_are_the_clip_s(tmp_path: Path) -> None:
    found = facts(colour_clip(tmp_path / "a.mp4", 30, fps=30))
    assert (found.frames, found.fps, found.duration) == (30, 30, 1.0)
