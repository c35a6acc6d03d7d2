"""Reminders: which are due now, and what they say."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dialogs.city import City
from dialogs.labs.card import visible
from dialogs.labs.wording import title, when, where
from dialogs.rules.reminders import Window, window
from dialogs.screen import Button, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import outbox, reminders, signups
from storage.database import Transaction
from storage.labs import Lab
from storage.reminders import Expected

AT_ONCE = 500
"""Reminders made in one transaction, so that no reply waits long behind it."""


def when_reminded(talk: Talk, lab: Lab) -> Html | None:
    """A promise: when the first reminder comes. None where none will."""
    ahead = [meeting.starts_at for meeting in lab.meetings if meeting.starts_at > talk.now]
    if not ahead or not talk.person.has_reminders or talk.person.stopped_at is not None:
        return None
    for rule in talk.city.reminders:
        if talk.now < window(rule, ahead[0], talk.city).opens_at:
            if rule.at is None:
                return talk.say("I remind you before it begins.")
            return talk.say("I remind you the day before at {hour}.", hour=f"{rule.at:%H:%M}")
    return None


def sweep(tx: Transaction, city: City, now: datetime) -> int:
    """Make the reminders whose time has come and that were not made before, some at a time; how many.

    Idempotent: a restart, a second sweep or a late one make none twice, and none that is stale.
    """
    made = 0
    windows: dict[tuple[str, datetime], Window] = {}
    longest = max((rule.before for rule in city.reminders if rule.before), default=timedelta())
    until = now + max(longest, timedelta(days=2)) + timedelta(hours=12)
    before = reminders.made(tx, now)
    for whom in reminders.expected(tx, now, until):
        for kind, due in _due(city, whom, windows):
            key = (whom.signup_id, whom.meeting_id, kind, whom.starts_at)
            if due.holds(now) and key not in before:
                made += _remind(tx, kind, due, whom, now)
        if made >= AT_ONCE:
            break
    return made


def _due(
    city: City, whom: Expected, windows: dict[tuple[str, datetime], Window]
) -> Iterator[tuple[str, Window]]:
    """The reminders of one sign-up: kind and window. Who came after a window opened gets only the next.

    What quiet hours push back to an evening on which the day before is told anyway is left out.
    """
    is_told_evening_before = False
    for rule in city.reminders:
        key = (rule.kind, whom.starts_at)
        if key not in windows:
            windows[key] = window(rule, whom.starts_at, city)
        due = windows[key]
        if whom.signed_up_at >= due.opens_at:
            continue
        is_pushed_back = rule.before is not None and due.opens_at < whom.starts_at - rule.before
        if not (is_pushed_back and is_told_evening_before):
            yield rule.kind, due
        is_told_evening_before |= rule.at is not None


def _remind(tx: Transaction, kind: str, due: Window, whom: Expected, now: datetime) -> bool:
    number = reminders.make(tx, whom, kind, now)
    if number is None:
        return False
    address = reminder.to(number=number)
    outbox.put(tx, "reminder", now, person=whom.person_id, address=address, expires_at=due.closes_at)
    return True


@letter("reminder/{number}")
def reminder(talk: Talk, number: int) -> Screen | None:
    """It is tomorrow, or soon: where, when, and an easy way out. Not told if anything has changed since."""
    made = reminders.get(talk.tx, number)
    signup = None if made is None else signups.get(talk.tx, made.signup_id)
    if made is None or signup is None or signup.state != "seated" or not talk.person.has_reminders:
        return None
    lab = visible(talk, signup.lab_id)
    meeting = None if lab is None else next((m for m in lab.meetings if m.id == made.meeting_id), None)
    if lab is None or meeting is None or meeting.starts_at != made.starts_at:
        return None
    if lab.status == "cancelled" or talk.person.stopped_at is not None or talk.now >= meeting.starts_at:
        return None
    days = (
        meeting.starts_at.astimezone(talk.city.zone).date() - talk.now.astimezone(talk.city.zone).date()
    ).days
    name = title(lab, talk.words, talk.city)
    head = talk.say("🔔 Today: {title}", title=name)
    if days == 1:
        head = talk.say("🔔 Tomorrow: {title}", title=name)
    elif days > 1:
        head = talk.say("🔔 Soon: {title}", title=name)
    party = talk.count("We expect you: {n} person.", "We expect you: {n} people.", signup.party)
    rows = (
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"),),
        (Button(talk.label("🙁 I can't come"), to=f"lab/{lab.id}/leave"),),
    )
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    return Screen(lines(bold(head), timed, where(lab, meeting, talk.words), party), rows)
