"""Decides when the list at the door is open, and what a tap on it notes next.

Pure; it must not know who taps.
"""

from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from storage.attendances import Expected
from storage.labs import Lab, Meeting

OPENS = timedelta(hours=2)
"""So long before a meeting begins, its list opens: the first are at the door."""
CLOSES = timedelta(days=2)
"""So long after a meeting has ended, a host can still note who came."""

Next = Literal["attended", "some", "absent", "none"]


def is_open(meeting: Meeting, is_desk: bool, now: datetime) -> bool:
    """Whether who came to a meeting can be noted now; the desk can at any time afterwards."""
    return meeting.starts_at - OPENS <= now and (is_desk or now < meeting.ends_at + CLOSES)


def open_meetings(lab: Lab, is_desk: bool, now: datetime) -> tuple[Meeting, ...]:
    """The meetings of a lab whose list is open, soonest first."""
    return tuple(meeting for meeting in lab.meetings if is_open(meeting, is_desk, now))


def todays(meetings: tuple[Meeting, ...], zone: ZoneInfo, now: datetime) -> tuple[Meeting, ...]:
    """Those of the day on the city's wall, or going on right now."""
    today = now.astimezone(zone).date()
    return tuple(
        meeting
        for meeting in meetings
        if meeting.starts_at.astimezone(zone).date() == today or meeting.starts_at <= now < meeting.ends_at
    )


def next_mark(of: Expected, has_begun: bool) -> Next:
    """What a tap does: all came, then fewer came (for more than one person), then none, then not noted.

    Nobody is absent before it has begun, nor who came without a seat. Of who has left since, something stays
    noted: else they would be off the list, and a wrong tap could not be mended.
    """
    can_be_absent = has_begun and of.state != "walked_in"
    if of.mark == "absent":
        return "none" if of.state == "seated" else "attended"
    if of.mark != "attended":
        return "attended"
    if of.came == of.party > 1:
        return "some"
    return "absent" if can_be_absent else "none"
