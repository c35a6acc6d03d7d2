"""A lab's dates as a file for the calendar (RFC 5545) of somebody who has a seat, or has left it.

A date that was changed takes its own place there. It must not know what reads the file. Made when it is
asked for, and stored nowhere.
"""

from datetime import UTC, datetime, timedelta

from dialogs.labs.wording import text_for
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Rows, Screen
from dialogs.site import Goto, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import labs, shares, signups
from storage.labs import Lab, Meeting
from storage.signups import Signup

A_YEAR = timedelta(days=366)
"""So long before and after the dates a file says when the clocks change."""
LEFT = ("cancelled", "removed")
"""States of those who may have the dates in their calendar still, and come no more."""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Before any sign-up."""


def way_out(talk: Talk, lab: int, signup: Signup | None) -> Rows:
    """For who has left a lab: the way to the file that takes its dates out of their calendar."""
    if signup is None or signup.state not in LEFT:
        return ()
    return ((Button(talk.label("📆 Out of my calendar"), to=to_calendar.to(lab=lab)),),)


@screen("lab/{lab}/calendar")
def to_calendar(talk: Talk, lab: int) -> Screen | Goto:
    """The file, and what to do with it: for those who have a seat, and those who left."""
    found, signup = labs.get(talk.tx, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state not in ("seated", *LEFT):
        return Goto(f"lab/{lab}", toast=talk.label("This is for those who have a seat."))
    rows = ((Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)),)
    head = bold(talk.words.name(text_for(found, talk.city.chain(talk.person.language)).title))
    how = talk.say("📆 Open the file: it puts the dates into your calendar.")
    if _is_off(found, signup):
        how = talk.say("📆 Open the file: it takes the dates out of your calendar.")
    media = Media("document", name=f"lab-{lab}.ics", content=file(talk, found, signup))
    return Screen(lines(head, how), rows, media, is_kept=True)


def _is_off(lab: Lab, signup: Signup) -> bool:
    return lab.status == "cancelled" or signup.state in LEFT


def _sequence(meeting: Meeting, signup: Signup) -> int:
    """More after each change of the date, and after each of the sign-up: who left may come again."""
    return meeting.sequence + max(0, int((signup.changed_at - EPOCH).total_seconds()))


def file(talk: Talk, lab: Lab, signup: Signup) -> bytes:
    """Each of its dates, also those that are no more, in the reader's language and the city's zone.

    Who has left keeps the dates that are over.
    """
    from icalendar import Calendar, Event, vCalAddress, vText  # only who asks for a file waits for it

    is_off = _is_off(lab, signup)
    text = text_for(lab, talk.city.chain(talk.person.language))
    code = shares.own(talk.tx, "friend", talk.person.id, talk.new_code(), talk.now, lab=lab.id)
    held_by = vCalAddress(f"{talk.city.link_base}/{talk.city.bot_username}")
    held_by.params["cn"] = vText(lab.host)
    calendar = Calendar()
    calendar.add("prodid", "-//Passaparola//Labs//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    dates = sorted((*lab.meetings, *lab.dropped), key=lambda one: one.starts_at)
    if is_off:
        dates = [meeting for meeting in dates if meeting.ends_at > talk.now] or dates
    for meeting in dates:
        event = Event()
        event.add("uid", f"{meeting.id}@{talk.city.bot_username}")
        event.add("sequence", _sequence(meeting, signup))
        event.add("status", "CANCELLED" if is_off or meeting.cancelled_at else "CONFIRMED")
        event.add("dtstamp", talk.now.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(talk.city.zone))
        event.add("dtend", meeting.ends_at.astimezone(talk.city.zone))
        event.add("summary", text.title)
        event.add("description", text.summary)
        event.add("location", meeting.place)
        event.add("url", talk.city.link(code))
        event.add("organizer", held_by)
        calendar.add_component(event)
    if dates:
        zone = {"first_date": dates[0].starts_at - A_YEAR, "last_date": dates[-1].ends_at + A_YEAR}
        calendar.add_missing_timezones(**{name: at.date() for name, at in zone.items()})
    content: bytes = calendar.to_ical()
    return content
