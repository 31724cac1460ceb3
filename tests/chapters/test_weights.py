"""Weights: what is said of the focus row holds of it, and what is shown of it is the trace's."""

from __future__ import annotations

import re

import numpy as np
import pytest

from engine import load_model
from engine.study import study
from scenes.chapters.attention import EVEN, Nth, Shares
from scenes.kit.captions import fits
from scenes.kit.numbers import Numbers, brief_percent, percent
from scenes.narration import Narrator
from scenes.narration.branches import choices
from scenes.render import render_stills
from scenes.settings import Settings

GOLDEN = "tests/golden/"
HOWS = ("only", "even", "equal", "tied", "many", "most-self", "lead-self", "most-other", "lead-other")
RUNS = [
    ("mini", "Hello", None),
    ("mini", "I love you", None),
    ("mini", "I love you", "love"),
    ("mini", "no no no no", None),
    ("mini", "The animal didn't cross the street because it was too tired", "it"),
    (GOLDEN + "gpt2", "I love you", None),
    (GOLDEN + "llama", "Hello 你好", None),
    (GOLDEN + "qwen3", "I love you", None),
    (GOLDEN + "bert", "I love you", "love"),
]


def shares(*values: float, focus: int) -> Shares:
    """A row of attention of one's own making."""
    row = Numbers.of({"row": np.array(values)}, "row")
    ranked = tuple(int(i) for i in np.argsort(-row.values, kind="stable"))
    return Shares(row, range(len(values)), ranked, focus)


@pytest.mark.parametrize(
    ("values", "focus", "how", "leaders"),
    [
        ((1.0,), 0, "only", [0]),
        ((0.7, 0.2, 0.1), 2, "most-other", [0]),
        ((0.1, 0.2, 0.7), 2, "most-self", [2]),
        ((0.5, 0.3, 0.2), 2, "lead-other", [0]),
        ((0.3, 0.26, 0.44), 2, "lead-self", [2]),
        ((0.36, 0.34, 0.30), 2, "even", []),
        ((0.25, 0.25, 0.25, 0.25), 3, "equal", []),
        ((0.4, 0.2, 0.4), 1, "tied", [0, 2]),
        ((0.30001, 0.1, 0.3, 0.29999), 1, "many", [0, 2, 3]),
    ],
)
def test_how_attention_is_shared_out(values, focus, how, leaders):
    row = shares(*values, focus=focus)
    assert row.how == how
    assert row.leaders == leaders


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_way_has_its_sentence(lang):
    assert choices(lang, "weights-takeaway")["how"] == set(HOWS)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("how", HOWS)
def test_two_repeated_long_words_fit(lang, how):
    narrator = Narrator(lang)
    word = Nth.of(narrator, narrator.quote("incomprehensible"), 31)
    line = narrator.line("weights-takeaway", how=how, query=word, key=word, second=word, share="99.9%", least="0.1%")
    assert fits(line.text, lang)


@pytest.mark.parametrize(("model", "sentence", "focus"), RUNS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_film_says_what_the_row_is(model, sentence, focus, lang, tmp_path):
    run = study(load_model(model), sentence, focus=focus)
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weights", Settings(lang, "dark", "draft"), [])
    layer, head, query = (int(run[f"analysis.{name}"]) for name in ("layer", "head", "focus"))
    row = run[f"blocks.{layer}.attn.hook_pattern"][head, query]
    seen = row[: query + 1] if run.is_causal else row
    last = record.captions[-1]
    assert last.id == "weights-takeaway"
    assert brief_percent(float(seen.max())) in last.text
    if len(seen) > 1 and seen.max() > 0.5:
        assert ("most of its attention" if lang == "en" else "大半注意力") in last.text
        if seen.argmax() != query:
            assert Narrator(lang).quote(run.tokens[int(seen.argmax())]) in last.text
    assert 6 <= record.duration <= 40
    assert all(fits(caption.text, lang) for caption in record.captions)


def test_shown_shares_are_the_rows_and_add_up(tmp_path):
    run = study(load_model("mini"), "I love you")
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weights", Settings("en", "dark", "draft"), [])
    layer, head, query = (int(run[f"analysis.{name}"]) for name in ("layer", "head", "focus"))
    name = re.escape(f"blocks.{layer}.attn.hook_pattern[{head},{query},")
    shown = {n["address"]: n["text"] for n in record.numbers if re.match(name, n["address"])}
    row = run[f"blocks.{layer}.attn.hook_pattern"][head, query]
    assert sorted(shown.values()) == sorted(brief_percent(float(v)) for v in row)
    total = next(n for n in record.numbers if n["address"].startswith("total(exp("))
    scores = run[f"blocks.{layer}.attn.hook_attn_scores"][head, query]
    assert float(total["text"]) == pytest.approx(np.exp(scores).sum(), abs=0.006)


def test_large_scores_have_the_largest_taken_off(tmp_path):
    run = study(load_model("mini"), "I love you")
    layer = int(run["analysis.layer"])
    name = f"blocks.{layer}.attn.hook_attn_scores"
    run = run.adding({name: run[name] + 50.0})  # softmax stays as it was
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weights", Settings("en", "dark", "draft"), [])
    powers = [n for n in record.numbers if n["address"].startswith("exp(difference(")]
    assert powers
    texts = {n["text"] for n in powers}
    assert "1.000" in texts
    assert all(text == "1.000" or text[0] in "0<" for text in texts)  # "0.091", "<0.001"
    assert "less the largest" in record.captions[0].text


def test_even_means_within_a_quarter():
    assert shares(0.5 * EVEN / (1 + EVEN) * 2, 1 - EVEN / (1 + EVEN), focus=1).how == "even"
    assert percent(0.5) != percent(0.6)
    assert shares(0.6, 0.4, focus=1).how == "most-other"
