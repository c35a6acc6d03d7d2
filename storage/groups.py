"""Remembers the community groups the bot was added to: their language, whether news may be posted in them.

It must not know what is said there, nor anybody who writes there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update

from storage.database import Transaction
from storage.tables import ContactRow, GroupRow, OutboxRow, ShareRow

ONE_AT_A_TIME = 0
"""Key that keeps apart whatever changes which group has which chat id: a group that moves has two."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `left_at`: since when the bot is not in it; `brought_at`: since when news may be posted."""

    id: int
    language: str
    left_at: datetime | None
    brought_at: datetime | None

    @property
    def is_open(self) -> bool:
        """A leader let the bot post here, and it is still there."""
        return self.brought_at is not None and self.left_at is None


_COLUMNS: tuple[Any, ...] = (GroupRow.id, GroupRow.language, GroupRow.left_at, GroupRow.brought_at)
_BY_CONTACT = (
    select(*_COLUMNS)
    .join(ContactRow, ContactRow.group_id == GroupRow.id)
    .where(ContactRow.telegram_id == bindparam("telegram_id"))
)
_ALL = select(*_COLUMNS).where(GroupRow.id.in_(bindparam("numbers", expanding=True)))


def find(tx: Transaction, telegram_id: int) -> Group | None:
    """A group by its chat id."""
    row = tx.execute(_BY_CONTACT, {"telegram_id": telegram_id}).first()
    return None if row is None else Group(*row)


def get_all(tx: Transaction, numbers: Collection[int]) -> dict[int, Group]:
    """Groups by their numbers."""
    return {row.id: Group(*row) for row in tx.execute(_ALL, {"numbers": list(numbers)})}


def open_ones() -> Select[int]:
    """A query for the numbers of the groups in which news may be posted."""
    there = select(GroupRow.id).join(ContactRow, ContactRow.group_id == GroupRow.id)
    is_open = GroupRow.brought_at.is_not(None), GroupRow.left_at.is_(None)
    return there.where(*is_open, ContactRow.unreachable_since.is_(None))


def join(tx: Transaction, telegram_id: int, language: str, now: datetime) -> tuple[int, bool]:
    """The bot was added to a group: (its number, whether it has just come).

    Whoever added it again is perhaps not who brought it: where it had left, it may not post any more.
    """
    found = find(tx, telegram_id)
    if found is None:
        made = insert(GroupRow).values(language=language, added_at=now).returning(GroupRow.id)
        group = tx.execute(made).scalar_one()
        tx.execute(insert(ContactRow).values(telegram_id=telegram_id, group_id=group))
        return group, True
    back = update(GroupRow).where(GroupRow.id == found.id, GroupRow.left_at.is_not(None))
    came = tx.execute(back.values(left_at=None, brought_at=None, added_at=now)).rowcount > 0
    _set_unreachable(tx, found.id, None)
    return found.id, came


def be_there(tx: Transaction, group: int) -> None:
    """The bot is spoken to in a group: so it is there, even if it could not write for a while."""
    tx.execute(update(GroupRow).where(GroupRow.id == group).values(left_at=None))
    _set_unreachable(tx, group, None)


def bring(tx: Transaction, group: int, now: datetime) -> None:
    """From now on news may be posted in a group."""
    tx.execute(update(GroupRow).where(GroupRow.id == group).values(brought_at=now))


def speak(tx: Transaction, group: int, language: str) -> None:
    """The language spoken to a group from now on."""
    tx.execute(update(GroupRow).where(GroupRow.id == group).values(language=language))


def leave(tx: Transaction, telegram_id: int, now: datetime, is_told: bool = False) -> None:
    """The bot is no longer in a group, or cannot write there. `is_told`: it was told to go.

    What was about to be said is not said. Put out, it stays brought until it is added again: a group that
    moves puts it out of the old chat, too.
    """
    group = find(tx, telegram_id)
    if group is None:
        return
    values: dict[str, Any] = {"left_at": group.left_at or now}
    if is_told:
        values["brought_at"] = None
    tx.execute(update(GroupRow).where(GroupRow.id == group.id).values(values))
    _set_unreachable(tx, group.id, now)
    waits = OutboxRow.group_id == group.id, OutboxRow.state == "queued", OutboxRow.announcement_id.is_(None)
    tx.execute(update(OutboxRow).where(*waits).values(state="cancelled", message=None, finished_at=now))


def _set_unreachable(tx: Transaction, group: int, since: datetime | None) -> None:
    tx.execute(update(ContactRow).where(ContactRow.group_id == group).values(unreachable_since=since))


def was_asked(tx: Transaction, group: int, message_id: int, address: str) -> bool:
    """Whether this message in a group is what stands at this address."""
    mine = OutboxRow.group_id == group, OutboxRow.message_id == message_id, OutboxRow.address == address
    return tx.execute(select(OutboxRow.id).where(*mine).limit(1)).first() is not None


def move(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: the same group, with its links and messages, at another chat id.

    Where the new chat was met as a group of its own before we heard that it is the same, both become one.
    """
    group, known = find(tx, old), find(tx, new)
    if group is None or (known is not None and known.id == group.id):
        return
    if known is None:
        tx.execute(update(ContactRow).where(ContactRow.telegram_id == old).values(telegram_id=new))
    else:
        _unite(tx, group, known, old)
    be_there(tx, group.id)
    if group.left_at is not None:  # so it looked: what could not be posted since then goes to the new chat
        missed = OutboxRow.state == "unreachable", OutboxRow.finished_at >= group.left_at
        copies = update(OutboxRow).where(OutboxRow.group_id == group.id, *missed)
        again = {"state": "queued", "finished_at": None, "reason": None}
        tx.execute(copies.where(OutboxRow.announcement_id.is_not(None)).values(again))


def _unite(tx: Transaction, group: Group, known: Group, old: int) -> None:
    """All that the new chat has becomes the group's; a copy that both have goes out once.

    What was about to be said to a new group is not said.
    """
    tx.execute(delete(ContactRow).where(ContactRow.telegram_id == old))
    theirs, mine = OutboxRow.group_id == known.id, OutboxRow.group_id == group.id
    news = OutboxRow.announcement_id
    gone_out = select(news).where(theirs, news.is_not(None), OutboxRow.state == "sent")
    tx.execute(delete(OutboxRow).where(mine, news.in_(gone_out), OutboxRow.state != "sent"))
    tx.execute(delete(OutboxRow).where(theirs, news.in_(select(news).where(mine, news.is_not(None)))))
    tx.execute(delete(OutboxRow).where(theirs, news.is_(None), OutboxRow.state == "queued"))
    for table in (ContactRow, OutboxRow, ShareRow):
        tx.execute(update(table).where(table.group_id == known.id).values(group_id=group.id))
    if group.brought_at is None and known.brought_at is not None:
        bring_too = {"brought_at": known.brought_at, "language": known.language}
        tx.execute(update(GroupRow).where(GroupRow.id == group.id).values(bring_too))
    tx.execute(delete(GroupRow).where(GroupRow.id == known.id))
