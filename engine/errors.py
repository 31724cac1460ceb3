"""What can be wrong with the user's input, each a ``ValueError`` with a one-line message for people."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class EngineError(ValueError):
    """Base of everything the engine refuses: catch this one to print the line and stop.

    The message is one printable line, whatever names a damaged file brings into it.
    """

    def __init__(self, message: str):
        line = " ".join(message.split())
        super().__init__("".join(char if char.isprintable() else "?" for char in line))


class CheckpointError(EngineError):
    """A model directory that cannot be read as what it says it is."""


class SentenceError(EngineError):
    """A sentence that no model can read, or that this model cannot."""


class StudyError(EngineError):
    """A question about a trace that it has no answer to: unknown layer, head, token or word."""


class TraceError(EngineError):
    """A trace file that is not one, or is damaged, or is of another schema version."""


class UnknownName(KeyError):  # noqa: N818 (it reads as what it is)
    """A name that the trace does not hold; the message gives the nearest ones."""

    def __init__(self, name: str, known: Iterable[str]):
        near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.4)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        self.message = f"the trace holds no {name!r}{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message
