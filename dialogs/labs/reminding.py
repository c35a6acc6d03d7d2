"""Reminders: which are due now, and what they say."""

from datetime import datetime, timedelta

from dialogs.city import City, ReminderRule
from dialogs.labs.card import visible
from dialogs.labs.wording import title, when, where
from dialogs.rules.reminders import window
from dialogs.screen import Button, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import outbox, reminders, signups
from storage.database import Transaction
from storage.reminders import Expected


def when_reminded(talk: Talk) -> Html | None:
    """A promise: when the first reminder comes."""
    for rule in talk.city.reminders:
        if rule.at is not None:
            return talk.say("I remind you the day before at {hour}.", hour=f"{rule.at:%H:%M}")
    return talk.say("I remind you before it begins.") if talk.city.reminders else None


def sweep(tx: Transaction, city: City, now: datetime) -> int:
    """Make every reminder whose time has come and that was not made before; how many.

    Idempotent: a restart, a second sweep or a late one make none twice, and none that is stale.
    """
    made = 0
    for whom in reminders.expected(tx, now, now + timedelta(days=2, hours=12)):
        for rule in city.reminders:
            made += _remind(tx, city, rule, whom, now)
    return made


def _remind(tx: Transaction, city: City, rule: ReminderRule, whom: Expected, now: datetime) -> bool:
    due = window(rule, whom.starts_at, city)
    if not due.holds(now) or whom.signed_up_at >= due.opens_at:
        return False
    number = reminders.make(tx, whom, rule.kind, now)
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
    head = talk.say("🔔 Today: {title}", title=title(lab, talk.words, talk.city))
    if days == 1:
        head = talk.say("🔔 Tomorrow: {title}", title=title(lab, talk.words, talk.city))
    party = talk.count("We expect you: {n} person.", "We expect you: {n} people.", signup.party)
    rows = (
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"),),
        (Button(talk.label("🙁 I can't come"), to=f"lab/{lab.id}/leave"),),
    )
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    return Screen(lines(bold(head), timed, where(lab, meeting, talk.words), party), rows)
