"""`trace`: one run, step by step, in numbers."""

from __future__ import annotations

from pathlib import Path

import click

from cli import options
from cli.errors import wrong_input


@click.command()
@options.sentence
@options.model
@options.look
@options.out_file(".npz", default="  [default: not saved]")
def trace(
    sentence: str, model: str, focus: str | None, layer: int | None, head: int | None, vs: tuple[str, ...],
    out: Path | None,
) -> None:  # fmt: skip
    """Show the run on SENTENCE, step by step, in numbers."""
    from cli import inputs, steps
    from engine import TraceError
    from scenes import place

    if out:
        with wrong_input(place.PlaceError):
            place.check_file(out)
    run = inputs.run_studied(sentence, model, focus, layer, head, vs)
    for line in steps.lines(run):
        click.echo(line)
    if out:
        with wrong_input(TraceError):
            out.parent.mkdir(parents=True, exist_ok=True)
            run.save(out)
        click.echo(f"\nall {len(run.names)} arrays: {out}")
