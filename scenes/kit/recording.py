"""From painted frames to an MP4: one encoder for a whole clip, on a thread of its own."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.reformatter import Colorspace

#: Frames that may wait for the encoder; 8 of 1080 lines are some 66 MB.
QUEUE = 8
#: A key frame each second makes scrubbing and seeking in lessons immediate.
OPTIONS = {"preset": "fast", "crf": "20", "tune": "animation"}

Frame = tuple[np.ndarray, int] | None


class Recorder:
    """Encodes RGBA frames [height, width, 4] (uint8) into an H.264 MP4; use as a context manager.

    A frame held for a while is converted once. The file is whole only when the context ends without an
    exception; otherwise it is removed.

    Raises:
        OSError: when the file cannot be written.
    """

    def __init__(self, path: Path, width: int, height: int, fps: int) -> None:
        self.path, self.fps = path, fps
        self._container = av.open(str(path), mode="w", format="mp4", options={"movflags": "+faststart"})
        stream = self._container.add_stream("libx264", rate=fps, options=OPTIONS)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.gop_size = fps
        stream.codec_context.thread_count = 1
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.colorspace = 1  # BT.709, as every player assumes of such pictures
        stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = 1
        stream.codec_context.color_range = 1
        self._stream, self._pts = stream, 0
        self._queue: Queue[Frame] = Queue(maxsize=QUEUE)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def write(self, pixels: np.ndarray, repeat: int = 1) -> None:
        """Take over one frame, shown for ``repeat`` frames; the caller must not change it afterwards."""
        if self._failure is not None:
            raise self._failure
        self._queue.put((pixels, repeat))

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._encode(*item)
                except BaseException as failure:  # handed to the painting thread
                    self._failure = failure

    def _encode(self, pixels: np.ndarray, repeat: int) -> None:
        rgba = av.VideoFrame.from_ndarray(pixels, format="rgba")
        frame = rgba.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.time_base = Fraction(1, self.fps)
        for _ in range(repeat):
            frame.pts = self._pts
            self._pts += 1
            self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._queue.put(None)
        self._thread.join()
        failed = failure or self._failure
        try:
            if failed is None:
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()
            if failed is not None:
                self.path.unlink(missing_ok=True)
        if self._failure is not None and failure is None:
            raise self._failure
