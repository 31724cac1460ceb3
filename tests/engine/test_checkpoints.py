"""Checkpoints that are wrong are refused by name; what real files carry besides weights is read over."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine import CheckpointError, load_model
from tests.engine.helpers import GOLDEN, copy_checkpoint, expected, golden_model

WEIGHTS = "model.safetensors"
GPT2_BIAS = "transformer.h.0.attn.c_attn.bias"


def refusal(directory) -> str:
    """The message of the CheckpointError, which must be one line."""
    with pytest.raises(CheckpointError) as error:
        load_model(directory)
    assert "\n" not in str(error.value)
    return str(error.value)


def same_as_golden(directory, family) -> None:
    trace = load_model(directory).trace(expected(family)[0]["sentence"])
    np.testing.assert_allclose(trace["logits"], expected(family)[1]["logits"], rtol=0, atol=1e-10)


# ---- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 5, 8, 100, -1])
def test_truncated_file(tmp_path, size):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    path.write_bytes(path.read_bytes()[:size])
    assert "cut off" in refusal(path.parent)


def test_bytes_after_the_end(tmp_path):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    path.write_bytes(path.read_bytes() + b"more")
    assert "4 bytes at its end" in refusal(path.parent)


def test_header_that_is_not_json(tmp_path):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    path.write_bytes((4).to_bytes(8, "little") + b"nope")
    assert "header is not JSON" in refusal(path.parent)


def edit_header(path, edit) -> None:
    raw = path.read_bytes()
    n = int.from_bytes(raw[:8], "little")
    header = edit(json.loads(raw[8 : 8 + n]))
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + raw[8 + n :])


def set_entry(key, value):
    def edit(header):
        header[GPT2_BIAS][key] = value
        return header

    return edit


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("shape", [71], "disagree"),
        ("shape", [-72], "nothing usable"),
        ("shape", [True, 72], "nothing usable"),
        ("shape", None, "nothing usable"),
        ("dtype", "F16", "disagree"),
        ("dtype", "F8_E4M3", "not read"),
        ("dtype", 7, "nothing usable"),
        ("data_offsets", [4, 292], "overlaps"),
        ("data_offsets", [10**12, 10**12 + 288], "gap"),
        ("data_offsets", [288, 0], "disagree"),
        ("data_offsets", "oops", "nothing usable"),
    ],
)
def test_lying_header(tmp_path, key, value, says):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    edit_header(path, set_entry(key, value))
    assert says in refusal(path.parent)


@pytest.mark.parametrize("text", [b"[]", b'{"a": 3}', b'{"a": {}, "a": {}}', b"[" * 5000, b"\xff\xfe"])
def test_senseless_header(tmp_path, text):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    edit_header(path, lambda header: text)
    assert "header" in refusal(path.parent)


def test_header_longer_than_the_file(tmp_path):
    path = copy_checkpoint(tmp_path) / WEIGHTS
    path.write_bytes((2**63).to_bytes(8, "little") + b"{}")
    assert "header does not fit" in refusal(path.parent)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "consolidated.00.pth", "weights.pkl"])
def test_only_a_pickle_is_named_and_not_opened(tmp_path, name):
    directory = copy_checkpoint(tmp_path)
    (directory / WEIGHTS).unlink()
    (directory / name).write_bytes(b"\x80\x04cos\nsystem\n")
    message = refusal(directory)
    assert name in message
    assert "pickle" in message


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", WEIGHTS])
def test_missing_file(tmp_path, name):
    directory = copy_checkpoint(tmp_path)
    (directory / name).unlink()
    assert name in refusal(directory)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "[" * 5000])
def test_broken_json(tmp_path, name, text):
    directory = copy_checkpoint(tmp_path)
    (directory / name).write_text(text)
    assert name in refusal(directory)


def test_no_such_directory(tmp_path):
    assert "no model" in refusal(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert "config.json" in refusal(tmp_path / "empty")


# ---- tensors --------------------------------------------------------------------------------------------------------


def test_missing_tensor(tmp_path):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: {k: v for k, v in t.items() if k != GPT2_BIAS})
    assert GPT2_BIAS in refusal(directory)


def test_extra_tensor(tmp_path):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: t | {"transformer.h.0.attn.c_extra.weight": np.ones(3)})
    assert "transformer.h.0.attn.c_extra.weight" in refusal(directory)


def test_a_layer_more_than_the_config_says(tmp_path):
    assert "transformer.h.1" in refusal(copy_checkpoint(tmp_path, n_layer=1))


@pytest.mark.parametrize("made", [lambda b: b[:-1], lambda b: b[None], lambda b: np.float32(0)])
def test_misshapen_tensor(tmp_path, made):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: t | {GPT2_BIAS: np.asarray(made(t[GPT2_BIAS]))})
    message = refusal(directory)
    assert GPT2_BIAS in message
    assert "[72]" in message


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none(tmp_path, bad):
    def spoil(tensors):
        tensors[GPT2_BIAS] = np.where(np.arange(72) == 3, bad, tensors[GPT2_BIAS]).astype(np.float32)
        return tensors

    message = refusal(copy_checkpoint(tmp_path, tensors=spoil))
    assert GPT2_BIAS in message
    assert "NaN" in message


def test_integer_weights(tmp_path):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: t | {GPT2_BIAS: np.ones(72, dtype=np.int32)})
    assert GPT2_BIAS in refusal(directory)


@pytest.mark.parametrize("family", ["gpt2", "llama", "qwen3", "bert", "transformer-2017"])
def test_every_tensor_is_needed(tmp_path, family):
    """Whichever is left out, it is missed by name (but for what BERT keeps twice)."""
    for i, name in enumerate(load_file(GOLDEN / family / WEIGHTS)):
        if name in ("cls.predictions.bias", "cls.predictions.transform.dense.weight"):
            continue
        directory = copy_checkpoint(tmp_path / str(i), family, lambda t, name=name: {k: t[k] for k in t if k != name})
        assert name.split(".")[-2] in refusal(directory)


# ---- settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["t5", "mamba", "", 7, None, ["gpt2"]])
def test_unknown_family(tmp_path, kind):
    assert "model_type" in refusal(copy_checkpoint(tmp_path, model_type=kind))


@pytest.mark.parametrize(
    ("family", "settings", "named"),
    [
        ("llama", {"rope_parameters": {"rope_type": "yarn", "factor": 2.0, "rope_theta": 1e4}}, "yarn"),
        ("llama", {"rope_parameters": None, "rope_scaling": {"type": "dynamic", "factor": 2.0}}, "dynamic"),
        ("llama", {"rope_parameters": {"rope_type": "linear"}}, "factor"),
        ("llama", {"rope_parameters": {"rope_type": "llama3", "factor": 2}}, "low_freq_factor"),
        ("llama", {"rope_parameters": {"partial_rotary_factor": 0.5}}, "partial_rotary_factor"),
        ("llama", {"rope_parameters": {"full_attention": {"rope_type": "martian"}}}, "full_attention"),
        ("llama", {"rope_parameters": "fast"}, "rope_parameters"),
        ("llama", {"head_dim": 7}, "7"),
        ("llama", {"num_key_value_heads": 3}, "num_key_value_heads"),
        ("llama", {"hidden_act": "gelu_fancy"}, "hidden_act"),
        ("llama", {"rms_norm_eps": 0}, "rms_norm_eps"),
        ("llama", {"rms_norm_eps": "small"}, "rms_norm_eps"),
        ("llama", {"hidden_size": "24"}, "hidden_size"),
        ("llama", {"hidden_size": True}, "hidden_size"),
        ("llama", {"vocab_size": -1}, "vocab_size"),
        ("llama", {"tie_word_embeddings": "yes"}, "tie_word_embeddings"),
        ("llama", {"quantization_config": {"bits": 4}}, "quantization_config"),
        ("llama", {"attention_multiplier": 0.5}, "attention_multiplier"),
        ("qwen3", {"layer_types": 7}, "layer_types"),
        ("qwen3", {"layer_types": ["full_attention", "linear_attention"]}, "linear_attention"),
        ("gpt2", {"scale_attn_weights": False}, "scale_attn_weights"),
        ("gpt2", {"scale_attn_by_inverse_layer_idx": True}, "scale_attn_by_inverse_layer_idx"),
        ("gpt2", {"n_head": 5}, "n_head"),
        ("gpt2", {"add_cross_attention": True}, "add_cross_attention"),
        ("bert", {"position_embedding_type": "relative_key"}, "position_embedding_type"),
        ("bert", {"is_decoder": True}, "is_decoder"),
        ("transformer-2017", {"positions": "rotary"}, "positions"),
        ("transformer-2017", {"architecture": "sideways"}, "architecture"),
        ("transformer-2017", {"d_head": 8}, "heads of 8"),
        ("transformer-2017", {"tie_word_embeddings": False}, "tie_word_embeddings"),
    ],
)
def test_settings_that_would_change_the_numbers(tmp_path, family, settings, named):
    assert named in refusal(copy_checkpoint(tmp_path, family, **settings))


def test_tokenizer_larger_than_the_embedding(tmp_path):
    directory = copy_checkpoint(tmp_path)
    spec = json.loads((directory / "tokenizer.json").read_text())
    spec["model"]["vocab"]["zebra"] = 320
    (directory / "tokenizer.json").write_text(json.dumps(spec))
    message = refusal(directory)
    assert "321" in message
    assert "320" in message


def test_broken_tokenizer(tmp_path):
    directory = copy_checkpoint(tmp_path)
    (directory / "tokenizer.json").write_text('{"model": {"type": "Nonsense"}}')
    assert "tokenizer.json" in refusal(directory)


@pytest.mark.parametrize(
    "settings",
    [
        {"use_sliding_window": True, "sliding_window": 4, "layer_types": None, "max_window_layers": 0},
        {"layer_types": ["full_attention", "sliding_attention"], "use_sliding_window": None, "sliding_window": 4},
    ],
)
def test_sliding_window_shorter_than_the_text(tmp_path, settings):
    model = load_model(copy_checkpoint(tmp_path, "qwen3", **settings))
    assert len(model.trace("I I I")) <= 4
    with pytest.raises(CheckpointError, match="sliding_window of 4"):
        model.trace("I love you and the cat")


def test_sliding_window_that_is_off(tmp_path):
    same_as_golden(copy_checkpoint(tmp_path, "qwen3", sliding_window=2, use_sliding_window=False), "qwen3")


# ---- what real files carry -------------------------------------------------------------------------------------------


def strip(prefix):
    return lambda tensors: {name.removeprefix(prefix): value for name, value in tensors.items()}


def test_gpt2_without_its_prefix_and_with_mask_buffers(tmp_path):
    def as_on_the_hub(tensors):
        made = strip("transformer.")(tensors)
        mask = {f"h.{i}.attn.bias": np.tril(np.ones((1, 1, 64, 64), np.float32)) for i in range(2)}
        return made | mask | {"h.0.attn.masked_bias": np.float32(-1e4).reshape(())}

    directory = copy_checkpoint(tmp_path, tensors=as_on_the_hub)
    same_as_golden(directory, "gpt2")
    assert load_model(directory).n_params == golden_model("gpt2").n_params


def test_head_saved_beside_the_embedding_it_is_tied_to(tmp_path):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: t | {"lm_head.weight": t["transformer.wte.weight"]})
    same_as_golden(directory, "gpt2")
    assert load_model(directory).n_params == golden_model("gpt2").n_params


def test_head_that_is_not_the_copy_it_should_be(tmp_path):
    directory = copy_checkpoint(tmp_path, tensors=lambda t: t | {"lm_head.weight": t["transformer.wte.weight"] + 1})
    assert "lm_head.weight" in refusal(directory)


@pytest.mark.parametrize(("family", "tied"), [("gpt2", True), ("llama", False), ("bert", True)])
def test_tying_left_out_means_the_familys_default(tmp_path, family, tied):
    directory = copy_checkpoint(tmp_path, family, tie_word_embeddings=None)
    assert load_model(directory).config.tied is tied
    same_as_golden(directory, family)


def test_rope_theta_as_version_4_wrote_it(tmp_path):
    same_as_golden(copy_checkpoint(tmp_path, "llama", rope_parameters=None, rope_theta=700.0), "llama")


def test_llama3_stretch_as_version_4_wrote_it(tmp_path):
    scaling = json.loads((GOLDEN / "llama-scaled" / "config.json").read_text())["rope_parameters"]
    theta = scaling.pop("rope_theta")
    settings = {"rope_parameters": None, "rope_theta": theta, "rope_scaling": scaling}
    same_as_golden(copy_checkpoint(tmp_path, "llama-scaled", **settings), "llama-scaled")


def test_linear_stretch_turns_slower(tmp_path):
    parameters = {"rope_type": "linear", "factor": 4.0, "rope_theta": 700.0}
    slow = load_model(copy_checkpoint(tmp_path, "llama", rope_parameters=parameters)).trace("I love you")
    plain = golden_model("llama").trace("I love you")
    at = "blocks.0.attn.hook_rot_q"
    np.testing.assert_allclose(slow[at][4], rotated_by(plain, 4 / 4), atol=1e-12)


def rotated_by(trace, positions):
    from engine.ops import rope

    c = trace.config
    angle = positions * c.rope_theta ** (-np.arange(0, c.d_head, 2) / c.d_head)
    return rope(trace["blocks.0.attn.hook_q"][4:5], angle[None])[0]


def test_rotary_tables_are_read_over(tmp_path):
    tables = {"model.layers.0.self_attn.rotary_emb.inv_freq": np.ones(3, np.float32)}
    same_as_golden(copy_checkpoint(tmp_path, "llama", lambda t: t | tables), "llama")


def test_embedding_with_more_rows_than_ids():
    model = golden_model("qwen2")
    assert model.config.d_vocab == model.tokenizer.n_ids + 6
    trace = model.trace("I")
    assert trace.vocab(model.config.d_vocab - 1).startswith("<unused")
    assert trace["probs"].shape[1] == model.config.d_vocab


def test_berts_extras_and_old_names(tmp_path):
    def old(tensors):
        made = {
            name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
            for name, value in tensors.items()
        }
        return made | {
            "bert.embeddings.position_ids": np.arange(64)[None],
            "bert.pooler.dense.weight": np.ones((24, 24), np.float32),
            "bert.pooler.dense.bias": np.ones(24, np.float32),
            "cls.seq_relationship.weight": np.ones((2, 24), np.float32),
            "cls.seq_relationship.bias": np.ones(2, np.float32),
            "cls.predictions.decoder.bias": tensors["cls.predictions.bias"],
            "cls.predictions.decoder.weight": tensors["bert.embeddings.word_embeddings.weight"],
        }

    same_as_golden(copy_checkpoint(tmp_path, "bert", old), "bert")


def test_bert_without_a_vocabulary_head(tmp_path):
    def body(tensors):
        return strip("bert.")({name: value for name, value in tensors.items() if not name.startswith("cls.")})

    trace = load_model(copy_checkpoint(tmp_path, "bert", body)).trace(expected("bert")[0]["sentence"])
    assert "logits" not in trace
    assert not trace.predicts_next
    np.testing.assert_allclose(
        trace["blocks.1.hook_resid_post"], expected("bert")[1]["blocks.1.hook_resid_post"], atol=1e-10
    )


def test_shards_with_an_index(tmp_path):
    directory = copy_checkpoint(tmp_path)
    tensors = load_file(directory / WEIGHTS)
    (directory / WEIGHTS).unlink()
    names = sorted(tensors)
    parts = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, held in parts.items():
        save_file({name: tensors[name] for name in held}, directory / file)
    index = {"weight_map": {name: file for file, held in parts.items() for name in held}}
    (directory / "model.safetensors.index.json").write_text(json.dumps(index))
    same_as_golden(directory, "gpt2")
    (directory / "model-00002-of-00002.safetensors").unlink()
    assert "model-00002-of-00002.safetensors" in refusal(directory)


def test_index_that_points_outside(tmp_path):
    directory = copy_checkpoint(tmp_path)
    shutil.move(directory / WEIGHTS, tmp_path / WEIGHTS)
    (directory / "model.safetensors.index.json").write_text('{"weight_map": {"a": "../model.safetensors"}}')
    assert "not beside it" in refusal(directory)


@pytest.mark.parametrize("dtype", ["F16", "F64"])
def test_other_precisions(tmp_path, dtype):
    kind = {"F16": np.float16, "F64": np.float64}[dtype]
    model = load_model(copy_checkpoint(tmp_path, tensors=lambda t: {k: v.astype(kind) for k, v in t.items()}))
    golden = golden_model("gpt2").weights.W_E.astype(kind).astype(np.float64)
    np.testing.assert_array_equal(model.weights.W_E, golden)


def test_bfloat16_is_widened_exactly(tmp_path):
    directory = copy_checkpoint(tmp_path, "qwen2")
    tensors = load_file(directory / WEIGHTS)
    header, data = {}, b""
    for name, value in tensors.items():
        raw = (value.view(np.uint32) >> 16).astype("<u2").tobytes()
        header[name] = {"dtype": "BF16", "shape": value.shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    (directory / WEIGHTS).write_bytes(len(text).to_bytes(8, "little") + text + data)
    model = load_model(directory)
    cut = tensors["model.embed_tokens.weight"].view(np.uint32) & 0xFFFF0000
    np.testing.assert_array_equal(model.weights.W_E, cut.view(np.float32).astype(np.float64))
    assert model.trace("I love you").dtype == np.float64


def test_parameters_and_hash(tmp_path):
    import hashlib

    for family in ("gpt2", "llama", "bert", "transformer-2017"):
        model, path = golden_model(family), GOLDEN / family / WEIGHTS
        assert model.n_params == sum(value.size for value in load_file(path).values())
        assert model.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_tokenizer_that_makes_its_library_panic(tmp_path):
    directory = copy_checkpoint(tmp_path)
    spec = json.loads((directory / "tokenizer.json").read_text())
    spec["model"]["continuing_subword_prefix"] = "longer than any token"
    (directory / "tokenizer.json").write_text(json.dumps(spec))
    assert "tokenizer" in refusal(directory)
