"""`film`: a sentence becomes a film."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from cli import options
from cli.errors import wrong_input


@click.command()
@options.sentence
@options.language
@options.model
@options.chapters
@options.look
@options.picture
@options.jobs
@options.out_directory
@options.force
@options.open_it
def film(
    sentence: str, lang: str, model: str, chapters: tuple[str, ...], focus: str | None, layer: int | None,
    head: int | None, vs: tuple[str, ...], quality: str, theme: str, captions: str, jobs: int | None,
    out: Path | None, force: bool, open_it: bool,
) -> None:  # fmt: skip
    """Make a film about SENTENCE (the default command)."""
    from cli import inputs, progress
    from scenes import place, processes
    from scenes.film import Order, make_film
    from scenes.manifest import FILES
    from scenes.settings import Settings

    started = time.monotonic()
    directory = out or inputs.media(sentence, lang)
    with wrong_input(place.PlaceError):
        place.check_directory(directory)
    processes.warm_up()
    trace = inputs.run_studied(sentence, model, focus, layer, head, vs)
    settings = Settings(lang=lang, theme=theme, quality=quality, captions=captions)
    chosen = inputs.choices(focus=focus, layer=layer, head=head, vs=vs)
    order = Order(trace, chapters, settings, directory, jobs or 0, force, chosen)
    _tell_left_out(order)
    with wrong_input(place.PlaceError):
        made = make_film(order, progress.watch())
    path = directory / FILES["film"]
    _tell_done(path, made, time.monotonic() - started)
    if open_it:
        click.launch(str(path))


def _tell_left_out(order: Any) -> None:
    from cli.inputs import notice
    from scenes.film import split

    with wrong_input(ValueError):
        _, left = split(order)
    for each in left:
        notice(f"without the chapter {each.id}: {each.reason}")


def _tell_done(path: Path, made: Any, seconds: float) -> None:
    from scenes.texts import clock

    length = f"{clock(made.manifest.duration)} long, {len(made.manifest.chapters)} chapters"
    if not made.rendered:
        click.echo(f"{path}  ({length}; nothing has changed since it was made)")
    else:
        click.echo(f"{path}  ({length}; made in {clock(seconds)})")
