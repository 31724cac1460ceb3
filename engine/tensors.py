"""``Tensors``: the named tensors of a checkpoint, taken one by one, each with its shape, until none is left over."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.config import read_json
from engine.errors import CheckpointError
from engine.ops import Array
from engine.tensorfile import FLOATS, TensorFile

WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")


@dataclass(frozen=True)
class Located:
    """Where a tensor lies; ``name`` is what its file calls it."""

    file: TensorFile
    name: str

    @property
    def shape(self) -> tuple[int, ...]:
        return self.file.entries[self.name].shape


class Tensors:
    """Strict access to a checkpoint's tensors, as arrays of ``dtype``.

    Raises CheckpointError naming the tensor that is missing, misshapen, not finite, or left over.
    """

    def __init__(self, directory: Path):
        self.directory = directory
        self.files = [TensorFile(path) for path in weight_files(directory)]
        self.where = locate(self.files)
        self.taken: set[str] = set()
        self.dtype: np.dtype = np.dtype(np.float64)

    @property
    def n_numbers(self) -> int:
        """How many floating-point numbers the checkpoint holds, used or not."""
        entries = (entry for file in self.files for entry in file.entries.values())
        return sum(math.prod(entry.shape) for entry in entries if entry.dtype in FLOATS)

    @property
    def n_params(self) -> int:
        """How many numbers were taken as weights, each counted once."""
        return sum(math.prod(self.where[name].shape) for name in self.taken)

    def has(self, name: str) -> bool:
        return name in self.where

    def take(self, name: str, *shape: int) -> Array:
        """The tensor ``name``, which must have this shape and hold finite numbers only."""
        if name not in self.where:
            raise CheckpointError(f"{self.directory}: the checkpoint lacks the tensor {name} {list(shape)}")
        at = self.where[name]
        if at.shape != shape:
            wanted = f"config.json asks for {list(shape)}"
            raise CheckpointError(f"{at.file.path}: {name} has shape {list(at.shape)}; {wanted}")
        values = at.file.read(at.name)
        if not np.isfinite(values).all():
            raise CheckpointError(f"{at.file.path}: {name} holds NaN or infinite numbers")
        self.taken.add(name)
        return values.astype(self.dtype)

    def take_unembedding(self, name: str, embedding: Array, tied: bool) -> Array:
        """The unembedding [d_vocab, d_model]: its own tensor, or the embedding where they are tied."""
        if not tied:
            return self.take(name, *embedding.shape)
        self.skip_copy(name, embedding)
        return embedding

    def skip_copy(self, name: str, original: Array) -> None:
        """Read over a second copy of ``original``, if there is one. A copy that differs is refused."""
        if not self.has(name):
            return
        same = np.array_equal(self.take(name, *original.shape), original)
        self.taken.remove(name)  # a copy is no further parameter
        path = self.where.pop(name).file.path
        if not same:
            raise CheckpointError(f"{path}: {name} should be a copy (tied by config.json), and differs")

    def rename(self, endings: Mapping[str, str]) -> None:
        """Give tensors whose name ends in an old way the new ending."""
        for old, new in endings.items():
            for name in [name for name in self.where if name.endswith(old)]:
                self.where[name.removesuffix(old) + new] = self.where.pop(name)

    def finish(self, harmless: Iterable[str]) -> None:
        """Raise CheckpointError for tensors never taken, but for names that match a ``harmless`` pattern."""
        known = re.compile("|".join(f"(?:{pattern})" for pattern in harmless) or "(?!)")
        extra = sorted(name for name in self.where if name not in self.taken and not known.fullmatch(name))
        if extra:
            more = f" and {len(extra) - 3} more" if len(extra) > 3 else ""
            raise CheckpointError(
                f"{self.directory}: the checkpoint holds tensors that its family lacks: {', '.join(extra[:3])}{more}"
            )

    def sha256(self) -> str:
        """Hex digest of the weight files' bytes, one after the other (one file: what ``sha256sum`` says)."""
        digest = hashlib.sha256()
        for file in self.files:
            with file.path.open("rb") as stream:
                while chunk := stream.read(1 << 22):
                    digest.update(chunk)
        return digest.hexdigest()


def locate(files: Iterable[TensorFile]) -> dict[str, Located]:
    """Every tensor of every file. Raises CheckpointError for a name that two files hold."""
    where: dict[str, Located] = {}
    for file in files:
        for name in file.entries:
            if name in where:
                raise CheckpointError(f"{file.path}: {name} is also in {where[name].file.path.name}")
            where[name] = Located(file, name)
    return where


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
    if not isinstance(weight_map, dict) or not weight_map or not all(isinstance(f, str) for f in weight_map.values()):
        raise CheckpointError(f"{directory / INDEX}: has no weight_map from tensors to files")
    names = sorted(set(weight_map.values()))
    for name in names:
        if Path(name).name != name or not (directory / name).is_file():
            raise CheckpointError(f"{directory / INDEX}: names the file {name}, which is not beside it")
    return [directory / name for name in names]
