"""Decides in what a lab differs from how it was before some changes of it.

What was moved there and back is no difference, nor is a date that came and went. It must not know how a
difference is put into words, nor who is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal

from storage.changes import Change
from storage.labs import Lab, Meeting

Kind = Literal["new", "other", "gone"]
"""A date that was not there, is at another time or place, or is no more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One date that is another now. `meeting`: as it is now, or was if it is gone.

    `was_times`: from when to when it was; `was_place`: where. None: as now. `has_other_way`: one gets
    there otherwise: it is held on line now, or has another map.
    """

    kind: Kind
    meeting: Meeting
    was_times: tuple[datetime, datetime] | None = None
    was_place: str | None = None
    has_other_way: bool = False


def differences(lab: Lab, changes: Iterable[Change], now: datetime) -> tuple[Difference, ...]:
    """What these changes (oldest first) have come to, of dates that are not over, soonest first."""
    by_meeting: dict[int, list[Change]] = {}
    for change in changes:
        if change.meeting_id is not None:
            by_meeting.setdefault(change.meeting_id, []).append(change)
    return tuple(_each(lab, by_meeting, now))


def _each(lab: Lab, by_meeting: dict[int, list[Change]], now: datetime) -> Iterator[Difference]:
    for meeting in sorted((*lab.meetings, *lab.dropped), key=lambda one: (one.starts_at, one.id)):
        made = by_meeting.get(meeting.id)
        if not made:
            continue
        is_new = any(change.what == "added" for change in made)
        times, place = was(meeting, made)
        if meeting.cancelled_at is not None:
            if not is_new and times[1] > now:
                yield Difference("gone", replace(meeting, starts_at=times[0], ends_at=times[1], place=place))
        elif meeting.ends_at <= now:
            continue
        elif is_new:
            yield Difference("new", meeting)
        else:
            one = compared(meeting, times, place, _has_other_way(meeting, made))
            if one is not None:
                yield one


def was(meeting: Meeting, changes: Iterable[Change]) -> tuple[tuple[datetime, datetime], str]:
    """When and where a meeting was before its changes (oldest first)."""
    times: tuple[datetime, datetime] | None = None
    place: str | None = None
    for change in changes:
        if times is None and change.was_starts_at is not None and change.was_ends_at is not None:
            times = change.was_starts_at, change.was_ends_at
        if place is None:
            place = change.was_place
    return times or (meeting.starts_at, meeting.ends_at), meeting.place if place is None else place


def _has_other_way(meeting: Meeting, changes: Iterable[Change]) -> bool:
    """Whether it was placed anew where it was: then it is the way there that has changed."""
    places = [change.was_place for change in changes if change.what == "placed"]
    return any(before == after for before, after in pairwise((*places, meeting.place)))


def compared(
    meeting: Meeting, times: tuple[datetime, datetime], place: str, has_other_way: bool = False
) -> Difference | None:
    """How a meeting differs from when and where it was; None if it does not."""
    was_times = None if times == (meeting.starts_at, meeting.ends_at) else times
    was_place = None if place == meeting.place else place
    if was_times is None and was_place is None and not has_other_way:
        return None
    return Difference("other", meeting, was_times, was_place, has_other_way)
