"""`still`: one chapter's picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import options

if TYPE_CHECKING:
    from scenes.processes import Job


@click.command()
@options.chapter
@options.sentence
@options.language
@options.model
@options.look
@options.picture
@click.option("--at", type=click.FloatRange(min=0), metavar="SECONDS", help="The moment.  [default: the end]")
@options.out_file(".png")
@options.open_it
def still(
    chapter: str, sentence: str, lang: str, model: str, focus: str | None, layer: int | None, head: int | None,
    vs: tuple[str, ...], quality: str, theme: str, captions: str, at: float | None, out: Path | None, open_it: bool,
) -> None:  # fmt: skip
    """Make a picture (PNG) of one CHAPTER about SENTENCE."""
    from cli import single
    from scenes.settings import Settings

    settings = Settings(lang=lang, theme=theme, quality=quality, captions=captions)
    path = single.target(chapter, sentence, lang, out, "stills", ".png")
    trace = single.study(chapter, sentence, lang, model, focus, layer, head, vs)
    single.render(chapter, trace, settings, path, partial(draw, at=at))
    click.echo(str(path))
    if open_it:
        click.launch(str(path))


def draw(job: Job, on_frames: Callable[[int], None], at: float | None) -> Any:
    """The picture, in its own process."""
    from scenes.render import render_still

    return render_still(job.trace, job.chapter, job.settings, job.clip, at)
