"""The chapter `tokens`: what it shows and says is how the sentence was cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Trace, load_model
from engine.study import study
from scenes.kit.captions import fits
from scenes.kit.numbers import count
from scenes.kit.pieces import SPACE, Cutting
from scenes.render import ChapterRecord, audit_chapter
from scenes.settings import Settings

GOLDEN = Path(__file__).parent.parent / "golden"
STRANGE = "👋🏽 你好 مرحبا <b>#$*"
LONG = "the cat and the dog and the bird " * 14


def studied(folder: Path, family: str, sentence: str) -> tuple[Trace, Path]:
    trace = study(load_model(GOLDEN / family), sentence, vs=())
    path = folder / "trace.npz"
    trace.save(path)
    return trace, path


def played(path: Path, lang: str = "en") -> ChapterRecord:
    record, issues = audit_chapter(path, "tokens", Settings(lang, quality="draft"))
    assert not issues, issues
    return record


def cutting(family: str, sentence: str) -> Cutting:
    return Cutting(load_model(GOLDEN / family).trace(sentence))


CASES = [
    ("transformer-2017", "I love you", "en"),
    ("transformer-2017", STRANGE, "zh"),
    ("transformer-2017", "I", "en"),
    ("transformer-2017", LONG, "zh"),
    ("gpt2", "antidisestablishment" * 4, "zh"),
    ("llama", "I love you, I love you", "en"),
    ("bert", "I love 你好 unbelievable", "en"),
    ("bert", "I love 你好 unbelievable", "zh"),
]


@pytest.mark.parametrize(("family", "sentence", "lang"), CASES)
def test_it_runs_in_time_and_within_the_captions(family: str, sentence: str, lang: str, tmp_path: Path) -> None:
    _, path = studied(tmp_path, family, sentence)
    record = played(path, lang)
    assert 6 <= record.duration <= 35
    assert len(record.captions) == 5
    for line in record.captions:
        assert fits(line.text, lang), line.text


@pytest.mark.parametrize(("family", "sentence"), [(f, s) for f, s, lang in CASES if lang == "en"])
def test_the_listed_numbers_are_the_ids_of_the_tokens(family: str, sentence: str, tmp_path: Path) -> None:
    trace, path = studied(tmp_path, family, sentence)
    kept = trace["analysis.embed_row_ids"]
    listed = {}
    for entry in played(path).numbers:
        place = int(entry["address"].removeprefix("analysis.embed_row_ids[").removesuffix("]"))
        listed[int(kept[place])] = entry["text"]
    assert listed == {i: count(i) for i in trace.ids}


def test_the_takeaway_counts_the_tokens_and_names_one_that_repeats(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "llama", "I love you, I love you")
    last = played(path).captions[-1].text
    assert str(len(trace)) in last
    named = last.split("“")[1].split("”")[0]
    where = [k for k, token in enumerate(trace.tokens) if named in (token, trace.pieces[k].replace(" ", SPACE))]
    assert len(where) > 1
    assert {count(trace.ids[k]) for k in where} == {last.rstrip(".").split("number ")[1].removesuffix(" each time")}


def test_bytes_are_grouped_under_the_character_that_they_spell() -> None:
    group = cutting("gpt2", STRANGE).in_bytes
    assert group is not None
    assert group.written == "👋"
    assert bytes(int(p.text[1:-1], 16) for p in group.pieces).decode() == "👋"


def test_a_cut_word_is_named_with_all_its_pieces() -> None:
    how = cutting("gpt2", "I unbelievable x")
    assert "".join(p.mark.replace(SPACE, " ") + p.text for p in how.most_cut).strip() == "unbelievable"
    assert not any(p.word == how.most_cut[0].word for p in how.pieces if p not in how.most_cut)


def test_a_word_that_the_vocabulary_lacks_is_known_for_it() -> None:
    unknown = cutting("bert", "I love 你好").unknown
    assert unknown is not None
    assert (unknown.written, unknown.pieces[0].text) == ("你", "[UNK]")


def test_tokens_that_the_tokenizer_adds_have_no_characters() -> None:
    how = cutting("bert", "love")
    assert [p.text for p in how.added] == ["[CLS]", "[SEP]"]
    assert cutting("transformer-2017", "love").added_spaces == [0]
    assert not cutting("gpt2", "love love").added_spaces


def test_every_piece_stands_for_its_own_characters() -> None:
    for family in ("transformer-2017", "gpt2", "llama", "bert"):
        how = cutting(family, 'He said, "no" to me.')
        for group in how.groups:
            if group.written and not group.spelled:
                shown = "".join(p.text for p in group.pieces)
                assert group.written.casefold() == shown.casefold()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [("I love I", "whole"), ("I love unbelievable", "cut"), ("I love 👋", "bytes")],
)
def test_what_is_said_of_the_pieces_is_so(sentence: str, kind: str, tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", sentence)
    said = played(path).captions[2].text
    how = Cutting(trace)
    if kind == "whole":
        assert said == "Here every word is one token."
        assert [p.text for p in how.pieces] == sentence.split()
    elif kind == "cut":
        assert f"“unbelievable” is no token of its own: it is cut into {len(how.most_cut)}" in said
        assert len(how.most_cut) > 1
    else:
        assert said == "“👋” has no token of its own: 4 tokens spell it in bytes."


def test_a_sentence_too_long_for_the_picture_is_cut_in_the_middle_and_says_so(tmp_path: Path) -> None:
    from scenes.kit.figures import CutText
    from scenes.kit.figures.cut_text import ids_of
    from scenes.kit.numbers import Numbers

    trace, _ = studied(tmp_path, "gpt2", LONG)
    ids = ids_of(trace.ids, Numbers.of(trace, "analysis.embed_row_ids"))
    room = (1760.0, 640.0)
    figure = CutText(Cutting(trace), ids, room)
    assert len(figure.shown) < len(trace)
    assert figure.shown[0] == 0
    assert figure.shown[-1] == len(trace) - 1
    assert figure.layout.dots
    assert figure.layout.height <= room[1] + 1
    assert max(box.x + box.w for box in figure.layout.boxes) <= room[0] + 1
