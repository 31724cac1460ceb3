"""Captions: limits, where lines break, and files to the letter of their formats."""

from __future__ import annotations

import io
import re

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.captions import (
    LIMITS,
    LONGEST,
    SHORTEST,
    Caption,
    break_lines,
    chapters_vtt,
    columns,
    faults,
    fits,
    reading_seconds,
    to_srt,
    to_vtt,
)

FPS = 30
NASTY = "<b>I</b> & {\\an8}you --> me <00:01.000>"
ENGLISH = [
    "The last word asks a question of every other word, and the best answer is “love”.",
    "Every word becomes a list of 64 numbers, which the model learned.",
    "Multiply them pair by pair, and add up all the products: one score.",
]
CHINESE = [
    "最后一个词向每个词提问，匹配得最好的是“love”，得分2.31。",
    "查询Q·K除以√d，注意力权重加起来正好等于一",
    "模型把每个词变成64个数字，这些数字是它自己学会的",
]
EXAMPLES = [(text, "en") for text in ENGLISH] + [(text, "zh") for text in CHINESE]


@pytest.mark.parametrize(("text", "lang"), EXAMPLES)
def test_lines_keep_to_the_limits_and_lose_nothing(text: str, lang: str) -> None:
    lines = break_lines(text, lang)
    assert len(lines) == 2
    assert all(columns(line, lang) <= LIMITS[lang].columns for line in lines)
    assert (" " if lang == "en" else "").join(lines) == text
    assert fits(text, lang)
    widths = [columns(line, lang) for line in lines]
    assert min(widths) >= 0.4 * max(widths)


def test_short_text_stays_on_one_line() -> None:
    assert break_lines("One score.", "en") == ["One score."]
    assert break_lines("一个得分。", "zh") == ["一个得分。"]
    assert break_lines("  ", "en") == []


def test_english_breaks_where_the_sense_does() -> None:
    first, second = break_lines("The model weighs every word, because some words matter more.", "en")
    assert first.endswith(",")
    assert second.startswith("because")
    first, second = break_lines("Attention lets one token look at all of the tokens before it", "en")
    assert first.split()[-1] not in ("the", "of", "a", "all of")
    assert second


@pytest.mark.parametrize(
    "text", [*CHINESE, "一二三四五六七八九十一二三四五，二三四“五六", "一二三四五六七八九十一二attention权重"]
)
def test_chinese_lines_begin_and_end_well(text: str) -> None:
    lines = break_lines(text, "zh")
    for line in lines[1:]:
        assert line[0] not in "，。！？；：、”’）》」"
    for line in lines[:-1]:
        assert line[-1] not in "“‘（《「"
    for word in re.findall(r"[A-Za-z0-9.·√]+", text):
        assert any(word in line for line in lines)


@pytest.mark.parametrize("at", range(1, 18))
def test_chinese_marks_stay_with_their_words_wherever_they_stand(at: int) -> None:
    plain = "一二三四五六七八九十甲乙丙丁戊己庚辛"
    for mark in ("“", "”", "，", "（", "）"):
        first, second = break_lines(plain[:at] + mark + plain[at:], "zh")
        assert first[-1] not in "“（"
        assert second[0] not in "”，）"


def test_half_width_counts_half_in_chinese_only() -> None:
    assert columns("词love", "zh") == 3
    assert columns("词love", "en") == 5
    assert columns("e\u0301", "en") == 1


def test_what_is_too_long_does_not_fit() -> None:
    assert not fits("word " * 18, "en")
    assert not fits("x" * 43, "en")
    assert fits("x" * 42, "en")
    assert not fits("词" * 33, "zh")
    assert fits("词" * 32, "zh")
    assert "".join(break_lines("词" * 40, "zh")) == "词" * 40


