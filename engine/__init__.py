"""whytoo's engine: a Transformer in NumPy that records everything it computes. It knows nothing of pictures.

>>> from engine import load_model
>>> trace = load_model("mini").trace("I love you")
>>> trace["blocks.0.attn.hook_pattern"].shape[1:]  # [head, query, key]
(3, 3)
"""

from __future__ import annotations

from engine.errors import CheckpointError, EngineError, SentenceError, StudyError, TraceError, UnknownName
from engine.interventions import KnockOut
from engine.library import load_model, shipped_models
from engine.model import Model
from engine.study import study
from engine.trace import ModelInfo, Trace

__all__ = [
    "CheckpointError",
    "EngineError",
    "KnockOut",
    "Model",
    "ModelInfo",
    "SentenceError",
    "StudyError",
    "Trace",
    "TraceError",
    "UnknownName",
    "load_model",
    "shipped_models",
    "study",
]
