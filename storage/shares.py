"""Remembers links and who came through them: the trace of the word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from storage.database import Transaction, insert_once
from storage.signups import STANDING
from storage.tables import ArrivalRow, ShareRow, SignupRow


@dataclass(frozen=True, slots=True)
class Share:
    """A link: where it leads (`lab_id`, or the announcement's words) and whose it is, if anybody's."""

    id: int
    code: str
    kind: str
    person_id: int | None
    lab_id: int | None
    announcement_id: int | None
    revoked_at: datetime | None


_COLUMNS: tuple[Any, ...] = (
    ShareRow.id,
    ShareRow.code,
    ShareRow.kind,
    ShareRow.person_id,
    ShareRow.lab_id,
    ShareRow.announcement_id,
    ShareRow.revoked_at,
)


def by_code(tx: Transaction, code: str) -> Share | None:
    """The link with this code."""
    row = tx.execute(select(*_COLUMNS).where(ShareRow.code == code)).first()
    return None if row is None else Share(*row)


_OWN = (
    select(ShareRow.code)
    .where(
        ShareRow.kind == bindparam("kind"),
        ShareRow.person_id == bindparam("person_id"),
        ShareRow.lab_id.is_not_distinct_from(bindparam("lab_id")),
        ShareRow.announcement_id.is_not_distinct_from(bindparam("announcement_id")),
        ShareRow.revoked_at.is_(None),
    )
    .order_by(ShareRow.id)
    .limit(1)
)
_MAKE = insert(ShareRow)


def own(
    tx: Transaction,
    kind: str,
    person: int,
    new_code: str,
    now: datetime,
    lab: int | None = None,
    announcement: int | None = None,
) -> str:
    """The code of a person's own link of this kind to a lab or announcement; made if there is none."""
    about = {"kind": kind, "person_id": person, "lab_id": lab, "announcement_id": announcement}
    code: str | None = tx.execute(_OWN, about).scalar()
    if code is None:
        tx.execute(_MAKE, {**about, "code": new_code, "made_at": now})
    return code or new_code


def arrive(tx: Transaction, share: Share, person: int, is_origin: bool, now: datetime) -> bool:
    """Note an arrival; False if this person came through this link before."""
    values = {"share_id": share.id, "person_id": person, "at": now, "is_origin": is_origin}
    return tx.execute(insert_once(tx, ArrivalRow).values(values)).rowcount > 0


def teller(tx: Transaction, person: int) -> int | None:
    """Who first told this person, if it is known who."""
    query = select(ShareRow.person_id).join(ArrivalRow, ArrivalRow.share_id == ShareRow.id)
    return tx.execute(query.where(ArrivalRow.person_id == person, ArrivalRow.is_origin)).scalar()


def has_origin(tx: Transaction, person: int) -> bool:
    """Whether it is known already how this person first came."""
    query = select(ArrivalRow.id).where(ArrivalRow.person_id == person, ArrivalRow.is_origin)
    return tx.execute(query).first() is not None


def tellers(tx: Transaction, person: int) -> set[int]:
    """Everybody along the way by which the word reached this person."""
    found: set[int] = set()
    before = teller(tx, person)
    while before is not None and before not in found:
        found.add(before)
        before = teller(tx, before)
    return found


_CAME = (
    select(ArrivalRow.person_id.label("person"))
    .join(ShareRow, ShareRow.id == ArrivalRow.share_id)
    .where(ShareRow.person_id == bindparam("sharer"))
    .distinct()
    .subquery()
)
_SIGNED_UP = select(SignupRow.person_id).where(SignupRow.state.in_(STANDING))
_BROUGHT = select(func.count(), func.count().filter(_CAME.c.person.in_(_SIGNED_UP))).select_from(_CAME)


def brought(tx: Transaction, person: int) -> tuple[int, int]:
    """People who came through this person's links, and how many of them signed up for something."""
    arrived, signed_up = tx.execute(_BROUGHT, {"sharer": person}).one()
    return arrived, signed_up
