"""Coming through somebody's link: the arrival is noted, then one is at what the link was about."""

from dialogs.address import Code
from dialogs.rules.arrivals import verdict
from dialogs.site import Goto, action
from dialogs.talk import Talk
from storage import people, shares
from storage.shares import Share


@action("via/{code}")
def via(talk: Talk, code: Code) -> Goto:
    """The lab of the link, as it is now; an unknown link leads to all labs."""
    share = shares.by_code(talk.tx, code)
    if share is None:
        return Goto("labs")
    arrive(talk, share)
    if share.lab_id is not None:
        return Goto(f"lab/{share.lab_id}")
    return Goto("menu" if share.announcement_id is None else f"told/{code}")


def arrive(talk: Talk, share: Share) -> None:
    """Note an arrival that counts. The first is where a person comes from, for ever; others are assists."""
    told = set() if share.person_id is None else shares.tellers(talk.tx, share.person_id)
    origin = shares.has_origin(talk.tx, talk.person.id)
    what = verdict(share, talk.person.id, told, origin)
    if what == "not counted":
        return
    is_origin = what == "origin"
    if not shares.arrive(talk.tx, share, talk.person.id, is_origin, talk.now):
        return
    if is_origin and share.person_id is not None:
        sharer = people.get(talk.tx, share.person_id)
        talk.change(wave=(sharer.wave if sharer else 0) + 1)
