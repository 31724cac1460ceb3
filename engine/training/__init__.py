"""Remakes the shipped models from nothing: corpus, tokenizer, training, measurements, card."""
