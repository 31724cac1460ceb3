"""Weighted sum: the rows that are seen add up to z, and who is said to give most does."""

from __future__ import annotations

import numpy as np
import pytest

from engine import load_model
from engine.study import study
from scenes.chapters.attention import Nth
from scenes.kit.addresses import evaluate
from scenes.kit.captions import fits
from scenes.kit.numbers import number
from scenes.narration import Narrator
from scenes.narration.branches import choices
from scenes.render import render_stills
from scenes.settings import Settings

GOLDEN = "tests/golden/"
HOWS = ("only", "level", "tied", "both", "other")
LONG = "my sister and my brother went to the old school near the river with the dog and the cat"
RUNS = [
    ("mini", "Hello", None),
    ("mini", "I love you", None),
    ("mini", "no no no no", None),
    ("mini", LONG, None),
    ("mini", "愛してる", None),
    (GOLDEN + "gpt2", "I love you", None),
    (GOLDEN + "llama", "Hello 你好", None),
    (GOLDEN + "qwen2", "I love you", None),
    (GOLDEN + "bert", "I love you", "love"),
]


def rows_of(run):
    """weight × value of every token that the focus sees [token, d_head], its weights, and z."""
    layer, head, query = (int(run[f"analysis.{name}"]) for name in ("layer", "head", "focus"))
    at = f"blocks.{layer}.attn."
    values = run[at + "hook_v"]
    group = run[at + "hook_q"].shape[1] // values.shape[1]
    seen = query + 1 if run.is_causal else len(run)
    weights = run[at + "hook_pattern"][head, query, :seen]
    return weights[:, None] * values[:seen, head // group], weights, run[at + "hook_z"][query, head]


@pytest.mark.parametrize(("model", "sentence", "focus"), RUNS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_on_screen_add_up_to_z(model, sentence, focus, lang, tmp_path):
    run = study(load_model(model), sentence, focus=focus)
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weighted-sum", Settings(lang, "light", "draft"), [])
    rows, _, z = rows_of(run)
    column = {}
    for n in record.numbers:
        if n["address"].startswith(("product(", "mixture(")) and n["address"].rpartition("[")[2].endswith("0]"):
            where = n["address"].rpartition("[")[2].rstrip("]")
            if where.split(",")[-1] == "0":
                column[n["address"]] = float(evaluate(n["address"], run))
    assert sum(column.values()) == pytest.approx(z[0], abs=1e-9)
    assert any(n["text"] == number(float(z[0])) and "hook_z" in n["address"] for n in record.numbers)
    assert rows.sum(axis=0) == pytest.approx(z, abs=1e-9)


@pytest.mark.parametrize(("model", "sentence", "focus"), RUNS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_is_said_to_give_most_does(model, sentence, focus, lang, tmp_path):
    run = study(load_model(model), sentence, focus=focus)
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weighted-sum", Settings(lang, "dark", "draft"), [])
    rows, weights, _ = rows_of(run)
    lengths = np.linalg.norm(rows, axis=1)
    text = record.captions[-1].text
    assert fits(text, lang)
    assert 6 <= record.duration <= 40
    if len(rows) == 1:
        return
    assert number(float(lengths.max())) in text
    said_both = ("largest weight" if lang == "en" else "都最大") in text
    if said_both:
        assert lengths.argmax() == weights.argmax()
    longest = Narrator(lang).quote(run.tokens[int(lengths.argmax())])
    alike = [number(float(v)) for v in lengths].count(number(float(lengths.max()))) > 1
    assert alike or longest in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_way_has_its_sentence_and_it_fits(lang):
    assert choices(lang, "weighted-sum-takeaway")["how"] == set(HOWS)
    narrator = Narrator(lang)
    word = Nth.of(narrator, narrator.quote("incomprehensible"), 31)
    for how in HOWS:
        for others in (0, 27):
            said = {"how": how, "others": others, "query": word, "key": word, "top": word}
            line = narrator.line("weighted-sum-takeaway", **said, share="99.9%", size="12.34")
            assert fits(line.text, lang), line.text


def test_values_larger_than_weights_are_said_to_win(tmp_path):
    run = study(load_model("mini"), "I love you")
    layer, head, query = (int(run[f"analysis.{name}"]) for name in ("layer", "head", "focus"))
    name = f"blocks.{layer}.attn.hook_v"
    weights = run[f"blocks.{layer}.attn.hook_pattern"][head, query]
    last = int(weights.argmin())
    values = run[name].copy()
    values[last] *= 1e6
    run = run.adding({name: values})
    record, _ = render_stills(run.save(tmp_path / "t.npz"), "weighted-sum", Settings("en", "dark", "draft"), [])
    text = record.captions[-1].text
    top, key = (Narrator("en").quote(run.tokens[i]) for i in (int(weights.argmax()), last))
    assert text.startswith(f"{top} weighs most, but {key} gives most")
