"""What holds of every chapter: the audit is clean, captions keep their limits, every number is accounted for."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import load_model
from engine.study import study
from scenes.chapters import CHAPTERS, reason_left_out
from scenes.kit.audit import seen_texts
from scenes.kit.renderer import visible_figures
from scenes.render import audit_chapter
from scenes.settings import Settings
from tests.chapters.sentences import LONG, SENTENCES

IDS = [info.id for info in CHAPTERS]
CARDS = {info.id for info in CHAPTERS if info.card}
NUMBER = re.compile(r"[<>]?[−-]?\d+(?:[.\N{NARROW NO-BREAK SPACE}]\d+)*%?")
LOOKS = [("en", "dark"), ("zh", "light"), ("zh", "dark"), ("en", "light")]


@cache
def mini():
    return load_model("mini")


@pytest.fixture(scope="session")
def trace_of(tmp_path_factory):
    """Trace files by sentence, each made once."""
    folder, made = tmp_path_factory.mktemp("traces"), {}

    def trace(sentence):
        if sentence not in made:
            run = study(mini(), sentence)
            made[sentence] = (run, run.save(folder / f"{len(made)}.npz"))
        return made[sentence]

    return trace


@pytest.mark.parametrize("chapter", IDS)
@pytest.mark.parametrize("name", SENTENCES)
def test_the_audit_is_clean(chapter, name, trace_of):
    run, path = trace_of(SENTENCES[name])
    if reason_left_out(chapter, run):
        return
    for lang, theme in LOOKS:
        record, issues = audit_chapter(path, chapter, Settings(lang, theme, "draft"))
        assert not issues, "\n".join(map(str, issues))
        assert (3 if chapter in CARDS else 6) <= record.duration <= 40
        assert bool(record.captions) == (chapter not in CARDS), "a chapter says something"
        assert all(n["form"] for n in record.numbers), "a number is shown as its address says"


@pytest.mark.parametrize("chapter", IDS)
@pytest.mark.parametrize(("name", "lang"), [("three", "en"), ("it-tired", "zh")])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_text_stands_out_from_its_ground(chapter, name, lang, theme, trace_of):
    _, path = trace_of(SENTENCES[name])
    _, issues = audit_chapter(path, chapter, Settings(lang, theme, "high"), paint=True)
    assert not issues, "\n".join(map(str, issues))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=40)
WORDS = st.lists(st.sampled_from(LONG.split()), min_size=1, max_size=30).map(" ".join)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(sentence=st.one_of(TEXTS, WORDS).filter(str.strip), look=st.sampled_from(LOOKS))
@pytest.mark.parametrize("chapter", IDS)
def test_the_audit_is_clean_for_any_sentence(chapter, sentence, look, tmp_path_factory):
    run = study(mini(), sentence)
    path = run.save(tmp_path_factory.mktemp("any") / "trace.npz")
    record, issues = audit_chapter(path, chapter, Settings(*look, "draft"))
    assert not issues, "\n".join(map(str, issues))
    assert all(n["form"] for n in record.numbers)


@pytest.mark.parametrize("chapter", IDS)
def test_every_number_that_is_seen_is_listed(chapter, trace_of, monkeypatch):
    _, path = trace_of(SENTENCES["three"])
    seen: set[str] = set()

    def read_off(self):
        for figure in visible_figures(self.chapter):
            for text in seen_texts(figure):
                seen.update(n for n in NUMBER.findall(text.text) if "%" in n or "." in n)

    monkeypatch.setattr("scenes.kit.audit.Audit.look", read_off)
    record, _ = audit_chapter(path, chapter, Settings("en", "dark", "draft"))
    listed = {number["text"] for number in record.numbers}
    constant = {"100%", "0%"}
    assert seen <= listed | constant, f"on screen but not listed: {sorted(seen - listed - constant)}"
    said = {n for c in record.captions for n in NUMBER.findall(c.text) if "%" in n or "." in n.rstrip(".")}
    assert said <= listed | constant, f"said but not listed: {sorted(said - listed)}"


@pytest.mark.parametrize("path", sorted(Path("scenes/chapters").glob("*.py")), ids=lambda p: p.stem)
def test_chapters_hold_no_data_and_nothing_random(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 3:
            numbers = [e for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, int | float)]
            assert len(numbers) <= 3, f"line {node.lineno} holds a list of numbers"
        if isinstance(node, ast.Attribute | ast.Name):
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            assert word not in {"random", "default_rng", "randint", "shuffle"}, f"line {node.lineno} is random"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] + [getattr(node, "module", None) or ""]
            assert not any(n.split(".")[0] in {"random", "secrets"} for n in names)
