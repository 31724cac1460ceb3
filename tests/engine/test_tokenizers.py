"""Tokenizers of every kind: ids as the library gives them, pieces and labels as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as LibraryTokenizer
from tokenizers import models

from engine import CheckpointError, SentenceError
from engine.pieces import ALPHABET, display, from_bytes
from engine.tokenizer import Tokenizer
from tests.golden import small_tokenizers as small


def ours(place, library: LibraryTokenizer) -> Tokenizer:
    library.save(str(place / "tokenizer.json"))
    return Tokenizer(place)


def test_byte_level_with_a_space_put_before(tmp_path):
    reading = ours(tmp_path, small.byte_level(330, prepend_space=True)).read("I love the animal 🙂")
    assert reading.pieces[:3] == [" I", " love", " the"]
    assert reading.tokens[:3] == ["I", "love", "the"]
    assert reading.pieces[-4:] == ["<F0>", "<9F>", "<99>", "<82>"]
    assert reading.unfamiliar == ["animal", "🙂"]


def test_byte_level_whitespace_is_visible(tmp_path):
    reading = ours(tmp_path, small.byte_level(300)).read("I\n\tlove  you")
    assert "".join(reading.pieces) == "I\n\tlove  you"
    assert "⏎" in reading.tokens
    assert "⇥" in reading.tokens
    assert "␣" in reading.tokens


def test_byte_fallback(tmp_path):
    reading = ours(tmp_path, small.byte_fallback(100)).read("I love 我")
    assert reading.tokens[0] == "<s>"
    assert reading.pieces[1] == " I"
    assert reading.tokens[1] == "I"
    assert reading.pieces[-3:] == ["<E6>", "<88>", "<91>"]
    assert "我" in reading.unfamiliar


def test_byte_fallback_newline_is_shown_as_one(tmp_path):
    assert ours(tmp_path, small.byte_fallback(100)).read("I\nI").tokens.count("⏎") == 1


def test_word_piece_neither_pads_nor_truncates(tmp_path):
    sentence = "The animal didn't cross the street because it was too tired"
    reading = ours(tmp_path, small.word_piece()).read(sentence)
    assert reading.tokens[0] == "[CLS]"
    assert reading.tokens[-1] == "[SEP]"
    assert "[PAD]" not in reading.tokens
    assert len(reading.ids) > 12
    assert "".join(reading.pieces[1:-1]) == sentence.lower().replace(" ", "")


def test_word_piece_continuations(tmp_path):
    reading = ours(tmp_path, small.word_piece()).read("you")
    assert reading.tokens == ["[CLS]", "yo", "##u", "[SEP]"]
    assert reading.pieces == ["[CLS]", "yo", "u", "[SEP]"]
    assert reading.unfamiliar == ["you"]


def test_word_level_unknown_words_are_unfamiliar(tmp_path):
    reading = ours(tmp_path, small.word_level()).read("I love zebras and zebras")
    assert reading.tokens == ["I", "love", "[UNK]", "and", "[UNK]"]
    assert reading.unfamiliar == ["zebras"]


def test_unigram(tmp_path):
    reading = ours(tmp_path, small.unigram(120)).read("I love you, zebra 我")
    assert reading.pieces[0].startswith(" I")
    assert not any(token.startswith((" ", "▁")) for token in reading.tokens)
    assert "zebra" in reading.unfamiliar
    assert "我" in reading.unfamiliar


def test_a_tokenizer_without_an_unknown_token_says_what_it_lost(tmp_path):
    reading = ours(tmp_path, LibraryTokenizer(models.BPE({"I": 0, "a": 1}, []))).read("I, a z")
    assert reading.tokens == ["I", "a"]
    assert reading.dropped == ["z"]


def test_a_tokenizer_that_can_read_nothing_of_it(tmp_path):
    with pytest.raises(SentenceError, match="nothing in this sentence"):
        ours(tmp_path, LibraryTokenizer(models.BPE({"I": 0}, []))).read("zzz")
    with pytest.raises(SentenceError):
        ours(tmp_path, LibraryTokenizer(models.WordLevel({"I": 0}, unk_token="[UNK]"))).read("zzz")


def test_no_tokenizer(tmp_path):
    with pytest.raises(CheckpointError, match=r"no tokenizer\.json"):
        Tokenizer(tmp_path)


@pytest.mark.parametrize(
    ("piece", "label"),
    [
        (" love", "love"),
        ("love", "love"),
        (" ", "␣"),
        ("  ", "␣␣"),
        ("  love", "␣love"),
        ("\n", "⏎"),
        (" \n", "␣⏎"),
        ("by the way", "by the way"),
        ("love ", "love␣"),
        (" by the ", "by the␣"),
        ("\t", "⇥"),
        ("\x00", "<00>"),
        ("\x1b", "<1B>"),
        ("\u200d", "<U+200D>"),
        ("\u0301", "◌\u0301"),
        ("\u3000", "␣"),
        ("\ue000", "<U+E000>"),
        ("", "∅"),
        ("<F0>", "<F0>"),
    ],
)
def test_labels(piece, label):
    assert display(piece) == label


@given(st.text(max_size=12))
def test_no_label_is_invisible_or_empty(piece):
    label = display(piece)
    assert label.strip()
    assert not any(char in label for char in "\n\t\r\x00")


@given(st.binary(max_size=12))
def test_bytes_as_text(raw):
    text = from_bytes(raw)
    for byte in set(range(0x80, 0x100)):
        text = text.replace(f"<{byte:02X}>", "")
    assert text in raw.decode("utf-8", "ignore") or "<" in raw.decode("utf-8", "ignore")


def test_byte_alphabet_is_the_librarys():
    from tokenizers.pre_tokenizers import ByteLevel

    assert sorted(ALPHABET) == sorted(ByteLevel.alphabet())
    assert sorted(ALPHABET.values()) == list(range(256))
