"""`check`: every number of a film, computed again."""

from __future__ import annotations

from pathlib import Path

import click

from cli.errors import WrongInput, wrong_input

SHOWN = 20  # differences that are told one by one


@click.command()
@click.argument("directory", metavar="FILMDIR", type=click.Path(path_type=Path))
@click.option("--model", default=None, help="The model that the film was made with; needed if it was a directory.")
def check(directory: Path, model: str | None) -> None:
    """Compute every number of the film in FILMDIR again and say what differs.

    Exit 0: all is borne out; 1: something differs; 2: there is no film, or its model is not at hand.
    """
    from cli import inputs
    from engine import EngineError, Trace, shipped_models, study
    from scenes import account, manifest, texts

    with wrong_input(manifest.ManifestError, EngineError, ValueError):
        film = manifest.read(directory)
        recorded = Trace.load(directory / film.files["trace"])
        numbers = texts.read_numbers(directory / film.files["numbers"])
    name = model or film.model.name
    if model is None and name not in shipped_models():
        raise WrongInput(f"the film was made with {name!r}, which is not shipped; name its directory with --model")
    chosen = {key: film.settings.get(key) for key in ("focus", "layer", "head")}
    vs = {"vs": tuple(film.settings["vs"])} if "vs" in film.settings else {}
    with wrong_input(EngineError):
        fresh = study(inputs.load(name), film.sentence, **chosen, **vs)
    found = account.differences(film, numbers, recorded, fresh)
    for each in found[:SHOWN]:
        click.echo(str(each), err=True)
    if len(found) > SHOWN:
        click.echo(f"… and {len(found) - SHOWN} more", err=True)
    arrays = len(fresh.names)
    if found:
        click.echo(f"{len(found)} of {len(numbers)} shown numbers, {arrays} arrays and 2 facts of the run differ")
        raise SystemExit(1)
    click.echo(f"all {len(numbers)} shown numbers and {arrays} arrays are what {fresh.model.name} computes")
