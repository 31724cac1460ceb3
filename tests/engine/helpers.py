"""What the engine's tests share: the golden checkpoints, and copies of them that are made wrong on purpose."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from engine import Model, Trace, load_model

GOLDEN = Path(__file__).parent.parent / "golden"
CAUSAL = ["transformer-2017", "gpt2", "llama", "llama-scaled", "qwen2", "qwen3"]
FAMILIES = [*CAUSAL, "bert"]
Tensors = dict[str, np.ndarray]


@cache
def golden_model(family: str) -> Model:
    return load_model(GOLDEN / family)


@cache
def golden_trace(family: str) -> Trace:
    return golden_model(family).trace(expected(family)[0]["sentence"])


@cache
def expected(family: str) -> tuple[dict[str, Any], Mapping[str, np.ndarray]]:
    """What was read (sentence, ids) and what the reference computed."""
    with np.load(GOLDEN / family / "expected.npz") as file:
        arrays = {name: file[name] for name in file.files}
    return json.loads(str(arrays.pop("__meta__"))), arrays


def difference(got: np.ndarray, wanted: np.ndarray) -> float:
    """Largest absolute difference; infinite where shapes or −inf differ."""
    if got.shape != wanted.shape or not np.array_equal(np.isfinite(got), np.isfinite(wanted)):
        return np.inf
    finite = np.isfinite(wanted)
    return float(np.abs(got[finite] - wanted[finite]).max(initial=0))


def worst_difference(trace: Trace, family: str) -> float:
    """The largest difference from the reference over every recorded tensor."""
    wanted = expected(family)[1]
    return max(difference(trace[name], wanted[name]) for name in trace.names)


def copy_checkpoint(
    place: Path,
    family: str = "gpt2",
    tensors: Callable[[Tensors], Tensors] | None = None,
    **settings: Any,
) -> Path:
    """A copy of a golden checkpoint with other tensors or settings (None takes a setting out)."""
    directory = place / family
    directory.mkdir(parents=True)
    for name in ("tokenizer.json", "model.safetensors"):
        shutil.copy(GOLDEN / family / name, directory / name)
    config = json.loads((GOLDEN / family / "config.json").read_text()) | settings
    kept = {name: value for name, value in config.items() if value is not None}
    (directory / "config.json").write_text(json.dumps(kept))
    if tensors is not None:
        made = tensors(dict(load_file(directory / "model.safetensors")))
        save_file({name: np.ascontiguousarray(value) for name, value in made.items()}, directory / "model.safetensors")
    return directory
