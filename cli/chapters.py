"""`chapters`: what a film can be made of."""

from __future__ import annotations

import json
from typing import Any

import click

from cli import options


@click.command()
@options.language
@options.as_json
def chapters(lang: str, as_json: bool) -> None:
    """List the chapters, in the order of the film."""
    from scenes.chapters import CHAPTERS, SETS
    from scenes.narration import Narrator

    narrator = Narrator(lang)
    rows: list[dict[str, Any]] = [
        {"number": info.number, "id": info.id, "title": narrator.title(info.id),
         "sets": [name for name, ids in SETS.items() if info.id in ids]}
        for info in CHAPTERS
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    width = max(len(info.id) for info in CHAPTERS)
    for row in rows:
        click.echo(f"{row['number']:>2}  {row['id']:{width}}  {row['title']}  ({', '.join(row['sets'])})")
