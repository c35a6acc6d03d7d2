"""Decides whether an arrival counts, and what source it comes from."""

from typing import Literal

from storage.shares import PERSONAL, Share

Source = Literal["friend", "leader", "coordinator", "group", "centre", "poster"]


def counts(share: Share, person: int, told_sharer: set[int], is_over: bool) -> bool:
    """Whether `person` opening `share` is an arrival.

    It is not through one's own link, nor that of somebody whom one has told oneself (`told_sharer`: everybody
    along the way by which the word reached the sharer), nor through a link that is revoked, of somebody
    erased, or of a lab that is over (`is_over`).
    """
    if share.revoked_at is not None or is_over:
        return False
    if share.kind in PERSONAL:
        return share.person_id not in (None, person) and person not in told_sharer
    return True


def source(share: Share) -> Source:
    """Whose or what a link is. A leader's own poster is a poster: it speaks to whoever walks past."""
    if share.kind == "group":
        return "group"
    if share.kind == "place":
        return "centre" if share.place == "centre" else "poster"
    if share.kind == "poster":
        return "poster"
    if share.role == "leader":
        return "leader"
    return "coordinator" if share.role == "coordinator" else "friend"


def is_root(share: Share) -> bool:
    """Whether the word begins anew with this link: a poster or a group knows nobody who told it."""
    return share.kind not in PERSONAL or share.kind == "poster"


def coarse(people: int) -> Literal["nobody", "a few", "5 or more"]:
    """A count in words that expose nobody."""
    if people == 0:
        return "nobody"
    return "a few" if people < 5 else "5 or more"
