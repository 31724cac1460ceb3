"""Captions: how much fits, how it breaks, how long it takes to read, and the files that players take.

The limits are those of professional subtitling: two lines of 42 letters and 17 letters a second for English,
two of 16 ideographs and 7 a second for Chinese, where a half-width character counts half.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations, pairwise

import srt  # type: ignore[import-untyped]

#: Seconds that a caption stands; between two there are this many frames, or at least this many seconds.
SHORTEST, LONGEST = 1.0, 7.0
GAP_FRAMES, GAP_SECONDS = 2, 0.5


@dataclass(frozen=True)
class Limits:
    """What a reader of a language can take in.

    Attributes:
        lines, columns: of one caption; a column is one character, for Chinese one ideograph.
        fastest: columns a second that no caption may exceed.
        pace: columns a second at which a film times its lines: unhurried, there is a picture to look at too.
    """

    lines: int
    columns: float
    fastest: float
    pace: float


LIMITS = {"en": Limits(2, 42, 17.0, 16.0), "zh": Limits(2, 16, 7.0, 6.4)}


@dataclass(frozen=True)
class Caption:
    """A line of narration on screen, from `start` to `end` in seconds of the film."""

    id: str
    start: float
    end: float
    text: str


def limits(lang: str) -> Limits:
    """The limits of a language.

    Raises:
        ValueError: for a language that has none.
    """
    if lang not in LIMITS:
        raise ValueError(f"no caption limits for {lang!r}: there are {', '.join(LIMITS)}")
    return LIMITS[lang]


def columns(text: str, lang: str) -> float:
    """Length of a text as its limits count: characters, in Chinese half-width ones by half; no marks."""
    seen = [c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"]
    if lang != "zh":
        return float(len(seen))
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in seen)


def reading_seconds(text: str, lang: str) -> float:
    """How long a line needs to be read while something is to be seen: at the language's pace, 1 to 7 s."""
    return min(LONGEST, max(SHORTEST, columns(text, lang) / limits(lang).pace))


def fits(text: str, lang: str) -> bool:
    """Whether a text makes one caption: two lines within the columns, readable within the longest time."""
    limit = limits(lang)
    lines = break_lines(text, lang)
    within = all(columns(line, lang) <= limit.columns for line in lines)
    return within and len(lines) <= limit.lines and columns(text, lang) <= LONGEST * limit.fastest


# Where lines break.

_NEVER_FIRST = frozenset("，。！？；：、”’）】》」』…—·,.!?;:)]}%℃”’")
_NEVER_LAST = frozenset("“‘（【《「『([{")
_STOPS, _COMMAS = frozenset(".!?;:。！？；："), frozenset(",，、—…")
#: English words that a second line likes to begin with, and that a first line should not end with.
_OPENERS = frozenset(
    re.findall(
        r"\w+",
        "and but or so because that which who when while where if as than to for with from of in on by",
    )
)
_CLINGERS = _OPENERS.union(re.findall(r"\w+", "a an the this its it is not no every each most more very"))
#: Words of the films' own sentences that stay whole (Chinese has no spaces to break at).
_WHOLE = re.compile(
    "词元|词表|词语|最近|乘以|除以|相乘|相加|查询|得分|权重|注意力|向量|模型|概率|编号|接下来|下一个|一个|每个|这个|哪个|"
    "其余|全部|完整|句子|数字|因为|所以|就是|自己|最多|最大|最后|后面|前面|遮住|提问|匹配|第[0-9]+[层个行]|[0-9]+个"
)
#: Chinese words (and single particles) that a break must not cut in two or push to the front of a line.
_CJK_TAIL = frozenset("的了着过吗呢吧们地得个")


@lru_cache(maxsize=4096)
def _broken(text: str, lang: str) -> tuple[str, ...]:
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()  # a no-break space, as in 3 192, stays
    limit = limits(lang)
    if columns(text, lang) <= limit.columns:
        return (text,) if text else ()
    pieces = list(_pieces(text, lang))
    for count in range(2, limit.lines + 1):
        best = _best(pieces, count, lang)
        if best:
            return best
    return tuple(_filled(pieces, lang))


def break_lines(text: str, lang: str) -> list[str]:
    """A caption's lines: one if it fits, else two of like length, broken where the sense breaks.

    Words, numbers and Latin terms stay whole, and no Chinese line begins with a closing mark. A text too long
    for two lines comes back in more (then `fits` is false).

    Raises:
        ValueError: for a language without limits.
    """
    return list(_broken(text, lang))


def _pieces(text: str, lang: str) -> Iterator[str]:
    """The text in pieces that must not be broken; a piece keeps the space after it."""
    if lang != "zh":
        yield from re.findall(r"[^ ]+ *", text)
        return
    piece = ""
    inside = {i for word in _WHOLE.finditer(text) for i in range(word.start() + 1, word.end())}
    for i, (char, following) in enumerate(zip(text, [*text[1:], ""], strict=True), start=1):
        piece += char
        if following and i not in inside and not _glued(char, following):
            yield piece
            piece = ""
    if piece:
        yield piece


