"""A checkpoint directory: written beside its place, measured, and put there whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from engine.model import Model
from engine.training import corpus as corpora
from engine.training.batches import Mixing
from engine.training.card import card
from engine.training.measure import measure


def remeasure(out: Path, words: int | None = None) -> None:
    """Measure the checkpoint in `out` again and write its card anew (needs no torch)."""
    record = json.loads((out / "card.json").read_text(encoding="utf-8"))["training"]
    with staged(out) as folder:
        for name in ("config.json", "tokenizer.json", "model.safetensors"):
            shutil.copy2(out / name, folder / name)
        write_card(folder, corpora.generate(words or corpora.WORDS), record)


def write_card(folder: Path, corpus: corpora.Corpus, record: dict[str, object]) -> None:
    """Measure the checkpoint in the folder and write CARD.md and card.json beside it."""
    model = Model("mini", folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    measures = {**measure(model, corpus), "config": config, "training": {**record, **asdict(Mixing())}}
    (folder / "card.json").write_text(json.dumps(measures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(card(measures), encoding="utf-8")
    print(summary(measures), flush=True)


def summary(m: dict[str, Any]) -> str:
    """The figures that matter most, in a few lines."""
    love = {token: round(p, 3) for token, p in m["i_love_you"]["next"].items()}
    return (f"I love you -> {love}\n"
            f"sensible openings {m['openings']['sensible']}/{m['openings']['of']}, "
            f"it {m['pronouns']['it']:.3f}, all pronouns {m['pronouns']['all']:.3f}, "
            f"loss {m['loss']['model']:.3f} (unigram {m['loss']['unigram']:.3f})")


def write_checkpoint(folder: Path, config: dict[str, object], tokenizer: Tokenizer,
                     weights: dict[str, np.ndarray]) -> None:
    """config.json, tokenizer.json and model.safetensors into the folder."""
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file({name: np.ascontiguousarray(w, dtype=np.float32) for name, w in weights.items()},
              folder / "model.safetensors", metadata={"format": "pt"})


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A temporary folder beside `out` that takes its place when the block ends well, and vanishes when it does not."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield folder
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)
        _replace(out, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _replace(out: Path, folder: Path) -> None:
    """Put `folder` where `out` is; what was there goes only when the new one stands in its place."""
    if not out.exists():
        folder.rename(out)
        return
    old = folder.with_name(folder.name + ".old")
    out.rename(old)
    folder.rename(out)
    shutil.rmtree(old)
