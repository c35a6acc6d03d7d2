"""Reads what is known of the word's way, as columns of numbers: people, links that are nobody's, arrivals.

One pass through each table, never a query a person. It must not know what is made of the numbers, nor which
of them may be shown.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, literal, select

from storage import columns
from storage.columns import seconds, small
from storage.database import Transaction
from storage.tables import (
    ArrivalRow,
    AttendanceRow,
    OutboxRow,
    PersonRow,
    PlaceRow,
    ShareRow,
    SignupRow,
)
from storage.way import DROPPED, PERSON, ROLES, SAID, SOURCES, THING, Arrivals, People, Way

if TYPE_CHECKING:
    from storage.way import Column

_GONE = ("cancelled", "removed")
CACHE_KB = 65_536
"""Memory that SQLite may use to find each arrival's link: with the usual 2 MB that takes twice the time."""


def way(
    tx: Transaction,
    until: datetime,
    languages: tuple[str, ...],
    districts: tuple[str, ...],
    lab: int | None = None,
) -> Way:
    """Until a moment, in the whole city or of one lab: first arrivals are then those for the lab."""
    twin: Transaction | None = tx.get_execution_options().get("twin")
    if twin is None:
        return _whole(_known(tx, until, languages, districts, lab), _came(tx, until, lab))
    with ThreadPoolExecutor(1) as beside:
        came = beside.submit(_came, twin, until, lab)
        return _whole(_known(tx, until, languages, districts, lab), came.result())


def _whole(known: tuple[Any, ...], came: tuple[Any, ...]) -> Way:
    (people, things, links, opened, posted), (arrivals, signups, attended) = known, came
    return Way(people, arrivals, things, links, signups, attended, opened, posted)


def _known(
    tx: Transaction, until: datetime, languages: tuple[str, ...], districts: tuple[str, ...], lab: int | None
) -> tuple[Any, ...]:
    """Half of the work."""
    _give_room(tx)
    return (
        _people(tx, until, languages, districts),
        _things(tx, until, lab),
        _links(tx, until, lab),
        *_opened(tx, until, lab),
    )


def _came(tx: Transaction, until: datetime, lab: int | None) -> tuple[Any, ...]:
    """The other half."""
    _give_room(tx)
    return (_arrivals(tx, until, lab), *_steps(tx, until, lab))


def _give_room(tx: Transaction) -> None:
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KB}")


def _people(
    tx: Transaction, until: datetime, languages: tuple[str, ...], districts: tuple[str, ...]
) -> People:
    met_at = case((PersonRow.erased_at.is_not(None), PersonRow.met_at))  # all that is kept of who is erased
    came = func.coalesce(PersonRow.agreed_at, met_at)
    wanted = (
        PersonRow.id,
        _place(PersonRow.role, ROLES),
        _place(PersonRow.language, languages),
        _place(PersonRow.district, districts),
        seconds(came),
        PersonRow.wave,
        _place(PersonRow.said_source, SAID),
    )
    return People(*columns.read(tx, PersonRow.id, wanted, select(PersonRow.id).where(came <= until)))


def _arrivals(tx: Transaction, until: datetime, lab: int | None) -> Arrivals:
    of_lab = [] if lab is None else [ArrivalRow.lab_id == lab]
    wanted = (
        ArrivalRow.person_id,
        _place(ArrivalRow.source, SOURCES),
        small(literal(-1)) if lab is None else ArrivalRow.wave,  # in the city it stands with the people
        seconds(ArrivalRow.at),
        small(case((ArrivalRow.is_origin if lab is None else ArrivalRow.is_first, 1), else_=0)),
        ArrivalRow.share_id,
    )
    query = select(ArrivalRow.id).where(ArrivalRow.at <= until, *of_lab)
    person, source, wave, at_s, is_first, link = columns.read(tx, ArrivalRow.id, wanted, query)
    return Arrivals(person, source, wave, at_s, is_first, *_tellers(tx, link, of_lab))


def _tellers(tx: Transaction, link: "Column", of_lab: list[Any]) -> "tuple[Column, Column]":
    """Through what each arrival came, and its number; links are read in their order, not that of arrivals."""
    import numpy as np

    is_told = and_(ShareRow.person_id.is_not(None), ShareRow.kind != "poster")
    is_gone = and_(ShareRow.person_id.is_(None), ShareRow.kind.in_(("friend", "copy", "inline")))
    wanted = (
        ArrivalRow.share_id,
        small(case((is_told, PERSON), (is_gone, DROPPED), else_=THING)),
        case((is_told, ShareRow.person_id), else_=ShareRow.id),
    )
    query = select(ArrivalRow.share_id).join(ShareRow, ShareRow.id == ArrivalRow.share_id).where(*of_lab)
    number, through, teller = columns.read(tx, ArrivalRow.share_id, wanted, query)
    of_link = np.full((2, 2 + max(link.max(initial=0), number.max(initial=0))), -1)
    of_link[0] = DROPPED
    of_link[:, number] = through, teller
    return of_link[0, link], of_link[1, link]  # with no link (-1), what stands last: nothing


