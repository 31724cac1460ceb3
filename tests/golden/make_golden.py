"""Make the golden files: small random checkpoints of each family and what the reference implementation computes.

    python tests/golden/make_golden.py [FAMILY …]

Needs torch and transformers (extra ``dev``). Each ``tests/golden/FAMILY/`` becomes a complete model directory
(config.json, model.safetensors, tokenizer.json) with the reference's arrays, float64, in expected.npz beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import small_tokenizers as small
import torch
import transformers_families
import vaswani_2017
from reference import Tape
from tokenizers import Tokenizer

HERE = Path(__file__).parent
SENTENCE = "I love you, and the cat sat"

TOKENIZERS = {
    "transformer-2017": lambda: small.byte_level(330, prepend_space=True),
    "gpt2": lambda: small.byte_level(320, added=("<|endoftext|>",)),
    "llama": lambda: small.byte_fallback(100),
    "llama-scaled": lambda: small.byte_fallback(100),
    "qwen2": lambda: small.byte_level(310, added=("<|endoftext|>",)),
    "qwen3": lambda: small.byte_level(310, added=("<|endoftext|>",)),
    "bert": lambda: small.word_piece(),
}


def main(families: list[str]) -> None:
    for family in families or list(TOKENIZERS):
        directory = HERE / family
        directory.mkdir(exist_ok=True)
        tokenizer = TOKENIZERS[family]()
        tokenizer.save(str(directory / "tokenizer.json"), pretty=False)
        ids = read(tokenizer)
        tape = make(family, directory, ids, tokenizer.get_vocab_size())
        (directory / "model.safetensors").chmod(0o644)
        write(tape, directory, ids)


def make(family: str, directory: Path, ids: list[int], n_ids: int) -> Tape:
    with torch.no_grad():
        if family == "transformer-2017":
            return vaswani_2017.make(directory, ids)
        return transformers_families.make(family, directory, ids, n_ids)


def read(tokenizer: Tokenizer) -> list[int]:
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer.encode(SENTENCE).ids


def write(tape: Tape, directory: Path, ids: list[int]) -> None:
    meta = json.dumps({"sentence": SENTENCE, "ids": ids})
    np.savez_compressed(directory / "expected.npz", __meta__=np.array(meta), **tape.arrays)


if __name__ == "__main__":
    main(sys.argv[1:])
