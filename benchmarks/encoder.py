"""A film against the encoder alone: what libx264 takes, at Manim's own settings, for the film's decoded frames.

``python -m benchmarks.encoder FILM.mp4 OUT.mp4`` encodes a film so and prints the seconds that the encoder took.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, SENTENCE, film, median, module, run
from benchmarks.rows import Row, at_most

#: Manim 0.22: preset medium, CRF 23, threads and key frames as libx264 likes.
MANIM = {"crf": "23"}
MOST = {"high": 1.5, "medium": 2.0}
#: The whole film would take minutes a run; these two chapters hold matrices, fades, arcs and holds.
CHAPTERS = "scores,weights"


def measure(n: int) -> Iterator[Row]:
    """Processor time of the film (from a cold start to film.json) and of the encoder alone."""
    for quality, most in MOST.items():
        with tempfile.TemporaryDirectory() as scratch:
            made, again = Path(scratch, "film", "film.mp4"), Path(scratch, "again.mp4")
            choices = ("--quality", quality, "--chapters", CHAPTERS)
            command = film(SENTENCE, "--force", *choices, "--out", f"{scratch}/film")
            films, encoders = [], []
            for _ in range(n):
                films.append(run(command))
                encoders.append(_alone(made, again))
            sizes = made.stat().st_size / again.stat().st_size
        remark = f"chapters {CHAPTERS}; processor time; the file is {sizes:.2f} x as large, key frames each second"
        yield at_most(f"film : encoder alone, {quality}", median(films).cpu, statistics.median(encoders), most, remark)


def _alone(source: Path, out: Path) -> float:
    command = module("benchmarks.encoder", str(source), str(out))
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def encode(source: Path, out: Path) -> float:
    """Seconds of processor time that encoding takes, without decoding."""
    import av

    with av.open(str(source)) as film, av.open(str(out), "w", format="mp4") as made:
        video = film.streams.video[0]
        video.thread_type = "NONE"  # decoding stays on this thread, whose time can be told from the encoder's
        stream = made.add_stream("libx264", rate=video.average_rate, options=MANIM)
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuv420p"
        started, decoding, mark = time.process_time(), 0.0, time.thread_time()
        for k, frame in enumerate(film.decode(video)):
            decoding += time.thread_time() - mark
            frame.pts, frame.time_base = k, 1 / video.average_rate
            made.mux(stream.encode(frame))
            mark = time.thread_time()
        made.mux(stream.encode(None))
        return time.process_time() - started - decoding


if __name__ == "__main__":
    print(encode(Path(sys.argv[1]), Path(sys.argv[2])))
