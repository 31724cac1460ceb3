"""What the trained model does, measured with the NumPy engine on sentences that training never saw."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from random import Random
from typing import Any

import numpy as np

from engine.analysis import cosine, probability_of, top_next
from engine.model import Model
from engine.training import corpus as corpora
from engine.training.probes import Probe, met_openings, openings, pronoun_probes

PROBES = 600        # held-out texts asked
LOSS_TEXTS = 1500   # validation texts read for the loss
COMPARED = ("love", "like", "hate", "chair")
Measures = dict[str, Any]


def measure(model: Model, corpus: corpora.Corpus) -> Measures:
    """Every figure of the card but the training's own record."""
    probes = sample(pronoun_probes(corpus.held_out), PROBES)
    return {
        "corpus": corpora.statistics(corpus),
        "i_love_you": i_love_you(model),
        "openings": ask_openings(model, corpus),
        "pronouns": ask_pronouns(model, probes),
        "heads": pronoun_heads(model, probes),
        "cosines": cosines(model),
        "loss": losses(model, corpus),
    }


def sample(items: Sequence[Any], count: int) -> list[Any]:
    """`count` of the items, always the same ones."""
    return list(items) if len(items) <= count else Random(1).sample(list(items), count)


# -- what comes next -----------------------------------------------------------------------------

def i_love_you(model: Model) -> Measures:
    """The article's sentence: top words, and the two words that are out of the running."""
    trace = model.trace("I love you")
    return {
        "tokens": len(trace.ids),
        "next": {following.token: following.probability for following in top_next(trace, 8)},
        "chair": probability_of(trace, "chair"),
        "database": probability_of(trace, "database"),
    }


def top_word(model: Model, text: str) -> tuple[str, float]:
    """The likeliest next token of a text, and its probability."""
    best = top_next(model.trace(text), 1)[0]
    return best.token, best.probability


def ask_openings(model: Model, corpus: corpora.Corpus) -> Measures:
    """Each opening's top word, and whether it is one of those written down as sensible."""
    rows = []
    for opening, sensible in openings():
        word, p = top_word(model, opening)
        rows.append({"opening": opening, "top": word, "probability": p, "sensible": word in sensible})
    met = set(met_openings(corpus.train))
    unmet = [row for row in rows if row["opening"] not in met]
    return {
        "sensible": sum(row["sensible"] for row in rows),
        "of": len(rows),
        "never_met": len(unmet),
        "never_met_sensible": sum(row["sensible"] for row in unmet),
        "rows": rows,
    }


# -- pronouns ------------------------------------------------------------------------------------

def ask_pronouns(model: Model, probes: Sequence[Probe]) -> Measures:
    """How often the top word is the noun that the pronoun stood for; by family, and for "it" alone."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for probe in probes:
        asked[probe.family] += 1
        right[probe.family] += top_word(model, probe.prompt)[0] == probe.answer
    it = [family for family in asked if family.endswith("-it") or "-it-" in family]
    return {
        "it": share(right, asked, it),
        "all": share(right, asked, list(asked)),
        "asked": sum(asked.values()),
        "families": {family: {"right": right[family] / asked[family], "asked": asked[family]}
                     for family in sorted(asked)},
    }


def share(right: Counter[str], asked: Counter[str], families: Sequence[str]) -> float:
    """Right answers over questions, for these families."""
    return sum(right[f] for f in families) / max(1, sum(asked[f] for f in families))


def pronoun_heads(model: Model, probes: Sequence[Probe]) -> Measures:
    """For each head, where it looks most: from "it", and from the word before the noun that "it" stood for.

    A decoder reads "it" before the adjective that tells which noun is meant, so from "it" a head can find the nouns but
    not know the right one; from the end of the prompt it can.
    """
    it = [probe for probe in probes if probe.family == "cross-it"]
    tally: defaultdict[tuple[str, int, int], list[float]] = defaultdict(list)
    for probe in it:
        _look(model, probe, tally)
    kinds = ("it_to_a_noun", "it_to_right", "it_weight_on_nouns", "end_to_right")
    heads = [(layer, head) for layer in range(model.config.n_layers) for head in range(model.config.n_heads)]
    table = [{"layer": layer, "head": head, **{k: float(np.mean(tally[k, layer, head])) for k in kinds}}
             for layer, head in heads]
    return {
        "sentences": len(it),
        "table": table,
        "best_from_it": max(table, key=lambda row: row["it_to_a_noun"]),
        "best_from_end": max(table, key=lambda row: row["end_to_right"]),
    }


def _look(model: Model, probe: Probe, tally: dict[tuple[str, int, int], list[float]]) -> None:
    trace = model.trace(probe.prompt)
    nouns = [trace.tokens.index(noun) for noun in probe.nouns]
    right = trace.tokens.index(probe.answer)
    it = trace.tokens.index("it")
    for layer in range(model.config.n_layers):
        pattern = trace[f"blocks.{layer}.attn.hook_pattern"]
        for head, (from_it, from_end) in enumerate(zip(pattern[:, it], pattern[:, -1], strict=True)):
            tally["it_to_a_noun", layer, head].append(int(from_it.argmax()) in nouns)
            tally["it_to_right", layer, head].append(int(from_it.argmax()) == right)
            tally["it_weight_on_nouns", layer, head].append(float(from_it[nouns].sum()))
            tally["end_to_right", layer, head].append(int(from_end.argmax()) == right)


# -- words and losses ----------------------------------------------------------------------------

def cosines(model: Model, words: Sequence[str] = COMPARED) -> dict[str, float]:
    """Cosine of each two of the words' embedding rows."""
    rows = {word: model.weights.W_E[id_of(model, word)] for word in words}
    return {f"{a} {b}": cosine(rows[a], rows[b]) for a, b in combinations(words, 2)}


def line_end_of(model: Model) -> int:
    """The id of the token that ends a text."""
    return model.tokenizer.read("a\nb").ids[1]


def id_of(model: Model, word: str) -> int:
    """The id of a word that is in the vocabulary.  Raises KeyError if it is not."""
    found = model.vocabulary.id_of(word)
    if found is None:
        raise KeyError(word)
    return found


def losses(model: Model, corpus: corpora.Corpus) -> Measures:
    """Mean −ln p of the next token (nats) on validation texts, by the model and by word frequency alone.

    The first token of a text has nothing before it, so the model is not asked for it, and neither is the baseline.
    """
    line_end = line_end_of(model)
    counts = Counter(i for text in corpus.train for i in model.tokenizer.read(text.text).ids[1:])
    counts[line_end] = len(corpus.train)
    total = counts.total() + model.config.d_vocab
    model_loss, baseline = 0.0, 0.0
    tokens = 0
    for text in sample(corpus.validation, LOSS_TEXTS):
        trace = model.trace(text.text)
        targets = [*trace.ids[1:], line_end]
        model_loss -= float(np.log(trace["probs"][np.arange(len(targets)), targets]).sum())
        baseline -= sum(math.log((counts[i] + 1) / total) for i in targets)
        tokens += len(targets)
    return {"model": model_loss / tokens, "unigram": baseline / tokens, "tokens": tokens}
