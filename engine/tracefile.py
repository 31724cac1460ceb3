"""A trace on disk: one ``.npz`` without pickles, written beside its place and renamed into it.

Members: every array under its name; ``__meta__`` (UTF-8 JSON as bytes) and ``__vocab__`` (the texts of all ids as
zlib-compressed JSON). The same trace always gives the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from engine.config import ModelConfig
from engine.errors import TraceError
from engine.interventions import Interventions
from engine.tokenizer import Reading
from engine.trace import ModelInfo, Trace
from engine.vocabulary import Vocabulary

SCHEMA = 1
META, VOCAB = "__meta__", "__vocab__"


def save_trace(trace: Trace, path: Path) -> Path:
    arrays = {name: trace[name] for name in trace.names}
    texts = json.dumps(trace.vocabulary.texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    arrays[META] = as_bytes(json.dumps(meta_of(trace), ensure_ascii=False).encode())
    arrays[VOCAB] = as_bytes(zlib.compress(texts, 6))
    try:
        write_whole(arrays, path)
    except OSError as error:
        raise TraceError(f"{path}: cannot be written ({error.strerror or error})") from None
    return path


def write_whole(arrays: dict[str, np.ndarray], path: Path) -> None:
    """The file appears complete or not at all, also when two processes write it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]
        Path(name).chmod(0o666 & ~current_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def current_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def meta_of(trace: Trace) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "names": trace.names,
        "reading": asdict(trace.reading),
        "config": trace.config.to_json(),
        "model": asdict(trace.model),
        "interventions": trace.interventions.to_json(),
        "notes": list(trace.notes),
    }


def load_trace(path: Path) -> Trace:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            if not isinstance(file, np.lib.npyio.NpzFile) or META not in file.files:
                raise TraceError(f"{path}: is not a trace")
            meta = json.loads(bytes(file[META]))
            check_schema(meta, path)
            packed = bytes(file[VOCAB])
            arrays = {name: file[name] for name in meta["names"]}
        return assemble(meta, packed, arrays)
    except OSError as error:
        raise TraceError(f"{path}: cannot be read ({error.strerror or error})") from None
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError) as error:
        if isinstance(error, TraceError):
            raise
        raise TraceError(f"{path}: is not a trace, or is damaged ({error}); make it again") from None


def check_schema(meta: Any, path: Path) -> None:
    if meta["schema"] != SCHEMA:
        raise TraceError(f"{path}: was written in format {meta['schema']}, this version reads {SCHEMA}; make it again")


def assemble(meta: dict[str, Any], packed: bytes, arrays: dict[str, np.ndarray]) -> Trace:
    model = ModelInfo(**meta["model"])
    reading = Reading(**meta["reading"])
    reading.spans[:] = [(start, end) for start, end in reading.spans]
    return Trace(
        reading=reading,
        config=ModelConfig.from_json(meta["config"]),
        model=model,
        vocabulary=Vocabulary(model.n_vocab, lambda: unpack(packed)),
        arrays=arrays,
        interventions=Interventions.from_json(meta["interventions"]),
        notes=tuple(meta["notes"]),
    )


def unpack(packed: bytes) -> list[str]:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def as_bytes(data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.uint8)
