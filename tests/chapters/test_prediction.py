"""The chapter `prediction`: logits are the dot products, shares the softmax over all, the answer the likeliest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine import Trace, load_model
from engine.study import study
from scenes.kit.addresses import evaluate
from scenes.kit.captions import fits
from scenes.kit.figures import Mosaic
from scenes.kit.numbers import FORMS, Numbers, count, number, percent
from scenes.kit.theme import THEMES, luminance
from scenes.narration import Narrator
from scenes.render import ChapterRecord, render_stills
from scenes.settings import Settings

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = [
    ("transformer-2017", "I love you", "en"),
    ("transformer-2017", "👋🏽 你好 مرحبا <b>#$*", "zh"),
    ("gpt2", "I", "zh"),
    ("llama", "I love you, I love you", "en"),
    ("qwen2", "word " * 12, "zh"),
    ("qwen3", "antidisestablishment" * 4, "en"),
]


def studied(folder: Path, family: str, sentence: str) -> tuple[Trace, Path]:
    trace = study(load_model(GOLDEN / family), sentence)
    return trace, trace.save(folder / "trace.npz")


def played(path: Path, lang: str = "en") -> ChapterRecord:
    return render_stills(path, "prediction", Settings(lang, quality="draft"), [])[0]


def said(record: ChapterRecord, line: str) -> str:
    return next(c.text for c in record.captions if c.id == f"prediction-{line}")


@pytest.mark.parametrize(("family", "sentence", "lang"), CASES)
def test_it_runs_in_time_with_numbers_of_the_trace(family: str, sentence: str, lang: str, tmp_path: Path) -> None:
    trace, path = studied(tmp_path, family, sentence)
    record = played(path, lang)
    assert 6 <= record.duration <= 35
    assert all(fits(c.text, lang) for c in record.captions)
    for entry in record.numbers:
        assert FORMS[entry["form"]](float(evaluate(entry["address"], trace))) == entry["text"]


def test_the_logits_shown_are_the_dot_products(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "gpt2", "I love you")
    product = trace["analysis.unembed_rows"] @ trace["analysis.final_vector"] + trace["analysis.unembed_bias"]
    texts = {e["text"] for e in played(path).numbers if e["address"].startswith("logits[")}
    assert {number(float(v)) for v in product[:8]} <= texts


def test_powers_over_their_sum_are_the_probabilities(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "llama", "I love you")
    entries = played(path).numbers
    power = next(e["address"] for e in entries if e["address"].startswith("exp("))
    total = next(e["address"] for e in entries if e["address"].startswith("total("))
    token = int(power.rpartition("[")[2].rstrip("]"))
    assert evaluate(power, trace) / evaluate(total, trace) == pytest.approx(trace["probs"][-1][token], rel=1e-6)


def test_the_answer_is_the_likeliest_of_the_whole_vocabulary(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you")
    record = played(path)
    best = int(np.argmax(trace["probs"][-1]))
    assert trace.vocab(best) in said(record, "takeaway")
    assert percent(float(trace["probs"][-1][best])) in said(record, "takeaway")
    assert count(trace["logits"].shape[1]) in said(record, "all-line")


def test_a_tie_is_said(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you")
    even = {"logits": np.zeros_like(trace["logits"]), "probs": np.full_like(trace["probs"], 1 / trace.model.n_vocab)}
    path = trace.adding(even).save(tmp_path / "even.npz")
    assert "Several lead together" in said(played(path), "takeaway")


def test_a_lead_too_small_for_the_percentages_is_said(tmp_path: Path) -> None:
    trace, _ = studied(tmp_path, "transformer-2017", "I love you")
    logits = trace["logits"].copy()
    logits[-1, trace.vocabulary.id_of("chair")], logits[-1, trace.vocabulary.id_of("dog")] = 9.0, 8.9999
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    close = trace.adding({"logits": logits, "probs": e / e.sum(axis=-1, keepdims=True)})
    text = said(played(close.save(tmp_path / "close.npz")), "takeaway")
    assert text.startswith("“chair” is just ahead of “dog”: both")


@pytest.mark.parametrize(("theme", "word"), [("dark", "brighter"), ("light", "darker")])
def test_the_squares_are_explained_as_they_are_drawn(theme: str, word: str) -> None:
    mosaic = Mosaic(Numbers.of({"row": np.array([0.0, 1.0])}, "row"), 40, 20)
    squares = mosaic._pixels(THEMES[theme])[0]
    least, largest = (luminance(tuple(squares[k * len(squares) // 2, :3])) for k in range(2))
    assert (largest > least) == (word == "brighter")
    assert word in Narrator("en").label("prediction-squares", theme=theme)


def test_a_bias_is_said_where_the_model_has_one(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you")
    assert "bias" not in said(played(path), "dot-line")
    path = trace.adding({"analysis.unembed_bias": trace["analysis.unembed_bias"] + 1}).save(tmp_path / "bias.npz")
    assert "bias" in said(played(path), "dot-line")


def test_sampling_counts_the_fewest_tokens_that_reach_nine_tenths(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "qwen3", "I love you")
    logits = trace["logits"][-1].astype(float)
    texts = {e["address"]: e["text"] for e in played(path).numbers}
    for t in (0.5, 1.0, 2.0):
        shares = np.exp(logits / t) / np.exp(logits / t).sum()
        ranked = np.sort(shares)[::-1].cumsum()
        few = int(np.argmax(ranked >= 0.9)) + 1
        assert next(v for a, v in texts.items() if a.startswith("reach(") and f",{t})" in a) == count(few)
        assert next(v for a, v in texts.items() if a.startswith("reached(") and f",{t})" in a) == percent(
            ranked[few - 1]
        )


@pytest.mark.parametrize("n", [1, 7, 3332, 151_936])
def test_a_mosaic_holds_every_number_within_its_room(n: int) -> None:
    values = np.linspace(-3, 5, n)
    mosaic = Mosaic(Numbers.of({"row": values}, "row"), 580, 560)
    assert mosaic.columns * mosaic.n_rows >= n
    assert mosaic.size_px[0] <= 580
    assert mosaic.size_px[1] <= 560
    assert np.all(np.diff(mosaic.shares) >= 0), "a larger number stands out more"
