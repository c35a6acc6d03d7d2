"""Remembers people: their language, their wishes, their contact. The only way to a Telegram id is here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, delete, insert, literal_column, select, update

from storage.database import Transaction
from storage.tables import ContactRow, PersonRow
from storage.traces import TRACES


@dataclass(frozen=True, slots=True)
class Person:
    """A person as screens know them: no name, no handle, no Telegram id."""

    id: int
    language: str
    role: str
    met_at: datetime
    seen_on: date
    agreed_at: datetime | None
    stopped_at: datetime | None
    has_reminders: bool
    is_work_first: bool
    district: str | None
    awaiting: str | None
    wave: int
    source: str | None
    said_source: str | None
    opened_id: int | None
    shows_figures: bool


_COLUMNS: tuple[Any, ...] = (
    PersonRow.id,
    PersonRow.language,
    PersonRow.role,
    PersonRow.met_at,
    PersonRow.seen_on,
    PersonRow.agreed_at,
    PersonRow.stopped_at,
    PersonRow.has_reminders,
    PersonRow.is_work_first,
    PersonRow.district,
    PersonRow.awaiting,
    PersonRow.wave,
    PersonRow.source,
    PersonRow.said_source,
    PersonRow.opened_id,
    PersonRow.shows_figures,
)
_BY_CONTACT = (
    select(*_COLUMNS, ContactRow.unreachable_since)
    .join(ContactRow, ContactRow.person_id == PersonRow.id)
    .where(ContactRow.telegram_id == bindparam("telegram_id"))
)
_BY_ID = select(*_COLUMNS).where(PersonRow.id == bindparam("person"), PersonRow.erased_at.is_(None))


def find(tx: Transaction, telegram_id: int) -> tuple[Person, bool] | None:
    """The person of a private chat, and whether they were held to be unreachable; None if unknown."""
    row: Any = tx.execute(_BY_CONTACT, {"telegram_id": telegram_id}).first()
    return None if row is None else (Person(*row[:-1]), row[-1] is not None)


def get(tx: Transaction, person: int) -> Person | None:
    """A person by our own number; None if erased or never there."""
    row = tx.execute(_BY_ID, {"person": person}).first()
    return None if row is None else Person(*row)


_BY_IDS = select(*_COLUMNS).where(
    PersonRow.id.in_(bindparam("people", expanding=True)), PersonRow.erased_at.is_(None)
)


def get_all(tx: Transaction, numbers: Collection[int]) -> dict[int, Person]:
    """People by our own number: those of them that are there."""
    found = (Person(*row) for row in tx.execute(_BY_IDS, {"people": list(numbers)}))
    return {person.id: person for person in found}


def meet(tx: Transaction, telegram_id: int, language: str, now: datetime) -> Person:
    """Remember a chat that was never seen: its language, and nothing else."""
    values = {"language": language, "met_at": now, "seen_on": now.date()}
    person = tx.execute(insert(PersonRow).values(values).returning(PersonRow.id)).scalar_one()
    tx.execute(insert(ContactRow).values(telegram_id=telegram_id, person_id=person))
    found = get(tx, person)
    assert found is not None
    return found


def change(tx: Transaction, person: int, **values: Any) -> None:
    """Write some of a person's columns."""
    given = {f"new_{column}": value for column, value in values.items()}
    tx.execute(_change(tuple(sorted(values))), {"person": person, **given})


@cache
def _change(columns: tuple[str, ...]) -> Update:
    new: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    return update(PersonRow).where(PersonRow.id == bindparam("person")).values(new)


def set_unreachable(tx: Transaction, person: int, since: datetime | None) -> None:
    """Note that a person cannot be written to `since` a moment; None: can be, again."""
    chosen = update(ContactRow).where(ContactRow.person_id == person)
    tx.execute(chosen.values(unreachable_since=since))


def telegram_id(tx: Transaction, person: int) -> int | None:
    """The private chat of a person; None if there is none any more."""
    found: int | None = tx.execute(
        select(ContactRow.telegram_id).where(ContactRow.person_id == person)
    ).scalar()
    return found


def coordinators(tx: Transaction, telegram_ids: tuple[int, ...]) -> tuple[Person, ...]:
    """All who coordinate: by a one-time link, or named in bot.toml by Telegram id."""
    named = select(ContactRow.person_id).where(ContactRow.telegram_id.in_(telegram_ids))
    invited = select(PersonRow.id).where(PersonRow.role == literal_column("'coordinator'"))
    ids = {*tx.execute(named).scalars(), *tx.execute(invited).scalars()}
    query = select(*_COLUMNS).where(PersonRow.id.in_(ids), PersonRow.agreed_at.is_not(None))
    return tuple(Person(*row) for row in tx.execute(query.order_by(PersonRow.id)))


def forget(tx: Transaction, person: int, now: datetime) -> None:
    """Erase a person: contact, wishes, words and drafts go; an anonymous stub keeps the counts.

    Their links lead on to the lab, but count no more. Sign-ups to come are cancelled by the caller,
    who gives the seats to others. Of who never agreed nothing is left: they were never counted.
    """
    is_visitor = PersonRow.id == person, PersonRow.agreed_at.is_(None), PersonRow.erased_at.is_(None)
    visitor = tx.execute(select(PersonRow.id).where(*is_visitor)).scalar()
    for trace in TRACES:
        if trace.goes:
            tx.execute(delete(trace.table).where(trace.mine), {"person": person})
        elif trace.wiped:
            moment = {trace.moment: now} if trace.moment else {}
            wiped = update(trace.table).where(trace.mine).values({**trace.wiped, **moment})
            tx.execute(wiped, {"person": person})
    if visitor is not None:
        tx.execute(delete(PersonRow).where(PersonRow.id == visitor))


def held(tx: Transaction, person: int) -> dict[str, list[dict[str, Any]]]:
    """All that is held about a person, table by table, as plain values."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for trace in TRACES:
        mine = select(*trace.table.__table__.columns).where(trace.mine)
        rows = tx.execute(mine, {"person": person}).mappings()
        tables[trace.name] = [{key: value for key, value in row.items() if value is not None} for row in rows]
    return tables
