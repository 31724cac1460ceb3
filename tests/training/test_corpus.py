"""The corpus: the same every time, varied, in balance, and silent about what is held out."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.training import corpus as corpora
from engine.training.corpus import Corpus, Family, is_held_out, lower_case, read_families, sentences_of, words_of


def test_it_is_deterministic(small_corpus: Corpus) -> None:
    again = corpora.generate(corpora.WORDS // 10)
    assert [t.text for t in again.train] == [t.text for t in small_corpus.train]
    assert [t.text for t in again.held_out] == [t.text for t in small_corpus.held_out]


def test_another_seed_gives_another_corpus() -> None:
    one, two = ({t.text for t in corpora.generate(20_000, seed).train} for seed in (1, 2))
    assert len(one - two) > len(one) / 2


def test_no_family_takes_more_than_two_percent(small_corpus: Corpus) -> None:
    tokens = Counter()
    for text in small_corpus.train:
        tokens[text.family] += len(words_of(text.text)) + 1
    assert len(tokens) >= 100
    assert max(tokens.values()) / tokens.total() <= 0.02


def test_weights_and_patterns_of_families() -> None:
    families = read_families()
    total = sum(family.weight for family in families)
    assert max(family.weight / total for family in families) <= 0.02
    assert min(len(family.patterns) for family in families) >= 2


def test_it_has_the_words_and_the_variety_that_were_promised(small_corpus: Corpus) -> None:
    words = {word.lower() for text in small_corpus.train for word in words_of(text.text) if word[0].isalpha()}
    sentences = {sentence for text in small_corpus.train for sentence in sentences_of(text.text)}
    assert len(words) >= 1_500
    assert {"chair", "database", "too", "love", "hate"} <= words
    assert len(sentences) >= 20_000  # a tenth of the corpus holds a tenth of the least number


def test_held_out_pairs_never_occur_in_training(small_corpus: Corpus) -> None:
    families = {family.name: family for family in read_families()}
    kept = {t.text for t in small_corpus.train}
    assert small_corpus.held_out
    assert not any(is_held_out(families[t.family], t.scope) for t in small_corpus.train)
    assert all(is_held_out(families[t.family], t.scope) for t in small_corpus.held_out)
    assert not kept & {t.text for t in [*small_corpus.held_out, *small_corpus.validation]}


def test_the_well_known_example_is_held_out(small_corpus: Corpus) -> None:
    family = Family("cross-it", "pronouns", ("",), holdout=("mover", "barrier"))
    assert is_held_out(family, {"mover": "animal", "barrier": "street"})
    assert not any("animal didn't cross the street" in t.text for t in small_corpus.train)


def test_every_text_ends_as_a_sentence_and_starts_well(small_corpus: Corpus) -> None:
    for text in small_corpus.train + small_corpus.held_out:
        assert text.text[-1] in '.?!"', text.text
        assert "{" not in text.text
        assert "[" not in text.text
        assert "  " not in text.text
        assert "a/an" not in text.text


def test_i_love_you_too_is_no_absurd_share(small_corpus: Corpus) -> None:
    assert 0 < corpora.statistics(small_corpus)["love_you_too_share"] < 0.005


@pytest.mark.parametrize(("text", "expected"), [
    ("The dog ran. I saw it.", "the dog ran. i saw it."),
    ("Anna is here. She sings.", "Anna is here. she sings."),
    ("Paris is a city.", "Paris is a city."),
])
def test_lower_case_spares_names(text: str, expected: str) -> None:
    assert lower_case(text) == expected


@pytest.mark.parametrize(("text", "pieces"), [
    ("I didn't see Tom's dog.", ["I", "didn't", "see", "Tom", "'s", "dog", "."]),
    ('"Yes," he said.', ['"', "Yes", ",", '"', "he", "said", "."]),
])
def test_words_are_counted_as_the_tokenizer_cuts(text: str, pieces: list[str]) -> None:
    assert words_of(text) == pieces
