"""``Tensors``: the named tensors of a checkpoint, taken one by one, each with its shape, until none is left over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from engine.config import read_json
from engine.errors import CheckpointError
from engine.ops import Array
from engine.tensorfile import FLOATS, TensorFile

WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")


class Tensors:
    """Strict access to a checkpoint's tensors, as arrays of ``dtype``.

    Raises CheckpointError naming the tensor that is missing, misshapen, not finite, or left over.
    """

    def __init__(self, directory: Path):
        self.files = [TensorFile(path) for path in weight_files(directory)]
        self.where = {name: file for file in self.files for name in file.entries}
        self.taken: set[str] = set()
        self.dtype = np.dtype(np.float64)
        self.prefix = ""

    @property
    def n_numbers(self) -> int:
        """How many floating-point numbers the checkpoint holds, used or not."""
        entries = (entry for file in self.files for entry in file.entries.values())
        return sum(int(np.prod(e.shape)) for e in entries if e.dtype in FLOATS)

    @property
    def n_params(self) -> int:
        """How many numbers were taken as weights, each counted once."""
        return sum(int(np.prod(self.where[name].entries[name].shape)) for name in self.taken)

    def has(self, name: str) -> bool:
        return self._full(name) is not None

    def take(self, name: str, *shape: int) -> Array:
        """The tensor ``prefix + name``, which must have this shape and hold finite numbers only."""
        full = self._full(name)
        if full is None:
            raise CheckpointError(f"the checkpoint lacks the tensor {self.prefix}{name} {list(shape)}")
        file = self.where[full]
        if file.entries[full].shape != shape:
            found = list(file.entries[full].shape)
            raise CheckpointError(
                f"{file.path}: {full} has shape {found}; config.json asks for {list(shape)}"
            )
        values = file.read(full)
        if not np.isfinite(values).all():
            raise CheckpointError(f"{file.path}: {full} holds NaN or infinite numbers")
        self.taken.add(full)
        return values.astype(self.dtype)

    def skip_copy(self, name: str, original: Array) -> None:
        """Read over a second copy of ``original``, if there is one; a copy that differs is refused."""
        if not self.has(name):
            return
        params = set(self.taken)  # a copy is no further parameter
        if not np.array_equal(self.take(name, *original.shape), original):
            raise CheckpointError(f"{name} differs from the embedding that config.json ties it to")
        self.taken = params
        self.where.pop(str(self._full(name)))

    def finish(self, harmless: Iterable[str]) -> None:
        """Raise CheckpointError for tensors never taken, but for names that match a ``harmless`` pattern."""
        known = re.compile("|".join(f"(?:{pattern})" for pattern in harmless) or "(?!)")
        extra = sorted(name for name in self.where if name not in self.taken and not known.fullmatch(name))
        if extra:
            more = f" and {len(extra) - 3} more" if len(extra) > 3 else ""
            raise CheckpointError(
                f"the checkpoint holds tensors its family has no place for: {', '.join(extra[:3])}{more}"
            )

    def sha256(self) -> str:
        """Hex digest of the weight files' bytes, one after the other (one file: what ``sha256sum`` says)."""
        digest = hashlib.sha256()
        for file in self.files:
            with file.path.open("rb") as stream:
                while chunk := stream.read(1 << 22):
                    digest.update(chunk)
        return digest.hexdigest()

    def _full(self, name: str) -> str | None:
        full = self.prefix + name
        return full if full in self.where else None


def weight_files(directory: Path) -> list[Path]:
    """The safetensors files of a model directory, in order: the one file, or the shards of its index."""
    if (directory / WEIGHTS).is_file():
        return [directory / WEIGHTS]
    if (directory / INDEX).is_file():
        return shards(directory)
    pickles = sorted(path.name for pattern in PICKLES for path in directory.glob(pattern))
    if pickles:
        raise CheckpointError(
            f"{directory}: holds only {pickles[0]}, a pickle, which could run code and is never opened; "
            f"convert it to {WEIGHTS}"
        )
    raise CheckpointError(f"{directory}: has no {WEIGHTS}")


def shards(directory: Path) -> list[Path]:
    weight_map = read_json(directory / INDEX).get("weight_map")
    if (
        not isinstance(weight_map, dict)
        or not weight_map
        or not all(isinstance(f, str) for f in weight_map.values())
    ):
        raise CheckpointError(f"{directory / INDEX}: has no weight_map from tensors to files")
    names = sorted(set(weight_map.values()))
    for name in names:
        if Path(name).name != name or not (directory / name).is_file():
            raise CheckpointError(f"{directory / INDEX}: names the file {name}, which is not beside it")
    return [directory / name for name in names]
