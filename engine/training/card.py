"""CARD.md: the measured figures in words.  No figure is typed by hand."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

Measures = dict[str, Any]
WIDTH = 110


def card(m: Measures) -> str:
    """The model card in Markdown, every number taken from the measures."""
    parts = (_head, _i_love_you, _openings, _pronouns, _heads, _cosines, _loss, _corpus, _training, _limits)
    return "\n\n".join(part(m) for part in parts) + "\n"


# -- layout --------------------------------------------------------------------------------------

def percent(x: float, digits: int = 1) -> str:
    """0.123 -> "12.3 %"."""
    return f"{100 * x:.{digits}f} %"


def text(paragraph: str) -> str:
    """The paragraph in lines of equal width."""
    return textwrap.fill(" ".join(paragraph.split()), WIDTH, break_long_words=False, break_on_hyphens=False)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def shown(token: str) -> str:
    """A token as code; the line end by its name."""
    return f"`{token}`" if token.isprintable() and token.strip() else "(line end)"


def section(title: str, *parts: str) -> str:
    """A heading and what stands under it."""
    return "\n\n".join([f"## {title}", *parts])


# -- sections ------------------------------------------------------------------------------------

def _head(m: Measures) -> str:
    c = m["config"]
    return "# mini\n\n" + text(f"""
        A decoder-only Transformer in the manner of 2017: {c['n_layers']} layers, {c['n_heads']} heads of
        {c['d_head']}, d_model {c['d_model']}, feed-forward width {c['d_mlp']}, ReLU, post-norm, sinusoidal
        positions, embeddings times √d_model and tied to the output, {c['d_vocab']} tokens, context {c['n_ctx']}:
        {m['training']['parameters']:,} parameters. `python -m engine.training` trains it on everyday English that
        this project's own grammar writes, and on nothing else. It is made to be looked into, not to know things.
        Every figure here was measured by that program with the NumPy engine; `card.json` holds the same figures as
        data.""")


def _i_love_you(m: Measures) -> str:
    love, c = m["i_love_you"], m["corpus"]
    rows = [(shown(token), percent(p, 2)) for token, p in love["next"].items()]
    return section('"I love you"', text(f"""
        {love['tokens']} tokens. What comes next, out of the whole vocabulary:"""),
        table(("token", "probability"), rows), text(f"""
        In the vocabulary and out of the running: `chair` {love['chair']:.1e}, `database` {love['database']:.1e}.
        The words "I love you too" make up {percent(c['love_you_too_share'], 2)} of the corpus's tokens, "I love
        you" with any continuation {percent(c['love_you_share'], 2)}."""))


def _openings(m: Measures) -> str:
    o = m["openings"]
    rows = [(row["opening"], shown(row["top"]), percent(row["probability"], 0),
             "yes" if row["sensible"] else "**no**") for row in o["rows"]]
    return section("Sixty everyday openings", text(f"""
        For each, the words that make sense next were written down before training
        (`engine/training/openings.py`). The top word is one of them for **{o['sensible']} of {o['of']}**
        ({percent(o['sensible'] / o['of'], 0)}). {o['of'] - o['never_met']} of the openings begin some sentence of
        the corpus word for word; of the {o['never_met']} that never do, {o['never_met_sensible']} go on
        sensibly. The corpus gained families after early trainings had failed some openings, so the list is a check
        of everyday use and no held-out test."""), table(("opening", "top word", "probability", "sensible"), rows))


def _pronouns(m: Measures) -> str:
    p = m["pronouns"]
    rows = [(family, percent(row["right"]), row["asked"]) for family, row in p["families"].items()]
    return section('What "it" stands for', text(f"""
        In the families below some pairs of nouns are kept out of training (by a hash of the pair; "animal" with
        "street" and "trophy" with "suitcase" always). Held-out texts with such pairs, broken off before the noun
        that the pronoun stood for, as in "The animal didn't cross the street because it was too tired. The": the
        top word, out of the whole vocabulary, is the right noun for **{percent(p['it'])}** of the texts with "it"
        ({percent(p['all'])} with "he" and "she" counted in); {p['asked']} texts asked."""),
        table(("family", "right", "asked"), rows))