@pytest.mark.parametrize(("text", "lang"), [*EXAMPLES, ("x", "en"), ("词" * 32, "zh"), ("ab " * 28, "en")])
def test_reading_takes_the_time_that_the_limits_allow(text: str, lang: str) -> None:
    seconds = reading_seconds(text, lang)
    assert SHORTEST <= seconds <= LONGEST
    assert columns(text, lang) / seconds <= LIMITS[lang].fastest
    assert faults([Caption("a", 0, seconds, text)], lang, FPS) == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr': there are en, zh"):
        reading_seconds("oui", "fr")


@given(st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_any_text_breaks_into_whole_lines(text: str, lang: str) -> None:
    lines = break_lines(text, lang)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines)


def test_two_frames_or_half_a_second_between_captions() -> None:
    def gap(seconds: float) -> list[str]:
        return faults([Caption("a", 0, 2, "one"), Caption("b", 2 + seconds, 4 + seconds, "two")], "en", FPS)

    assert gap(2 / FPS) == gap(0.5) == gap(3) == []
    for wrong in (0, 1 / FPS, 3 / FPS, 0.4):
        assert "neither 2 frames nor 0.5 s" in gap(wrong)[0]
    assert "before a ends" in gap(-0.2)[0]


def test_faults_of_one_caption_are_named() -> None:
    assert "characters a second" in faults([Caption("fast", 0, 1, "x" * 30)], "en", FPS)[0]
    assert "not 1 to 7" in faults([Caption("brief", 0, 0.5, "x")], "en", FPS)[0]
    assert "not 1 to 7" in faults([Caption("endless", 0, 8, "x")], "en", FPS)[0]
    assert "more than 2 lines" in faults([Caption("long", 0, 7, "word " * 20)], "en", FPS)[0]


# --- files ---

LINES = [Caption("scores-a", 0.5, 2.0, NASTY), Caption("scores-b", 3723.0625, 3725.0, "二\n\n三")]


def cues(vtt: str) -> list[list[str]]:
    blocks = vtt.split("\n\n")
    assert blocks[0] == "WEBVTT"
    return [block.rstrip("\n").split("\n") for block in blocks[1:]]


def test_webvtt_is_escaped_to_the_letter() -> None:
    first, second = cues(to_vtt(LINES, "en"))
    assert first[:2] == ["scores-a", "00:00:00.500 --> 00:00:02.000"]
    text = "\n".join(first[2:])
    assert "-->" not in text
    assert "<" not in text
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == NASTY
    assert second == ["scores-b", "01:02:03.062 --> 01:02:05.000", "二 三"]


def test_identifiers_cannot_break_a_cue() -> None:
    ((name, times, _),) = cues(to_vtt([Caption("a --> \n b", 0, 1, "x")], "en"))
    assert "-->" not in name
    assert "-->" in times


def test_srt_reads_back_and_hides_markup_from_players() -> None:
    first, second = srt.parse(to_srt(LINES, "en"))
    assert (first.index, second.index) == (1, 2)
    assert first.start.total_seconds() == 0.5
    assert second.end.total_seconds() == 3725
    assert first.content.replace("\u2060", "") == NASTY
    assert not re.search(r"<\w|</|\{\\|-->", first.content)


def test_chapter_file_has_one_line_titles() -> None:
    chapters = [Caption("question", 0, 12, "Why “<b>”?"), Caption("tokens", 12, 20, "Cut into\ntokens")]
    assert [cue[2:] for cue in cues(chapters_vtt(chapters))] == [["Why “&lt;b&gt;”?"], ["Cut into tokens"]]


def test_files_end_with_a_line_break() -> None:
    assert io.StringIO(to_vtt(LINES, "en")).readlines()[-1].endswith("\n")
    assert to_vtt([], "en") == "WEBVTT\n"
    assert to_srt([], "en") == ""


def test_a_number_in_chinese_is_never_broken():
    lines = break_lines("“and”给得最多：权重96.6%最大，加权后2.83也最长。", "zh")
    assert any("96.6%" in line for line in lines)
    assert any("2.83" in line for line in lines)
