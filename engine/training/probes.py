"""Questions put to a trained model: openings to go on with, pronouns to resolve."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.training import corpus as corpora
from engine.training.openings import GROUPS, OPENINGS


@dataclass(frozen=True)
class Probe:
    """A text that breaks off, the word that must come next, and the two nouns it could be."""

    family: str
    prompt: str
    answer: str
    nouns: tuple[str, str]


def sensible_words(rule: str) -> frozenset[str]:
    """The words that an opening's rule admits; NAME stands for every person of the word tables."""
    words: list[str] = []
    for word in rule.split():
        if word == "NAME":
            words += [record["word"] for record in corpora.grammar().tables["person"]]
        else:
            words += GROUPS[word].split() if word in GROUPS else [word]
    return frozenset(words)


def openings() -> list[tuple[str, frozenset[str]]]:
    """Every opening with the words that count as sensible after it."""
    return [(opening, sensible_words(rule)) for opening, rule in OPENINGS]


def met_openings(texts: Iterable[corpora.Text]) -> list[str]:
    """The openings that some sentence of the texts starts with, word for word."""
    starts: set[str] = set()
    lengths = {len(corpora.words_of(opening)) for opening, _ in OPENINGS}
    for text in texts:
        for sentence in corpora.sentences_of(text.text):
            words = corpora.words_of(sentence.lstrip('"'))
            starts.update(" ".join(words[:n]) for n in lengths)
    return [opening for opening, _ in OPENINGS if " ".join(corpora.words_of(opening)) in starts]


def pronoun_probes(texts: Iterable[corpora.Text]) -> list[Probe]:
    """The held-out texts of the theme `pronouns`, broken off before the noun that the pronoun stood for."""
    families = {family.name: family for family in corpora.read_families() if family.theme == "pronouns"}
    return [_probe(text, families[text.family]) for text in texts if text.family in families]


def _probe(text: corpora.Text, family: corpora.Family) -> Probe:
    first, second = family.holdout
    nouns = (text.scope[first], text.scope[second])
    end_of_story = text.text.rindex(". ") if not text.text.endswith("?") else 0
    last = _first_noun(text.text, nouns, end_of_story)
    return Probe(family.name, text.text[:last.start()].rstrip(), last[0], nouns)


def _first_noun(text: str, nouns: tuple[str, str], start: int) -> re.Match[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})\b")
    found = pattern.search(text, start)
    if found is None:
        raise ValueError(f"no noun of {nouns} after the story in {text!r}")
    return found