def _glued(a: str, b: str) -> bool:
    """Whether Chinese text may not break between two characters."""
    if b in _NEVER_FIRST or a in _NEVER_LAST or b == " " or (a in ".,:" and b.isdigit()):
        return True
    if a == " ":
        return False
    return not (_ideograph(a) or a in _NEVER_FIRST) and not (_ideograph(b) or b in _NEVER_LAST)


def _ideograph(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) == "Lo"


def _best(pieces: Sequence[str], count: int, lang: str) -> tuple[str, ...] | None:
    """The pieces on `count` lines at the least cost, None where they do not fit."""
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(pieces)), count - 1):
        bounds = pairwise((0, *cuts, len(pieces)))
        lines = tuple("".join(pieces[a:b]).strip() for a, b in bounds)
        widths = [columns(line, lang) for line in lines]
        if max(widths) > limits(lang).columns:
            continue
        uneven = (max(widths) - min(widths)) / limits(lang).columns
        cost = uneven + sum(_break_cost(a, b, lang) for a, b in pairwise(lines))
        if best is None or cost < best[0]:
            best = cost, lines
    return best[1] if best else None


def _break_cost(before: str, after: str, lang: str) -> float:
    """How ill a break suits the sense, 0 (after a full stop) to 1, in parts of a full line."""
    if before[-1] in _STOPS:
        return 0.0
    if before[-1] in _COMMAS:
        return 0.1
    if lang == "zh":
        return 0.9 if after[0] in _CJK_TAIL else 0.45
    first, last = after.split()[0].strip("“”").lower(), before.split()[-1].strip("“”").lower()
    return 0.25 * (first not in _OPENERS) + 0.2 + 0.4 * (last in _CLINGERS)


def _filled(pieces: Sequence[str], lang: str) -> Iterator[str]:
    """Lines filled one after another, for a text that is too long anyway."""
    line = ""
    for piece in pieces:
        if line and columns((line + piece).strip(), lang) > limits(lang).columns:
            yield line.strip()
            line = ""
        line += piece
    yield line.strip()


# --- what a sequence of captions must keep to


def faults(captions: Sequence[Caption], lang: str, fps: float) -> list[str]:
    """What is wrong with captions, one line each: length, speed, duration, gaps, overlap.

    A gap is exactly 2 frames or at least 0.5 s, to half a frame.
    """
    found = []
    limit = limits(lang)
    for c in captions:
        seconds = c.end - c.start
        if not fits(c.text, lang):
            found.append(f"{c.id}: more than {limit.lines} lines of {limit.columns:g}: {c.text!r}")
        speed = columns(c.text, lang) / max(seconds, 1e-9)
        if speed > limit.fastest + 1e-6:
            found.append(f"{c.id}: {speed:.1f} characters a second, at most {limit.fastest:g}")
        if not SHORTEST - 0.5 / fps <= seconds <= LONGEST + 0.5 / fps:
            found.append(f"{c.id}: stands {seconds:.2f} s, not {SHORTEST:g} to {LONGEST:g}")
    for a, b in pairwise(captions):
        gap, frame = b.start - a.end, 1 / fps
        if gap < -1e-6:
            found.append(f"{b.id}: begins {-gap:.2f} s before {a.id} ends")
        elif abs(gap - GAP_FRAMES * frame) > frame / 2 and gap < GAP_SECONDS - frame / 2:
            found.append(f"{b.id}: {gap:.3f} s after {a.id}, neither {GAP_FRAMES} frames nor {GAP_SECONDS} s")
    return found


# --- files

#: Keeps a player from taking a user's "<b>", "{\an8}" or "-->" for mark-up: SRT has no escape, so an
#: invisible word joiner is put behind the first character.
_JOINER = "\u2060"


def to_srt(captions: Iterable[Caption], lang: str) -> str:
    """A SubRip file."""
    items = [
        srt.Subtitle(i, timedelta(seconds=c.start), timedelta(seconds=c.end), _srt_text(break_lines(c.text, lang)))
        for i, c in enumerate(captions, 1)
    ]
    return srt.compose(items, reindex=False)


def _srt_text(lines: Sequence[str]) -> str:
    return re.sub(r"[<{]|-(?=->)", lambda found: found[0] + _JOINER, "\n".join(lines))


def to_vtt(captions: Iterable[Caption], lang: str) -> str:
    """A WebVTT file; cue identifiers are the lines' ids."""
    return _vtt((c, break_lines(c.text, lang)) for c in captions)


def chapters_vtt(chapters: Iterable[Caption]) -> str:
    """A WebVTT chapter file: `id` and `text` of each are a chapter's id and title."""
    return _vtt((c, [" ".join(c.text.split())]) for c in chapters)


def _vtt(cues: Iterable[tuple[Caption, Sequence[str]]]) -> str:
    blocks = ["WEBVTT"]
    for cue, lines in cues:
        identifier = " ".join(cue.id.replace("-->", "->").split())
        body = "\n".join(_escaped(line) for line in lines if line) or "&nbsp;"
        blocks.append(f"{identifier}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{body}")
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    """Cue text (WebVTT, section 4.2.2): & and < must be escaped, and > so that no arrow is left."""
    return text.replace("\0", "\ufffd").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
