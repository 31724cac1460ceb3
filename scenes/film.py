"""Makes a film: chooses chapters, renders them side by side, joins them, writes the film directory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from engine import Trace
from engine.analysis import top_next
from scenes import manifest, older, place, processes, reuse, texts, video
from scenes.chapters import CHAPTERS, SETS, ChapterInfo, chapter_info, reason_left_out
from scenes.manifest import CaptionEntry, ChapterEntry, LeftOut, Manifest, Model
from scenes.narration import Narrator
from scenes.older import Clip
from scenes.processes import Job, News
from scenes.settings import QUALITIES, Settings

__all__ = ["Film", "Order", "Watch", "choose", "make_film", "work", "work_alone"]


@dataclass(frozen=True)
class Order:
    """What to make. `chapters` are ids in the order they play; `choices` is what the user chose besides, as plain
    data for the record (focus, layer, head, …)."""

    trace: Trace
    chapters: tuple[str, ...]
    settings: Settings
    out: Path
    jobs: int = 0  # 0: as many as there are cores
    force: bool = False
    choices: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Film:
    """What was made: its manifest, where it lies, and how many chapters had to be rendered for it."""

    manifest: Manifest
    path: Path
    rendered: int


class Watch:
    """Is told how the work goes; this one keeps silent."""

    def begin(self, chapters: Sequence[str], kept: Sequence[str], fps: int) -> None:
        """The chapters that will be rendered, and those of an older film that stay."""

    def news(self, news: News) -> None:
        """Frames drawn, or a chapter done."""

    def end(self) -> None:
        """Rendering is over."""


def choose(text: str) -> tuple[str, ...]:
    """`core`, `full`, or a list such as `scores,weights` -> chapter ids, in the film's order, each once.

    Raises ValueError, naming the valid ones, for an unknown chapter or an empty list.
    """
    if text in SETS:
        return SETS[text]
    asked = [name.strip() for name in text.split(",") if name.strip()]
    ids = {info.id for name in asked for info in _named(name)}
    if not ids:
        raise ValueError(f"no chapter is named; choose {' or '.join(SETS)}, or some of: {_valid()}")
    return tuple(info.id for info in CHAPTERS if info.id in ids)


def _named(name: str) -> list[ChapterInfo]:
    if name in SETS:
        return [chapter_info(each) for each in SETS[name]]
    try:
        return [chapter_info(name)]
    except ValueError:
        raise ValueError(f"there is no chapter {name!r}; choose {' or '.join(SETS)}, or some of: {_valid()}") from None


def _valid() -> str:
    return ", ".join(info.id for info in CHAPTERS)


def split(order: Order) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """The chapters that this trace has, and those that it has not, each with the reason in the film's language.

    Raises ValueError when none is left.
    """
    narrator = Narrator(order.settings.lang)
    reasons = {each: reason_left_out(each, order.trace) for each in order.chapters}
    left = tuple(LeftOut(each, narrator.label(reason)) for each, reason in reasons.items() if reason)
    kept = tuple(each for each, reason in reasons.items() if not reason)
    if not kept:
        raise ValueError(f"this model has no {', '.join(order.chapters)} to show: {left[0].reason}")
    return kept, left


def work(job: Job, on_frames: Callable[[int], None]) -> Any:
    """Renders one chapter of several, on one core, in its own process (Manim is imported there) -> ChapterRecord."""
    return _render_one(job, on_frames, threaded=False)


def work_alone(job: Job, on_frames: Callable[[int], None]) -> Any:
    """As `work`, for a chapter that is made alone: it may use a second core."""
    return _render_one(job, on_frames, threaded=True)


def _render_one(job: Job, on_frames: Callable[[int], None], threaded: bool) -> Any:
    from scenes.render import render_clip

    soft = job.settings.captions == "soft"
    clip = job.clip.with_suffix(".bare.mp4") if soft else job.clip
    record = render_clip(job.trace, job.chapter, job.settings, clip, job.poster, on_frames, threaded)
    if soft:
        lang = job.settings.lang
        video.join([clip], job.clip, texts.in_lines(record.captions, lang), lang)
        clip.unlink()
    return record


def make_film(order: Order, watch: Watch | None = None, work: processes.Work = work) -> Film:
    """Makes the film, or what is new of it, and puts it into its place.

    Raises place.PlaceError (the place cannot be written), ValueError (no chapter fits the model),
    processes.ChapterFailed and OSError; on any of them the place is as it was before.
    """
    chapters, left = split(order)
    place.check_directory(order.out)
    with place.staged_directory(order.out) as stage:
        jobs = _jobs(order, chapters, stage)
        keys = {job.chapter: reuse.key(job.chapter, _sources(), job.trace, job.settings) for job in jobs}
        kept = {} if order.force else older.clips(order.out, keys, stage)
        made = _render([job for job in jobs if job.chapter not in kept], keys, kept, order, watch or Watch(), work)
        clips = [kept.get(each) or made[each] for each in chapters]
        film = _manifest(order, clips, left)
        if not made and older.is_whole(order.out, film):
            return Film(film, order.out, 0)
        _write(film, clips, stage)
        place.install(stage, order.out)
    return Film(film, order.out, len(made))


def _sources() -> frozenset[reuse.Chapter]:
    return frozenset(reuse.Chapter(info.id, info.module) for info in CHAPTERS)


def _jobs(order: Order, chapters: Sequence[str], stage: Path) -> list[Job]:
    trace = order.trace.save(stage / manifest.FILES["trace"])
    folder = stage / "chapters"
    folder.mkdir()
    stems = {each: f"{chapter_info(each).number:02}-{each}" for each in chapters}
    return [
        Job(each, trace, order.settings, folder / f"{stem}.mp4", folder / f"{stem}.png", stage / f".{stem}.log")
        for each, stem in stems.items()
    ]


def _render(
    jobs: list[Job], keys: dict[str, str], kept: dict[str, Clip], order: Order, watch: Watch, work: processes.Work
) -> dict[str, Clip]:
    watch.begin([job.chapter for job in jobs], list(kept), QUALITIES[order.settings.quality].fps)
    try:
        records = processes.run(_longest_first(jobs), order.jobs or processes.cores(), watch.news, work)
    finally:
        watch.end()
    for job in jobs:
        job.log.unlink(missing_ok=True)
    return {job.chapter: _clip(job, records[job.chapter], keys[job.chapter]) for job in jobs}


def _longest_first(jobs: Sequence[Job]) -> list[Job]:
    """So that no core waits at the end: later chapters tend to be longer, cards are short."""
    infos = {job.chapter: chapter_info(job.chapter) for job in jobs}
    return sorted(jobs, key=lambda job: (infos[job.chapter].card, -infos[job.chapter].number))


def _clip(job: Job, record: Any, key: str) -> Clip:
    folder = job.clip.parent.name
    entry = ChapterEntry(
        id=record.id,
        title=record.title,
        file=f"{folder}/{job.clip.name}",
        poster=f"{folder}/{job.poster.name}",
        start=0.0,
        duration=round(record.duration, 6),
        fps=record.fps,
        frames=record.frames,
        captions=tuple(_caption(line) for line in record.captions),
        key=key,
        sha256=reuse.file_hash(job.clip),
    )
    return Clip(entry, tuple(record.numbers))


def _caption(line: Any) -> CaptionEntry:
    return CaptionEntry(line.id, round(line.start, 6), round(line.end, 6), line.text)


def _manifest(order: Order, clips: Sequence[Clip], left: tuple[LeftOut, ...]) -> Manifest:
    trace, quality = order.trace, QUALITIES[order.settings.quality]
    model = trace.model
    frames = sum(clip.entry.frames for clip in clips)
    return Manifest(
        sentence=trace.sentence,
        language=order.settings.lang,
        tokens=tuple(trace.tokens),
        answer=top_next(trace, 1)[0].token if trace.predicts_next else None,
        model=Model(model.name, model.family, model.architecture, model.n_params, model.sha256),
        settings={**asdict(order.settings), **order.choices},
        versions=reuse.versions(),
        duration=round(frames / quality.fps, 6),
        fps=quality.fps,
        frames=frames,
        width=quality.width,
        height=quality.height,
        chapters=_one_after_another(clips),
        left_out=left,
        notes=tuple(trace.notes),
    )


def _one_after_another(clips: Sequence[Clip]) -> tuple[ChapterEntry, ...]:
    """The entries with their starts, which are counted in whole frames so that no error adds up."""
    entries, frame = [], 0
    for clip in clips:
        entries.append(replace(clip.entry, start=round(frame / clip.entry.fps, 6)))
        frame += clip.entry.frames
    return tuple(entries)


def _write(film: Manifest, clips: Sequence[Clip], stage: Path) -> None:
    """Joins the clips and writes what stands beside them; film.json last."""
    lang = film.language
    soft = texts.in_lines(texts.film_captions(film.chapters), lang) if film.settings["captions"] == "soft" else ()
    video.join([stage / each.file for each in film.chapters], stage / manifest.FILES["film"], soft, lang)
    shutil.copyfile(stage / film.chapters[0].poster, stage / manifest.FILES["poster"])
    texts.write_texts(film, [number for clip in clips for number in clip.numbers], stage)
    (stage / manifest.NAME).write_text(manifest.to_text(film), encoding="utf-8")
