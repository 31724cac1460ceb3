"""Which vocabulary entries lie near a token's, and a flat map of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.ops import Array

N_NEAREST = 8
MOST_ON_MAP = 120


def nearest(W_E: Array, ids: Sequence[int], k: int = N_NEAREST) -> tuple[np.ndarray, Array]:
    """Ids [pos, k] and cosines [pos, k] of the rows of ``W_E [d_vocab, d_model]`` nearest to each id's, itself aside.

    Nearest first, equal ones by id; fewer than ``k`` only for a vocabulary that small.
    """
    k = min(k, len(W_E) - 1)
    distinct, where = np.unique(np.asarray(ids), return_inverse=True)
    lengths = np.maximum(np.linalg.norm(W_E, axis=1), np.finfo(W_E.dtype).tiny)  # an unused row may be all zeros
    cosines = (W_E[distinct] / lengths[distinct, None]) @ W_E.T / lengths
    cosines[np.arange(len(distinct)), distinct] = -np.inf
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
    return order[where], np.take_along_axis(cosines, order, axis=1)[where]


def embedding_map(W_E: Array, ids: Sequence[int], near_ids: np.ndarray) -> dict[str, Array]:
    """The rows of the sentence's tokens and their neighbours by their first two principal components.

    ``pca_ids [p]``, ``pca_xy [p, 2]``, ``pca_share [2]`` (shares of the variance of these rows). The sign of an axis
    is chosen so that its farthest point is on the positive side.
    """
    wanted = list(dict.fromkeys([*ids, *near_ids.T.ravel().tolist()]))[: max(MOST_ON_MAP, len(set(ids)))]
    points = np.array(sorted(wanted))
    rows = W_E[points].astype(np.float64)
    u, s, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    xy = np.zeros((len(points), 2))
    kept = min(2, len(s))
    xy[:, :kept] = (u * s)[:, :kept]
    xy *= np.where(xy[np.abs(xy).argmax(axis=0), [0, 1]] < 0, -1, 1)
    share = np.zeros(2)
    share[:kept] = (s**2 / max((s**2).sum(), np.finfo(float).tiny))[:kept]
    return {"pca_ids": points, "pca_xy": xy, "pca_share": share}
