"""From what the user typed to a trace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.errors import WrongInput, wrong_input

if TYPE_CHECKING:
    from engine import Model, Trace

NAMED = 5  # words that a notice names before it says "and others"


def load(name: str) -> Model:
    """The model of that name. Wrong input when there is none, or it cannot be read."""
    from engine import EngineError, load_model

    with wrong_input(EngineError):
        return load_model(name)


def run(sentence: str, model: str) -> Trace:
    """One run of the model on the sentence, with a notice of what it never saw."""
    from engine import EngineError
    from engine.sentence import check_sentence

    with wrong_input(EngineError):
        check_sentence(sentence)  # before a large model is read for nothing
        trace = load(model).trace(sentence)
    notify(trace)
    return trace


def run_studied(sentence: str, model: str, focus: str | None, layer: int | None, head: int | None,
                vs: tuple[str, ...]) -> Trace:  # fmt: skip
    """A run with its analysis, as films need it. Layers and heads count from 1, as the film says them."""
    from engine import EngineError
    from engine.sentence import check_sentence

    with wrong_input(EngineError):
        check_sentence(sentence)
    trace = studied(load(model), sentence, focus=focus, layer=layer, head=head, vs=vs)
    notify(trace)
    return trace


def studied(model: Model, sentence: str, *, layer: int | None = None, head: int | None = None, **chosen: Any) -> Trace:
    """`engine.study` with layers and heads from 1."""
    from engine import EngineError, study

    layer = _from_1("layer", layer, model.config.n_layers)
    head = _from_1("head", head, model.config.n_heads)
    with wrong_input(EngineError):
        return study(model, sentence, layer=layer, head=head, **chosen)


def _from_1(what: str, number: int | None, count: int) -> int | None:
    if number is None:
        return None
    if not 1 <= number <= count:
        raise WrongInput(f"there is no {what} {number}; choose --{what} {'1' if count == 1 else f'1 to {count}'}")
    return number - 1


def notify(trace: Trace) -> None:
    """Tells, on stderr, what the reader of the numbers should know: unfamiliar words, and the trace's notes."""
    from engine import shipped_models

    if trace.unfamiliar and trace.model.name in shipped_models():
        words = ", ".join(f"“{_short(word)}”" for word in trace.unfamiliar[:NAMED])
        more = f" and {len(trace.unfamiliar) - NAMED} others" if len(trace.unfamiliar) > NAMED else ""
        notice(f"{trace.model.name} never saw {words}{more} and reads them in pieces; "
               "--model runs a model with more words")  # fmt: skip
    for note in trace.notes:
        notice(note)


def notice(text: str) -> None:
    """One line on stderr."""
    line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
    click.echo(f"note: {line}", err=True)


def _short(word: str) -> str:
    return word if len(word) <= 24 else word[:12] + "…" + word[-8:]


def media(sentence: str, lang: str, *below: str) -> Path:
    """The place in media/ of what is made from a sentence."""
    from scenes.slug import slug

    return Path("media", slug(sentence), lang, *below)


def choices(**given: Any) -> dict[str, Any]:
    """What the user chose, as plain data: nothing that was left to the program."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()
            if value is not None}  # fmt: skip
