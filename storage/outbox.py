"""Remembers every message until it has arrived, or is known not to. What a state means is the courier's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.tables import ContactRow, OutboxRow

Kind = Literal["reply", "reminder", "notice", "announcement"]
PRIORITY: dict[Kind, int] = {"reply": 0, "reminder": 1, "notice": 1, "announcement": 2}
"""Lower goes first."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that was handed out: to whom, and either its words or the address they are at.

    `message_id`: it was sent before, as this message, and is now told anew.
    """

    id: int
    kind: Kind
    person_id: int | None
    group_id: int | None
    message: str | None
    address: str | None
    announcement_id: int | None
    attempts: int
    due_at: datetime
    message_id: int | None
    chat_id: int
    is_unreachable: bool = False

    @property
    def is_reply(self) -> bool:
        """Somebody is waiting for it."""
        return self.kind == "reply"


_IS_QUEUED = OutboxRow.state == literal_column("'queued'")
_IS_LEASED = OutboxRow.state == literal_column("'leased'")
"""Written out, not bound: only so do the partial indexes serve."""
_PUT = insert(OutboxRow)
_BLANK: dict[str, Any] = dict.fromkeys(("person_id", "group_id", "message", "address", "expires_at"))


def put(
    tx: Transaction,
    kind: Kind,
    due_at: datetime,
    *,
    person: int | None = None,
    group: int | None = None,
    message: str | None = None,
    address: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Queue one message, to a person or a group."""
    values = {"kind": kind, "priority": PRIORITY[kind], "state": "queued", "due_at": due_at, "attempts": 0}
    goes = {"person_id": person, "group_id": group, "message": message, "address": address}
    tx.execute(_PUT, {**_BLANK, **values, **goes, "expires_at": expires_at})


def put_letters(
    tx: Transaction, kind: Kind, due_at: datetime, letters: Iterable[tuple[int, str]], expires_at: datetime
) -> None:
    """Queue many letters at once: to each person the one at their address."""
    values = {"kind": kind, "priority": PRIORITY[kind], "state": "queued", "due_at": due_at, "attempts": 0}
    rows = [
        {**_BLANK, **values, "person_id": person, "address": address, "expires_at": expires_at}
        for person, address in letters
    ]
    if rows:
        tx.execute(_PUT, rows)


_ANY = aliased(ContactRow)
_CONTACT = func.coalesce(
    select(_ANY.id).where(_ANY.person_id == OutboxRow.person_id).correlate(OutboxRow).scalar_subquery(),
    select(_ANY.id).where(_ANY.group_id == OutboxRow.group_id).correlate(OutboxRow).scalar_subquery(),
)
"""Looked up in two steps: joined by either, no database finds its way along an index."""
_NEXT = (
    select(
        OutboxRow.id,
        OutboxRow.kind,
        OutboxRow.person_id,
        OutboxRow.group_id,
        OutboxRow.message,
        OutboxRow.address,
        OutboxRow.announcement_id,
        OutboxRow.attempts,
        OutboxRow.due_at,
        OutboxRow.message_id,
        ContactRow.telegram_id,
        ContactRow.unreachable_since.is_not(None),
    )
    .join(ContactRow, ContactRow.id == _CONTACT)
    .where(_IS_QUEUED, OutboxRow.due_at <= bindparam("now"))
    .where(or_(OutboxRow.expires_at.is_(None), OutboxRow.expires_at > bindparam("now")))
    .where(OutboxRow.priority <= bindparam("upto"))
    .where(ContactRow.telegram_id.not_in(bindparam("held", expanding=True)))
    .order_by(OutboxRow.priority, OutboxRow.id)
    .limit(bindparam("most"))
)


def lease(
    tx: Transaction, now: datetime, most: int, upto: int = 2, held: Collection[int] = ()
) -> tuple[Parcel, ...]:
    """Hand out the next messages (at most `most`, of priority `upto` or before).

    None for the `held` chats, and one a chat: what follows it waits until that one has arrived.
    """
    values = {"now": now, "most": most, "upto": upto, "held": list(held)}
    first: dict[int, Parcel] = {}
    row: Any
    for row in tx.execute(_NEXT, values):
        parcel = Parcel(*row)
        first.setdefault(parcel.chat_id, parcel)
    parcels = tuple(first.values())
    if parcels:
        ids = [parcel.id for parcel in parcels]
        tx.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(state="leased"))
    return parcels


