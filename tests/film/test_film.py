from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine import Trace
from scenes import manifest, video
from scenes.film import Order, choose, make_film
from scenes.processes import ChapterFailed
from scenes.settings import Settings
from tests.film import fakes

CHAPTERS = ("tokens", "scores", "weights")
DRAFT = Settings(quality="draft")
PARTS = {*manifest.FILES.values(), "film.json", "chapters"}


@pytest.fixture
def order(trace: Trace, tmp_path: Path) -> Order:
    return Order(trace, CHAPTERS, DRAFT, tmp_path / "media" / "hello" / "en", jobs=2)


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_film_directory_holds_what_it_should(order: Order) -> None:
    film = make_film(order, work=fakes.paint)
    assert film.rendered == 3
    assert listing(order.out) == PARTS
    assert listing(order.out / "chapters") == {
        f"{stem}.{ending}" for stem in ("05-tokens", "09-scores", "12-weights") for ending in ("mp4", "png")
    }
    assert listing(order.out.parent) == {"en"}
    assert manifest.read(order.out) == film.manifest
    assert Trace.load(order.out / "trace.npz").tokens == order.trace.tokens


def test_the_manifest_tells_where_each_chapter_is_in_the_film(order: Order) -> None:
    film = make_film(order, work=fakes.paint).manifest
    frames = [fakes.frames_of(each) for each in CHAPTERS]
    assert [entry.frames for entry in film.chapters] == frames
    assert [entry.start for entry in film.chapters] == pytest.approx([0, frames[0] / 15, sum(frames[:2]) / 15])
    assert film.duration == pytest.approx(sum(frames) / 15)
    assert video.facts(order.out / "film.mp4").frames == sum(frames)
    assert (film.tokens, film.language, film.fps) == (tuple(order.trace.tokens), "en", 15)


def test_texts_tell_the_film_s_times(order: Order) -> None:
    make_film(order, work=fakes.paint)
    vtt = (order.out / "captions.vtt").read_text()
    assert "00:00:01.500 --> 00:00:02.300" in vtt  # 21 frames of 1/15 s, and 0.1 s
    assert "This is scores &amp; &lt;b&gt;more&lt;/b&gt;." in vtt
    assert "00:00:01,500 -->" in (order.out / "captions.srt").read_text()
    assert "Title of weights" in (order.out / "chapters.vtt").read_text()
    assert "## Title of scores (0:01)" in (order.out / "transcript.md").read_text()
    numbers = json.loads((order.out / "numbers.json").read_text())
    assert [each["chapter"] for each in numbers["numbers"]] == list(CHAPTERS)


def test_soft_captions_are_a_track_of_the_film(order: Order) -> None:
    import av

    make_film(replace(order, settings=replace(DRAFT, captions="soft")), work=fakes.paint)
    with av.open(str(order.out / "film.mp4")) as container:
        assert len(container.streams.subtitles) == 1


def test_the_same_film_is_not_rendered_again_nor_written(order: Order) -> None:
    make_film(order, work=fakes.paint)
    before = {path: path.stat().st_mtime_ns for path in order.out.rglob("*")}
    assert make_film(order, work=fakes.die).rendered == 0
    assert {path: path.stat().st_mtime_ns for path in order.out.rglob("*")} == before


def test_force_renders_again(order: Order) -> None:
    make_film(order, work=fakes.paint)
    assert make_film(replace(order, force=True), work=fakes.paint).rendered == 3


def test_only_new_and_damaged_chapters_are_rendered(order: Order) -> None:
    make_film(order, work=fakes.paint)
    (order.out / "chapters" / "09-scores.mp4").write_bytes(b"damaged")
    film = make_film(replace(order, chapters=("scores", "weights", "embedding")), work=fakes.paint)
    assert film.rendered == 2
    assert "05-tokens.mp4" not in listing(order.out / "chapters")
    assert video.facts(order.out / "film.mp4").frames == film.manifest.frames


def test_other_settings_render_anew(order: Order) -> None:
    make_film(order, work=fakes.paint)
    light = replace(order, settings=replace(DRAFT, theme="light"))
    assert make_film(light, work=fakes.paint).rendered == 3


def test_a_failure_leaves_the_old_film_whole(order: Order) -> None:
    old = make_film(replace(order, chapters=("tokens",)), work=fakes.paint).manifest
    with pytest.raises(ChapterFailed):
        make_film(order, work=fakes.fail_in_scores)
    assert manifest.read(order.out) == old
    assert listing(order.out.parent) == {"en"}


def test_files_that_are_no_part_of_the_film_stay(order: Order) -> None:
    make_film(order, work=fakes.paint)
    (order.out / "lesson.html").write_text("mine")
    make_film(replace(order, chapters=("tokens",)), work=fakes.paint)
    assert (order.out / "lesson.html").read_text() == "mine"
    assert listing(order.out / "chapters") == {"05-tokens.mp4", "05-tokens.png"}


def test_two_fresh_films_are_the_same_files(order: Order, tmp_path: Path) -> None:
    other = replace(order, out=tmp_path / "other")
    make_film(order, work=fakes.paint)
    make_film(other, work=fakes.paint)
    for name in PARTS - {"chapters"}:
        assert (order.out / name).read_bytes() == (other.out / name).read_bytes(), name


def test_chapters_are_chosen_by_set_or_name_in_the_film_s_order() -> None:
    assert choose("weights, tokens,tokens") == ("tokens", "weights")
    assert set(choose("core")) <= set(choose("full"))
    for wrong in ("", ",", "tokens,nonsense"):
        with pytest.raises(ValueError, match="tokens, embedding"):
            choose(wrong)
