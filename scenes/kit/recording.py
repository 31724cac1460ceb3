"""From painted frames to an MP4: one encoder for a whole clip."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from queue import Queue
from types import MappingProxyType, TracebackType
from typing import Self

import av
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter

#: Pixels that may wait for the encoder: 12 frames of 1080 lines (37 MB), more of smaller ones.
WAITING = 12 * 1920 * 1080
#: x264's settings, weighed on `scores` and `weights` at 1080p60 (CPU ms a frame, size, least SSIM to lossless frames):
#:     medium, CRF 23 (Manim's)                12.8    1.00    0.998
#:     fast, CRF 20, tune animation            17.4    2.06    0.999
#:     veryfast, CRF 20, tune animation         8.9    1.90    0.999
#:     superfast, CRF 30                        5.7    1.29    0.996
#:     superfast, CRF 27, these                 6.9    1.17    0.995
#: Sizes count a key frame each second, which ours has and Manim's has not. Most frames repeat the one before: three
#: B frames between two others (searched for no better place) cost the least there, and a look ahead that knows what
#: stays (mbtree) spends bits on the picture that is held; that halves the size at the same SSIM.
OPTIONS = {
    "preset": "superfast",
    "crf": "27",
    "x264-params": "bframes=3:b-adapt=0:b-pyramid=none:scenecut=0:mbtree=1:rc-lookahead=20",
}

Frame = tuple[av.VideoFrame, int] | None


class Recorder:
    """Encodes RGBA frames [height, width, 4] (uint8) into an H.264 MP4; use as a context manager.

    A frame held for a while is converted once. There is a key frame each second, which makes scrubbing in lessons
    immediate. The file is whole only when the context ends without an exception; otherwise it is removed.

    Args:
        options: x264's, as FFmpeg names them.
        threaded: encode on a thread of its own, beside the painting: a clip made alone is done sooner. Where clips are
            made side by side, each keeps to one core.

    Raises:
        OSError: when the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        fps: int,
        options: Mapping[str, str] = MappingProxyType(OPTIONS),
        threaded: bool = True,
    ) -> None:
        self.path, self.fps = path, fps
        self._container = av.open(str(path), mode="w", format="mp4", options={"movflags": "+faststart"})
        stream = self._container.add_stream("libx264", rate=fps, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.gop_size = fps
        stream.codec_context.thread_count = 1
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.colorspace = 1  # BT.709, as every player assumes of such pictures
        stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = 1
        stream.codec_context.color_range = 1
        self._stream, self._pts = stream, 0
        self._converter = VideoReformatter()  # keeps its tables from frame to frame
        self._queue: Queue[Frame] = Queue(maxsize=max(2, WAITING // (width * height)))
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="encoder", daemon=True) if threaded else None
        if self._thread:
            self._thread.start()

    def write(self, pixels: np.ndarray, repeat: int = 1) -> None:
        """Show a picture for ``repeat`` frames. It is converted here: the caller may go on painting on it."""
        if self._failure is not None:
            raise self._failure
        lent = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")  # a view, no copy
        frame = self._converter.reformat(lent, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.time_base = Fraction(1, self.fps)
        if self._thread:
            self._queue.put((frame, repeat))
        else:
            self._encode(frame, repeat)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._encode(*item)
                except BaseException as failure:  # handed to the painting thread
                    self._failure = failure

    def _encode(self, frame: av.VideoFrame, repeat: int) -> None:
        for _ in range(repeat):
            frame.pts = self._pts
            self._pts += 1
            self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread:
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
