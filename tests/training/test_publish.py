"""A checkpoint directory appears whole or not at all; its card is made from the measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.training.card import percent, table
from engine.training.probes import openings, pronoun_probes
from engine.training.publish import staged


def test_a_finished_folder_takes_its_place(tmp_path: Path) -> None:
    out = tmp_path / "models" / "mini"
    for content in ("one", "two"):
        with staged(out) as folder:
            (folder / "card.json").write_text(content)
            assert folder.parent == out.parent
        assert (out / "card.json").read_text() == content
    assert [path.name for path in out.parent.iterdir()] == ["mini"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "mini"
    with staged(out) as folder:
        (folder / "card.json").write_text("old")
    with pytest.raises(ZeroDivisionError), staged(out) as folder:
        (folder / "card.json").write_text(f"half {1 / 0}")
    assert (out / "card.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["mini"]


def test_probes_break_off_before_the_noun(small_corpus) -> None:
    probes = pronoun_probes(small_corpus.held_out)
    assert len(probes) > 100
    for probe in probes:
        assert probe.answer in probe.nouns
        assert all(noun in probe.prompt for noun in probe.nouns)
        assert not probe.prompt.endswith(probe.answer)


def test_openings_are_written_as_people_type() -> None:
    for opening, sensible in openings():
        assert opening == opening.strip()
        assert " ," not in opening
        assert sensible


def test_layout() -> None:
    assert percent(0.1234) == "12.3 %"
    assert table(("a", "b"), [(1, 2)]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
