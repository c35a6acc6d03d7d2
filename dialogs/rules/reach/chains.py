"""Counts how big, how deep and how branched the chains are in which the word went.

It must not know who is in them.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.forest import Floats, Forest, Ints, depths, roots, sizes


@dataclass(frozen=True, slots=True)
class Chains:
    """The trees of a forest in which somebody told somebody: those of two nodes or more.

    `count`: how many; `alone`: nodes with whom nothing began. `mean_size`, `median_size`, `largest`: nodes,
    the beginner among them; `deepest`: edges. Structural virality, the mean distance between two nodes of a
    tree (Goel et al., Management Science, 2016): about 2 where one told all, more where it went from person
    to person; `virality` is the mean over trees, each counting once; `virality_of_pairs` over all pairs, so
    that big trees count more; `virality_of_largest` that of the biggest. None where there is no chain.
    """

    count: int
    alone: int
    mean_size: float | None
    median_size: float | None
    largest: int
    deepest: int
    virality: float | None
    virality_of_pairs: float | None
    virality_of_largest: float | None


def chains(forest: Forest) -> Chains:
    """Of all nodes; a tree whose edge was dropped counts as two."""
    size, distance = distances(forest.parent)
    real = size >= 2
    count, alone = int(real.sum()), int((size == 1).sum())
    if not count:
        return Chains(0, alone, None, None, int(len(forest) > 0), 0, None, None, None)
    size, distance = size[real].astype(np.float64), distance[real]
    pairs = size * (size - 1) / 2
    return Chains(
        count,
        alone,
        float(size.mean()),
        float(np.median(size)),
        int(size.max()),
        int(depths(forest.parent).max()),
        float((distance / pairs).mean()),
        float(distance.sum() / pairs.sum()),
        float((distance / pairs)[size.argmax()]),
    )


def distances(parent: Ints) -> tuple[Ints, Floats]:
    """For each tree, in the order of its root: how many nodes it has, and the sum of the distances between
    all its pairs. Every edge lies between as many pairs as there are nodes below it times nodes not below."""
    below, top = sizes(parent), roots(parent)
    whole = below[top]
    is_root = parent < 0
    across = np.where(is_root, 0.0, below.astype(np.float64) * (whole - below))
    total = np.bincount(top, weights=across, minlength=len(parent)).astype(np.float64)
    return below[is_root], total[is_root]
