"""The same film again, and the film after one sentence of its narration has changed (in a copy of the project)."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, SENTENCE, film, run
from benchmarks.rows import Row, under

COPIED = ("cli", "engine", "scenes", "render.py", "pyproject.toml")
CHANGED = "scores"


def measure(n: int) -> Iterator[Row]:
    """Whole film at draft quality."""
    with tempfile.TemporaryDirectory() as scratch:
        root, out = _copy(Path(scratch)), Path(scratch, "film")
        command = film(SENTENCE, "--quality", "draft", "--out", str(out), root=root)
        run(command)
        seconds = [run(command).wall for _ in range(n)]
        yield under("the same film again", statistics.median(seconds), 3, "s")
        before = _keys(out)
        lines = root / "scenes" / "narration" / "en" / f"{CHANGED}.ftl"
        lines.write_text(_reworded(lines.read_text(encoding="utf-8")), encoding="utf-8")
        again = run(command)
        after = _keys(out)
    new = [name for name in after if after[name] != before[name]]
    shown = f"{len(new)} of {len(after)} chapters: {', '.join(new)} ({again.wall:.1f} s)"
    yield Row("rendered after one line was changed", shown, f"only {CHANGED}", new == [CHANGED])


def _copy(scratch: Path) -> Path:
    root = scratch / "project"
    root.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, root / name)
    return root


def _reworded(text: str) -> str:
    """The file with one sentence a little longer: the last plain line of the file."""
    lines = text.rstrip("\n").split("\n")
    last = max(k for k, line in enumerate(lines) if line.rstrip().endswith("."))
    lines[last] = lines[last].rstrip()[:-1] + ", you see."
    return "\n".join(lines) + "\n"


def _keys(out: Path) -> dict[str, str]:
    """Each chapter's key: a hash of all that its clip is made from; another key means that it was rendered."""
    film = json.loads((out / "film.json").read_text(encoding="utf-8"))
    return {chapter["id"]: chapter["key"] for chapter in film["chapters"]}
