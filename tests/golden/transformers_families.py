"""The references of GPT-2, Llama, Qwen2, Qwen3 and BERT: transformers in eager mode. Needs torch, transformers."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import transformers
from reference import Tape, heads, randomise
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

LLAMA_LIKE = {
    "hidden_size": 24, "intermediate_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "max_position_embeddings": 256, "rms_norm_eps": 1e-5,
    "bos_token_id": None, "eos_token_id": None,
}  # fmt: skip
# Settings differ from each family's defaults, so that one that is not read shows.
CONFIGS: dict[str, Callable[[int], Any]] = {
    "gpt2": lambda n: transformers.GPT2Config(
        vocab_size=n, n_embd=24, n_layer=2, n_head=4, n_positions=256, layer_norm_epsilon=3e-5,
        bos_token_id=None, eos_token_id=None,
    ),
    "llama": lambda n: transformers.LlamaConfig(
        vocab_size=n, **LLAMA_LIKE, rope_parameters={"rope_type": "default", "rope_theta": 700.0}
    ),
    # All that other Llamas switch on: biases, heads wider than d_model asks for, Llama 3.1's stretched rotation.
    "llama-scaled": lambda n: transformers.LlamaConfig(
        vocab_size=n, **LLAMA_LIKE, head_dim=8, attention_bias=True, mlp_bias=True, tie_word_embeddings=True,
        rope_parameters={
            "rope_type": "llama3", "rope_theta": 700.0, "factor": 4.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 16,
        },
    ),
    "qwen2": lambda n: transformers.Qwen2Config(
        vocab_size=n + 6, **LLAMA_LIKE, tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 900.0},
    ),
    "qwen3": lambda n: transformers.Qwen3Config(
        vocab_size=n + 6, **LLAMA_LIKE, head_dim=8, tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 1200.0},
    ),
    "bert": lambda n: transformers.BertConfig(
        vocab_size=n, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40,
        max_position_embeddings=256, pad_token_id=0,
    ),
}  # fmt: skip
SEEDS = {"gpt2": 2019, "llama": 2023, "qwen2": 2024, "qwen3": 2025, "bert": 2018, "llama-scaled": 2026}
CLASSES = {
    "gpt2": "GPT2LMHeadModel", "llama": "LlamaForCausalLM", "llama-scaled": "LlamaForCausalLM",
    "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM", "bert": "BertForMaskedLM",
}  # fmt: skip


def make(family: str, directory: Path, ids: list[int], n_ids: int) -> Tape:
    """Write the checkpoint and record its run on ``ids``."""
    config = CONFIGS[family](n_ids)
    config._attn_implementation = "eager"
    model = getattr(transformers, CLASSES[family])(config)
    randomise(model, seed=SEEDS[family], spread=0.25)
    model.save_pretrained(directory)
    (directory / "generation_config.json").unlink(missing_ok=True)
    model.double().eval()
    as_shipped = model(torch.tensor([ids])).logits[0]
    with Widened():
        if hasattr(model, "model"):
            model.model.rotary_emb = type(model.model.rotary_emb)(config)
        tape = run(family.removesuffix("-scaled"), model, ids)
    tape.put("as_shipped.logits", as_shipped)
    return tape


class Widened(TorchFunctionMode):
    """The reference's own code with float64 wherever it asks for float32.

    Llama's and Qwen's norms, softmax and rotary tables round to float32 even in a float64 model. Widened, they are
    a reference to 1e-10 as the others are; the logits of the code as shipped are kept too.
    """

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        def wide(x: Any) -> Any:
            return torch.float64 if x is torch.float32 else x

        if func is Tensor.float:
            return args[0].double()
        return func(*map(wide, args), **{name: wide(value) for name, value in (kwargs or {}).items()})


def run(family: str, model: nn.Module, ids: list[int]) -> Tape:
    tape = Tape()
    {"gpt2": hook_gpt2, "bert": hook_bert}.get(family, hook_llama)(tape, model)
    with recording_attention(family, tape, model):
        logits = model(torch.tensor([ids])).logits[0]
    finish_heads(tape, family, model)
    tape.put("logits", logits)
    tape.put("probs", logits.softmax(-1))
    return tape


def attentions(model: nn.Module) -> list[nn.Module]:
    """The modules that a family's eager attention function is called with, layer by layer."""
    names = ("GPT2Attention", "LlamaAttention", "Qwen2Attention", "Qwen3Attention", "BertSelfAttention")
    return [module for module in model.modules() if type(module).__name__ in names]


@contextmanager
def recording_attention(family: str, tape: Tape, model: nn.Module) -> Iterator[None]:
    """Listen in on the family's own eager attention function."""
    modeling = importlib.import_module(f"transformers.models.{family}.modeling_{family}")
    original, layer_of = modeling.eager_attention_forward, {id(m): i for i, m in enumerate(attentions(model))}

    def listening(module: nn.Module, q: Tensor, k: Tensor, v: Tensor, *args: Any, **kwargs: Any):
        out, pattern = original(module, q, k, v, *args, **kwargs)
        at, n = f"blocks.{layer_of[id(module)]}.attn.", q.shape[2]
        hidden = torch.zeros(n, n, dtype=torch.bool) if family == "bert" else torch.ones(n, n, dtype=torch.bool).triu(1)
        rotary = "rot_" if family not in ("gpt2", "bert") else ""
        tape.put(f"{at}hook_{rotary}q", q[0].transpose(0, 1))
        tape.put(f"{at}hook_{rotary}k", k[0].transpose(0, 1))
        tape.put(f"{at}hook_v", v[0].transpose(0, 1))
        tape.attention(at, q[0], k[0], pattern[0], out[0], hidden)
        return out, pattern

    modeling.eager_attention_forward = listening
    try:
        yield
    finally:
        modeling.eager_attention_forward = original


