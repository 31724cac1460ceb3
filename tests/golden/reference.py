"""``Tape``: records what a reference model computes, under the engine's names, through hooks. Needs torch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

View = Callable[[Tensor], Tensor]


def plain(x: Tensor) -> Tensor:
    """Without the batch of one."""
    return x[0]


def heads(n: int) -> View:
    """[1, pos, head·d_head] -> [pos, head, d_head]."""
    return lambda x: x[0].unflatten(-1, (n, -1)) if x.dim() == 3 else x[0]


class Tape:
    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}

    def put(self, name: str, value: Tensor) -> None:
        self.arrays[name] = value.detach().double().numpy().copy()

    def get(self, name: str) -> Tensor:
        return torch.from_numpy(self.arrays[name])

    def output(self, module: nn.Module, name: str, view: View = plain) -> None:
        module.register_forward_hook(lambda _, args, out: self.put(name, view(first(out))))

    def input(self, module: nn.Module, name: str, view: View = plain) -> None:
        module.register_forward_pre_hook(lambda _, args: self.put(name, view(args[0])))

    def layer_norm(self, module: nn.LayerNorm, prefix: str) -> None:
        """A layer norm's steps: torch's own norm without gain and bias, and its statistics."""

        def record(_: nn.Module, args: tuple[Tensor, ...], out: Tensor) -> None:
            x = args[0]
            var, mean = torch.var_mean(x, -1, correction=0, keepdim=True)
            self.put(prefix + "mean", plain(mean))
            self.put(prefix + "hook_scale", plain((var + module.eps).sqrt()))
            self.put(
                prefix + "hook_normalized", plain(functional.layer_norm(x, module.normalized_shape, eps=module.eps))
            )
            self.put(prefix + "out", plain(out))

        module.register_forward_hook(record)

    def rms_norm(self, module: nn.Module, prefix: str) -> None:
        """An RMS norm's steps; ``normalized`` is what the module computes, its gain divided out again."""

        def record(_: nn.Module, args: tuple[Tensor, ...], out: Tensor) -> None:
            self.put(
                prefix + "hook_scale",
                plain((args[0].square().mean(-1, keepdim=True) + module.variance_epsilon).sqrt()),
            )
            self.put(prefix + "hook_normalized", plain(out / module.weight))
            self.put(prefix + "out", plain(out))

        module.register_forward_hook(record)

    def attention(self, at: str, q: Tensor, k: Tensor, pattern: Tensor, z: Tensor, hidden: Tensor) -> None:
        """Scores from the reference's own q, k [head, pos, d_head]; checked against the pattern that it used."""
        raw = q @ k.repeat_interleave(q.shape[0] // k.shape[0], 0).transpose(1, 2)
        scaled = raw * q.shape[-1] ** -0.5
        masked = scaled.masked_fill(hidden, -torch.inf)
        torch.testing.assert_close(masked.softmax(-1), pattern, rtol=0, atol=1e-6)
        self.put(at + "scores_raw", raw)
        self.put(at + "scores_scaled", scaled)
        self.put(at + "hook_attn_scores", masked)
        self.put(at + "hook_pattern", pattern)
        self.put(at + "hook_z", z)

    def result(self, at: str, W_O: Tensor) -> None:
        """What each head writes: z through its rows of W_O [d_out, head·d_head]."""
        z = self.get(at + "hook_z")
        W = W_O.detach().T.unflatten(0, (z.shape[1], z.shape[2]))
        self.put(at + "hook_result", torch.einsum("phd,hdm->phm", z, W))


def first(out: Tensor | tuple[Tensor, ...]) -> Tensor:
    return out[0] if isinstance(out, tuple) else out


def randomise(module: nn.Module, seed: int, spread: float) -> None:
    """Weights that make every part matter: sharp attention, gains away from 1, biases away from 0."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in module.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            is_gain = p.dim() == 1 and name.endswith("weight")
            p.copy_(1 + 0.3 * noise if is_gain else noise * (spread if p.dim() > 1 else 0.3))
