"""Token strings as people read them: what text a vocabulary entry stands for, and how to show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

BYTE_TOKEN = re.compile(r"<0x([0-9A-Fa-f]{2})>")
VISIBLE = {"\n": "⏎", "\t": "⇥", "\r": "␍"}


def byte_alphabet() -> dict[str, int]:
    """The character that byte-level vocabularies write for each byte, reversed: character -> byte.

    Printable Latin-1 characters stand for themselves; the other bytes take code points from 256 on, in order
    (the scheme of GPT-2's vocabulary, Radford et al. 2019, §2.2).
    """
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [b for b in range(256) if b not in printable]
    return {chr(b): b for b in printable} | {chr(256 + i): b for i, b in enumerate(rest)}


ALPHABET = byte_alphabet()


def kinds_in(spec: Any) -> set[str]:
    """All ``type`` names within one part of a tokenizer.json."""
    if isinstance(spec, Mapping):
        own = {spec["type"]} if isinstance(spec.get("type"), str) else set()
        return own.union(*(kinds_in(value) for value in spec.values()))
    if isinstance(spec, list):
        return set().union(*(kinds_in(value) for value in spec))
    return set()


class PieceReader:
    """Vocabulary entries -> the exact text they stand for, by the kind of tokenizer.json.

    A byte that is only part of a character is written ``<F0>``. A WordPiece continuation keeps its ``##`` in
    ``entry_text`` (so that "##ing" and "ing" stay apart in the vocabulary) and loses it in ``text``.
    """

    def __init__(self, spec: Mapping[str, Any]):
        model = spec.get("model") or {}
        kinds = kinds_in(spec.get("pre_tokenizer")) | kinds_in(spec.get("decoder"))
        self.byte_level = "ByteLevel" in kinds
        self.metaspace = "Metaspace" in kinds or "▁" in str(spec.get("normalizer")) + str(spec.get("decoder"))
        self.prefix = model.get("continuing_subword_prefix") or ""
        if not self.prefix and (model.get("type") == "WordPiece" or "WordPiece" in kinds):
            self.prefix = "##"
        self.suffix = model.get("end_of_word_suffix") or ""
        self.verbatim = {token["content"] for token in spec.get("added_tokens") or [] if "content" in token}

    def entry_text(self, entry: str) -> str:
        """The text of one vocabulary entry."""
        if entry in self.verbatim:
            return entry
        if self.byte_level:
            return from_byte_level(entry)
        if byte := BYTE_TOKEN.fullmatch(entry):
            return from_bytes(bytes.fromhex(byte[1])) if byte[1].upper() in ("09", "0A") else f"<{byte[1].upper()}>"
        if self.suffix and entry.endswith(self.suffix):
            entry = entry[: -len(self.suffix)]
        return entry.replace("▁", " ") if self.metaspace else entry

    def text(self, entry: str) -> str:
        """The text that an entry adds to a sentence."""
        shown = self.entry_text(entry)
        continues = self.prefix and entry.startswith(self.prefix) and len(entry) > len(self.prefix)
        return shown.removeprefix(self.prefix) if continues and entry not in self.verbatim else shown


def from_byte_level(entry: str) -> str:
    """Byte-level characters -> text; an entry of other characters is text already."""
    if any(char not in ALPHABET for char in entry):
        return entry
    return from_bytes(bytes(ALPHABET[char] for char in entry))


def from_bytes(raw: bytes) -> str:
    """UTF-8 -> text, with every byte that completes no character as ``<F0>``."""
    text, rest = "", raw
    while rest:
        try:
            return text + rest.decode("utf-8")
        except UnicodeDecodeError as error:
            text += rest[: error.start].decode("utf-8") + "".join(f"<{b:02X}>" for b in rest[error.start : error.end])
            rest = rest[error.end :]
    return text


def display(piece: str) -> str:
    """A piece as a label: no leading space, and nothing in it that would be invisible.

    >>> display(" love"), display("\\n"), display("  "), display("by the way")
    ('love', '⏎', '␣␣', 'by the way')
    """
    if len(piece) > 1 and piece[0] == " " and not piece[1:].isspace():
        piece = piece[1:]
    if piece and all(unicodedata.category(char) == "Cf" for char in piece):
        return "".join(f"<U+{ord(char):04X}>" for char in piece)
    core = piece.strip(" ")
    before, _, after = piece.partition(core) if core else (piece, "", "")
    shown = before.replace(" ", "␣") + "".join(map(visible, core)) + after.replace(" ", "␣")
    if unicodedata.category(piece[:1] or " ") in ("Mn", "Me", "Mc"):
        shown = "◌" + shown  # a combining mark needs something to stand on
    return shown or "∅"


def visible(char: str) -> str:
    """A character, or a sign for it where it would draw nothing or something else."""
    if char in VISIBLE:
        return VISIBLE[char]
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp", "Cs", "Co"):
        return f"<{ord(char):02X}>" if ord(char) < 0x100 else f"<U+{ord(char):04X}>"
    return "␣" if category == "Zs" and char != " " else char
