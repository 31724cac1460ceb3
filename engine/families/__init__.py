"""The model families: for each ``model_type``, how its config is read and where its weights lie.

To add one, write a module with ``read_config(fields) -> ModelConfig`` and ``read_weights(tensors, config) -> Weights``
and name it here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from engine.config import Fields, ModelConfig
from engine.errors import CheckpointError
from engine.tensors import Tensors
from engine.weights import Weights

MODULES = {
    "transformer-2017": "vaswani",
    "gpt2": "gpt2",
    "llama": "llama",
    "qwen2": "llama",
    "qwen3": "llama",
    "bert": "bert",
}


class Family(Protocol):
    def read_config(self, fields: Fields) -> ModelConfig: ...

    def read_weights(self, tensors: Tensors, config: ModelConfig) -> Weights: ...


def family_of(fields: Fields) -> Family:
    """The module for ``config.json``'s model_type. Raises CheckpointError for an unknown one."""
    kind = fields.get("model_type")
    if kind is None:
        raise CheckpointError(f"{fields.where}: has no model_type (one of {', '.join(MODULES)})")
    if not isinstance(kind, str) or kind not in MODULES:
        raise CheckpointError(f"{fields.where}: model_type {kind!r} is not one of {', '.join(MODULES)}")
    return cast(Family, import_module(f"engine.families.{MODULES[kind]}"))
