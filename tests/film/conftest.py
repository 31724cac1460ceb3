from __future__ import annotations

import pytest

from engine import Trace, load_model
from engine.study import study
from tests.film.fakes import GOLDEN


@pytest.fixture(scope="session")
def trace() -> Trace:
    return study(load_model(GOLDEN), "hello world", vs=())
