"""``ModelConfig``: the shape of a model and every choice that changes a number, read from ``config.json``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

from engine.errors import CheckpointError
from engine.ops import ACTIVATIONS

Json = Mapping[str, Any]


@dataclass(frozen=True)
class ModelConfig:
    """Nothing here has a default that a family did not choose; lengths are counts, angles are radians."""

    family: str  # "transformer-2017", "gpt2", "llama", "qwen2", "qwen3", "bert"
    architecture: str  # "decoder" | "encoder"
    d_vocab: int
    d_model: int
    n_layers: int
    n_heads: int
    n_kv_heads: int
    d_head: int
    d_mlp: int
    n_ctx: int  # most tokens it reads
    act_fn: str  # a key of ops.ACTIVATIONS
    gated_mlp: bool
    norm: str  # "layer" | "rms"
    norm_position: str  # "post" (after the sum, 2017) | "pre" (before the sub-layer)
    eps: float
    positions: str  # "sinusoidal" | "learned" | "rotary"
    tied: bool  # unembedding is the embedding, transposed
    embed_scale: float = 1.0  # embeddings are multiplied by this: √d_model in 2017, else 1
    qkv_bias: bool = True
    out_bias: bool = True
    mlp_bias: bool = True
    qk_norm: bool = False
    rope_theta: float | None = None
    rope_scaling: Mapping[str, Any] | None = field(default=None)
    sliding_window: int | None = None
    n_token_types: int = 0

    @property
    def is_causal(self) -> bool:
        return self.architecture == "decoder"

    @property
    def attn_scale(self) -> float:
        """1/√d_k (Vaswani 2017, §3.2.1)."""
        return 1 / math.sqrt(self.d_head)

    def kv_head(self, head: int) -> int:
        """The key/value head that query head ``head`` reads."""
        return head // (self.n_heads // self.n_kv_heads)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> ModelConfig:
        return cls(**data)


def read_json(path: Path) -> Json:
    """The object in a JSON file. Raises CheckpointError that names the file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CheckpointError(f"{path}: cannot be read ({error.strerror or error})") from None
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{path}: is not JSON ({error})") from None
    if not isinstance(data, dict):
        raise CheckpointError(f"{path}: should hold a JSON object")
    return data


class Fields:
    """Typed, strict reading of ``config.json``: a missing or senseless value is named in the error."""

    def __init__(self, data: Json, where: str = "config.json"):
        self.data, self.where = data, where

    def get(self, name: str, default: Any = None) -> Any:
        value = self.data.get(name)
        return default if value is None else value

    def count(self, name: str, default: int | None = None, least: int = 1) -> int:
        """A whole number ≥ ``least``."""
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(name, f"should be a whole number of at least {least}")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A finite number > 0."""
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
            raise self.wrong(name, "should be a positive number")
        return float(value)

    def flag(self, name: str, default: bool) -> bool:
        value = self.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "should be true or false")
        return value

    def choice(self, name: str, choices: Mapping[str, str], default: str | None = None) -> str:
        """The canonical form of one of ``choices`` (spelling -> canonical)."""
        value = self.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(name, f"is not one this engine computes ({', '.join(choices)})")
        return choices[value]

    def activation(self, name: str, default: str | None = None) -> str:
        """An activation by any of the names that checkpoints use."""
        return self.choice(name, {a: a for a in ACTIVATIONS} | ACTIVATION_ALIASES, default)

    def refuse(self, name: str, harmless: tuple[Any, ...], why: str) -> None:
        """Stop at a setting that would change the numbers and is not honoured."""
        if name in self.data and self.data[name] not in harmless:
            raise self.wrong(name, why)

    def wrong(self, name: str, why: str) -> CheckpointError:
        if self.data.get(name) is None:
            return CheckpointError(f"{self.where}: lacks {name}, which {why}")
        return CheckpointError(f"{self.where}: {name} is {shorten(repr(self.data[name]), 80)}, which {why}")


ACTIVATION_ALIASES = {"gelu_pytorch_tanh": "gelu_new", "gelu_fast": "gelu_new", "swish": "silu"}

# Settings of other families that scale or cap what this engine computes plainly: none may pass unnoticed.
UNHONOURED = (
    "attn_logit_softcapping", "final_logit_softcapping", "logit_scale", "logits_scaling", "attention_multiplier",
    "residual_multiplier", "embedding_multiplier", "query_pre_attn_scalar", "attn_temperature_tuning",
)  # fmt: skip


def refuse_unhonoured(fields: Fields) -> None:
    """Raise CheckpointError for settings that would silently change the numbers."""
    for name in UNHONOURED:
        fields.refuse(name, (None, 1, 1.0, False), "changes the numbers and is not honoured")
    fields.refuse("quantization_config", (None,), "means quantised weights: use the unquantised model")
    fields.refuse("add_cross_attention", (None, False), "asks for cross-attention, which is not computed")
    fields.refuse("is_encoder_decoder", (None, False), "is not computed in this family")
