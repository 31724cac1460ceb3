"""How well a text can be told from its ground, measured in the painted picture, as a viewer sees it."""

from __future__ import annotations

import numpy as np

#: Least contrast of text (WCAG 2.2, success criterion 1.4.3).
LEAST = 4.5
#: Part of a box's pixels that may stand out more than the ink: halos, an outline that crosses it.
STRAY = 0.02
#: Pixels round a text that belong to its ground.
RIM = 3


def luminances(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of RGB(A) pixels [..., 3 or 4] of 0..255 -> [...] (WCAG 2.2)."""
    levels = np.arange(256) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return linear[pixels[..., :3]] @ np.array([0.2126, 0.7152, 0.0722])


def contrast_in(luminance: np.ndarray) -> float:
    """Contrast of the ink against its ground in a box [rows, columns] of luminances: 1 (nothing there) to 21.

    The box has a rim without ink: the ground is what most of the rim is; the ink is what is farthest from that, a few
    stray pixels aside.
    """
    if min(luminance.shape) < 3:
        return 1.0
    rim = np.concatenate([luminance[0], luminance[-1], luminance[:, 0], luminance[:, -1]])
    ground = float(np.median(rim))
    ratios = np.sort(((np.maximum(luminance, ground) + 0.05) / (np.minimum(luminance, ground) + 0.05)).ravel())
    return float(ratios[int((1 - STRAY) * (len(ratios) - 1))])
