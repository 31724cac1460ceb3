"""What both scenes show, and when: X (3 x 8) times W (8 x 8) gives Y (3 x 8), row by row, in 13 seconds."""

from __future__ import annotations

import numpy as np

ROWS, WIDTH = 3, 8
FORMULA = "Y = X W"
CAPTION = "Each row of X meets all of W and becomes a row of Y."
#: Seconds: what moves, and the holds between; their sum is 13.
APPEAR, WORDS, ROW, MARK, VANISH = 1.0, 1.0, 1.0, 1.0, 1.0
FIRST_HOLD, SECOND_HOLD, THIRD_HOLD, LAST_HOLD = 1.5, 1.5, 1.0, 2.0
SECONDS = (
    APPEAR + FIRST_HOLD + WORDS + SECOND_HOLD + ROWS * ROW + THIRD_HOLD + MARK + LAST_HOLD + VANISH
)  # fmt: skip


def matrices() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X [3, 8], W [8, 8] and X @ W [3, 8]; the same on every run."""
    rng = np.random.default_rng(7)
    x, w = rng.normal(size=(ROWS, WIDTH)), rng.normal(size=(WIDTH, WIDTH))
    return x, w, x @ w
