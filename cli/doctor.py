"""`doctor`: what is missing on this machine, and the command that mends it.

It looks at each thing by itself and needs none of them: it must still speak when they are broken.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
SETUP = "make setup"


class Missing(Exception):  # noqa: N818 (it is a finding, no mistake)
    """What is wrong, and the command that mends it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check this machine, and tell how to mend what is missing."""
    missing = 0
    for name, check in CHECKS.items():
        try:
            click.echo(f"ok       {name}: {check()}")
        except Missing as error:
            missing += 1
            click.echo(f"MISSING  {name}: {error}")
            click.echo(f"         mend it with: {error.mend}")
    if missing:
        ctx.exit(1)


def python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 (a person may well run it with the wrong one)
        raise Missing(f"{version} is too old, 3.11 is needed", f"{SETUP} PYTHON=/path/to/python3.12")
    return version


def drawing() -> str:
    """Manim, with cairo and pango beneath it."""
    manim, cairo, pango = (_import(name) for name in ("manim", "cairo", "manimpango"))
    return f"manim {manim.__version__}, cairo {cairo.cairo_version_string()}, pango {pango.pango_version()}"


def fonts() -> str:
    folder = ROOT / "scenes" / "kit" / "fonts"
    found = sorted(each for ending in ("*.ttf", "*.otf") for each in folder.rglob(ending))
    if not found:
        raise Missing(f"there are no fonts in {folder}", "git checkout -- scenes/kit/fonts")
    _import("uharfbuzz")
    return f"{len(found)} bundled"


def encoder() -> str:
    av = _import("av")
    if "libx264" not in av.codecs_available:
        mend = ".venv/bin/python -m pip install --force-reinstall --only-binary av av"
        raise Missing("PyAV was built without libx264", mend)
    return f"PyAV {av.__version__} with libx264"


def model() -> str:
    _import("safetensors")
    _import("tokenizers")
    from engine import EngineError, load_model

    try:
        loaded = load_model("mini")
    except EngineError as error:
        raise Missing(str(error), "git checkout -- engine/models (or train it anew: make model)") from None
    return f"{loaded.name}, {loaded.n_params:,} parameters"


def place() -> str:
    folder = Path("media").absolute()
    try:
        tempfile.TemporaryDirectory(dir=folder if folder.exists() else folder.parent).cleanup()
    except OSError as error:
        mend = f"chmod u+rwx {folder} (or use --out)"
        raise Missing(f"{folder} cannot be written ({error.strerror})", mend) from None
    return f"{folder} can be written"


def _import(name: str):
    try:
        return import_module(name)
    except Exception as error:  # an extension whose libraries are gone raises anything
        raise Missing(f"{name} cannot be imported ({type(error).__name__}: {error})", SETUP) from None


CHECKS: dict[str, Callable[[], str]] = {
    "python": python,
    "drawing": drawing,
    "fonts": fonts,
    "encoder": encoder,
    "model": model,
    "output": place,
}
