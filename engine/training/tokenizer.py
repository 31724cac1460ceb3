"""The tokenizer of the shipped model, built from its corpus.

Every word of the corpus is one token and has one form, " love", wherever it stands: the normaliser puts a space before
the text, after each line end and after each opening quotation mark, and the decoder takes exactly these spaces away
again, so that any text comes back as it was.  Words that the corpus lacks fall to pieces learned from its words, and
in the end to bytes.  "didn't" is one token; "it's", "I'll", "Tom's" are a word and its ending.  Punctuation marks and
the line end are tokens of their own; a line end closes every text of the corpus.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers.pre_tokenizers import ByteLevel

MERGES = 700
OPENING_QUOTE = r'(?<![^\s"])"'  # a quotation mark after white space, at the start, or after another one
WORD = (r"(?: ?[\p{L}\p{M}]+n't(?!\p{L}))|(?:'(?:s|m|re|ve|ll|d)(?![\p{L}\p{M}]))"
        r"|(?: ?[\p{L}\p{M}]+)|(?: ?\p{N})|(?: ?[^\s\p{L}\p{M}\p{N}])|\s")


def build_tokenizer(texts: Iterable[str], merges: int = MERGES) -> Tokenizer:
    """A tokenizer with one token for every word of the texts, and `merges` learned pieces for other words."""
    words = _count_words(texts)
    pairs = learn_merges((word for word in words if len(word) > 1), merges)
    vocab = {token: i for i, token in enumerate(_vocabulary(words, pairs))}
    return _shell(models.BPE(vocab=vocab, merges=pairs, ignore_merges=True))


def spellings(tokenizer: Tokenizer) -> dict[int, list[int]]:
    """For each token that is a whole word: the ids of the pieces it would fall to, were it not in the vocabulary."""
    vocab = tokenizer.get_vocab()
    merges = [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]
    speller = models.BPE(vocab=vocab, merges=merges, ignore_merges=False)
    pieces = {i: [piece.id for piece in speller.tokenize(token)] for token, i in vocab.items()}
    return {i: ids for i, ids in pieces.items() if len(ids) > 1}


def _shell(model: models.BPE) -> Tokenizer:
    """The model with its normaliser, pre-tokenizer and decoder around it."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Prepend(" "),
        normalizers.Replace("\n", "\n "),
        normalizers.Replace(Regex(OPENING_QUOTE), '" '),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(WORD), "isolated"),
        ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.Sequence([
        decoders.ByteLevel(),
        decoders.Replace(Regex(OPENING_QUOTE + " "), '"'),
        decoders.Replace("\n ", "\n"),
        decoders.Strip(" ", 1, 0),
    ])
    return tokenizer


def _count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word (byte-level spelling, leading space and all) stands in the texts."""
    cutter = _shell(models.BPE())
    counts: Counter[str] = Counter()
    for text in texts:
        normal = cutter.normalizer.normalize_str(text + "\n")
        counts.update(word for word, _ in cutter.pre_tokenizer.pre_tokenize_str(normal))
    return counts


def _vocabulary(words: Counter[str], pairs: list[tuple[str, str]]) -> list[str]:
    """Words from the most frequent on, then the pieces, then the bytes; each once."""
    whole = [word for word, _ in words.most_common()]
    pieces = [left + right for left, right in pairs]
    return list(dict.fromkeys([*whole, *pieces, *sorted(ByteLevel.alphabet())]))


# -- byte-pair encoding (Sennrich, Haddow, Birch 2016, algorithm 1) --------------------------------

def learn_merges(words: Iterable[str], count: int) -> list[tuple[str, str]]:
    """The `count` most frequent pairs, merged one after the other; every word counts once, ties go by spelling."""
    spelled = [list(word) for word in sorted(set(words))]
    merges: list[tuple[str, str]] = []
    while len(merges) < count:
        pairs = Counter(pair for word in spelled for pair in pairwise(word))
        best = min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        spelled = [_merge(word, best) for word in spelled]
    return merges


def _merge(word: list[str], pair: tuple[str, str]) -> list[str]:
    if pair[0] not in word:
        return word
    out: list[str] = []
    for letter in word:
        if out and (out[-1], letter) == pair:
            out[-1] += letter
        else:
            out.append(letter)
    return out
