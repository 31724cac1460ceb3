"""A sentence's folder name: short, plain ASCII, and different for different sentences."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 48  # letters, before the hash
HASH = 8  # hexadecimal digits of SHA-256


def slug(sentence: str) -> str:
    """`I love you` -> `i-love-you`; `i love you!` -> `i-love-you-<hash>`.

    The name is the words alone only when the usual way to write those words gives back the very sentence; whatever
    is lost otherwise (capitals, signs, other scripts, length) is made good by a hash of the sentence.
    """
    words = re.findall(r"[a-z0-9]+", _ascii(sentence).lower())
    name = "-".join(words)
    if name and len(name) <= LONGEST and _usual_writing(words) == sentence:
        return name
    stem = name[:LONGEST].strip("-")
    digest = hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]
    return f"{stem}-{digest}" if stem else digest


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _usual_writing(words: list[str]) -> str:
    written = ["I" if word == "i" else word for word in words]
    return " ".join([written[0][:1].upper() + written[0][1:], *written[1:]])
