"""What CARD.md says of the shipped model, measured again with the NumPy engine."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from engine import load_model
from engine.library import SHIPPED
from engine.model import Model
from engine.training import corpus as corpora
from engine.training.card import card
from engine.training.measure import PROBES, ask_pronouns, cosines, i_love_you, line_end_of, sample, top_word
from engine.training.openings import OPENINGS
from engine.training.probes import openings, pronoun_probes, sensible_words

FOLDER = SHIPPED / "mini"
RECORD: dict[str, Any] = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))


@cache
def mini() -> Model:
    return load_model("mini")


def test_too_follows_i_love_you() -> None:
    measured = i_love_you(mini())
    assert measured["tokens"] == 3
    assert next(iter(measured["next"])) == "too"
    assert measured["next"]["too"] >= 0.5
    assert measured["chair"] < 0.001
    assert measured["database"] < 0.001
    assert measured["next"] == pytest.approx(RECORD["i_love_you"]["next"], rel=1e-6)


def test_sixty_openings_go_on_sensibly() -> None:
    assert len(OPENINGS) == RECORD["openings"]["of"] == 60
    measured = [top_word(mini(), opening)[0] for opening, _ in openings()]
    assert measured == [row["top"] for row in RECORD["openings"]["rows"]]
    assert sum(word in sensible for word, (_, sensible) in zip(measured, openings(), strict=True)) >= 54


def test_a_rule_is_not_a_blank_cheque() -> None:
    """A word that fits one opening is nonsense after most others."""
    for word in ("chair", "database", "the", "."):
        assert sum(word in sensible for _, sensible in openings()) < 25
    assert all(0 < len(sensible_words(rule)) < 120 for _, rule in OPENINGS)


def test_it_finds_its_noun_in_held_out_texts(small_corpus: corpora.Corpus) -> None:
    probes = [probe for probe in pronoun_probes(small_corpus.held_out) if "it" in probe.family.split("-")]
    assert ask_pronouns(mini(), sample(probes, PROBES))["it"] >= 0.9
    assert RECORD["pronouns"]["it"] >= 0.9
    assert RECORD["pronouns"]["asked"] >= 300


@pytest.mark.parametrize(("end", "noun"), [("tired", "animal"), ("wide", "street")])
def test_the_animal_and_the_street(end: str, noun: str) -> None:
    """The well-known example, both ways; training never saw this animal at this street."""
    text = f"The animal didn't cross the street because it was too {end}. The"
    assert top_word(mini(), text)[0] == noun


def test_likeness_of_words() -> None:
    measured = cosines(mini())
    assert measured == pytest.approx(RECORD["cosines"], abs=1e-6)
    assert measured["love like"] > measured["love chair"]


def test_it_beats_word_frequency_by_far() -> None:
    assert RECORD["loss"]["model"] < 0.5 * RECORD["loss"]["unigram"]


def test_a_line_end_never_leads_after_an_unfinished_opening() -> None:
    for opening, _ in OPENINGS:
        assert int(np.argmax(mini().trace(opening)["logits"][-1])) != line_end_of(mini())


def test_the_corpus_kept_its_promises() -> None:
    corpus = RECORD["corpus"]
    assert corpus["different_words"] >= 1_500
    assert corpus["different_sentences"] >= 200_000
    assert max(corpus["largest_families"].values()) <= 0.02


def test_the_checkpoint_is_small_and_its_shape_as_promised() -> None:
    assert (FOLDER / "model.safetensors").stat().st_size <= 4_000_000
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert config == RECORD["config"]
    assert (config["d_model"], config["n_heads"], config["d_head"]) == (64, 8, 8)
    assert 2 <= config["n_layers"] <= 4


def test_the_card_says_what_was_measured() -> None:
    assert (FOLDER / "CARD.md").read_text(encoding="utf-8") == card(RECORD)


def test_long_texts_and_strange_ones_run() -> None:
    for text in ("word " * 250 + "and then", "日本語 👍🏽 <b>", "a" * 300, "شكرا"):
        probs = mini().trace(text)["probs"][-1]
        assert probs.sum() == pytest.approx(1)
