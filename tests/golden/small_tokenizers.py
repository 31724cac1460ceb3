"""Small tokenizers of every kind, trained on a few lines of our own. Deterministic."""

from __future__ import annotations

import json
import re
from collections import Counter

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

LINES = (
    "I love you too. I like tea, and she likes coffee too. We love our dog and the dog loves us.",
    "The cat sat on the mat because it was warm. The animal didn't cross the street because it was too tired.",
    "What comes next? Nobody knows, but the model has to guess one word after another.",
    "Once upon a time there was a small house by the sea; the wind was singing in the trees.",
    "He is walking, talking, reading and writing. They walked, talked, read and wrote.",
    "My mother is in the kitchen. Is the chair in the garden? No, the chair is in the house.",
)
GPT2_SPLIT = r"'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def byte_level(n: int, prepend_space: bool = False, added: tuple[str, ...] = ()) -> Tokenizer:
    """Byte-level BPE, as GPT-2 and Qwen have it; with ``prepend_space``, as ``mini`` has it."""
    tokenizer = Tokenizer(models.BPE())
    if prepend_space:
        tokenizer.normalizer = normalizers.Prepend(" ")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(GPT2_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=n, initial_alphabet=alphabet, special_tokens=list(added), show_progress=False
    )
    tokenizer.train_from_iterator(LINES, trainer)
    return tokenizer


def byte_fallback(n: int) -> Tokenizer:
    """BPE over characters with ▁ for a space, byte tokens for the rest and a start token, as Llama has it."""
    specials = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", behavior="merged_with_next")
    trainer = trainers.BpeTrainer(vocab_size=n, special_tokens=specials[:3], show_progress=False)
    tokenizer.train_from_iterator(LINES, trainer)
    return with_bytes(tokenizer, specials[3:])


def with_bytes(tokenizer: Tokenizer, byte_tokens: list[str]) -> Tokenizer:
    """Give a trained BPE the 256 byte tokens as plain vocabulary entries (the trainer would make them special)."""
    spec = json.loads(tokenizer.to_str())
    spec["pre_tokenizer"] = None
    vocab = spec["model"]["vocab"]
    spec["model"]["vocab"] = vocab | {token: len(vocab) + i for i, token in enumerate(byte_tokens)}
    made = Tokenizer.from_str(json.dumps(spec))
    made.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", made.token_to_id("<s>"))]
    )
    return made


def word_piece() -> Tokenizer:
    """BERT's kind: lower case, ``##`` continuations, [CLS] and [SEP]; pads and truncates, which must not matter.

    Its vocabulary is put together here, since the library's trainer breaks ties differently from run to run.
    """
    words = Counter(re.findall(r"\w+|[^\w\s]", " ".join(LINES).lower()))
    letters = sorted({char for word in words for char in word})
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    often = sorted(word for word, n in words.items() if n > 1 and len(word) > 1)
    entries = [*specials, *letters, *(f"##{char}" for char in letters), *often, "##ing", "##ed", "yo"]
    vocab = {entry: i for i, entry in enumerate(entries)}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.add_special_tokens(specials)
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, vocab[name]) for name in ("[CLS]", "[SEP]")],
    )
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=16)
    tokenizer.enable_truncation(max_length=4)
    return tokenizer


def word_level() -> Tokenizer:
    """One id a word, an unknown token for the rest."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.WordLevelTrainer(special_tokens=["[UNK]"], show_progress=False)
    tokenizer.train_from_iterator(LINES, trainer)
    return tokenizer


def unigram(n: int) -> Tokenizer:
    """SentencePiece's unigram kind with ▁ for a space, as T5 has it."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=n, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(LINES, trainer)
    return tokenizer
