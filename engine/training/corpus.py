"""The corpus of the shipped model: everyday English, written by the grammar in words/ and themes/.

A *family* is a named group of patterns about one thing; each family gets a fixed share of the corpus, counted in
words.  A family with `holdout=a,b` keeps some pairs of its slots a and b out of training altogether, so that what the
model does with a pair that it never saw can be measured.  The same seed gives the same corpus, byte for byte.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

from engine.training.grammar import Grammar, GrammarError, Scope, blocks, read_tables

HERE = Path(__file__).parent
SEED = 2017
WORDS = 4_500_000           # size of the corpus, in words and punctuation marks
HELD_OUT_PAIRS = 0.08       # share of the pairs of a `holdout` family that training never sees
ALWAYS_HELD_OUT = {("animal", "street"), ("trophy", "suitcase")}  # the examples everybody knows
VALIDATION = 0.01           # share of the other texts kept for the loss on unseen text
CASUAL = 0.015              # share of texts in lower case, as people type
CONTRACTED = 0.2            # share of texts that say it's for it is

SENTENCE = re.compile(r'[^.?!]+[.?!]"?')
CONTRACTIONS = tuple((re.compile(rf"\b{long}(?= \w)"), short) for long, short in (
    ("I am", "I'm"), ("([Ii])t is", r"\1t's"), ("([Hh]e|[Ss]he) is", r"\1's"), ("([Tt]hat) is", r"\1's"),
    ("([Yy]ou|[Ww]e|[Tt]hey) are", r"\1're"), ("(I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he) will", r"\1'll"),
    ("([Dd]o) not", r"\1n't"), ("I have(?= lost| never)", "I've"), ("(I|[Ww]e) would like", r"\1'd like"),
))
PIECE = re.compile(r"\w+n't|\w+|'(?:s|m|re|ve|ll|d)\b|[^\w\s]")


@dataclass(frozen=True)
class Family:
    """A named group of patterns.  `weight` is relative to other families; `holdout` names two slots or none."""

    name: str
    theme: str
    patterns: tuple[str, ...]
    weight: float = 1.0
    holdout: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """One finished text (one to five sentences), its family, and what filled its slots."""

    text: str
    family: str
    scope: Scope


@dataclass
class Corpus:
    """Texts for training and for validation, and the held-out ones of each `holdout` family."""

    train: list[Text] = field(default_factory=list)
    validation: list[Text] = field(default_factory=list)
    held_out: list[Text] = field(default_factory=list)


def read_families(folder: Path = HERE / "themes") -> list[Family]:
    """All families of the theme files, in order.  Raises GrammarError for a heading it cannot read."""
    return [_family(head, path.stem, lines)
            for path in sorted(folder.glob("*.txt"))
            for head, lines in blocks(path.read_text(encoding="utf-8"), "== ")]


def _family(head: str, theme: str, lines: list[str]) -> Family:
    name, *options = head.split()
    settings = dict(option.split("=") for option in options)
    unknown = settings.keys() - {"weight", "holdout"}
    if unknown or not lines:
        raise GrammarError(f"{theme}.txt: family {name!r} has no patterns or an unknown option {unknown or ''}")
    holdout = tuple(settings["holdout"].split(",")) if "holdout" in settings else ()
    return Family(name, theme, tuple(lines), float(settings.get("weight", 1)), holdout)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The project's word tables, read once."""
    return Grammar(read_tables(HERE / "words"))


def words_of(text: str) -> list[str]:
    """Words and punctuation marks of the text; contractions as the tokenizer cuts them (didn't, it + 's)."""
    return PIECE.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, stripped."""
    return [sentence.strip() for sentence in SENTENCE.findall(text)]


def is_held_out(family: Family, scope: Scope) -> bool:
    """Whether the pair that fills the family's two `holdout` slots is kept out of training."""
    if not family.holdout or not all(slot in scope for slot in family.holdout):
        return False
    pair = tuple(scope[slot] for slot in family.holdout)
    return pair in ALWAYS_HELD_OUT or zlib.crc32(" ".join(pair).encode()) % 1000 < HELD_OUT_PAIRS * 1000


