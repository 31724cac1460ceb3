"""`clip`: one chapter as a video."""

from __future__ import annotations

import time
from pathlib import Path

import click

from cli import options


@click.command()
@options.chapter
@options.sentence
@options.language
@options.model
@options.look
@options.picture
@options.out_file(".mp4")
@options.open_it
def clip(
    chapter: str, sentence: str, lang: str, model: str, focus: str | None, layer: int | None, head: int | None,
    vs: tuple[str, ...], quality: str, theme: str, captions: str, out: Path | None, open_it: bool,
) -> None:  # fmt: skip
    """Make the clip of one CHAPTER about SENTENCE."""
    from cli import single
    from scenes.film import work_alone
    from scenes.settings import Settings
    from scenes.texts import clock

    started = time.monotonic()
    settings = Settings(lang=lang, theme=theme, quality=quality, captions=captions)
    path = single.target(chapter, sentence, lang, out, "clips", ".mp4")
    trace = single.study(chapter, sentence, lang, model, focus, layer, head, vs)
    record = single.render(chapter, trace, settings, path, work_alone)
    click.echo(f"{path}  ({clock(record.duration)} long; made in {clock(time.monotonic() - started)})")
    if open_it:
        click.launch(str(path))
