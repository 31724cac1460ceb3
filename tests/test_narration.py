"""Narration: whatever Fluent files there are, every line can be said in every language, down to each branch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenes import narration
from scenes.chapters import CHAPTERS
from scenes.kit.captions import break_lines, fits
from scenes.kit.lettering import shape
from scenes.narration import NarrationError, Narrator, cut_at_words, files, languages, loader, quote
from scenes.narration.branches import branches, choices, message_ids, variables

LANGUAGES = languages()
ALL = [(lang, message_id) for lang in LANGUAGES for message_id in message_ids(lang)]

#: The storyboard's chapters; each has a title, also those that are still to be made.
STORYBOARD = re.findall(
    r"\S+",
    """question vectors dot-product softmax tokens embedding positions qkv scores scaling mask weights weighted-sum
    heads it residual-norm feed-forward layers prediction why architecture cross-attention comparison results impact
    search-engine recap""",
)


def narrators() -> dict[str, Narrator]:
    return {lang: Narrator(lang) for lang in LANGUAGES}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A narrator over Fluent text given in the test."""

    def tell(source: str, lang: str = "en") -> Narrator:
        (tmp_path / lang).mkdir(exist_ok=True)
        (tmp_path / lang / "common.ftl").write_text(source, encoding="utf-8")
        monkeypatch.setattr(narration, "FOLDER", tmp_path)
        loader.entries.cache_clear()
        return Narrator(lang)

    yield tell
    loader.entries.cache_clear()


# --- the files that there are ---


def test_there_is_english_and_chinese() -> None:
    assert {"en", "zh"} <= set(LANGUAGES)


def test_languages_have_the_same_files_and_lines() -> None:
    for lang in LANGUAGES:
        assert [path.name for path in files(lang)] == [path.name for path in files("en")], lang
        assert message_ids(lang) == message_ids("en"), lang


@pytest.mark.parametrize("message_id", message_ids("en"))
def test_languages_agree_on_variables_and_on_what_they_tell_apart(message_id: str) -> None:
    for lang in LANGUAGES:
        assert variables(lang, message_id) == variables("en", message_id), lang
        words, english = choices(lang, message_id), choices("en", message_id)
        for name in words.keys() & english.keys():
            if not words[name] | english[name] <= {"zero", "one", "two", "few", "many", "other"}:
                assert words[name] == english[name], f"{lang}: {name}"


@pytest.mark.parametrize(("lang", "message_id"), ALL)
def test_every_branch_can_be_said(lang: str, message_id: str) -> None:
    narrator = Narrator(lang)
    for values in branches(lang, message_id):
        line = narrator.line(message_id, **values)
        for text in (line.text, line.spoken):
            assert text == text.strip()
            assert text
            assert not re.search(r"[{}]|\?\?\?|  |\n", text), text
        assert shape(line.text, lang=lang).fallbacks == ()


@pytest.mark.parametrize(("lang", "message_id"), [each for each in ALL if each[1].endswith(("-line", "-takeaway"))])
def test_every_branch_of_a_sentence_makes_one_caption(lang: str, message_id: str) -> None:
    for values in branches(lang, message_id, word=quote("x" * 300)):
        text = Narrator(lang).line(message_id, **values).text
        assert fits(text, lang), break_lines(text, lang)


@pytest.mark.parametrize(("lang", "message_id"), ALL)
def test_typography(lang: str, message_id: str) -> None:
    for values in branches(lang, message_id):
        text = Narrator(lang).line(message_id, **values).text
        assert '"' not in text
        assert "'" not in text
        assert "..." not in text
        assert not re.search(r"(?<![\w])-\d", text), "a minus is −"
        if lang == "zh":
            assert not re.search(r"[\u4e00-\u9fff] +[\w“]|[\w”] +[\u4e00-\u9fff]", text), text
            assert not re.search(r"[\u4e00-\u9fff][,.:;?!()]", text), text


def test_every_chapter_has_a_title() -> None:
    assert {info.id for info in CHAPTERS if not info.card} <= set(STORYBOARD)
    for lang, narrator in narrators().items():
        titles = [narrator.title(chapter) for chapter in STORYBOARD]
        assert len(set(titles)) == len(STORYBOARD) == 27
        for title in titles + [narrator.title(chapter, quote("x" * 300)) for chapter in STORYBOARD]:
            assert shape(title, "bold", lang=lang).width < 20, title


def test_titles_about_the_answer_name_it() -> None:
    for narrator in narrators().values():
        for chapter in ("question", "why"):
            assert "“too”" in narrator.title(chapter, quote("too"))
            assert "too" not in narrator.title(chapter)
        assert narrator.title("mask", quote("too")) == narrator.title("mask")


# --- how lines are filled ---


def test_spoken_text_where_it_differs(told) -> None:
    narrator = told("a = Q·K is { $n }\n    .spoken = Q dot K is { $n }\nb = same\n")
    assert narrator.line("a", n="2").text == "Q·K is 2"
    assert narrator.line("a", n="2").spoken == "Q dot K is 2"
    assert narrator.line("b").spoken == "same"