_RECORD = (
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("row"))
    .where(or_(_IS_LEASED, bindparam("state") == "sent"))
    .values(
        state=bindparam("state"),
        reason=bindparam("reason"),
        message_id=func.coalesce(bindparam("sent_as"), OutboxRow.message_id),
        message=bindparam("words"),
        attempts=OutboxRow.attempts + bindparam("tries"),
        finished_at=bindparam("at"),
    )
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a parcel.

    `is_attempt`: it counts as a try; `is_gone`: the chat cannot be written to; `moved_to`: the group's
    other chat id.
    """

    parcel: Parcel
    state: str
    reason: str | None = None
    message_id: int | None = None
    is_attempt: bool = True
    is_gone: bool = False
    moved_to: int | None = None


def record(tx: Transaction, results: Iterable[Result], now: datetime) -> None:
    """Write results down. Words that have arrived, or never will, are wiped.

    Of what is no longer handed out (another process has taken over since) only an arrival is news.
    """
    rows = [
        {
            "row": result.parcel.id,
            "state": result.state,
            "reason": result.reason,
            "sent_as": result.message_id,
            "words": result.parcel.message if result.state == "queued" else None,
            "tries": int(result.is_attempt),
            "at": None if result.state == "queued" else now,
        }
        for result in results
    ]
    if rows:
        tx.execute(_RECORD, rows)


_EXPIRE = (
    update(OutboxRow)
    .where(_IS_QUEUED, OutboxRow.expires_at.is_not(None), OutboxRow.expires_at <= bindparam("now"))
    .values(state="expired", finished_at=bindparam("now"), message=None)
)


def expire(tx: Transaction, now: datetime) -> int:
    """What is past its moment is not sent late; how many."""
    return tx.execute(_EXPIRE, {"now": now}).rowcount


def settle(tx: Transaction, kind: Kind, state: str) -> int:
    """What of this kind was handed out and has not come back gets this state; how many.

    Asked in the same statement: what another process has just written down stays as it is.
    """
    mine = update(OutboxRow).where(_IS_LEASED, OutboxRow.kind == kind)
    return tx.execute(mine.values(state=state)).rowcount


def set_state(tx: Transaction, rows: Collection[int], state: str) -> None:
    """Put rows into a state."""
    tx.execute(update(OutboxRow).where(OutboxRow.id.in_(rows)).values(state=state))


def has_later_reply(tx: Transaction, parcel: Parcel) -> bool:
    """Whether the same person is to get another reply after this one."""
    later = select(OutboxRow.id).where(
        OutboxRow.person_id == parcel.person_id,
        OutboxRow.kind == "reply",
        _IS_QUEUED,
        OutboxRow.id > parcel.id,
    )
    return tx.execute(later.limit(1)).first() is not None


def count_due(tx: Transaction, now: datetime) -> int:
    """Messages that should go now, or are on their way."""
    waits = or_(and_(_IS_QUEUED, OutboxRow.due_at <= now), _IS_LEASED)
    return tx.execute(select(func.count()).select_from(OutboxRow).where(waits)).scalar_one()


def sent_as(tx: Transaction, person: int, message_id: int) -> str | None:
    """The address of what a person got as this message."""
    query = select(OutboxRow.address).where(OutboxRow.person_id == person, OutboxRow.message_id == message_id)
    return tx.execute(query.order_by(OutboxRow.id.desc()).limit(1)).scalar()


def letters(tx: Transaction, person: int, begins: str) -> tuple[tuple[str, str], ...]:
    """What was, or is to be, told to a person at addresses that begin so: (address, state), oldest first."""
    query = select(OutboxRow.address, OutboxRow.state).where(OutboxRow.person_id == person)
    query = query.where(OutboxRow.address.startswith(begins, autoescape=True)).order_by(OutboxRow.id)
    return tuple((address, state) for address, state in tx.execute(query) if address is not None)
