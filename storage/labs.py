"""Remembers labs: what they are, their words in each language, their meetings.

It must not know who is told when one of them changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, select, update

from storage import changes
from storage.changes import Change
from storage.database import Transaction
from storage.tables import LabChangeRow, LabRow, LabTextRow, MeetingRow


@dataclass(frozen=True, slots=True)
class Text:
    """A lab's words in one language. `is_outdated`: the original has changed after it."""

    language: str
    title: str
    summary: str
    origin: str = "human"
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date of a lab. `sequence`: how often it has changed; `cancelled_at`: since when it is no more."""

    id: int
    starts_at: datetime
    ends_at: datetime
    place: str
    map_url: str | None
    sequence: int = 0
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab whole: texts by language, languages spoken there, meetings that stand, soonest first.

    `dropped`: meetings that are no more, soonest first; `changes`: since people know of it, oldest first.
    """

    id: int
    status: str
    topic: str
    venue: str
    host: str
    district: str | None
    spoken: tuple[str, ...]
    seats: int
    language: str
    texts: dict[str, Text]
    meetings: tuple[Meeting, ...]
    dropped: tuple[Meeting, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def starts_at(self) -> datetime:
        """When its first meeting begins; where none stands, when it would have."""
        return (self.meetings or self.dropped)[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """When its last meeting is over; where none stands, when it would have been."""
        return (self.meetings or self.dropped)[-1].ends_at

    def coming(self, now: datetime) -> Meeting:
        """The first of its meetings that is not over; else the last."""
        known = self.meetings or self.dropped
        return next((meeting for meeting in known if meeting.ends_at > now), known[-1])

    def is_open(self, now: datetime) -> bool:
        """Whether one can sign up: until the last of its meetings begins."""
        return self.status == "published" and any(now < meeting.starts_at for meeting in self.meetings)


MOST_PAST = 1000
"""Labs that are over and can be leafed through."""

_ABOUT: tuple[Any, ...] = (
    LabRow.id,
    LabRow.status,
    LabRow.topic,
    LabRow.venue,
    LabRow.host,
    LabRow.district,
    LabRow.spoken,
    LabRow.seats,
    LabRow.language,
)
_LAB = (*_ABOUT, exists().where(LabChangeRow.lab_id == LabRow.id))
"""The last: whether it has changed since people know of it. Most have not: that spares them a statement."""
_ONE = select(*_LAB).where(LabRow.id == bindparam("lab"))
_SOME = select(*_LAB).where(LabRow.id.in_(bindparam("labs", expanding=True)))
_IS_AHEAD = and_(MeetingRow.ends_at > bindparam("now"), MeetingRow.cancelled_at.is_(None))
_COMING = select(*_LAB).where(
    LabRow.status.in_(bindparam("statuses", expanding=True)),
    LabRow.id.in_(select(MeetingRow.lab_id).where(_IS_AHEAD)),
)
_DATELESS = (
    select(*_LAB)
    .where(LabRow.status != "cancelled", exists().where(MeetingRow.lab_id == LabRow.id))
    .where(~exists().where(MeetingRow.lab_id == LabRow.id, MeetingRow.cancelled_at.is_(None)))
    .order_by(LabRow.id)
)
_TEXTS = select(
    LabTextRow.lab_id,
    LabTextRow.language,
    LabTextRow.title,
    LabTextRow.summary,
    LabTextRow.origin,
    LabTextRow.changed_at,
).where(LabTextRow.lab_id.in_(bindparam("labs", expanding=True)))
_MEETING: tuple[Any, ...] = (
    MeetingRow.lab_id,
    MeetingRow.id,
    MeetingRow.starts_at,
    MeetingRow.ends_at,
    MeetingRow.place,
    MeetingRow.map_url,
    MeetingRow.sequence,
    MeetingRow.cancelled_at,
)
_ARE_OF = MeetingRow.lab_id.in_(bindparam("labs", expanding=True))
_IN_ORDER = (MeetingRow.starts_at, MeetingRow.id)
_MEETINGS = select(*_MEETING).where(_ARE_OF).order_by(*_IN_ORDER)
_BOUNDS = (
    select(
        MeetingRow.lab_id,
        func.min(MeetingRow.starts_at).label("next"),
        func.max(MeetingRow.starts_at).label("last"),
    )
    .where(_ARE_OF, _IS_AHEAD)
    .group_by(MeetingRow.lab_id)
    .subquery()
)
_NEXT_AND_LAST = (
    select(*_MEETING)
    .join(_BOUNDS, _BOUNDS.c.lab_id == MeetingRow.lab_id)
    .where(MeetingRow.starts_at.in_((_BOUNDS.c.next, _BOUNDS.c.last)), _IS_AHEAD)
    .order_by(*_IN_ORDER)
)


def _labs(tx: Transaction, rows: Iterable[Any], listed_at: datetime | None = None) -> tuple[Lab, ...]:
    """Labs whole; with `listed_at`, as they are listed then: their next and last date, and no changes."""
    found = {row[0]: row for row in rows}
    if not found:
        return ()
    ids = {"labs": list(found)}
    meetings: dict[int, list[Meeting]] = {lab: [] for lab in found}
    row: Any
    dates = _MEETINGS if listed_at is None else _NEXT_AND_LAST
    for row in tx.execute(dates, {**ids, "now": listed_at}):
        meetings[row[0]].append(Meeting(*row[1:]))
    is_other = [lab for lab, row in found.items() if row[-1] and listed_at is None]
    changed = changes.of(tx, is_other) if is_other else {}
    written: dict[int, list[Any]] = {lab: [] for lab in found}
    for row in tx.execute(_TEXTS, ids):
        written[row[0]].append(tuple(row[1:]))
    labs = []
    for lab, row in found.items():
        own = row.language
        since = next((at for language, *_, at in written[lab] if language == own), None)
        texts = {
            language: Text(language, name, summary, origin, language != own and bool(since and at < since))
            for language, name, summary, origin, at in written[lab]
        }
        about = {name.key: value for name, value in zip(_ABOUT, row, strict=False)}
        about["spoken"] = tuple(filter(None, row.spoken.split(",")))
        stand = tuple(meeting for meeting in meetings[lab] if meeting.cancelled_at is None)
        dropped = tuple(meeting for meeting in meetings[lab] if meeting.cancelled_at is not None)
        labs.append(Lab(**about, texts=texts, meetings=stand, dropped=dropped, changes=changed.get(lab, ())))
    return tuple(labs)


def get(tx: Transaction, lab: int) -> Lab | None:
    """A lab by its number, whatever its status."""
    found = _labs(tx, tx.execute(_ONE, {"lab": lab}))
    return found[0] if found else None


def get_all(tx: Transaction, numbers: Collection[int]) -> dict[int, Lab]:
    """Labs by their numbers, whatever their status: those of them that are there."""
    return {lab.id: lab for lab in _labs(tx, tx.execute(_SOME, {"labs": list(numbers)}))}


def coming(tx: Transaction, now: datetime, statuses: tuple[str, ...] = ("published",)) -> tuple[Lab, ...]:
    """Labs of these statuses with a meeting that is not over, soonest first: to be listed.

    Of each the next date and the last only, and no changes: a list is long, and a lab may have many.
    """
    rows = tx.execute(_COMING, {"now": now, "statuses": statuses})
    return tuple(sorted(_labs(tx, rows, now), key=lambda lab: (lab.starts_at, lab.id)))


def dateless(tx: Transaction) -> tuple[Lab, ...]:
    """Labs that are not cancelled, and of whose dates none stands any more."""
    return _labs(tx, tx.execute(_DATELESS))


def past(tx: Transaction, now: datetime, first: int, most: int) -> tuple[Lab, ...]:
    """Labs that took place and are over, the latest first; at most so many, from the `first` (0) on."""
    last = func.max(MeetingRow.ends_at)
    over = (
        select(MeetingRow.lab_id, last.label("at"))
        .where(MeetingRow.cancelled_at.is_(None))
        .group_by(MeetingRow.lab_id)
        .having(last <= now)
        .subquery()
    )
    held = select(*_LAB).join(over, over.c.lab_id == LabRow.id)
    held = held.where(LabRow.status.in_(("published", "closed")))
    rows = tx.execute(held.order_by(over.c.at.desc(), LabRow.id.desc()).offset(first).limit(most))
    return _labs(tx, rows)


def add(tx: Transaction, text: Text, now: datetime, **values: Any) -> int:
    """Write down a new lab (a draft unless said otherwise) with its first text; its number."""
    values = {"language": text.language, "made_at": now, **values}
    values["spoken"] = ",".join(values.get("spoken", ()))
    lab: int = tx.execute(insert(LabRow).values(values).returning(LabRow.id)).scalar_one()
    put_text(tx, lab, text, now)
    return lab


def add_meeting(
    tx: Transaction, lab: int, starts_at: datetime, ends_at: datetime, place: str, map_url: str | None = None
) -> int:
    """Give a lab one more date."""
    meeting = {"lab_id": lab, "starts_at": starts_at, "ends_at": ends_at, "place": place, "map_url": map_url}
    return tx.execute(insert(MeetingRow).values(meeting).returning(MeetingRow.id)).scalar_one()


def change_meeting(tx: Transaction, meeting: int, **values: Any) -> None:
    """Move a meeting in time or place: calendars take the copy with the higher `sequence` (RFC 5545)."""
    one = update(MeetingRow).where(MeetingRow.id == meeting)
    tx.execute(one.values(sequence=MeetingRow.sequence + 1, **values))


def drop_meeting(tx: Transaction, meeting: int, now: datetime) -> None:
    """A date is no more; its row stays, so that it can be said."""
    change_meeting(tx, meeting, cancelled_at=now)


def cancel(tx: Transaction, lab: int) -> None:
    """The whole lab is off, for good."""
    change(tx, lab, status="cancelled")
    tx.execute(update(MeetingRow).where(MeetingRow.lab_id == lab).values(sequence=MeetingRow.sequence + 1))


def change(tx: Transaction, lab: int, **values: Any) -> None:
    """Write some of a lab's columns; `spoken` as a tuple of languages."""
    if "spoken" in values:
        values["spoken"] = ",".join(values["spoken"])
    tx.execute(update(LabRow).where(LabRow.id == lab).values(values))


def put_text(tx: Transaction, lab: int, text: Text, now: datetime) -> None:
    """A lab's words in one language, in place of those it had; calendars take other words for a change."""
    mine = (LabTextRow.lab_id == lab, LabTextRow.language == text.language)
    had = tx.execute(select(LabTextRow.title, LabTextRow.summary).where(*mine)).first()
    if had is None or tuple(had) != (text.title, text.summary):
        ahead = update(MeetingRow).where(MeetingRow.lab_id == lab, MeetingRow.ends_at > now)
        tx.execute(ahead.values(sequence=MeetingRow.sequence + 1))
    tx.execute(delete(LabTextRow).where(*mine))
    values = {"language": text.language, "title": text.title, "summary": text.summary, "origin": text.origin}
    tx.execute(insert(LabTextRow).values(lab_id=lab, changed_at=now, **values))
