"""Any text is a sentence but for the few kinds that nothing could show."""

# ruff: noqa: E501 (a list of strange sentences)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import SentenceError
from engine.sentence import check_sentence, words_of
from tests.engine.helpers import FAMILIES, golden_model

STRANGE = [
    "<b>bold</b>", "# heading", "$x^2$ costs $5", "*stars* **and** _lines_", "\"quoted\" 'so' “and” «so»", "../../etc/passwd",
    "🙂", "👩‍👩‍👧‍👦 and 🇬🇧", "שלום עולם", "مرحبا بالعالم", "我爱你", "नमस्ते", "a\nb", "a\tb", "x" * 60, "\\n \\u0000 %s {} {0}", "é e\u0301",
    "I love you ", "  I", "...", "=SUM(A1)", "-rf --help", "\ufeffI", "a\u2028b",
]  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("sentence", STRANGE)
def test_strange_sentences_are_just_sentences(family, sentence):
    trace = golden_model(family).trace(sentence)
    assert trace.sentence == sentence
    assert len(trace.tokens) == len(trace.pieces) == len(trace.ids) > 0
    assert np.isfinite(trace["hook_embed"]).all()
    assert all(label.strip() for label in trace.tokens)


@pytest.mark.parametrize("family", ["transformer-2017", "gpt2", "qwen2"])
@settings(max_examples=60, deadline=None)
@given(sentence=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12))
def test_byte_level_models_read_any_text(family, sentence):
    try:
        check_sentence(sentence)
    except SentenceError:
        assert not any(char.isalnum() for char in sentence)  # only blank ones are refused here
        return
    trace = golden_model(family).trace(sentence)
    assert np.isfinite(trace["logits"]).all()
    assert trace.reading.dropped == []


@pytest.mark.parametrize("sentence", ["", " ", "\n\t ", "\u3000", "\u200b\ufeff", None, 7, b"I"])
def test_empty_or_no_text(sentence):
    with pytest.raises(SentenceError):
        check_sentence(sentence)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [("a\x00b", "character 2 .*NUL"), ("\x1b[31mred", r"U\+001B"), ("I love you\r", r"U\+000D"), ("\x85x", r"U\+0085")],
)
def test_control_characters(sentence, says):
    with pytest.raises(SentenceError, match=says):
        check_sentence(sentence)


def test_bytes_that_were_no_text():
    with pytest.raises(SentenceError, match="UTF-8"):
        check_sentence(b"caf\xe9".decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("family", FAMILIES)
def test_too_long_says_both_numbers(family):
    model = golden_model(family)
    with pytest.raises(SentenceError, match=r"\d+ tokens .* at most 256"):
        model.trace("I love you " * 200)


def test_the_longest_context_is_read_whole():
    model = golden_model("transformer-2017")
    assert len(model.trace(" ".join(["I"] * 256))) == 256
    with pytest.raises(SentenceError, match="257 tokens"):
        model.trace(" ".join(["I"] * 257))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("I love you, too", ["I", "love", "you", ",", "too"]),
        ("didn't", ["didn", "'", "t"]),
        ("🙂👍🏽 👩‍👧", ["🙂", "👍🏽", "👩‍👧"]),
        ("नमस्ते", ["नमस्ते"]),
        ("e\u0301té", ["e\u0301té"]),
        (" ", []),
    ],
)
def test_words(sentence, words):
    assert [sentence[a:b] for a, b in words_of(sentence)] == words


def test_familiar_words_are_not_listed():
    model = golden_model("transformer-2017")
    assert model.trace("I love the").unfamiliar == []
    assert model.trace("zebra, love zebra yak").unfamiliar == ["zebra", "yak"]
