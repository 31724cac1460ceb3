"""Who may import whom: sentence -> engine -> Trace -> scenes -> film directory."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What a part must not import; a name stands for everything below it.
FORBIDDEN = {
    "engine": ["manim", "scenes", "cli", "lessons"],
    "scenes": ["cli", "lessons", "engine.model", "engine.library", "engine.study", "engine.training"],
    "scenes/chapters": ["engine.checkpoint", "engine.weights", "engine.forward", "engine.families", "random"],
    "lessons": ["manim", "engine", "cli"],
}
DRAWING_IS_LAZY = ["cli", "scenes/chapters/__init__.py", "scenes/film.py", "scenes/settings.py", "scenes/video.py"]
TRAINING = ["torch", "transformers"]


def files(part: str) -> list[Path]:
    path = ROOT / part
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Full names of all that a file imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def offences(part: str, forbidden: list[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(part)
        for name in sorted(imports(path))
        if any(name == each or name.startswith(each + ".") for each in forbidden)
    ]


@pytest.mark.parametrize("part", FORBIDDEN)
def test_data_flows_one_way(part: str) -> None:
    assert not offences(part, FORBIDDEN[part])


@pytest.mark.parametrize("part", DRAWING_IS_LAZY)
def test_manim_is_imported_only_where_something_is_drawn(part: str) -> None:
    assert not offences(part, ["manim"])


def test_only_training_needs_torch() -> None:
    offenders = [each for part in ("engine", "scenes", "cli") for each in offences(part, TRAINING)]
    assert not [each for each in offenders if not each.startswith("engine/training/")]


def test_no_chapter_runs_a_model() -> None:
    assert not offences("scenes", ["engine.load_model", "engine.Model", "engine.KnockOut"])


def test_an_offence_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    from engine import load_model\n    import manim.camera\n")
    assert {"engine.load_model", "manim.camera"} <= imports(tmp_path / "a.py")
