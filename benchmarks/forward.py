"""The engine's forward pass against torch: a model of GPT-2-small's size with random weights, 12 tokens, float32."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

from benchmarks.measure import ROOT
from benchmarks.rows import Row, at_most, not_measured
from scenes.processes import cores

WHAT, MOST, TOKENS = "engine : torch, GPT-2 small, 12 tokens", 1.5, 12
TOKENIZER = ROOT / "tests" / "golden" / "gpt2" / "tokenizer.json"


def measure(n: int) -> Iterator[Row]:
    """Both on the same cores in this process, after a first run of each; the engine records every activation."""
    if not (find_spec("torch") and find_spec("transformers")):
        yield not_measured(WHAT, "torch is not installed (pip install '.[dev]')", f"at most {MOST:g} x")
        return
    os.environ["TRANSFORMERS_VERBOSITY"] = "error"
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = _sides(Path(scratch))
        engine, torch = _medians(ours, theirs, max(5 * n, 9))
    yield at_most(WHAT, engine, torch, MOST, "wall time of a forward pass; the engine's records every activation")


def _sides(folder: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """A run of the engine and one of torch, on one checkpoint and the same tokens."""
    import torch
    import transformers

    from engine import load_model

    torch.set_num_threads(cores())
    torch.manual_seed(0)
    transformers.GPT2LMHeadModel(transformers.GPT2Config()).save_pretrained(folder)
    copyfile(TOKENIZER, folder / "tokenizer.json")
    model = load_model(folder)
    reference = transformers.GPT2LMHeadModel.from_pretrained(folder, attn_implementation="eager").eval()
    sentence, ids = _sentence(model)
    batch = torch.tensor([ids])

    def theirs() -> object:
        with torch.inference_mode():
            return reference(batch, use_cache=False)

    return (lambda: model.trace(sentence)), theirs


def _sentence(model: object) -> tuple[str, list[int]]:
    """A sentence of 12 tokens, and their ids."""
    words = ""
    for _ in range(10 * TOKENS):
        words += "a" if not words.endswith("a") else " b"
        ids = list(model.tokenizer.read(words).ids)  # type: ignore[attr-defined]
        if len(ids) == TOKENS:
            return words, ids
    raise RuntimeError(f"the tokenizer makes no {TOKENS} tokens of a plain text")


def _medians(ours: Callable[[], object], theirs: Callable[[], object], n: int) -> tuple[float, float]:
    ours(), theirs()
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(n)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