def _place(column: Any, values: tuple[str, ...]) -> Any:
    """Where among these a column's value is; nothing, if nowhere."""
    if not values:
        return small(literal(-1))
    return small(case({value: place for place, value in enumerate(values)}, value=column))


def _things(tx: Transaction, until: datetime, lab: int | None) -> "tuple[Column, ...]":
    """Links that are nobody's: each is a beginning of its own."""
    source = case(
        (ShareRow.kind == "group", SOURCES.index("group")),
        (PlaceRow.kind == "centre", SOURCES.index("centre")),
        else_=SOURCES.index("poster"),
    )
    query = (
        select(ShareRow.id)
        .outerjoin(PlaceRow, PlaceRow.id == ShareRow.place_id)
        .where(ShareRow.kind.in_(("place", "poster", "group")), ShareRow.made_at <= until, *_of(lab))
    )
    return columns.read(tx, ShareRow.id, (ShareRow.id, source, seconds(ShareRow.made_at)), query)


def _of(lab: int | None) -> list[Any]:
    return [] if lab is None else [ShareRow.lab_id == lab]


def _links(tx: Transaction, until: datetime, lab: int | None) -> "tuple[Column, ...]":
    """When those who told others without having been told themselves had something to tell with.

    In the city these are leaders; of a lab, also who got its announcement and brought somebody or signed up.
    """
    theirs = and_(ShareRow.made_at <= until, ShareRow.kind != "poster")
    if lab is None:
        is_theirs = and_(theirs, ShareRow.person_id == PersonRow.id, ShareRow.kind != "copy")
        first = select(func.min(ShareRow.made_at)).where(is_theirs).scalar_subquery()
        leads = select(PersonRow.id).where(PersonRow.role != "person")
        return columns.read(tx, PersonRow.id, (PersonRow.id, seconds(first), literal(0), literal(0)), leads)
    not_sent = select(OutboxRow.id).where(
        OutboxRow.person_id == ShareRow.person_id,
        OutboxRow.announcement_id == ShareRow.announcement_id,
        OutboxRow.state != "sent",
    )
    is_copy = and_(ShareRow.kind == "copy", ShareRow.announcement_id.is_not(None), ~not_sent.exists())
    is_here = (SignupRow.lab_id == lab, SignupRow.person_id == ShareRow.person_id)
    joined = select(func.min(SignupRow.joined_at)).where(*is_here, SignupRow.joined_at <= until)
    through = (ArrivalRow.share_id == ShareRow.id, ArrivalRow.at <= until)
    brought = select(func.min(ArrivalRow.at)).where(*through)
    since = (seconds(one.scalar_subquery()) for one in (joined, brought))
    query = select(ShareRow.id).where(ShareRow.lab_id == lab, ShareRow.person_id.is_not(None), theirs)
    wanted = (ShareRow.person_id, seconds(ShareRow.made_at), case((is_copy, 1), else_=0), *since)
    who, made, copy, *moments = columns.read(tx, ShareRow.id, wanted, query)
    counted = _earliest(*moments)
    came = counted >= 0
    return who[came], made[came], copy[came], counted[came]


def _earliest(one: "Column", other: "Column") -> "Column":
    """Of two moments the one before; -1 is none."""
    import numpy as np

    return np.where((one >= 0) & ((other < 0) | (one < other)), one, other)


def _steps(tx: Transaction, until: datetime, lab: int | None) -> "tuple[tuple[Column, ...], Column]":
    """Who signed up (of a lab, also since when), and who came: their numbers, some more than once."""
    of_lab = [] if lab is None else [SignupRow.lab_id == lab]
    theirs = select(SignupRow.id).where(SignupRow.person_id.is_not(None), *of_lab)
    undone = and_(SignupRow.state.in_(_GONE), SignupRow.changed_at <= until)
    signed_up = theirs.where(SignupRow.joined_at <= until, ~undone)
    came = theirs.join(AttendanceRow, AttendanceRow.signup_id == SignupRow.id).where(
        AttendanceRow.mark == "attended", AttendanceRow.marked_at <= until
    )
    joined = small(literal(-1)) if lab is None else seconds(SignupRow.joined_at)
    signups = columns.read(tx, SignupRow.id, (SignupRow.person_id, joined), signed_up)
    (attended,) = columns.read(tx, SignupRow.id, (SignupRow.person_id,), came)
    return signups, attended


def _opened(tx: Transaction, until: datetime, lab: int | None) -> tuple[int, int]:
    sums = (func.coalesce(func.sum(column), 0) for column in (ShareRow.opened, ShareRow.posted))
    found = tx.execute(select(*sums).where(ShareRow.made_at <= until, *_of(lab))).one()
    return int(found[0]), int(found[1])
