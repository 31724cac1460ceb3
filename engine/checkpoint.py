"""A model directory -> config and canonical weights, or a CheckpointError that names what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.config import Fields, ModelConfig, read_json, refuse_unhonoured
from engine.errors import CheckpointError
from engine.families import family_of
from engine.tensors import Tensors
from engine.weights import Weights

# Above this many numbers a model is computed in float32: GPT-2 small (124 M) and SmolLM-135M still fit float64.
MOST_FOR_FLOAT64 = 200_000_000


@dataclass(frozen=True)
class Checkpoint:
    config: ModelConfig
    weights: Weights
    tensors: Tensors
    n_params: int


def open_checkpoint(directory: Path) -> Checkpoint:
    """Read ``config.json`` and the safetensors of a directory.

    Weights come as float64, or as float32 above ``MOST_FOR_FLOAT64`` numbers.
    """
    if not directory.is_dir():
        raise CheckpointError(f"{directory}: is not a directory")
    if not (directory / "config.json").is_file():
        raise CheckpointError(f"{directory}: has no config.json, so it is not a model directory")
    fields = Fields(read_json(directory / "config.json"), str(directory / "config.json"))
    family = family_of(fields)
    refuse_unhonoured(fields)
    config = family.read_config(fields)
    tensors = Tensors(directory)
    tensors.dtype = np.dtype(np.float64 if tensors.n_numbers <= MOST_FOR_FLOAT64 else np.float32)
    weights = family.read_weights(tensors, config)
    return Checkpoint(config, weights, tensors, tensors.n_params)
