"""Which chapters of an older film can stay: those made from the very same things.

A clip's key is a hash over the run's trace, the settings, and the sources that can reach the clip: all of `scenes`
but the other chapters and their lines, and what chapters ask of a trace.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = ("*.py", "*.ftl", "*.ttf", "*.otf", "*.json")
# These put films together; no clip's picture depends on them.
AROUND = {"film.py", "manifest.py", "place.py", "processes.py", "reuse.py", "slug.py", "texts.py", "video.py"}


@dataclass(frozen=True)
class Chapter:
    """A chapter's id, and the name of its module and of its narration files (without endings)."""

    id: str
    module: str


def versions() -> dict[str, str]:
    """What a film was made with."""
    packages = ("manim", "numpy", "av", "pycairo", "uharfbuzz", "fluent.runtime")
    found = {name: metadata.version(name) for name in packages}
    return {"whytoo": project_version(), "python": platform.python_version(), **found}


@lru_cache(maxsize=1)
def project_version() -> str:
    """The version in pyproject.toml, or of the installed package."""
    import tomllib

    path = HERE.parent / "pyproject.toml"
    if path.exists():
        return str(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("whytoo")


def key(chapter: str, chapters: frozenset[Chapter], trace: Path, settings: Any) -> str:
    """The key of one chapter's clip (hexadecimal)."""
    total = hashlib.sha256()
    for part in (chapter, repr(sorted(asdict(settings).items())), repr(sorted(versions().items())),
                 file_hash(trace), _sources(chapter, chapters)):
        total.update(part.encode() + b"\0")
    return total.hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sources(chapter: str, chapters: frozenset[Chapter]) -> str:
    others = {name for each in chapters if each.id != chapter for name in (each.id, each.module.rpartition(".")[2])}
    total = hashlib.sha256()
    for path, digest in _all_sources():
        of_another = path.parts[1] in ("chapters", "narration") and path.stem in others
        if not of_another:
            total.update(f"{path}\0{digest}\0".encode())
    return total.hexdigest()


@lru_cache(maxsize=1)
def _all_sources() -> list[tuple[Path, str]]:
    paths = [path for pattern in SOURCES for path in HERE.rglob(pattern) if path.name not in AROUND]
    paths += (HERE.parent / "engine").glob("*.py")  # what chapters ask of a trace
    return [(path.relative_to(HERE.parent), file_hash(path)) for path in sorted(paths)]
