"""Remembers which link is meant by a code that is said aloud. It must not know what such codes look like."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Transaction
from storage.tables import MeetingRow, ShareRow

_OF = select(ShareRow.spoken).where(ShareRow.code == bindparam("code"))
_IS_AHEAD = exists().where(
    MeetingRow.lab_id == ShareRow.lab_id,
    MeetingRow.cancelled_at.is_(None),
    MeetingRow.ends_at > bindparam("now"),
)
_MEANT = select(ShareRow.code).where(
    ShareRow.spoken == bindparam("spoken"),
    ShareRow.revoked_at.is_(None),
    or_(ShareRow.lab_id.is_(None), _IS_AHEAD),
)


def of(tx: Transaction, code: str) -> str | None:
    """What is said aloud for the link with this code, if anything."""
    found: str | None = tx.execute(_OF, {"code": code}).scalar()
    return found


def give(tx: Transaction, code: str, candidates: Iterable[str]) -> str:
    """What is said aloud for this link from now on: what it has, or the first candidate that no other has.

    Raises LookupError if all of them are taken.
    """
    known = of(tx, code)
    if known is not None:
        return known
    mine = update(ShareRow).where(ShareRow.code == code)
    for candidate in candidates:
        try:
            with tx.begin_nested():
                tx.execute(mine.values(spoken=candidate))
        except IntegrityError:  # another link has it
            continue
        return candidate
    raise LookupError("no spoken code is free")


def meant(tx: Transaction, spoken: str, now: datetime) -> str | None:
    """The code of the link that is meant; None if there is none, it was revoked, or its lab is over."""
    found: str | None = tx.execute(_MEANT, {"spoken": spoken, "now": now}).scalar()
    return found