def _heads(m: Measures) -> str:
    h = m["heads"]
    kinds = ("it_to_a_noun", "it_to_right", "it_weight_on_nouns", "end_to_right")
    rows = [(row["layer"], row["head"], *(percent(row[kind], 0) for kind in kinds)) for row in h["table"]]
    it, end = h["best_from_it"], h["best_from_end"]
    return section('Does a head look from "it" to its noun?', text(f"""
        Measured on {h['sentences']} held-out texts of the family `cross-it`; layers and heads counted from 0. A
        decoder reads "it" before the adjective that tells which of the two nouns is meant: at "it" a head can look
        for nouns, but cannot know the right one. The head that most often gives one of the two nouns more weight
        than any other word from "it" is layer {it['layer']}, head {it['head']}: in
        {percent(it['it_to_a_noun'], 0)} of the texts (the right noun in {percent(it['it_to_right'], 0)}), with
        {percent(it['it_weight_on_nouns'], 0)} of its attention on the two nouns together. Where the noun must be
        said, at the end of the prompt, layer {end['layer']}, head {end['head']} looks most at the right noun in
        {percent(end['end_to_right'], 0)} of the texts."""),
        table(("layer", "head", "from it: a noun first", "from it: right noun first", "from it: weight on both",
               "from the end: right noun first"), rows))


def _cosines(m: Measures) -> str:
    rows = [(pair, f"{value:.2f}") for pair, value in m["cosines"].items()]
    return section("Cosines of word embeddings", table(("pair", "cosine"), rows))


def _loss(m: Measures) -> str:
    loss = m["loss"]
    return section("Loss", text(f"""
        On {loss['tokens']:,} tokens of validation texts, none of which is in the training texts:
        **{loss['model']:.3f}** nats a token; by word frequency alone (unigram, add one): {loss['unigram']:.3f}.
        The corpus draws names and things at random where many would do, so no model comes near zero."""))


def _corpus(m: Measures) -> str:
    c = m["corpus"]
    largest = ", ".join(f"`{name}` {percent(share, 2)}" for name, share in c["largest_families"].items())
    return section("Corpus", text(f"""
        {c['texts']:,} texts; {c['sentences']:,} sentences, {c['different_sentences']:,} of them different;
        {c['tokens']:,} tokens; {c['different_words']:,} different words (capitals folded); {c['families']} families
        of sentences, the largest by tokens: {largest}. Kept from training: {c['validation_texts']:,} texts for
        the loss, {c['held_out_texts']:,} with pairs of nouns that training never sees."""))


def _training(m: Measures) -> str:
    rows = [(name.replace("_", " "), f"{value:.4g}" if isinstance(value, float) else value)
            for name, value in m["training"].items()]
    return section("Training", table(("setting or result", "value"), rows))


def _limits(m: Measures) -> str:
    wrong = "; ".join(f'"{row["opening"]}"' for row in m["openings"]["rows"] if not row["sensible"]) or "none"
    lost = "; ".join(f"`{name}`" for name, row in m["pronouns"]["families"].items() if row["right"] < 0.5) or "none"
    return section("Limits", "\n".join((
        f"- It knows {m['corpus']['different_words']:,} words. A word that it never met is cut into pieces, and its "
        "guess after one is poor.",
        "- It learned from short made-up texts of one to five sentences: it holds no facts to rely on and keeps no "
        "long thread.",
        "- It learned sentence patterns; what it says far from them is a guess.",
        f"- Openings that it does not continue sensibly: {wrong}.",
        f"- Families of pronouns that it resolves less than half the time (see above): {lost}.",
        "- English only; other scripts are read as bytes, which mean nothing to it.",
    )))
