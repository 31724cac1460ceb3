"""`predict`: what comes next, from a cold start, without pictures."""

from __future__ import annotations

import json

import click

from cli import options
from cli.errors import WrongInput

BAR = 40  # letters of a bar for probability 1


@click.command()
@options.sentence
@options.model
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="How many tokens.")
@options.as_json
def predict(sentence: str, model: str, top: int, as_json: bool) -> None:
    """Tell what comes next after SENTENCE, with probabilities."""
    from cli import inputs
    from engine.analysis import top_next

    trace = inputs.run(sentence, model)
    if not trace.predicts_next:
        raise WrongInput(f"{trace.model.name} has no next word to tell: {trace.why_no_prediction}")
    following = top_next(trace, top)
    if as_json:
        click.echo(json.dumps(_plain(trace, following), ensure_ascii=False, indent=1))
        return
    click.echo(f"{' · '.join(trace.tokens)} · …")
    width = max(len(each.token) for each in following)
    for each in following:
        bar = "█" * round(each.probability * BAR)
        click.echo(f"  {each.token:{width}}  {percent(each.probability):>8}  {bar}".rstrip())


def _plain(trace, following) -> dict:
    return {
        "sentence": trace.sentence,
        "model": trace.model.name,
        "tokens": list(trace.tokens),
        "next": [{"token": each.token, "probability": float(each.probability)} for each in following],
    }


def percent(probability: float) -> str:
    """Two decimals, and never 0 for what is not 0."""
    return f"{100 * probability:.2f} %" if probability >= 0.0001 else f"{100 * probability:.0e} %"
