"""`models`: the models that come with the program."""

from __future__ import annotations

import json
from typing import Any

import click

from cli import options


@click.command()
@options.as_json
def models(as_json: bool) -> None:
    """List the shipped models."""
    from engine import shipped_models

    rows = [_describe(name) for name in shipped_models()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['name']}  {row['family']} ({row['architecture']}), {row['parameters']:,} parameters, "
                   f"{row['bytes'] / 1e6:.1f} MB, sha256 {row['sha256'][:16]}…")  # fmt: skip
    click.echo("Others: --model DIR (config.json, model.safetensors, tokenizer.json) or --model OWNER/NAME of the hub.")


def _describe(name: str) -> dict[str, Any]:
    from cli.inputs import load
    from engine.library import SHIPPED

    info = load(name).info
    return {
        "name": name,
        "family": info.family,
        "architecture": info.architecture,
        "parameters": int(info.n_params),
        "sha256": info.sha256,
        "bytes": sum(file.stat().st_size for file in (SHIPPED / name).glob("*.safetensors")),
    }
