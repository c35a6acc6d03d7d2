"""Decides whether an arrival counts, and whether it is a person's origin."""

from typing import Literal

from storage.shares import Share

Verdict = Literal["origin", "assist", "not counted"]


def verdict(share: Share, person: int, told_sharer: set[int], has_origin: bool) -> Verdict:
    """What an arrival of `person` through `share` is.

    Not counted: one's own link, a link of somebody whom one has told oneself (`told_sharer`: everybody
    along the way by which the word reached the sharer), a revoked link or one of somebody erased.
    """
    if share.revoked_at is not None or share.person_id == person or person in told_sharer:
        return "not counted"
    return "assist" if has_origin else "origin"


def coarse(people: int) -> Literal["nobody", "a few", "5 or more"]:
    """A count in words that expose nobody."""
    if people == 0:
        return "nobody"
    return "a few" if people < 5 else "5 or more"