def test_no_invisible_marks_around_what_is_filled_in(told) -> None:
    assert told("a = { $w }!").line("a", w="love").text == "love!"


def test_what_is_filled_in_is_never_read_as_fluent(told) -> None:
    assert told("a = { $w }").line("a", w="{ $x } { a }").text == "{ $x } { a }"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda n: n.line("scoer", w="x"), "no line 'scoer' in 'en'; did you mean score"),
        (lambda n: n.line("score"), "'score' of 'en' cannot be filled.*w"),
        (lambda n: n.label("empty"), "'empty' of 'en' has no text"),
        (lambda n: n.line("score", w=0.2), "w = 0.2: numbers go in as formatted text"),
        (lambda n: n.line("score", w=None), "w = None"),
        (lambda n: n.line("lost"), "cannot be filled.*nowhere"),
    ],
)
def test_what_is_wrong_is_said(told, call, says: str) -> None:
    narrator = told("score = { $w }\nempty =\n    .spoken = x\nlost = { nowhere }\n")
    with pytest.raises(NarrationError, match=says):
        call(narrator)


def test_unknown_language_lists_those_there_are() -> None:
    with pytest.raises(NarrationError, match="no narration in 'fr': there are en, zh"):
        Narrator("fr")


@pytest.mark.parametrize(
    ("source", "says"),
    [("a = fine\nb = { $x\n", "en/common.ftl, line 2"), ("a = one\na = two\n", "en/common.ftl has a second 'a'")],
)
def test_broken_files_are_errors(told, source: str, says: str) -> None:
    with pytest.raises(NarrationError, match=says):
        told(source)


def test_chinese_drops_spaces_of_the_file_but_not_of_the_user(told) -> None:
    narrator = told("a = 第 { $n } 层的 Q 是 { $w } 。\n", "zh")
    assert narrator.line("a", n=3, w="“我 love 你”").text == "第3层的Q是“我 love 你”。"


def test_lines_folded_in_the_file_are_one_line(told) -> None:
    assert told("a =\n    one\n    two\n").line("a").text == "one two"
    assert told("a =\n    一，\n    二\n", "zh").line("a").text == "一，二"


def test_long_words_are_cut_further_until_the_caption_fits(told) -> None:
    narrator = told("a = The word { $a } matches the key of { $b } best, and { $c } hardly at all\n")
    long = narrator.quote("incomprehensibilities")
    line = narrator.line("a", a=long, b=long, c=narrator.quote("you"))
    assert fits(line.text, "en")
    assert "“you”" in line.text
    assert "“inc" in line.text
    assert str(long) not in line.text
    short = narrator.quote("love")
    assert "“love” matches the key of “love”" in narrator.line("a", a=short, b=short, c=short).text


# --- branches ---

NESTED = """
-name = { $kind ->
    [big] whale
   *[small] fly
}
a = { $n ->
    [one] one { $who ->
        [self] itself
       *[other] { -name }
    }
   *[other] { NUMBER($n) } of { $w }
}
"""


def test_branches_reach_every_variant(told) -> None:
    narrator = told(NESTED)
    assert variables("en", "a") == {"n", "who", "w", "kind"}
    assert choices("en", "a") == {"n": {"one", "other"}, "who": {"self", "other"}, "kind": {"big", "small"}}
    said = {narrator.line("a", **values).text for values in branches("en", "a")}
    assert {"one itself", "5 of −0.37"} <= said
    assert len(list(branches("en", "a"))) == 8


# --- words of the user ---


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("love", "“love”"),
        (" love", "“␣love”"),
        ("a  b ", "“a ␣b␣”"),
        ("a b", "“a b”"),
        (" ", "“␣”"),
        ("\r\n\t", "“↵⇥”"),
        ("", "“”"),
        ("x" * 300, "“xxxxxxxxx…xxxxxxxx”"),
        ("爱" * 12, "“爱爱爱爱…爱爱爱爱”"),
        ("👩🏽‍🚀" * 12, "“" + "👩🏽‍🚀" * 4 + "…" + "👩🏽‍🚀" * 4 + "”"),
        ("exactly-eighteen-x", "“exactly-eighteen-x”"),
    ],
)
def test_quoted_words_are_short_and_their_blanks_are_seen(word: str, shown: str) -> None:
    assert quote(word) == shown


ANIMAL = "The animal didn't cross the street because it was too tired"


@pytest.mark.parametrize("sentence", ["I love you", ANIMAL, "a " * 60])
def test_a_long_sentence_is_cut_between_its_words(sentence: str) -> None:
    cut = cut_at_words(sentence, 34)
    assert len(cut) <= 34
    first, _, last = cut.partition("…")
    whole = " ".join(sentence.split())
    assert whole.startswith(first.strip())
    assert whole.endswith(last.strip())
    assert set(cut.replace("…", " ").split()) <= set(sentence.split())
