"""``Model``: a checkpoint's weights with its tokenizer, ready to run; ``load_model`` finds it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.checkpoint import Checkpoint, open_checkpoint
from engine.config import ModelConfig
from engine.errors import CheckpointError, SentenceError
from engine.forward import Recorder, run
from engine.interventions import Interventions, KnockOut
from engine.tokenizer import Reading, Tokenizer
from engine.trace import ModelInfo, Trace
from engine.vocabulary import Vocabulary


class Model:
    """A model that can be run on a sentence. ``n_params`` counts each weight once (tied ones too)."""

    def __init__(self, name: str, directory: Path):
        self.name = name
        self._checkpoint: Checkpoint = open_checkpoint(directory)
        self.config: ModelConfig = self._checkpoint.config
        self.weights = self._checkpoint.weights
        self.n_params: int = self._checkpoint.n_params
        self.tokenizer = Tokenizer(directory)
        check_vocabulary(self.tokenizer, self.config)
        self.vocabulary = Vocabulary(self.config.d_vocab, lambda: self.tokenizer.entry_texts, self.tokenizer.entry_text)

    @cached_property
    def sha256(self) -> str:
        """The hash of the weight file (of shards: one after the other)."""
        return self._checkpoint.tensors.sha256()

    @property
    def info(self) -> ModelInfo:
        c = self.config
        return ModelInfo(self.name, c.family, c.architecture, self.n_params, self.sha256, c.d_vocab)

    def trace(
        self,
        sentence: str,
        knock_out: Iterable[KnockOut] = (),
        ablate_heads: Iterable[tuple[int, int]] = (),
    ) -> Trace:
        """Run on a sentence and record everything.

        ``knock_out`` cuts edges of attention, ``ablate_heads`` silences (layer, head) pairs. Raises SentenceError for
        a sentence that cannot be read, StudyError for an intervention on what is not there.
        """
        reading = self.tokenizer.read(sentence)
        check_length(reading, self.config, self.name)
        acts = Interventions.check(self.config, len(reading.ids), knock_out, ablate_heads)
        rec = Recorder()
        run(self.weights, self.config, reading.ids, acts, rec)
        return Trace(reading, self.config, self.info, self.vocabulary, rec.arrays, acts, self._notes(reading))

    def _notes(self, reading: Reading) -> tuple[str, ...]:
        """What a reader of the numbers should know about this run."""
        notes = []
        if self.weights.W_E.dtype == np.float32:
            notes.append(f"{self.name} is large ({self.n_params:,} parameters) and was computed in float32")
        if reading.dropped:
            notes.append(f"{self.name} has no token for {', '.join(reading.dropped)}: it did not read them")
        return tuple(notes)


def check_vocabulary(tokenizer: Tokenizer, config: ModelConfig) -> None:
    """An embedding may have spare rows; a tokenizer may not have spare ids."""
    if tokenizer.n_ids > config.d_vocab:
        raise CheckpointError(
            f"{tokenizer.path}: the tokenizer has {tokenizer.n_ids} ids, the embedding only {config.d_vocab} rows: "
            "they are not of the same model"
        )


def check_length(reading: Reading, config: ModelConfig, name: str) -> None:
    n = len(reading.ids)
    if n > config.n_ctx:
        raise SentenceError(f"the sentence has {n} tokens and {name} reads at most {config.n_ctx}: shorten it")
    if config.sliding_window is not None and n > config.sliding_window:
        raise CheckpointError(
            f"{name} looks back over a sliding_window of {config.sliding_window} tokens, which is not computed, "
            f"and the sentence has {n}: shorten it"
        )
