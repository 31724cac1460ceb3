"""The chapter `embedding`: rows shown are the table's, their product is hook_embed, the neighbour is the nearest."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from engine import Trace, load_model
from engine.study import study
from scenes.kit.captions import fits
from scenes.kit.numbers import count, number
from scenes.render import ChapterRecord, audit_chapter
from scenes.settings import Settings

GOLDEN = Path(__file__).parent.parent / "golden"
STRANGE = "👋🏽 你好 مرحبا <b>#$*"


def studied(folder: Path, family: str, sentence: str) -> tuple[Trace, Path]:
    trace = study(load_model(GOLDEN / family), sentence, vs=())
    path = folder / "trace.npz"
    trace.save(path)
    return trace, path


def played(path: Path, lang: str = "en") -> ChapterRecord:
    record, issues = audit_chapter(path, "embedding", Settings(lang, quality="draft"))
    assert not issues, issues
    return record


def value_at(trace: Trace, address: str) -> float:
    name, _, index = address.partition("[")
    return float(trace[name][tuple(int(i) for i in index.rstrip("]").split(","))] if index else trace[name])


CASES = [
    ("transformer-2017", "I love you", "en"),
    ("transformer-2017", STRANGE, "zh"),
    ("gpt2", "I", "zh"),
    ("llama", "I love you, I love you", "en"),
    ("qwen3", "antidisestablishment" * 4, "zh"),
    ("bert", "I love 你好 unbelievable", "en"),
]


@pytest.mark.parametrize(("family", "sentence", "lang"), CASES)
def test_it_runs_in_time_within_the_captions_with_numbers_of_the_trace(
    family: str, sentence: str, lang: str, tmp_path: Path
) -> None:
    trace, path = studied(tmp_path, family, sentence)
    record = played(path, lang)
    assert 6 <= record.duration <= 35
    for line in record.captions:
        assert fits(line.text, lang), line.text
    assert {entry["address"].partition("[")[0] for entry in record.numbers} >= {
        "analysis.embed_row_ids",
        "analysis.embed_rows",
    }
    for entry in record.numbers:
        form = count if "_ids" in entry["address"] else number
        value = value_at(trace, entry["address"])
        assert entry["text"] == form(int(value) if form is count else value), entry


def test_the_scale_is_shown_where_the_model_has_one_and_its_product_is_the_embedding(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you")
    addresses = {entry["address"]: entry["text"] for entry in played(path).numbers}
    scale = float(trace["analysis.embed_scale"])
    assert addresses["analysis.embed_scale"] == number(scale)
    where = {int(i): k for k, i in enumerate(trace["analysis.embed_row_ids"])}
    for pos, i in enumerate(trace.ids):
        row = trace["analysis.embed_rows"][where[i]]
        np.testing.assert_allclose(row * scale, trace["hook_embed"][pos], rtol=1e-12)
        assert f"hook_embed[{pos},0]" in addresses


@pytest.mark.parametrize("family", ["gpt2", "llama"])
def test_no_multiplication_is_shown_where_there_is_none(family: str, tmp_path: Path) -> None:
    trace, path = studied(tmp_path, family, "I love you")
    record = played(path)
    where = {int(i): k for k, i in enumerate(trace["analysis.embed_row_ids"])}
    rows = np.stack([trace["analysis.embed_rows"][where[i]] for i in trace.ids])
    np.testing.assert_array_equal(rows, trace["hook_embed"])
    assert not any(entry["address"] == "analysis.embed_scale" for entry in record.numbers)
    assert not any("multiplies" in line.text for line in record.captions)


def test_the_row_said_to_be_taken_is_the_tokens_own(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "transformer-2017", "I love you")
    said = next(line.text for line in played(path).captions if line.id == "embedding-pick-line")
    token, i, row = re.fullmatch(r"“(.+)” has the id (\d+), so it gets row (\d+)\.", said).groups()  # type: ignore[union-attr]
    assert i == row
    assert trace.ids[list(trace.tokens).index(token)] == int(i)


def test_a_token_that_comes_again_is_said_to_and_has_the_same_row(tmp_path: Path) -> None:
    trace, path = studied(tmp_path, "llama", "I love you, I love you")
    said = next(line.text for line in played(path).captions if line.id == "embedding-again-line")
    token = said.split("“")[1].split("”")[0]
    where = [k for k, shown in enumerate(trace.tokens) if shown == token]
    assert len(where) > 1
    assert (trace["hook_embed"][where] == trace["hook_embed"][where[0]]).all()
    _, path = studied(tmp_path, "gpt2", "I love")
    assert not any(line.id == "embedding-again-line" for line in played(path).captions)


def test_the_neighbour_named_is_the_nearest_whole_word(tmp_path: Path) -> None:
    model = load_model("mini")
    trace = study(model, "I love you")
    path = trace.save(tmp_path / "mini.npz")
    said = played(path).captions[-1].text
    near, token, cosine = re.fullmatch(
        r"Of all whole words, “(.+)” is nearest to “(.+)”: cosine (.+)\.", said
    ).groups()  # type: ignore[union-attr]
    table = model.weights.W_E / np.linalg.norm(model.weights.W_E, axis=1, keepdims=True)
    i = trace.ids[list(trace.tokens).index(token)]
    cosines = table @ table[i]
    cosines[i] = -np.inf
    cosines[[not text.startswith(" ") for text in trace.vocabulary.texts]] = -np.inf  # marks, bytes and fragments
    assert trace.vocab(int(cosines.argmax())) == near
    assert number(float(cosines.max())) == cosine


def test_pieces_and_marks_get_no_neighbours(tmp_path: Path) -> None:
    _, path = studied(tmp_path, "gpt2", "unbelievable #$*")
    record = played(path)
    assert "nearest" not in record.captions[-1].text
    assert not any("cosines" in entry["address"] for entry in record.numbers)
