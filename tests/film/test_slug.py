from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.slug import slug


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("I love you", "i-love-you"),
        ("The cat sat on the mat", "the-cat-sat-on-the-mat"),
        ("You and I", "you-and-i"),
        ("One 2 three", "one-2-three"),
    ],
)
def test_usual_sentences_have_plain_names(sentence: str, name: str) -> None:
    assert slug(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "pattern"),
    [
        ("i love you", r"i-love-you-[0-9a-f]{8}"),
        ("I love you?", r"i-love-you-[0-9a-f]{8}"),
        ("I  love you", r"i-love-you-[0-9a-f]{8}"),
        ("I-love-you", r"i-love-you-[0-9a-f]{8}"),
        ("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}"),
        ("Café au lait", r"cafe-au-lait-[0-9a-f]{8}"),
        ("我爱你", r"[0-9a-f]{8}"),
        ("أحبك", r"[0-9a-f]{8}"),
        ("🧡", r"[0-9a-f]{8}"),
        (".", r"[0-9a-f]{8}"),
        ("", r"[0-9a-f]{8}"),
        ("a" * 300, r"a{48}-[0-9a-f]{8}"),
    ],
)
def test_what_is_lost_is_made_good_by_a_hash(sentence: str, pattern: str) -> None:
    assert re.fullmatch(pattern, slug(sentence))


@given(st.text())
def test_any_sentence_is_a_safe_name(sentence: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(sentence))
    assert len(slug(sentence)) <= 60


@given(st.lists(st.text("aI ?-A1é", max_size=8), min_size=2, unique=True))
def test_different_sentences_have_different_names(sentences: list[str]) -> None:
    assert len({slug(sentence) for sentence in sentences}) == len(sentences)
