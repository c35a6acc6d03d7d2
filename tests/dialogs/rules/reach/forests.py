"""Small forests: any that hypothesis likes, and what a plain look at one finds, node by node."""

from collections import deque

import numpy as np
from hypothesis import strategies as st

from dialogs.rules.reach.forest import Forest, forest

parents = st.lists(st.floats(0, 1, exclude_max=True), max_size=24).map(
    lambda parts: [min(int(part * (place + 1)), place) - 1 for place, part in enumerate(parts)]
)
"""Parents of up to 24 nodes: -1, or a node before."""


def neighbours(parent: list[int]) -> dict[int, list[int]]:
    """The nodes beside each node."""
    beside: dict[int, list[int]] = {node: [] for node in range(len(parent))}
    for node, above in enumerate(parent):
        if above >= 0:
            beside[node].append(above)
            beside[above].append(node)
    return beside


def walked(parent: list[int], start: int) -> dict[int, int]:
    """How many edges away everything is that can be reached from here: breadth first."""
    beside, far, waiting = neighbours(parent), {start: 0}, deque([start])
    while waiting:
        node = waiting.popleft()
        for other in beside[node]:
            if other not in far:
                far[other] = far[node] + 1
                waiting.append(other)
    return far


def brought(counts: list[int], ages: list[float], delay: float = 0.5) -> Forest:
    """Roots of these ages (days) that brought so many each, after a while; the children are a THING's, so
    that nothing is asked of them."""
    now = 1000.0
    parent, at, kind = [-1] * len(counts), [now - age for age in ages], [0] * len(counts)
    for node, (count, age) in enumerate(zip(counts, ages, strict=True)):
        for number in range(count):
            parent.append(node)
            at.append(now - age + min(age / 2, delay * (number + 1)))
            kind.append(2)
    return forest(parent, at, now, kind=kind)


def negative_binomial(random: np.random.Generator, number: int, mean: float, k: float) -> list[int]:
    """So many draws."""
    return [int(one) for one in random.poisson(random.gamma(k, mean / k, number))]
