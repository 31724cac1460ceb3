"""A run as text: what the film shows, for a terminal. Every number is the run's own, rounded only to be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine import Trace

FIRST = 6  # numbers shown of a vector
MOST = 6  # tokens shown of a grid: the last ones, where the answer is made
MOST_KEYS = 40
WIDEST = 14  # columns for a token


def lines(trace: Trace) -> Iterator[str]:
    """The whole run, step by step."""
    steps = (_about, _tokens, _embedding, _scores, _weights, _mixture, _next)
    for number, step in enumerate(steps):
        if number:
            yield ""
        yield from step(trace)


def _about(trace: Trace) -> Iterator[str]:
    model = trace.model
    yield f"“{' '.join(trace.sentence.split())}”"
    yield (f"{model.name}: {model.family}, {model.n_params:,} parameters, {trace.config.n_layers} layers of "
           f"{trace.config.n_heads} heads, {trace.dtype} (sha256 {model.sha256[:16]}…)")  # fmt: skip


def _tokens(trace: Trace) -> Iterator[str]:
    yield f"1. Tokens: {len(trace)} pieces of text, each with its number in the vocabulary of {trace.model.n_vocab:,}"
    for position, (token, number) in enumerate(zip(trace.tokens, trace.ids, strict=True)):
        yield f"   {position:>3}  {_cell(token)} {number:>7}"


def _embedding(trace: Trace) -> Iterator[str]:
    rows = trace["hook_embed"]
    yield f"2. Embedding: each token's row (first {min(FIRST, rows.shape[1])} of {rows.shape[1]} numbers; hook_embed)"
    yield from _rows(trace.tokens, rows)


def _scores(trace: Trace) -> Iterator[str]:
    layer, head, focus = _looked_at(trace)
    name = f"blocks.{layer}.attn"
    raw, scaled = trace[f"{name}.scores_raw"][head, focus], trace[f"{name}.scores_scaled"][head, focus]
    where = f"layer {layer + 1}, head {head + 1}"
    yield (f"3. Scores in {where}{_telling(trace)}: the query of “{trace.tokens[focus]}” · "
           f"{_every(trace, focus)} (scores_raw, scores_scaled)")  # fmt: skip
    yield "   " + " " * WIDEST + f"{'q·k':>11}{'scaled':>11}"
    for key in _keys(trace, focus)[-MOST_KEYS:]:
        yield f"   {_cell(trace.tokens[key])}{_number(raw[key]):>11}{_number(scaled[key]):>11}"


def _weights(trace: Trace) -> Iterator[str]:
    layer, head, _ = _looked_at(trace)
    pattern = trace[f"blocks.{layer}.attn.hook_pattern"][head]
    shown = range(max(0, len(trace) - MOST), len(trace))
    some = f"; the last {MOST} of {len(trace)} tokens" if len(trace) > MOST else ""
    yield f"4. Weights: softmax of the scores, one row a query{some} (hook_pattern)"
    yield "   " + " " * WIDEST + "".join("  " + _right(trace.tokens[key], 8) for key in shown)
    for query in shown:
        seen = _keys(trace, query)
        cells = [f"{100 * pattern[query, key]:>8.2f} %" if key in seen else f"{'·':>10}" for key in shown]
        yield f"   {_cell(trace.tokens[query])}{''.join(cells)}"


def _mixture(trace: Trace) -> Iterator[str]:
    layer, head, focus = _looked_at(trace)
    mixed = trace[f"blocks.{layer}.attn.hook_z"][focus, head]
    yield (f"5. Mixture: the values, each times its weight, added up for “{trace.tokens[focus]}” "
           f"(first {min(FIRST, len(mixed))} of {len(mixed)} numbers; hook_z)")  # fmt: skip
    yield from _rows(["sum"], mixed[None])


def _next(trace: Trace) -> Iterator[str]:
    from engine.analysis import top_next

    if not trace.predicts_next:
        yield f"6. No next word: {trace.why_no_prediction}"
        return
    yield f"6. What comes next: softmax over all {trace.model.n_vocab:,} tokens"
    for each in top_next(trace, 5):
        yield f"   {_cell(each.token)}  logit {_number(each.logit):>8}  probability {100 * each.probability:>6.2f} %"


def _looked_at(trace: Trace) -> tuple[int, int, int]:
    return int(trace["analysis.layer"]), int(trace["analysis.head"]), int(trace["analysis.focus"])


def _telling(trace: Trace) -> str:
    from engine.analysis import telling_head, telling_reason

    layer, head, _ = _looked_at(trace)
    if telling_head(trace) != (layer, head):
        return ""
    did = {
        "moved": "brings most of the answer's logit from other tokens",
        "attribution": "adds most to the answer's logit",
        "norm": "writes the longest vector",
    }
    return f", which of all heads {did[telling_reason(trace)]}"


def _every(trace: Trace, query: int) -> str:
    count = len(_keys(trace, query))
    return "every key" if count <= MOST_KEYS else f"the last {MOST_KEYS} of {count} keys"


def _keys(trace: Trace, query: int) -> range:
    """The keys that a query may look at."""
    return range(query + 1 if trace.is_causal else len(trace))


def _rows(names: Sequence[str], rows: np.ndarray) -> Iterator[str]:
    for name, row in zip(names, rows, strict=True):
        numbers = "".join(f"{_number(value):>9}" for value in row[:FIRST])
        yield f"   {_cell(name)}{numbers}{' …' if len(row) > FIRST else ''}"


def _number(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _cell(text: str) -> str:
    return _fit(text, WIDEST)


def _right(text: str, columns: int) -> str:
    fitted = _fit(text, columns + 1)
    bare = fitted.rstrip()
    return " " * (len(fitted) - 1 - len(bare)) + bare


def _fit(text: str, columns: int) -> str:
    """The text in so many columns of a terminal, where Chinese takes two a character."""
    width = 0
    for place, letter in enumerate(text):
        if width + _columns(letter) > columns - 1:
            text = text[:place] + "…"
            width += 1
            break
        width += _columns(letter)
    return text + " " * (columns - width)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
