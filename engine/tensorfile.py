"""Reading ``.safetensors`` files: eight bytes of header length, a JSON header, then the raw little-endian numbers.

The file is mapped, not loaded, and bfloat16 (which NumPy lacks) is widened to float32. The header is believed only
where it fits the file: every byte of the data must belong to exactly one tensor.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import CheckpointError

DTYPES: dict[str, np.dtype] = {
    "F64": np.dtype("<f8"), "F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2"),
    "I64": np.dtype("<i8"), "I32": np.dtype("<i4"), "I16": np.dtype("<i2"), "I8": np.dtype("i1"),
    "U64": np.dtype("<u8"), "U32": np.dtype("<u4"), "U16": np.dtype("<u2"), "U8": np.dtype("u1"),
    "BOOL": np.dtype("u1"),
}  # fmt: skip
FLOATS = {"F64", "F32", "F16", "BF16"}
MOST_HEADER_BYTES = 100_000_000  # the format's own limit


@dataclass(frozen=True)
class Entry:
    dtype: str
    shape: tuple[int, ...]
    start: int  # bytes from the start of the file
    end: int


class TensorFile:
    """One safetensors file. Raises CheckpointError for a file whose header and data do not agree."""

    def __init__(self, path: Path):
        self.path = path
        try:
            self.size = path.stat().st_size
            self.entries = self._read_header()
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        except OSError as error:
            raise CheckpointError(f"{path}: cannot be read ({error.strerror or error})") from None

    def read(self, name: str) -> np.ndarray:
        """The tensor as float16, float32 or float64. Raises CheckpointError where it holds no such numbers."""
        entry = self.entries[name]
        if entry.dtype not in FLOATS:
            raise self._broken(f"{name} has type {entry.dtype}; weights are read from {', '.join(sorted(FLOATS))}")
        values = self._bytes[entry.start : entry.end].view(DTYPES[entry.dtype]).reshape(entry.shape)
        return widen_bfloat16(values) if entry.dtype == "BF16" else values

    def _read_header(self) -> dict[str, Entry]:
        with self.path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if self.size < 8 or length > min(self.size - 8, MOST_HEADER_BYTES):
                raise self._broken("it is cut off, or is not a safetensors file: its header does not fit in it")
            header = self._parse(file.read(length))
        header.pop("__metadata__", None)
        entries = {name: self._entry(name, item, 8 + length) for name, item in header.items()}
        self._check_cover(entries, 8 + length)
        return entries

    def _parse(self, text: bytes) -> dict[str, Any]:
        try:
            header = json.loads(text, object_pairs_hook=unique)
        except (ValueError, RecursionError) as error:
            raise self._broken(f"its header is not JSON ({error})") from None
        if not isinstance(header, dict):
            raise self._broken("its header is not a JSON object")
        return header

    def _entry(self, name: str, item: Any, base: int) -> Entry:
        try:
            dtype, shape = item["dtype"], tuple(item["shape"])
            start, end = item["data_offsets"]
        except (TypeError, KeyError, ValueError):
            raise self._broken(f"its header says nothing usable about {name}") from None
        if not isinstance(dtype, str) or not all(type(x) is int and x >= 0 for x in (*shape, start, end)):
            raise self._broken(f"its header says nothing usable about {name}")
        if dtype not in DTYPES:
            raise self._broken(f"{name} has type {dtype}, which is not read")
        if end - start != math.prod(shape) * DTYPES[dtype].itemsize:
            raise self._broken(f"its header gives {name} shape {list(shape)} and {end - start} bytes: they disagree")
        return Entry(dtype, shape, base + start, base + end)

    def _check_cover(self, entries: dict[str, Entry], at: int) -> None:
        for name, entry in sorted(entries.items(), key=lambda pair: (pair[1].start, pair[1].end)):
            if entry.start != at:
                raise self._broken(f"its header lies: {name} overlaps another tensor or leaves a gap before it")
            at = entry.end
        if at > self.size:
            raise self._broken(f"it is cut off: {at} bytes are promised, {self.size} are there")
        if at < self.size:
            raise self._broken(f"{self.size - at} bytes at its end belong to no tensor")

    def _broken(self, why: str) -> CheckpointError:
        return CheckpointError(f"{self.path}: {why}")


def widen_bfloat16(bits: np.ndarray) -> np.ndarray:
    """uint16 bit patterns of bfloat16 -> float32: a bfloat16 is the upper half of a float32."""
    return (bits.astype(np.uint32) << 16).view(np.float32)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dict; a key given twice is an error, not an overwrite."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found
