"""Remembers the community groups the bot was added to."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage.database import Transaction
from storage.tables import ContactRow, GroupRow, OutboxRow


def find(tx: Transaction, telegram_id: int) -> int | None:
    """Our number of a group by its chat id."""
    return tx.execute(select(ContactRow.group_id).where(ContactRow.telegram_id == telegram_id)).scalar()


def join(tx: Transaction, telegram_id: int, language: str, now: datetime) -> tuple[int, bool]:
    """Remember a group: (its number, whether the bot has just come)."""
    group = find(tx, telegram_id)
    if group is None:
        made = insert(GroupRow).values(language=language, added_at=now).returning(GroupRow.id)
        group = tx.execute(made).scalar_one()
        tx.execute(insert(ContactRow).values(telegram_id=telegram_id, group_id=group))
        return group, True
    back = update(GroupRow).where(GroupRow.id == group, GroupRow.left_at.is_not(None))
    came = tx.execute(back.values(left_at=None, added_at=now)).rowcount > 0
    tx.execute(update(ContactRow).where(ContactRow.group_id == group).values(unreachable_since=None))
    return group, came


def language(tx: Transaction, group: int) -> str:
    """The language spoken to a group."""
    return tx.execute(select(GroupRow.language).where(GroupRow.id == group)).scalar_one()


def leave(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """The bot is no longer in the group."""
    group = find(tx, telegram_id)
    if group is not None:
        tx.execute(update(GroupRow).where(GroupRow.id == group).values(left_at=now))
        tx.execute(update(ContactRow).where(ContactRow.group_id == group).values(unreachable_since=now))


def move(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: same group, another chat id."""
    group, known = find(tx, old), find(tx, new)
    if group is None or group == known:
        return
    if known is not None:
        tx.execute(update(OutboxRow).where(OutboxRow.group_id == group).values(group_id=known))
        tx.execute(delete(ContactRow).where(ContactRow.telegram_id == old))
        return
    tx.execute(update(ContactRow).where(ContactRow.telegram_id == old).values(telegram_id=new))
