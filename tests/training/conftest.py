from __future__ import annotations

import pytest

from engine.training import corpus as corpora


@pytest.fixture(scope="session")
def small_corpus() -> corpora.Corpus:
    """A tenth of the corpus, made with the shipped settings."""
    return corpora.generate(corpora.WORDS // 10)
