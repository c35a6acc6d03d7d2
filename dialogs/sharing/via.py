"""Coming through somebody's link: the arrival is noted, then one is at what the link was about."""

from dataclasses import replace

from dialogs.address import Code
from dialogs.rules.arrivals import counts, is_root, source
from dialogs.site import Goto, action
from dialogs.talk import Talk
from storage import arrivals, labs, people, shares
from storage.shares import Share


@action("via/{code}")
def via(talk: Talk, code: Code) -> Goto:
    """The lab of the link, as it is now; an unknown link leads to all labs."""
    share = shares.by_code(talk.tx, code)
    if share is None:
        forget_opened(talk)
        return Goto("labs")
    arrive(talk, share)
    if share.lab_id is not None:
        return Goto(f"lab/{share.lab_id}")
    return Goto("menu" if share.announcement_id is None else f"told/{code}")


def look_in(talk: Talk, code: str) -> None:
    """A visitor opened a link: it is counted, and nothing more until they agree."""
    share = shares.by_code(talk.tx, code)
    if share is not None and share.revoked_at is None and share.id != talk.person.opened_id:
        shares.is_opened(talk.tx, share.id)
        talk.change(opened_id=share.id)


def forget_opened(talk: Talk) -> int | None:
    """Of who agreed it is not kept which link they opened; its number, this once."""
    opened = talk.person.opened_id
    if opened is not None:
        talk.change(opened_id=None)
    return opened


def arrive(talk: Talk, share: Share) -> None:
    """Note an arrival that counts. The first is where a person comes from, for ever; others are assists.

    Whoever has brought others already keeps no origin from then on: so the word never runs in a circle.
    """
    arrivals.come_alone(talk.tx)
    share, opened = _as_named(talk, share), forget_opened(talk)
    person, sharer, lab = talk.person, share.person_id, share.lab_id
    told = set() if sharer is None else arrivals.tellers(talk.tx, sharer, lab)
    if not counts(share, person.id, told, _is_over(talk, lab)):
        return
    wave, wave_there = _waves(talk, share)
    is_origin = not arrivals.has_origin(talk.tx, person.id) and not arrivals.has_told(talk.tx, person.id)
    is_first = (
        lab is not None
        and arrivals.wave_in(talk.tx, person.id, lab) is None
        and not arrivals.has_told(talk.tx, person.id, lab)
    )
    how = {"is_origin": is_origin, "is_first": is_first}
    of = source(share)
    if arrivals.note(talk.tx, share, person.id, talk.now, of, wave_there, **how):
        if opened != share.id:
            shares.is_opened(talk.tx, share.id)
        if is_origin:
            talk.change(wave=wave, source=of)


def _as_named(talk: Talk, share: Share) -> Share:
    """A coordinator whom bot.toml names has no role of their own in the database."""
    named = talk.city.coordinator_ids
    if named and share.person_id is not None and people.telegram_id(talk.tx, share.person_id) in named:
        return replace(share, role="coordinator")
    return share


def _is_over(talk: Talk, lab: int | None) -> bool:
    found = None if lab is None else labs.get(talk.tx, lab)
    return found is not None and (found.status == "cancelled" or talk.now >= found.ends_at)


def _waves(talk: Talk, share: Share) -> tuple[int, int]:
    """How many tellings away from a source whoever opens this link is: in general, and for its lab."""
    if is_root(share) or share.person_id is None:
        return 1, 1
    sharer = people.get(talk.tx, share.person_id)
    wave = 0 if sharer is None else sharer.wave
    if share.lab_id is None:
        return wave + 1, wave + 1
    there = arrivals.wave_in(talk.tx, share.person_id, share.lab_id)
    if there is None:  # a copy's reader was told by the announcement; a leader, or who found it, by nobody
        there = 1 if share.announcement_id is not None and source(share) == "friend" else 0
    return wave + 1, there + 1