def generate(words: int = WORDS, seed: int = SEED) -> Corpus:
    """The corpus with about `words` words for training.  Deterministic in both arguments."""
    families = read_families()
    total = sum(family.weight for family in families)
    corpus = Corpus()
    for family in families:
        _generate_family(family, round(words * family.weight / total), Random(f"{seed} {family.name}"), corpus)
    seen = {text.text for text in corpus.train}
    corpus.validation = _unseen(corpus.validation, seen)
    corpus.held_out = _unseen(corpus.held_out, seen)
    shuffle = Random(seed).shuffle
    for texts in (corpus.train, corpus.validation, corpus.held_out):
        shuffle(texts)
    return corpus


def _generate_family(family: Family, quota: int, rng: Random, corpus: Corpus) -> None:
    written = 0
    while written < quota:
        pattern = family.patterns[rng.randrange(len(family.patterns))]
        text, scope = grammar().write(pattern, rng)
        if is_held_out(family, scope):
            corpus.held_out.append(Text(text, family.name, scope))
        elif rng.random() < VALIDATION:
            corpus.validation.append(Text(text, family.name, scope))
        else:
            text = text if family.holdout else vary(text, rng)
            corpus.train.append(Text(text, family.name, scope))
            written += len(words_of(text)) + 1


def vary(text: str, rng: Random) -> str:
    """The text as it is, contracted, or in lower case."""
    if rng.random() < CONTRACTED:
        for long, short in CONTRACTIONS:
            text = long.sub(short, text)
    return lower_case(text) if rng.random() < CASUAL else text


def lower_case(text: str) -> str:
    """The text as people type it in a hurry: small letters at sentence starts and for I; names stay as they are."""
    return re.sub(r"(?:^|(?<=[.?!] )|(?<=\"))[A-Z]\w*|\bI\b", _small_unless_name, text)


def _small_unless_name(match: re.Match[str]) -> str:
    return match[0] if match[0] in proper_names() else match[0].lower()


@lru_cache(maxsize=1)
def proper_names() -> frozenset[str]:
    """Every word that the tables write with a capital letter: people, cities, days, titles."""
    cells = (cell for records in grammar().tables.values() for record in records for cell in record.values())
    return frozenset(word for cell in cells for word in re.findall(r"\b[A-Z][\w-]+", cell))


def _unseen(texts: Iterable[Text], seen: set[str]) -> list[Text]:
    """The texts that training does not hold, each once."""
    return list({text.text: text for text in texts if text.text not in seen}.values())


# -- statistics ----------------------------------------------------------------------------------

def statistics(corpus: Corpus) -> dict[str, object]:
    """Counts of the training texts; shares are of words and punctuation marks, line ends included."""
    by_family: Counter[str] = Counter()
    vocabulary: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for text in corpus.train:
        pieces = words_of(text.text)
        by_family[text.family] += len(pieces) + 1
        vocabulary.update(piece.lower() for piece in pieces if piece[0].isalpha())
        sentences.update(sentences_of(text.text))
    tokens = sum(by_family.values())
    return {
        "texts": len(corpus.train),
        "tokens": tokens,
        "different_words": len(vocabulary),
        "sentences": sum(sentences.values()),
        "different_sentences": len(sentences),
        "families": len(by_family),
        "largest_families": {name: count / tokens for name, count in by_family.most_common(5)},
        "love_you_too_share": _phrase_share(corpus.train, "I love you too", tokens),
        "love_you_share": _phrase_share(corpus.train, "I love you", tokens),
        "validation_texts": len(corpus.validation),
        "held_out_texts": len(corpus.held_out),
    }


def _phrase_share(texts: Iterable[Text], phrase: str, tokens: int) -> float:
    """Share of the corpus's tokens that stand in this phrase."""
    return sum(text.text.count(phrase) for text in texts) * len(phrase.split()) / tokens
