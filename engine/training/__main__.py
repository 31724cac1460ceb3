"""`python -m engine.training` remakes engine/models/mini from nothing: corpus, tokenizer, training, card."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

# Threads that wait should sleep: on a busy machine spinning ones make each step several times slower.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
MODELS = Path(__file__).parents[1] / "models"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=MODELS / "mini", show_default=True,
              help="The model's directory; replaced as a whole when everything is done.")
@click.option("--words", type=click.IntRange(min=10_000), default=None, help="Size of the corpus.")
@click.option("--epochs", type=click.FloatRange(min=0.01), default=None, help="Passes over the corpus.")
@click.option("--card", is_flag=True, help="Only measure the model that is there and write its card anew.")
def main(out: Path, words: int | None, epochs: float | None, card: bool) -> None:
    """Write the corpus, train on it, measure the result, and put it into place."""
    if card:
        from engine.training.publish import remeasure

        return remeasure(out, words)
    try:
        import torch  # noqa: F401
    except ImportError:
        sys.exit("training needs torch: pip install 'whytoo[train]'")
    from engine.training.make import make

    return make(out, words, epochs)


if __name__ == "__main__":
    main()
