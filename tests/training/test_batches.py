"""Rows for training: every next token is foretold once, pieces of a word never."""

from __future__ import annotations

import numpy as np
import pytest

from engine.training.batches import IGNORE, Mixing, Rows

END = 0
TEXTS = [[n, n + 1, n + 2][: 1 + n % 3] for n in range(1, 200)]
PLAIN = Mixing(tokens_a_batch=64, long_share=0, spelled_share=0)


def pairs(rows: Rows) -> list[tuple[int, int]]:
    return sorted((int(i), int(t)) for ids, targets in rows.epoch()
                  for i, t in zip(ids.flat, targets.flat, strict=True) if t != IGNORE)


def expected() -> list[tuple[int, int]]:
    return sorted(pair for text in TEXTS for pair in zip(text, [*text[1:], END], strict=True))


@pytest.mark.parametrize("long_share", [0, 0.5, 1])
def test_each_token_is_asked_for_once(long_share: float) -> None:
    mixing = Mixing(tokens_a_batch=64, long_share=long_share, long_row=512, spelled_share=0)
    assert pairs(Rows(TEXTS, END, {}, mixing, seed=1)) == expected()


def test_batches_keep_to_their_size() -> None:
    for ids, targets in Rows(TEXTS, END, {}, PLAIN, seed=1).epoch():
        assert ids.shape == targets.shape
        assert ids.size <= 64 + ids.shape[1]


def test_the_seed_decides() -> None:
    def first(seed: int) -> np.ndarray:
        return Rows(TEXTS, END, {}, PLAIN, seed).epoch()[0][0]

    assert np.array_equal(first(1), first(1))
    assert not np.array_equal(first(1), first(2))


def test_pieces_are_read_and_never_asked_for() -> None:
    rows = Rows([[5, 6, 7]] * 50, END, {6: [60, 61]}, Mixing(tokens_a_batch=8, long_share=0, spelled_share=1), seed=1)
    batches = [(list(i), list(t)) for ids, targets in rows.epoch() for i, t in zip(ids, targets, strict=True)]
    spelled = [(ids, targets) for ids, targets in batches if 60 in ids]
    assert spelled
    assert all(ids == [5, 60, 61, 7] and targets == [IGNORE, IGNORE, 7, END] for ids, targets in spelled)
