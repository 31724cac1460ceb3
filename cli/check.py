"""`check`: every number of a film, computed again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.errors import WrongInput, wrong_input

SHOWN = 20  # differences that are told one by one


def chosen(settings: dict[str, Any]) -> dict[str, Any]:
    """What the film's maker chose of the run: focus, layer, head, words to compare with."""
    return {key: settings[key] for key in ("focus", "layer", "head", "vs") if key in settings}


@click.command()
@click.argument("directory", metavar="FILMDIR", type=click.Path(path_type=Path))
@click.option("--model", default=None, help="The model that the film was made with; needed if it was a directory.")
def check(directory: Path, model: str | None) -> None:
    """Compute every number of the film in FILMDIR again and say what differs.

    Exit 0: all is borne out; 1: something differs; 2: there is no film, or its model is not at hand.
    """
    from cli import inputs
    from engine import EngineError, Trace, shipped_models
    from scenes import account, manifest, texts

    with wrong_input(manifest.ManifestError, EngineError, ValueError):
        film = manifest.read(directory)
        recorded = Trace.load(directory / film.files["trace"])
        numbers = texts.read_numbers(directory / film.files["numbers"])
    name = model or film.model.name
    if model is None and name not in shipped_models():
        raise WrongInput(f"the film was made with {name!r}, which is not shipped; name its directory with --model")
    fresh = inputs.studied(inputs.load(name), film.sentence, **chosen(film.settings))
    found = account.differences(film, numbers, recorded, fresh)
    for each in found[:SHOWN]:
        click.echo(str(each), err=True)
    if len(found) > SHOWN:
        click.echo(f"… and {len(found) - SHOWN} more", err=True)
    arrays = len(fresh.names)
    if found:
        word = "difference" if len(found) == 1 else "differences"
        click.echo(f"{len(found)} {word}; {len(numbers)} shown numbers and {arrays} arrays were computed again")
        raise SystemExit(1)
    click.echo(f"all {len(numbers)} shown numbers and {arrays} arrays are what {fresh.model.name} computes")
