"""Make the README's pictures anew, each by one `render.py still` (and the short moving one by `render.py clip`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "media" / "gallery"
LONG = "The animal didn't cross the street because it was too tired"

#: file name: chapter, sentence, further options of `still`.
PICTURES: dict[str, tuple[str, str, list[str]]] = {
    "question": ("question", "I love you", []),
    "tokens": ("tokens", "I love unbelievable pandas!", []),
    "embedding": ("embedding", "I love you", []),
    "scores": ("scores", "I love you", []),
    "weights": ("weights", "I love you", []),
    "weighted-sum": ("weighted-sum", "I love you", []),
    "prediction": ("prediction", "I love you", []),
    "weights-long-zh-light": ("weights", LONG, ["--lang", "zh", "--theme", "light"]),
    "weights-it": ("weights", LONG, ["--focus", "it"]),
    "embedding-zh-light": ("embedding", "The cat sat on the mat", ["--lang", "zh", "--theme", "light"]),
}


def main() -> None:
    """Make all of them, or those named on the command line."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or PICTURES:
        chapter, sentence, options = PICTURES[name]
        out = GALLERY / f"{name}.png"
        command = [sys.executable, "render.py", "still", chapter, sentence, *options, "--out", str(out)]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
