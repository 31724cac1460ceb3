"""Rows of token ids for training: texts of about the same length side by side, some joined into long rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

IGNORE = -100  # a target that does not count (torch's default)
Row = tuple[list[int], list[int]]  # ids read, ids to be foretold


@dataclass(frozen=True)
class Mixing:
    """How texts become rows.  Shares are of texts."""

    tokens_a_batch: int = 2048
    long_share: float = 0.10     # joined into rows of up to `long_row` ids, so that late positions are learned too
    long_row: int = 512
    spelled_share: float = 0.04  # one word spelled in pieces, so that the pieces of unknown words mean something


class Rows:
    """Endless epochs of batches over encoded texts (without line end); deterministic in the seed."""

    def __init__(self, texts: Sequence[list[int]], line_end: int, spellings: dict[int, list[int]],
                 mixing: Mixing, seed: int) -> None:
        self.texts, self.line_end, self.spellings, self.mixing = texts, line_end, spellings, mixing
        self.rng = Random(seed)

    def epoch(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """One pass over all texts as (ids, targets), each [batch, pos]; short rows are padded with line ends."""
        rows = [self._row(text) for text in self.texts]
        self.rng.shuffle(rows)
        cut = round(len(rows) * self.mixing.long_share)
        long, short = list(self._join(rows[:cut])), rows[cut:]
        batches = [self._pad(batch) for part in (long, short) for batch in self._group(part)]
        self.rng.shuffle(batches)
        return batches

    def _row(self, text: list[int]) -> Row:
        """The text and its line end; one token further on, the targets."""
        if self.rng.random() < self.mixing.spelled_share:
            return self._spelled(text)
        return text, [*text[1:], self.line_end]

    def _spelled(self, text: list[int]) -> Row:
        """One word replaced by its pieces, which are read but never to be foretold."""
        at = self.rng.randrange(len(text))
        pieces = self.spellings.get(text[at], [text[at]])
        ids = [*text[:at], *pieces, *text[at + 1:]]
        targets = [*ids[1:], self.line_end]
        if len(pieces) > 1:
            for place in range(max(at - 1, 0), at + len(pieces) - 1):
                targets[place] = IGNORE
        return ids, targets

    def _join(self, rows: list[Row]) -> Iterator[Row]:
        """Rows with line ends between them, joined up to a random length."""
        ids: list[int] = []
        targets: list[int] = []
        limit = self.rng.randint(64, self.mixing.long_row)
        for read, foretold in rows:
            if len(ids) + len(read) + 1 > limit and ids:
                yield ids[:limit], targets[:limit]
                ids, targets, limit = [], [], self.rng.randint(64, self.mixing.long_row)
            ids += [*read, self.line_end]
            targets += [*foretold, IGNORE]  # what opens the next text is anybody's guess
        if ids:
            yield ids[:limit], targets[:limit]

    def _group(self, rows: list[Row]) -> Iterator[list[Row]]:
        """Rows of about equal length, about `tokens_a_batch` ids in each group."""
        batch: list[Row] = []
        for row in sorted(rows, key=lambda row: len(row[0]) + self.rng.random()):
            if batch and (len(batch) + 1) * len(row[0]) > self.mixing.tokens_a_batch:
                yield batch
                batch = []
            batch.append(row)
        if batch:
            yield batch

    def _pad(self, rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
        width = max(len(ids) for ids, _ in rows)
        ids = np.full((len(rows), width), self.line_end, dtype=np.int64)
        targets = np.full((len(rows), width), IGNORE, dtype=np.int64)
        for i, (read, foretold) in enumerate(rows):
            ids[i, :len(read)], targets[i, :len(foretold)] = read, foretold
        return ids, targets
