"""Look at a chapter: a contact sheet of its frames, or single frames at full size.

    python scripts/look.py scores "I love you" --every 1 --out media/look
    python scripts/look.py scores "I love you" --at 3.5,7 --quality high --lang zh --theme light --out media/look
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

COLUMNS = 4


@click.command()
@click.argument("chapter")
@click.argument("sentence")
@click.option("--model", default="mini", show_default=True)
@click.option("--lang", default="en", show_default=True)
@click.option("--theme", default="dark", show_default=True)
@click.option("--quality", default=None, help="Default: draft for a sheet, high for single frames.")
@click.option("--every", type=float, default=1.0, show_default=True, help="Seconds between frames of the sheet.")
@click.option("--at", help="Moments in seconds, comma separated: full-size frames instead of a sheet.")
@click.option("--focus")
@click.option("--out", type=click.Path(path_type=Path), default=Path("media/look"))
def look(chapter: str, sentence: str, model: str, lang: str, theme: str, quality: str | None, every: float,
         at: str | None, focus: str | None, out: Path) -> None:  # fmt: skip
    """Write sheet.png, or at-SECONDS.png for each moment, into OUT."""
    from engine import load_model, study
    from scenes.render import audit_chapter, render_stills
    from scenes.settings import Settings

    out.mkdir(parents=True, exist_ok=True)
    settings = Settings(lang, theme, quality or ("high" if at else "draft"))
    moments = [float(t) for t in at.split(",")] if at else list(np.arange(0, 60, every))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trace.npz"
        study(load_model(model), sentence, focus=focus).save(path)
        record, pictures = render_stills(path, chapter, settings, moments)
        issues = audit_chapter(path, chapter, settings)[1]
    for line in record.captions:
        click.echo(f"{line.start:6.2f} {line.end:6.2f}  {line.text}")
    for issue in issues:
        click.echo(str(issue))
    click.echo(f"{record.duration:.2f} s, {record.frames} frames, {len(record.numbers)} numbers listed")
    if at:
        for t, picture in zip(moments, pictures, strict=True):
            Image.fromarray(picture).convert("RGB").save(out / f"at-{t:g}.png")
        return
    count = int(record.duration / every) + 2
    sheet(pictures[:count]).save(out / "sheet.png")


def sheet(pictures: list[np.ndarray]) -> Image.Image:
    """Frames side by side, in reading order."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (width // 2 + 4), rows * (height // 2 + 4)), "grey")
    for i, picture in enumerate(pictures):
        small = Image.fromarray(picture).convert("RGB").resize((width // 2, height // 2))
        whole.paste(small, (i % COLUMNS * (width // 2 + 4), i // COLUMNS * (height // 2 + 4)))
    return whole


if __name__ == "__main__":
    look()
