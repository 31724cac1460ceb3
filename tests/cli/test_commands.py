from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli import inputs
from cli.main import COMMANDS, whytoo
from engine import load_model, shipped_models
from tests.cli.conftest import GOLDEN, ROOT

MODEL = ("--model", str(GOLDEN))


def commands() -> list[click.Command]:
    context = click.Context(whytoo)
    return [command for name in COMMANDS if (command := whytoo.get_command(context, name))]


def test_every_command_and_option_has_help() -> None:
    assert [command.name for command in commands()] == list(COMMANDS)
    for command in commands():
        assert command.help, command.name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (command.name, parameter.name)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_shown(name: str, render) -> None:
    result = render(name, "--help")
    assert (result.code, result.err) == (0, "")
    assert "Usage" in result.out


def test_without_arguments_there_is_help(render) -> None:
    assert "Commands:" in render().out


def test_version_is_the_project_s(render) -> None:
    assert f'version = "{render("--version").out.strip()}"' in (ROOT / "pyproject.toml").read_text()


def test_predict_answers_in_json(render) -> None:
    answer = json.loads(render("predict", "hello world", "--json", "--top", "3", *MODEL).out)
    assert set(answer) == {"sentence", "model", "tokens", "next"}
    assert (answer["sentence"], len(answer["next"])) == ("hello world", 3)
    expected = load_model(GOLDEN).trace("hello world")["probs"][-1]
    probabilities = [each["probability"] for each in answer["next"]]
    assert probabilities == pytest.approx(sorted(expected, reverse=True)[:3])


def test_predict_shows_the_same_in_words(render) -> None:
    top = json.loads(render("predict", "hello world", "--json", *MODEL).out)["next"][0]
    line = render("predict", "hello world", *MODEL).out.splitlines()[1]
    assert top["token"] in line
    assert f"{100 * top['probability']:.2f} %" in line


@pytest.mark.parametrize("arguments", [["predict", "x", *MODEL], ["trace", "x", *MODEL], ["chapters"], ["models"]])
def test_what_draws_nothing_never_imports_manim(arguments: list[str], program, here: Path) -> None:
    (here / "manim.py").write_text("raise SystemExit('manim was imported')")
    result = program(*arguments, PYTHONPATH=str(here))
    assert result.code == 0, result.err


def test_manim_would_be_noticed(program, here: Path) -> None:
    """The test above can fail: a command that does draw finds the trap."""
    (here / "manim.py").write_text("raise SystemExit('manim was imported')")
    result = program("still", "scores", "x", "--quality", "draft", *MODEL, PYTHONPATH=str(here))
    assert result.code == 1
    assert "manim was imported" in result.err


def test_trace_shows_and_saves_the_run(render, here: Path) -> None:
    from engine import Trace

    out = render("trace", "hello world", "--out", "run.npz", *MODEL).out
    saved = Trace.load(here / "run.npz")
    for token, number in zip(saved.tokens, saved.ids, strict=True):
        assert any(token in line and str(number) in line for line in out.splitlines())
    layer, head, focus = (int(saved[f"analysis.{name}"]) for name in ("layer", "head", "focus"))
    raw = saved[f"blocks.{layer}.attn.scores_raw"][head, focus, focus]
    assert f"{raw:.3f}".replace("-", "−") in out
    assert f"layer {layer + 1}, head {head + 1}" in out


@pytest.mark.parametrize("sentence", ["你好 🧡 <b>", "a" * 300, "../x $HOME # * 'q' \"r\"", "مرحبا world"])
def test_any_sentence_is_just_a_sentence(sentence: str, render) -> None:
    assert render("trace", sentence[:40], *MODEL).code == 0


def test_a_sentence_may_begin_with_a_hyphen_or_be_a_command_s_name(render) -> None:
    assert json.loads(render("predict", "--json", *MODEL, "--", "-x").out)["sentence"] == "-x"
    assert json.loads(render("predict", "predict", "--json", *MODEL).out)["sentence"] == "predict"


@pytest.mark.parametrize("arguments", [["I love you"], ["--lang", "en", "I love you"], ["--", "-x"], ["filmy"]])
def test_a_bare_sentence_is_a_film(arguments: list[str], render) -> None:
    result = render("--debug", *arguments[:-1], "--chapters=nonsense", *arguments[-1:])
    assert "there is no chapter 'nonsense'" in result.err or "--" in arguments


def test_chapters_are_listed(render) -> None:
    rows = json.loads(render("chapters", "--json", "--lang", "zh").out)
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert {"number", "id", "title", "sets"} == set(rows[0])
    assert rows[0]["id"] in render("chapters").out


def test_models_are_listed(render) -> None:
    rows = json.loads(render("models", "--json").out)
    assert [row["name"] for row in rows] == shipped_models()
    for row in rows:
        assert row["sha256"] == load_model(row["name"]).sha256


def test_unfamiliar_words_of_a_shipped_model_are_named(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        unfamiliar = ("zyx", "a" * 300)
        notes = ("a note",)

        class model:  # noqa: N801
            name = "mini"

    monkeypatch.setattr("engine.shipped_models", lambda: ["mini"])
    inputs.notify(Fake())  # type: ignore[arg-type]
    first, second = capsys.readouterr().err.splitlines()
    assert "“zyx”" in first
    assert "--model" in first
    assert len(first) < 160
    assert second == "note: a note"


def test_doctor_finds_this_machine_whole_but_for_the_model(render) -> None:
    result = render("doctor")
    lines = [line for line in result.out.splitlines() if line.startswith("MISSING")]
    assert result.code == bool(lines)
    assert all("model" in line for line in lines)


def test_doctor_names_what_mends_it(render, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    result = render("doctor")
    assert result.code == 1
    assert "MISSING  encoder" in result.out
    assert "make setup" in result.out


def test_a_failure_is_one_line_and_exit_1(render, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("cli.inputs.run", broken)
    result = render("predict", "x", *MODEL)
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "RuntimeError: two lines" in result.err
    assert "Traceback" in render("--debug", "predict", "x", *MODEL).err


def test_output_into_a_closed_pipe_is_no_error(program, here: Path) -> None:
    command = f"{sys.executable} {ROOT}/render.py trace 'hello world' --vs , --model {GOLDEN} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