def finish_heads(tape: Tape, family: str, model: nn.Module) -> None:
    """Each head's part of the output, checked against the output that the reference computed."""
    for i, attn in enumerate(attentions(model)):
        at = f"blocks.{i}.attn."
        if family == "gpt2":
            W_O, b_O = attn.c_proj.weight.T, attn.c_proj.bias
        else:
            out = model.bert.encoder.layer[i].attention.output.dense if family == "bert" else attn.o_proj
            W_O, b_O = out.weight, 0 if out.bias is None else out.bias
        tape.result(at, W_O)
        total = tape.get(at + "hook_result").sum(1) + b_O
        torch.testing.assert_close(total, tape.get(f"blocks.{i}.hook_attn_out"), rtol=0, atol=1e-10)


def hook_gpt2(tape: Tape, model: nn.Module) -> None:
    body = model.transformer
    tape.output(body.wte, "hook_embed")
    tape.output(body.wpe, "hook_pos_embed", lambda x: x.reshape(-1, x.shape[-1]))
    for i, block in enumerate(body.h):
        at = f"blocks.{i}."
        tape.input(block, at + "hook_resid_pre")
        tape.layer_norm(block.ln_1, at + "ln1.")
        tape.output(block.attn, at + "hook_attn_out")
        tape.input(block.ln_2, at + "hook_resid_mid")
        tape.layer_norm(block.ln_2, at + "ln2.")
        tape.output(block.mlp.c_fc, at + "mlp.hook_pre")
        tape.output(block.mlp.act, at + "mlp.hook_post")
        tape.output(block.mlp, at + "hook_mlp_out")
        tape.output(block, at + "hook_resid_post", lambda x: x.reshape(-1, x.shape[-1]))
    tape.layer_norm(body.ln_f, "ln_final.")


def hook_llama(tape: Tape, model: nn.Module) -> None:
    body = model.model
    tape.output(body.embed_tokens, "hook_embed")
    for i, block in enumerate(body.layers):
        at, attn = f"blocks.{i}.", block.self_attn
        tape.input(block, at + "hook_resid_pre")
        tape.rms_norm(block.input_layernorm, at + "ln1.")
        for name, n in (("q", 4), ("k", 2)):
            tape.output(getattr(attn, f"{name}_proj"), f"{at}attn.hook_{name}", heads(n))
            if hasattr(attn, f"{name}_norm"):
                tape.rms_norm(getattr(attn, f"{name}_norm"), f"{at}attn.{name}_norm.")
        tape.output(attn, at + "hook_attn_out")
        tape.input(block.post_attention_layernorm, at + "hook_resid_mid")
        tape.rms_norm(block.post_attention_layernorm, at + "ln2.")
        tape.output(block.mlp.gate_proj, at + "mlp.hook_pre")
        tape.output(block.mlp.up_proj, at + "mlp.hook_pre_linear")
        tape.input(block.mlp.down_proj, at + "mlp.hook_post")
        tape.output(block.mlp, at + "hook_mlp_out")
        tape.output(block, at + "hook_resid_post", lambda x: x.reshape(-1, x.shape[-1]))
    tape.rms_norm(body.norm, "ln_final.")


def hook_bert(tape: Tape, model: nn.Module) -> None:
    embeddings = model.bert.embeddings
    tape.output(embeddings.word_embeddings, "hook_embed")
    tape.output(embeddings.position_embeddings, "hook_pos_embed")
    tape.output(embeddings.token_type_embeddings, "hook_token_type_embed")
    tape.input(embeddings.LayerNorm, "embed.ln.in")
    tape.layer_norm(embeddings.LayerNorm, "embed.ln.")
    for i, block in enumerate(model.bert.encoder.layer):
        at = f"blocks.{i}."
        tape.input(block, at + "hook_resid_pre")
        tape.output(block.attention.output.dense, at + "hook_attn_out")
        tape.input(block.attention.output.LayerNorm, at + "hook_resid_mid")
        tape.layer_norm(block.attention.output.LayerNorm, at + "ln1.")
        tape.output(block.intermediate.dense, at + "mlp.hook_pre")
        tape.output(block.intermediate.intermediate_act_fn, at + "mlp.hook_post")
        tape.output(block.output.dense, at + "hook_mlp_out")
        tape.input(block.output.LayerNorm, at + "ln2.in")
        tape.layer_norm(block.output.LayerNorm, at + "ln2.")
        tape.output(block, at + "hook_resid_post", lambda x: x.reshape(-1, x.shape[-1]))
    transform = model.cls.predictions.transform
    tape.output(transform.dense, "mlm_head.hook_pre")
    tape.input(transform.LayerNorm, "mlm_head.hook_post")
    tape.layer_norm(transform.LayerNorm, "mlm_head.ln.")
