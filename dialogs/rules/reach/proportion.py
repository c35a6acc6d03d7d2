"""Says what share some are of all, and how sure that is.

It must not know who is counted.
"""

from dataclasses import dataclass

from scipy.special import ndtri


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `total`, as a share, and between which shares it lies; None where there are none at all."""

    count: int
    total: int
    share: float | None
    low: float | None
    high: float | None


def proportion(count: int, total: int, level: float = 0.95) -> Proportion:
    """With Wilson's interval (Journal of the American Statistical Association 22, 1927)."""
    if total <= 0:
        return Proportion(count, total, None, None, None)
    z = float(ndtri((1 + level) / 2))
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    low = 0.0 if count <= 0 else max(0.0, middle - half)
    high = 1.0 if count >= total else min(1.0, middle + half)
    return Proportion(count, total, share, low, high)
