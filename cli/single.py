"""What `clip` and `still` share: one chapter, one file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import inputs
from cli.errors import WrongInput, wrong_input

if TYPE_CHECKING:
    from engine import Trace
    from scenes.processes import Work
    from scenes.settings import Settings


def target(chapter: str, sentence: str, lang: str, out: Path | None, folder: str, ending: str) -> Path:
    """The file that will be written. Wrong input when that cannot be, or its ending is another."""
    from scenes import place
    from scenes.chapters import chapter_info

    path = out or inputs.media(sentence, lang, folder, f"{chapter_info(chapter).number:02}-{chapter}{ending}")
    if path.suffix.lower() != ending:
        raise WrongInput(f"--out {path} should be a file that ends in {ending}")
    with wrong_input(place.PlaceError):
        place.check_file(path)
    return path


def study(chapter: str, sentence: str, lang: str, model: str, focus: str | None, layer: int | None,
          head: int | None, vs: tuple[str, ...]) -> Trace:  # fmt: skip
    """The run, if the chapter has a use for it; else wrong input, with the reason."""
    from scenes.chapters import reason_left_out
    from scenes.narration import Narrator

    trace = inputs.run_studied(sentence, model, focus, layer, head, vs)
    if reason := reason_left_out(chapter, trace):
        raise WrongInput(f"{trace.model.name} has no chapter {chapter}: {Narrator(lang).label(reason)}")
    return trace


def render(chapter: str, trace: Trace, settings: Settings, path: Path, work: Work) -> Any:
    """Renders into `path`, whole or not at all; returns the chapter's record."""
    from cli import progress
    from scenes import place, processes
    from scenes.settings import QUALITIES

    watch = progress.watch()
    with tempfile.TemporaryDirectory(prefix="whytoo-") as scratch, place.staged_file(path) as staged:
        folder = Path(scratch)
        saved = trace.save(folder / "trace.npz")
        job = processes.Job(chapter, saved, settings, staged, folder / "poster.png", folder / "log")
        watch.begin([chapter], [], QUALITIES[settings.quality].fps)
        try:
            return processes.run([job], 1, watch.news, work)[chapter]
        finally:
            watch.end()


