"""The shipped tokenizer: any text comes back, every word of the corpus is one token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from engine.library import SHIPPED
from engine.training.corpus import Corpus, words_of
from engine.training.tokenizer import build_tokenizer, spellings

SHIPPED_TOKENIZER = Tokenizer.from_file(str(SHIPPED / "mini" / "tokenizer.json"))


@pytest.fixture
def tokenizer() -> Tokenizer:
    return SHIPPED_TOKENIZER


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert SHIPPED_TOKENIZER.decode(SHIPPED_TOKENIZER.encode(text).ids) == text


@given(st.text(alphabet=' "\n\'ab.\t“”日👍', max_size=30))
def test_quotes_spaces_and_line_ends_come_back(text: str) -> None:
    assert SHIPPED_TOKENIZER.decode(SHIPPED_TOKENIZER.encode(text).ids) == text


def test_i_love_you_is_three_tokens(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("I love you").tokens == ["ĠI", "Ġlove", "Ġyou"]


@pytest.mark.parametrize("text", ["love", '"love', "they love", "one\nlove", '"so," "love'])
def test_a_word_has_one_form_wherever_it_stands(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.encode(text).tokens[-1] == "Ġlove"


@pytest.mark.parametrize(("text", "tokens"), [
    ("didn't", ["Ġdidn't"]),
    ("it's", ["Ġit", "'s"]),
    ("Tom's", ["ĠTom", "'s"]),
    ("Yes, no. Why?", ["ĠYes", ",", "Ġno", ".", "ĠWhy", "?"]),
    ('"Yes," said Tom.', ['Ġ"', "ĠYes", ",", '"', "Ġsaid", "ĠTom", "."]),
])
def test_contractions_and_punctuation(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.encode(text).tokens == tokens


def test_every_word_of_the_corpus_is_one_token(tokenizer: Tokenizer, small_corpus: Corpus) -> None:
    words = {word for text in small_corpus.train for word in words_of(text.text) if word[0].isalpha()}
    cut = {word for word in words if len(tokenizer.encode(word).tokens) != 1}
    assert not cut


def test_unknown_words_fall_to_few_pieces(tokenizer: Tokenizer) -> None:
    word = "antidisestablishmentarianism" * 11
    assert len(word) > 300
    assert len(tokenizer.encode(word).ids) < 200
    assert len(tokenizer.encode("z" * 300).ids) <= 301


def test_building_is_deterministic_and_spells_words(small_corpus: Corpus) -> None:
    texts = [text.text for text in small_corpus.train[:3000]]
    one, two = build_tokenizer(texts, 100), build_tokenizer(texts, 100)
    assert one.to_str() == two.to_str()
    pieces = spellings(one)
    for word_id in list(pieces)[:200]:
        spelled = "".join(one.id_to_token(i) for i in pieces[word_id])
        assert spelled == one.id_to_token(word_id)
