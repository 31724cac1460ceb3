"""``Trace``: everything one run of a model on one sentence recorded, as an object and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.config import ModelConfig
from engine.errors import UnknownName
from engine.interventions import Interventions
from engine.tokenizer import Reading
from engine.vocabulary import Vocabulary


@dataclass(frozen=True)
class ModelInfo:
    """Which model ran. ``sha256`` is the hash of its weight file(s)."""

    name: str
    family: str
    architecture: str
    n_params: int
    sha256: str
    n_vocab: int


class Trace:
    """One run. ``trace[name]`` is a read-only array; ``trace.names`` lists the names in the order they were computed.

    ``scores`` and ``pattern`` arrays are [head, query, key]; the others run over the tokens first. Values are logits,
    probabilities or model-internal numbers without a unit, except ``analysis.*`` (see ``engine.study``).
    """

    def __init__(
        self,
        reading: Reading,
        config: ModelConfig,
        model: ModelInfo,
        vocabulary: Vocabulary,
        arrays: Mapping[str, np.ndarray],
        interventions: Interventions | None = None,
        notes: tuple[str, ...] = (),
    ):
        self.reading, self.config, self.model, self.vocabulary = reading, config, model, vocabulary
        self.interventions = interventions or Interventions()
        self.notes = notes
        self._arrays = {name: frozen(array) for name, array in arrays.items()}

    @property
    def sentence(self) -> str:
        return self.reading.sentence

    @property
    def ids(self) -> list[int]:
        return self.reading.ids

    @property
    def pieces(self) -> list[str]:
        """Exact text of each token (" love", "ing"), bytes of a split character as <F0>."""
        return self.reading.pieces

    @property
    def tokens(self) -> list[str]:
        """Each token as it is shown ("love", "␣", "⏎")."""
        return self.reading.tokens

    @property
    def unfamiliar(self) -> list[str]:
        """Words of the sentence that the tokenizer had to cut or does not know, in order, each once."""
        return self.reading.unfamiliar

    @property
    def names(self) -> list[str]:
        return list(self._arrays)

    @property
    def dtype(self) -> np.dtype:
        """The precision of the run: float64, or float32 for large models."""
        return self["hook_embed"].dtype

    @property
    def is_causal(self) -> bool:
        return self.config.is_causal

    @property
    def predicts_next(self) -> bool:
        return self.is_causal and "logits" in self

    @property
    def why_no_prediction(self) -> str:
        """Why there is no next token to name; empty if there is one."""
        if self.predicts_next:
            return ""
        if not self.is_causal:
            return "this model reads the whole sentence at once and is not trained to say what comes next"
        return "this checkpoint has no vocabulary head"

    def __getitem__(self, name: str) -> np.ndarray:
        try:
            return self._arrays[name]
        except KeyError:
            raise UnknownName(name, self._arrays) from None

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.ids)

    def vocab(self, i: int) -> str:
        """How the token with id ``i`` is shown."""
        return self.vocabulary.display(int(i))

    def adding(self, arrays: Mapping[str, np.ndarray], notes: tuple[str, ...] = ()) -> Trace:
        """The same run with more arrays and notes."""
        return Trace(
            self.reading, self.config, self.model, self.vocabulary,
            self._arrays | dict(arrays), self.interventions, self.notes + notes,
        )  # fmt: skip

    def save(self, path: str | Path) -> Path:
        """Write the trace as ``.npz``, whole or not at all. Raises TraceError where it cannot be written."""
        from engine.tracefile import save_trace

        return save_trace(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Trace:
        """Read a saved trace. Raises TraceError for anything else."""
        from engine.tracefile import load_trace

        return load_trace(Path(path))


def frozen(array: np.ndarray) -> np.ndarray:
    """The array, read-only and with its own memory in C order (a view would keep a larger array alive)."""
    array = np.ascontiguousarray(array) if array.ndim else np.asarray(array)
    if array.base is not None:
        array = array.copy()
    array.setflags(write=False)
    return array
