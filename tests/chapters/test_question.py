"""The chapter `question`: what it says of the answer and of words out of the running is what the run gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine import Trace, load_model
from engine.study import study
from scenes.kit import naming
from scenes.kit.addresses import evaluate
from scenes.kit.captions import fits
from scenes.kit.figures import Drift, TypedLine
from scenes.kit.lettering import graphemes
from scenes.kit.numbers import FORMS, percent
from scenes.narration import Narrator
from scenes.render import ChapterRecord, render_stills
from scenes.settings import Settings

GOLDEN = Path(__file__).parent.parent / "golden"
STRANGE = "👋🏽 你好 مرحبا <b>#$*"
CASES = [
    ("transformer-2017", "I love you", "en"),
    ("transformer-2017", STRANGE, "zh"),
    ("gpt2", "I", "zh"),
    ("llama", "I love you, I love you", "en"),
    ("qwen2", "مرحبا بالعالم", "en"),
    ("qwen3", "antidisestablishment" * 4, "zh"),
]


def studied(folder: Path, family: str, sentence: str, **choices: object) -> tuple[Trace, Path]:
    trace = study(load_model(GOLDEN / family), sentence, **choices)
    return trace, trace.save(folder / "trace.npz")


def played(path: Path, lang: str = "en") -> ChapterRecord:
    return render_stills(path, "question", Settings(lang, quality="draft"), [])[0]


def said(record: ChapterRecord, line: str) -> str:
    return next(c.text for c in record.captions if c.id == f"question-{line}-line")


def swayed(trace: Trace, **logits: float) -> Trace:
    """The run with the last logits of some words set, so that any branch can be reached."""
    changed = trace["logits"].copy()
    for word, value in logits.items():
        changed[-1, trace.vocabulary.id_of(word)] = value
    e = np.exp(changed - changed.max(axis=-1, keepdims=True))
    return trace.adding({"logits": changed, "probs": e / e.sum(axis=-1, keepdims=True)})


@pytest.mark.parametrize(("family", "sentence", "lang"), CASES)
def test_it_runs_in_time_with_numbers_of_the_trace(family: str, sentence: str, lang: str, tmp_path: Path) -> None:
    trace, path = studied(tmp_path, family, sentence)
    record = played(path, lang)
    assert 6 <= record.duration <= 35
    assert all(fits(c.text, lang) for c in record.captions)
    assert record.numbers
    for entry in record.numbers:
        assert FORMS[entry["form"]](float(evaluate(entry["address"], trace))) == entry["text"]


def test_the_five_bars_are_the_five_likeliest(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you", vs=())
    five = {percent(float(p)) for p in np.sort(trace["probs"][-1])[-5:]}
    assert five <= {entry["text"] for entry in played(path).numbers}


def test_the_answer_is_said_with_its_probability(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you")
    text = said(played(path), "answer")
    assert percent(float(trace["probs"][-1].max())) in text
    assert trace.vocab(int(trace["analysis.answer_id"])) in text


def test_a_tie_is_said(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you")
    path = swayed(trace, chair=9.0, dog=9.0).save(tmp_path / "tie.npz")
    assert "No single one leads" in said(played(path), "answer")


def test_a_lead_too_small_for_the_percentages_is_said(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you")
    close = swayed(trace, chair=9.0, dog=8.9999)
    text = said(played(close.save(tmp_path / "close.npz")), "answer")
    assert text.startswith("“chair” is just ahead of “dog”: both")
    assert percent(float(close["probs"][-1].max())) in text


@pytest.mark.parametrize(
    ("logits", "shares", "leads"),
    [
        ([2.0, 2.0, 0.0], [0.45, 0.45, 0.1], "tied"),
        ([2.0, 1.999, 0.0], [0.45004, 0.44996, 0.1], "close"),
        ([2.0, 1.9, 0.0], [0.47, 0.43, 0.1], "alone"),
        ([2.0], [1.0], "alone"),
    ],
)
def test_how_the_first_leads(logits: list[float], shares: list[float], leads: str) -> None:
    assert naming.lead(np.array(logits), np.array(shares)) == leads


@pytest.mark.parametrize(
    ("share", "english", "chinese"),
    [
        (0.0007, "", ""),
        (9.9e-5, "less than one in ten thousand", "不到万分之一"),
        (1e-5, "less than one in ten thousand", "不到万分之一"),
        (7e-8, "less than one in ten million", "不到千万分之一"),
        (1e-12, "less than one in a billion", "不到十亿分之一"),
    ],
)
def test_small_shares_in_words_are_true(share: float, english: str, chinese: str) -> None:
    assert naming.below(Narrator("en"), share) == english
    assert naming.below(Narrator("zh"), share) == chinese


def test_words_far_out_of_the_running_are_told_without_strings_of_zeros(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you", vs=("chair", "dog"))
    record = played(swayed(trace, chair=-12.0, dog=-14.0).save(tmp_path / "far.npz"))
    text = said(record, "outside")
    assert "Each gets less than one in" in text
    assert "0.0" not in text
    far = trace.vocabulary.id_of("dog")
    assert any(e["address"].endswith(f",{far}]") and e["address"].startswith("probs") for e in record.numbers)


def test_only_the_answer_lights_up_as_the_answer() -> None:
    drift = Drift([f"word{i}" for i in range(30)], 1760, 736, keep=range(5), hole=(250, 480), answer=0)
    assert [drift.role_of(i) for i in range(5)] == ["answer", "token", "token", "token", "token"]


def test_words_to_compare_with_are_named_with_their_probabilities(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you", vs=("chair", "dog"))
    text = said(played(path), "outside")
    for word in ("chair", "dog"):
        assert f"“{word}”" in text
        assert percent(float(trace["probs"][-1][trace.vocabulary.id_of(word)])) in text


def test_a_word_among_the_likeliest_is_not_called_out_of_the_running(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you", vs=("chair",))
    record = played(swayed(trace, chair=9.0).save(tmp_path / "chair.npz"))
    assert "chair" not in said(record, "outside")
    assert "“chair”" in said(record, "answer")


def test_without_such_words_the_middle_of_the_ranking_is_shown(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "gpt2", "I", vs=())
    order = np.argsort(-trace["logits"][-1], kind="stable")
    middle = int(order[(len(order) + 1) // 2 - 1])
    text = said(played(path), "outside")
    assert "middle" in text
    assert percent(float(trace["probs"][-1][middle])) in text


@pytest.mark.parametrize(
    ("text", "what"),
    [("\n", "break"), ("  ", "space"), ("<E2>", "byte"), ("<|endoftext|>", "special"), (" too", "text"), (".", "text")],
)
def test_what_a_token_is_called(text: str, what: str) -> None:
    assert naming.kind(text) == what


@pytest.mark.parametrize("sentence", ["I love you", "Hello", STRANGE, "a" * 300, "मुझे तुमसे प्यार है", "word " * 300])
def test_a_sentence_is_typed_whole_within_its_room(sentence: str) -> None:
    line = TypedLine(sentence, 1500, ending=" too")
    assert line.size_px[0] <= 1500
    assert line.size_px[1] <= 260
    shown = "".join(row.text.text for row in line.rows).replace(" ", "")
    assert line.cut or graphemes(shown) == graphemes(sentence.replace(" ", ""))
    assert line.cut == ("…" in shown)


@pytest.mark.parametrize("n", [6, 30, 170])
def test_every_kept_word_drifts_by_inside_the_box(n: int) -> None:
    words = [f"word{i}" for i in range(n)]
    drift = Drift(words, 1760, 736, keep=range(5), hole=(250, 480))
    for i in range(5):
        assert i in drift.where
        assert 0 < drift.where[i].x < 1760
        assert drift.where[i].y > 480
    assert len({w.index for w in drift.words}) == len(drift.words)
