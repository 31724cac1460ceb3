"""`check` finds what was changed: a digit in the list, an entry of the trace, a weight of the model."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner
from safetensors.numpy import load_file, save_file

from cli.main import whytoo
from engine.library import shipped_models


def run(*args):
    return CliRunner().invoke(whytoo, [str(a) for a in args])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("films") / "film"
    result = run("film", "I love you", "--quality", "draft", "--chapters", "scores", "--jobs", "1", "--out", out)
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def film(made, tmp_path):
    return shutil.copytree(made, tmp_path / "film")


def test_a_film_is_borne_out(film):
    result = run("check", film)
    assert result.exit_code == 0, result.output
    assert "all " in result.output


def test_one_digit_flipped_in_the_list_is_found(film):
    path = film / "numbers.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    entry = data["numbers"][len(data["numbers"]) // 2]
    digit = entry["text"][-1]
    entry["text"] = entry["text"][:-1] + ("1" if digit != "1" else "2")
    path.write_text(json.dumps(data), encoding="utf-8")
    result = run("check", film)
    assert result.exit_code == 1
    assert entry["address"] in result.output


def test_an_entry_changed_in_the_trace_is_found(film):
    with np.load(film / "trace.npz", allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    name = "blocks.1.attn.hook_v"
    arrays[name] = arrays[name].copy()
    arrays[name].flat[3] += 1e-4
    np.savez(film / "trace.npz", **arrays)
    result = run("check", film)
    assert result.exit_code == 1
    assert name in result.output


def test_one_changed_weight_of_the_model_is_found(film, tmp_path):
    from engine.library import SHIPPED

    assert "mini" in shipped_models()
    other = shutil.copytree(SHIPPED / "mini", tmp_path / "mini")
    weights = load_file(other / "model.safetensors")
    name = "layers.0.self_attn.in_proj_weight"
    weights[name] = weights[name].copy()
    weights[name][0, 0] += 0.01
    save_file(weights, other / "model.safetensors")
    result = run("check", film, "--model", other)
    assert result.exit_code == 1
    assert "hash of the weights" in result.output


@pytest.mark.parametrize("broken", ["no directory", "no film.json", "no trace", "numbers are no JSON"])
def test_what_is_no_film_is_wrong_input(film, tmp_path, broken):
    target = film
    if broken == "no directory":
        target = tmp_path / "nowhere"
    elif broken == "no film.json":
        (film / "film.json").unlink()
    elif broken == "no trace":
        (film / "trace.npz").unlink()
    else:
        (film / "numbers.json").write_text("{", encoding="utf-8")
    result = run("check", target)
    assert result.exit_code == 2, result.output
    assert len(result.output.strip().splitlines()) == 1
