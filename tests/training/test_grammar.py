"""The grammar: slots, choices, inflection, articles, capitals, and what it refuses."""

from __future__ import annotations

from random import Random

import pytest

from engine.training.grammar import Grammar, GrammarError, finish, inflect_verb, parse, plural, read_tables

TABLES = {
    "pet": [{"word": "dog", "food": "a bone/meat"}, {"word": "cat", "food": "fish"}, {"word": "owl", "food": "mice"}],
    "act": [{"word": "carry the bag"}],
    "hobby": [{"word": "play with the {pet}"}],
    "irregular": [{"word": "go", "s": "goes", "past": "went", "ing": "going"}],
    "irregularplural": [{"word": "mouse", "plural": "mice"}],
}


@pytest.fixture
def grammar() -> Grammar:
    return Grammar(TABLES)


def texts(grammar: Grammar, pattern: str, count: int = 60) -> set[str]:
    return {grammar.write(pattern, Random(i))[0] for i in range(count)}


def test_the_same_slot_is_the_same_word_and_a_numbered_one_is_another(grammar: Grammar) -> None:
    for text in texts(grammar, "{pet} {pet} {pet2}"):
        first, second, third = text.lower().split()
        assert first == second != third


def test_a_cell_is_chosen_once(grammar: Grammar) -> None:
    found = texts(grammar, "{pet}: {pet.food}, {pet.food}")
    assert found == {"Dog: a bone, a bone", "Dog: meat, meat", "Cat: fish, fish", "Owl: mice, mice"}


def test_choices_nest_and_may_be_empty(grammar: Grammar) -> None:
    assert texts(grammar, "x[ a[ b| c]|]") == {"X a b", "X a c", "X"}


def test_words_of_tables_may_hold_slots(grammar: Grammar) -> None:
    assert texts(grammar, "I {hobby}.") == {f"I play with the {pet}." for pet in ("dog", "cat", "owl")}


@pytest.mark.parametrize(("phrase", "form", "expected"), [
    ("play chess", "s", "plays chess"), ("carry", "s", "carries"), ("wash up", "s", "washes up"),
    ("bake", "past", "baked"), ("carry on", "past", "carried on"), ("play", "past", "played"),
    ("bake bread", "ing", "baking bread"), ("go home", "past", "went home"), ("go", "ing", "going"),
])
def test_verbs(grammar: Grammar, phrase: str, form: str, expected: str) -> None:
    assert inflect_verb(phrase, form, grammar.verbs) == expected


@pytest.mark.parametrize(("noun", "expected"), [
    ("cat", "cats"), ("toy car", "toy cars"), ("box", "boxes"), ("lady", "ladies"), ("toy", "toys"),
    ("mouse", "mice"), ("potato", "potatoes"),
])
def test_plurals(grammar: Grammar, noun: str, expected: str) -> None:
    assert plural(noun, grammar.nouns) == expected


@pytest.mark.parametrize(("raw", "expected"), [
    ("a/an owl saw a/an cat.", "An owl saw a cat."),
    ("a/an hour, a/an uniform, a/an old man", "An hour, a uniform, an old man"),
    ('"no," he said. "we go ." then he went', '"No," he said. "We go." Then he went'),
    ('"who is it?" asked Tom. nobody  knew .', '"Who is it?" asked Tom. Nobody knew.'),
])
def test_finishing_touches(raw: str, expected: str) -> None:
    assert finish(raw) == expected


@pytest.mark.parametrize("pattern", ["a [b", "a b]", "a {b", "[a|[b]"])
def test_unbalanced_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(GrammarError, match="unbalanced"):
        parse(pattern)


@pytest.mark.parametrize(("pattern", "named"), [("{fish}", "fish"), ("{pet.colour}", "colour")])
def test_unknown_slots_are_named(grammar: Grammar, pattern: str, named: str) -> None:
    with pytest.raises(GrammarError, match=named):
        grammar.write(pattern, Random(0))


def test_a_row_with_too_few_cells_is_refused(tmp_path) -> None:
    (tmp_path / "words.txt").write_text("= pet: word food\ndog\n", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"words\.txt.*1 cells.*2 columns"):
        read_tables(tmp_path)


def test_tables_share_cells_and_join(tmp_path) -> None:
    (tmp_path / "w.txt").write_text("# note\n= a: word he\nAnn, Eve | she\n\n= b: word he\nBob | he\n\n= c < a b\n",
                                    encoding="utf-8")
    assert [(r["word"], r["he"]) for r in read_tables(tmp_path)["c"]] == [("Ann", "she"), ("Eve", "she"), ("Bob", "he")]
