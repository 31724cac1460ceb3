"""Training of the shipped model: AdamW, warm-up, then a fall to zero along a cosine."""

from __future__ import annotations

import math
import time
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from engine.training.batches import Rows
from engine.training.network import Decoder, Shape


@dataclass(frozen=True)
class Settings:
    """What can be tuned.  One epoch reads every text once."""

    epochs: float = 1.8
    peak_rate: float = 2.5e-3
    warm_up: int = 400           # steps
    weight_decay: float = 0.01
    dropout: float = 0.0
    clip: float = 1.0
    seed: int = 2017
    threads: int = 2


def train(shape: Shape, rows: Rows, settings: Settings) -> tuple[dict[str, np.ndarray], dict[str, object]]:
    """Weights by torch's names (float32), and a record of the training: settings, steps, seconds, losses in nats."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)
    model = Decoder(shape, settings.dropout)
    optimiser = torch.optim.AdamW(_groups(model, settings.weight_decay), lr=settings.peak_rate, betas=(0.9, 0.98),
                                  fused=True)
    steps = round(len(rows.epoch()) * settings.epochs)
    started, losses = time.monotonic(), []
    for step, loss in enumerate(_steps(model, optimiser, rows, settings, steps)):
        losses.append(loss)
        if step % 200 == 199:
            _report(step + 1, steps, losses[-200:], started)
    seconds = time.monotonic() - started
    record = {**asdict(settings), "steps": steps, "seconds": round(seconds),
              "last_losses": float(np.mean(losses[-200:])),
              "parameters": sum(p.numel() for p in model.parameters())}
    return {name: tensor.detach().numpy().copy() for name, tensor in model.state_dict().items()}, record


def _steps(model: Decoder, optimiser: torch.optim.Optimizer, rows: Rows, settings: Settings, steps: int):
    """One optimiser step after the other; yields each one's loss in nats a token."""
    model.train()
    done = 0
    while done < steps:
        for ids, targets in rows.epoch()[:steps - done]:
            for group in optimiser.param_groups:
                group["lr"] = rate(done, steps, settings)
            yield _step(model, optimiser, torch.from_numpy(ids), torch.from_numpy(targets), settings.clip)
            done += 1


def _step(model: Decoder, optimiser: torch.optim.Optimizer, ids: torch.Tensor, targets: torch.Tensor,
          clip: float) -> float:
    counted = targets.flatten() >= 0
    hidden = model.hidden(ids).flatten(0, 1)[counted]
    logits = torch.nn.functional.linear(hidden, model.embed.weight)
    loss = cross_entropy(logits, targets.flatten()[counted])
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    return loss.item()


def rate(step: int, steps: int, settings: Settings) -> float:
    """The learning rate at a step: a line up to the peak, then half a cosine down to zero."""
    if step < settings.warm_up:
        return settings.peak_rate * (step + 1) / settings.warm_up
    along = (step - settings.warm_up) / max(1, steps - settings.warm_up)
    return settings.peak_rate * 0.5 * (1 + math.cos(math.pi * along))


def _groups(model: nn.Module, weight_decay: float) -> list[dict[str, object]]:
    """Matrices of the blocks decay; embeddings, gains and biases do not."""
    decays = {name for name, p in model.named_parameters() if p.ndim == 2 and not name.startswith("embed")}
    named = list(model.named_parameters())
    return [{"params": [p for name, p in named if name in decays], "weight_decay": weight_decay},
            {"params": [p for name, p in named if name not in decays], "weight_decay": 0.0}]


def _report(step: int, steps: int, losses: list[float], started: float) -> None:
    seconds = time.monotonic() - started
    left = seconds / step * (steps - step)
    print(f"step {step}/{steps}  loss {np.mean(losses):.3f}  {seconds:.0f} s, about {left:.0f} s left", flush=True)
