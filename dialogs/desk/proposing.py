"""A change of a lab's dates that a coordinator proposes: shown with whom it concerns, done once confirmed.

It must not know how the change was asked for, nor how people are told of it.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from dialogs.desk.concerned import concerned
from dialogs.labs.changing import tell_change
from dialogs.labs.offering import offer_seats, shorten
from dialogs.labs.wording import news_of, title
from dialogs.rules.differences import Difference, compared
from dialogs.rules.repeating import ALWAYS_THERE
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import attendances, changes, drafts, labs, signups
from storage.labs import Lab, Meeting

FORM = "change"
"""The draft that a proposal is until it is confirmed; one for each coordinator."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be done. `seen`: to which dates, each with the sequence it had then.

    `times`: beginning and end of what is moved or added, as ISO texts. `number` tells it from another.
    """

    lab: int
    what: Literal["moved", "placed", "dropped", "added"]
    seen: tuple[tuple[int, int], ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    place: str = ""
    map_url: str | None = None
    venue: str = ""
    is_monthly: bool = False
    number: int = 0


def _moments(proposal: Proposal) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in proposal.times)


def propose(talk: Talk, lab: Lab, proposal: Proposal) -> Goto:
    """Ask whether it is to be done; what nobody can know of yet is done at once."""
    if _is_last(lab, proposal):
        return Goto(only_date.to(lab=lab.id))
    if lab.status == "draft" or not differing(lab, proposal, talk.now):
        return _carry_out(talk, lab, proposal)
    kept = replace(proposal, number=int(talk.now.timestamp()) % 2**31)
    drafts.put(talk.tx, talk.person.id, FORM, asdict(kept), talk.now)
    return Goto(proposed.to(lab=lab.id, number=kept.number))


def _is_last(lab: Lab, proposal: Proposal) -> bool:
    """Whether the lab would be left without any date."""
    return proposal.what == "dropped" and len(_meant(lab, proposal)) == len(lab.meetings)


def differing(lab: Lab, proposal: Proposal, now: datetime) -> tuple[Difference, ...]:
    """What would be different; on line instead of in a room, that is every date to come."""
    if proposal.what == "added":
        new = (Meeting(0, a, b, proposal.place, proposal.map_url) for a, b in _moments(proposal))
        return tuple(Difference("new", meeting) for meeting in new)
    if proposal.what == "dropped":
        return tuple(Difference("gone", meeting) for meeting in _meant(lab, proposal))
    meant, values = _meant(lab, proposal), _values(proposal)
    is_venue_new = proposal.venue not in ("", lab.venue)
    found = []
    for was in lab.meetings:
        if was in meant or was.ends_at > now:
            meeting = replace(was, **values) if was in meant else was
            has_other_way = is_venue_new or meeting.map_url != was.map_url
            found.append(compared(meeting, (was.starts_at, was.ends_at), was.place, has_other_way))
    return tuple(one for one in found if one is not None)


def _meant(lab: Lab, proposal: Proposal) -> tuple[Meeting, ...]:
    """The dates that it is about, as they are now."""
    numbers = [number for number, _ in proposal.seen]
    return tuple(meeting for meeting in lab.meetings if meeting.id in numbers)


def _values(proposal: Proposal) -> dict[str, Any]:
    """The columns of a date that are to be another."""
    if proposal.what == "placed":
        return {"place": proposal.place, "map_url": proposal.map_url}
    ((starts_at, ends_at),) = _moments(proposal)
    return {"starts_at": starts_at, "ends_at": ends_at}


def _proposal(talk: Talk, lab: int, number: int) -> tuple[Lab, Proposal] | None:
    """The proposal and its lab, if it still fits what there is."""
    draft = drafts.get(talk.tx, talk.person.id, FORM)
    found = labs.get(talk.tx, lab)
    if found is None or found.status == "cancelled":
        return None
    if (draft.get("lab"), draft.get("number")) != (lab, number):
        return None
    proposal = Proposal(**draft)
    if sorted((one.id, one.sequence) for one in _meant(found, proposal)) != sorted(map(tuple, proposal.seen)):
        return None
    if any(starts_at <= talk.now for starts_at, _ in _moments(proposal)):
        return None
    return found, proposal


def _too_late(talk: Talk, lab: int) -> Goto:
    sorry = talk.label("This does not fit any more. Please look, and begin anew.")
    return Goto(f"desk/lab/{lab}", toast=sorry)


@screen("desk/lab/{lab}/change/{number}", access=Access.COORDINATOR)
def proposed(talk: Talk, lab: int, number: int) -> Screen | Goto:
    """How it is and how it would be, and how many people it concerns."""
    there = _proposal(talk, lab, number)
    if there is None:
        return _too_late(talk, lab)
    found, proposal = there
    after = replace(found, venue=proposal.venue or found.venue)
    told = news_of(after, differing(found, proposal, talk.now), talk.words, talk.city)
    first = next((starts_at for starts_at, _ in _moments(proposal)), talk.now).astimezone(talk.city.zone)
    short = None
    if proposal.is_monthly and first.day > ALWAYS_THERE:
        short = talk.say("In a month without a day {day}, it is on its last day.", day=first.day)
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    rows = (
        (
            Button(talk.label("Yes"), to=confirmed.to(lab=lab, number=number)),
            Button(talk.label("No"), to=refused.to(lab=lab, number=number)),
        ),
    )
    asked = bold(talk.say("Do you want to change this?"))
    return Screen(lines(head, "", told, short, "", concerned(talk, lab), asked), rows)


@action("desk/lab/{lab}/change/{number}/no", access=Access.COORDINATOR)
def refused(talk: Talk, lab: int, number: int) -> Goto:
    """It stays as it is."""
    drafts.drop(talk.tx, talk.person.id, FORM)
    return Goto(f"desk/lab/{lab}", toast=talk.label("Nothing was changed."))


@action("desk/lab/{lab}/change/{number}/yes", access=Access.COORDINATOR)
def confirmed(talk: Talk, lab: int, number: int) -> Goto:
    """Do it, once, and tell whom it concerns."""
    signups.hold(talk.tx, lab)
    there = _proposal(talk, lab, number)
    if there is None:
        return _too_late(talk, lab)
    drafts.drop(talk.tx, talk.person.id, FORM)
    if _is_last(*there):
        return Goto(only_date.to(lab=lab))
    return _carry_out(talk, *there)


def _carry_out(talk: Talk, lab: Lab, proposal: Proposal) -> Goto:
    """The lab is held."""
    other = {one.meeting.id for one in differing(lab, proposal, talk.now)}
    made = [meeting for meeting in lab.meetings if meeting.id in other]
    if proposal.what == "added":
        for starts_at, ends_at in _moments(proposal):
            place = proposal.place, proposal.map_url
            number = labs.add_meeting(talk.tx, lab.id, starts_at, ends_at, *place)
            made.append(Meeting(number, starts_at, ends_at, *place))
    elif proposal.what == "dropped":
        for meeting in made:
            labs.drop_meeting(talk.tx, meeting.id, talk.now)
    else:
        labs.change(talk.tx, lab.id, venue=proposal.venue or lab.venue)
        for meeting in _meant(lab, proposal):
            if meeting.id not in other:
                continue
            labs.change_meeting(talk.tx, meeting.id, **_values(proposal))
            if proposal.what == "moved":  # who could not come then may be able to now
                attendances.drop_excuses(talk.tx, meeting.id)
    if made and lab.status != "draft":
        newest = [changes.note(talk.tx, lab.id, proposal.what, talk.now, was) for was in made][-1]
        tell_change(talk, lab.id, newest)
    shorten(talk.tx, lab.id, talk.now)
    offer_seats(talk.tx, talk.city, lab.id, talk.now)  # a lab whose last date had begun may be open again
    talk.note(f"{proposal.what} a date", f"lab/{lab.id}")
    return Goto(f"desk/lab/{lab.id}", toast=talk.label("Done."))


@screen("desk/lab/{lab}/only", access=Access.COORDINATOR)
def only_date(talk: Talk, lab: int) -> Screen:
    """Why the last date cannot be dropped, and what can be done."""
    why = talk.say("This is the only date of the lab. If it does not take place, cancel the lab.")
    cancel = Button(talk.label("❌ Cancel the lab"), to=f"desk/lab/{lab}/cancel")
    return Screen(why, ((cancel,), (Button(talk.label("Back"), to=f"desk/lab/{lab}"),)))
