"""Angles of rotary positions, with the ways of stretching them that checkpoints ask for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.config import Fields, ModelConfig
from engine.ops import Array

TYPES = ("default", "linear", "llama3")


def rotary_angles(c: ModelConfig, n: int) -> Array:
    """pos · θ^(−2i/d_head) radians -> [pos, d_head/2] (Su et al. 2021, §3.2.2), in float64."""
    return np.arange(n)[:, None] * frequencies(c)


def frequencies(c: ModelConfig) -> Array:
    """Radians a position for each pair of a head -> [d_head/2]."""
    assert c.rope_theta is not None, "only rotary models ask for angles"
    plain = c.rope_theta ** (-np.arange(0, c.d_head, 2) / c.d_head)
    scaling = c.rope_scaling or {}
    if scaling.get("rope_type") == "linear":
        return plain / scaling["factor"]
    if scaling.get("rope_type") == "llama3":
        return llama3(plain, scaling)
    return plain


def llama3(plain: Array, s: Mapping[str, Any]) -> Array:
    """Llama 3.1's stretch: slow pairs turn ``factor`` times slower, fast ones as before, a linear blend between
    (as its configuration defines it: wavelengths are compared with the original context length).
    """
    turns = s["original_max_position_embeddings"] * plain / (2 * math.pi)  # full turns within the old context
    low, high = s["low_freq_factor"], s["high_freq_factor"]
    keep = np.clip((turns - low) / (high - low), 0, 1)
    return plain * (keep + (1 - keep) / s["factor"])


def read_rotary(fields: Fields, theta: float) -> tuple[float, dict[str, Any] | None]:
    """(rope_theta, scaling) from either spelling: ``rope_parameters``, or ``rope_theta`` with ``rope_scaling``.

    Raises CheckpointError for a rotary type that is not computed.
    """
    name = "rope_parameters" if fields.get("rope_parameters") is not None else "rope_scaling"
    given = fields.get(name, {})
    if not isinstance(given, Mapping):
        raise fields.wrong(name, "should be an object of rotary parameters")
    inner = Fields(given, f"{fields.where}, {name}")
    for key, value in given.items():
        if isinstance(value, Mapping):
            raise fields.wrong(name, f"sets {key} apart from other layers: not computed")
    kind = given.get("rope_type", given.get("type", "default"))
    if kind not in TYPES:
        raise fields.wrong(name, f"asks for the rotary type {kind!r}: computed are {', '.join(TYPES)}")
    for source in (fields, inner):
        source.refuse("partial_rotary_factor", (None, 1, 1.0), "turns only a part of each head: not computed")
    theta = inner.number("rope_theta", fields.number("rope_theta", theta))
    return theta, read_scaling(inner, kind)


def read_scaling(inner: Fields, kind: str) -> dict[str, Any] | None:
    if kind == "default":
        return None
    needed = ["factor"]
    if kind == "llama3":
        needed += ["low_freq_factor", "high_freq_factor", "original_max_position_embeddings"]
    return {"rope_type": kind} | {name: inner.number(name) for name in needed}
