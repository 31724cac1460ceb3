"""Finding a model by what the user calls it: a shipped name, a directory, or an id on the hub."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import CheckpointError
from engine.model import Model

SHIPPED = Path(__file__).parent / "models"
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
HUB_FILES = [
    "config.json",
    "tokenizer.json",
    "model.safetensors",
    "model.safetensors.index.json",
    "model-*.safetensors",
]


def shipped_models() -> list[str]:
    """Names of the models that come with the program."""
    return sorted(path.parent.name for path in SHIPPED.glob("*/config.json"))


def load_model(name: str | Path) -> Model:
    """The model called ``name``: a shipped name, a directory, or a hub id "owner/name" (extra ``hub``; downloads).

    A directory of that name wins over the hub. Raises CheckpointError if there is none or it cannot be read.
    """
    text = str(name)
    if text in shipped_models():
        return Model(text, SHIPPED / text)
    path = Path(text).expanduser()
    if path.is_dir():
        return Model(path.resolve().name, path)
    if HUB_ID.fullmatch(text) and not path.parent.exists():
        return Model(text, download(text))
    raise CheckpointError(
        f"there is no model {text!r}: give a shipped name ({', '.join(shipped_models()) or 'none'}), "
        "a model directory, or a hub id such as openai-community/gpt2"
    )


def download(hub_id: str) -> Path:
    """The hub's model as a local directory, from the cache where it is there."""
    try:
        from huggingface_hub import snapshot_download
    except ImportError:
        raise CheckpointError(
            f"{hub_id} is neither shipped nor a directory; to fetch it: pip install 'whytoo[hub]'"
        ) from None
    try:
        return Path(snapshot_download(hub_id, allow_patterns=HUB_FILES))
    except Exception as error:  # the library's own, requests' and the network's; all mean: it did not come
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CheckpointError(f"{hub_id!r} could not be fetched from the hub: {reason}") from None
