"""Reminders: which are made now, and what they say.

It must not know when one is due: `rules.reminders` says that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dialogs.city import City
from dialogs.labs.card import visible
from dialogs.labs.wording import title, when, where
from dialogs.rules.reminders import asking, due
from dialogs.screen import Button, Rows, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import attendances, guests, outbox, reminders, signups
from storage.database import Transaction
from storage.labs import Lab, Meeting
from storage.reminders import Expected

AT_ONCE = 250
"""Reminders made in one transaction, so that no reply waits long behind it."""
LOOKS_AGAIN = timedelta(minutes=10)
"""So long it is not looked again who is to be asked about a lab, where everybody was."""
FARTHEST = timedelta(days=3)
"""No reminder of a day before comes earlier, nor any other so much earlier than its rule says."""


def when_reminded(talk: Talk, lab: Lab) -> Html | None:
    """A promise: when the first reminder comes. None where none will, or it comes at once."""
    ahead = [meeting.starts_at for meeting in lab.meetings if meeting.starts_at > talk.now]
    if not ahead or not talk.person.has_reminders or talk.person.stopped_at is not None:
        return None
    for one in due(talk.city.reminders, ahead[0], talk.city):
        opens = one.window.opens_at
        if talk.now < opens:
            if _nights(talk, opens, ahead[0]) == 1:
                hour = talk.words.hour(opens, talk.city.zone)
                return talk.say("I remind you the day before at {hour}.", hour=hour)
            return talk.say("I remind you before it begins.")
    return None


def _nights(talk: Talk, one: datetime, other: datetime) -> int:
    """Nights between two moments, on the city's wall."""
    return (other.astimezone(talk.city.zone).date() - one.astimezone(talk.city.zone).date()).days


@dataclass(slots=True)
class Swept:
    """What was looked through to the end, by kind, moment and meetings: until when nothing more is expected.

    It only spares work: without it, as after a restart, all is looked through again.
    """

    done: dict[tuple[str, datetime, tuple[int, ...]], datetime] = field(default_factory=dict)
    at: datetime | None = None

    def begin(self, now: datetime) -> None:
        """What has passed is forgotten. By a clock that was put back it comes again: then all is."""
        is_put_back = self.at is not None and now < self.at
        self.done = {} if is_put_back else {key: until for key, until in self.done.items() if until > now}
        self.at = now


def sweep(tx: Transaction, city: City, now: datetime, swept: Swept | None = None) -> int:
    """Make the reminders whose time has come and that were not made before, at most AT_ONCE; how many.

    Idempotent: a restart, a second sweep or a late one make none twice, and none that is stale.
    """
    swept = swept or Swept()
    swept.begin(now)
    made = _remind(tx, city, now, swept)
    for rule in city.reminders:
        if rule.after is not None and made < AT_ONCE:
            made += _ask(tx, city, now, swept, rule.kind, rule.after, AT_ONCE - made)
    return made


def _remind(tx: Transaction, city: City, now: datetime, swept: Swept) -> int:
    made = 0
    longest = max((rule.before for rule in city.reminders if rule.before), default=timedelta())
    for starts_at, meetings in reminders.ahead(tx, now, now + longest + FARTHEST).items():
        for one in due(city.reminders, starts_at, city):
            key, closes_at = (one.kind, starts_at, meetings), one.window.closes_at
            if key in swept.done or made >= AT_ONCE or not one.window.holds(now):
                continue
            whom = reminders.lacking(tx, one.kind, starts_at, meetings, one.until, now, AT_ONCE - made)
            made += _put(tx, "reminder", one.kind, whom, now, closes_at)
            if not whom and one.until <= now:  # whoever signs up now gets the next
                swept.done[key] = closes_at
    return made


def _ask(
    tx: Transaction, city: City, now: datetime, swept: Swept, kind: str, after: timedelta, most: int
) -> int:
    ask, made = asking(after, now, city), 0
    for ends_at, meetings in (reminders.over(tx, ask.since, ask.until) if ask else {}).items():
        key = (kind, ends_at, meetings)
        if ask is None or key in swept.done or made >= most:
            continue
        whom = reminders.unasked(tx, meetings, most - made)
        made += _put(tx, "feedback", kind, whom, now, ask.closes_at)
        if not whom:  # but a host may still note somebody who walked in
            swept.done[key] = now + LOOKS_AGAIN
    return made


def _put(
    tx: Transaction, page: str, kind: str, whom: Iterable[Expected], now: datetime, expires_at: datetime
) -> int:
    """Note reminders of one kind and queue their letters; how many there were none of before."""
    made = reminders.make(tx, whom, kind, now)
    letters = [(who.person_id, f"{page}/{number}") for number, who in made.items()]
    outbox.put_letters(tx, "reminder", now, letters, expires_at)
    return len(made)


@letter("reminder/{number}")
def reminder(talk: Talk, number: int) -> Screen | None:
    """It is tomorrow, or soon: where, when, and an easy way out. Not told if anything has changed since.

    Who does not come themselves is told of their guests only. What somebody needs there is not said:
    whoever looks over a shoulder need not know.
    """
    made = reminders.get(talk.tx, number)
    if made is None or not made.stands or not talk.person.has_reminders or talk.person.stopped_at is not None:
        return None
    signup = signups.get(talk.tx, made.signup_id)
    lab = None if signup is None else visible(talk, signup.lab_id)
    if signup is None or lab is None or talk.now >= made.starts_at:
        return None
    brought = guests.people(talk.tx, talk.person.id, lab.id, ("seated",))
    meeting = next(meeting for meeting in lab.meetings if meeting.id == made.meeting_id)
    is_off = signup.state != "seated" or attendances.marks(talk.tx, signup.id).get(meeting.id) == "excused"
    is_expected = signup.person_id == talk.person.id and not is_off
    if not is_expected and not brought:
        return None
    party = talk.count("We expect you: {n} person.", "We expect you: {n} people.", signup.party)
    pass_on = talk.count(
        "📣 Please remind the {n} person you signed up.",
        "📣 Please remind the {n} people you signed up.",
        brought,
    )
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    host = talk.say("👥 With {host}", host=lab.host)
    place = where(lab, meeting, talk.words)
    told = lines(bold(_head(talk, lab, meeting)), timed, place, host, party if is_expected else None)
    rows = _keys(talk, lab, meeting) if is_expected else ()
    if brought:
        told = lines(told, bold(pass_on))
        rows += ((Button(talk.label("👥 My guests"), to=f"guests/{lab.id}"),),)
    return Screen(told, rows)


def _head(talk: Talk, lab: Lab, meeting: Meeting) -> Html:
    name, days = title(lab, talk.words, talk.city), _nights(talk, talk.now, meeting.starts_at)
    if days > 1:
        return talk.say("🔔 Soon: {title}", title=name)
    if days == 1:
        return talk.say("🔔 Tomorrow: {title}", title=name)
    return talk.say("🔔 Today: {title}", title=name)


def _keys(talk: Talk, lab: Lab, meeting: Meeting) -> Rows:
    """Who cannot come is off the lab with one tap; where there are other dates, it is asked first which."""
    is_last = sum(meeting.starts_at > talk.now for meeting in lab.meetings) == 1
    way_out = f"lab/{lab.id}/leave/yes" if is_last else f"miss/{meeting.id}"
    return (
        (Button(talk.label("🙁 I can't come"), to=way_out),),
        (Button(talk.label("🎫 My pass"), to=f"lab/{lab.id}/pass"), Button(talk.label("❓ Ask"), to="ask")),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"),),
    )
