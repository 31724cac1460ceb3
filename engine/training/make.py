"""From nothing to a checkpoint directory."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from engine.training import corpus as corpora
from engine.training.batches import Mixing, Rows
from engine.training.network import Shape
from engine.training.publish import staged, write_card, write_checkpoint
from engine.training.tokenizer import build_tokenizer, spellings
from engine.training.train import Settings, train


def make(out: Path, words: int | None = None, epochs: float | None = None) -> None:
    """Write the corpus, train, measure, and put the directory `out` into place, whole or not at all."""
    corpus = corpora.generate(words or corpora.WORDS)
    print(f"corpus: {len(corpus.train)} texts", flush=True)
    tokenizer = build_tokenizer(text.text for text in corpus.train)
    shape = Shape(d_vocab=tokenizer.get_vocab_size())
    settings = Settings(epochs=epochs) if epochs else Settings()
    weights, record = train(shape, rows_of(corpus, tokenizer, settings.seed), settings)
    with staged(out) as folder:
        write_checkpoint(folder, shape.config(), tokenizer, weights)
        write_card(folder, corpus, record)


def rows_of(corpus: corpora.Corpus, tokenizer: Tokenizer, seed: int) -> Rows:
    """The training texts as rows of ids."""
    encoded = tokenizer.encode_batch([text.text for text in corpus.train])
    line_end = tokenizer.get_vocab()["Ċ"]
    return Rows([encoding.ids for encoding in encoded], line_end, spellings(tokenizer), Mixing(), seed)
