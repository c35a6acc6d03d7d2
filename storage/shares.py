"""Remembers links: whose they are, what they are about, who may renew them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, literal, select, update

from storage.codes import fresh_codes
from storage.database import Transaction, insert_once
from storage.tables import PersonRow, PlaceRow, ShareRow

PERSONAL = ("friend", "copy", "inline", "poster")
"""Kinds of links that are somebody's; the others are a place's or a group's."""


@dataclass(frozen=True, slots=True)
class Share:
    """A link: where it leads (`lab_id`, or the announcement's words) and whose it is, if anybody's.

    `role`: what its owner is now; `place`: which kind of place its poster hangs at.
    """

    id: int
    code: str
    kind: str
    person_id: int | None
    lab_id: int | None
    announcement_id: int | None
    revoked_at: datetime | None
    group_id: int | None = None
    place_id: int | None = None
    role: str | None = None
    place: str | None = None


_COLUMNS: tuple[Any, ...] = (
    ShareRow.id,
    ShareRow.code,
    ShareRow.kind,
    ShareRow.person_id,
    ShareRow.lab_id,
    ShareRow.announcement_id,
    ShareRow.revoked_at,
    ShareRow.group_id,
    ShareRow.place_id,
    PersonRow.role,
    PlaceRow.kind,
)
_KNOWN = (
    select(*_COLUMNS)
    .outerjoin(PersonRow, PersonRow.id == ShareRow.person_id)
    .outerjoin(PlaceRow, PlaceRow.id == ShareRow.place_id)
)
_BY_CODE = _KNOWN.where(ShareRow.code == bindparam("code"))


def by_code(tx: Transaction, code: str) -> Share | None:
    """The link with this code."""
    row = tx.execute(_BY_CODE, {"code": code}).first()
    return None if row is None else Share(*row)


_OWNERS = ("person_id", "group_id", "place_id")
_ABOUT = ("lab_id", "announcement_id")
_OWN = (
    select(ShareRow.code)
    .where(
        ShareRow.kind == bindparam("kind"),
        *(getattr(ShareRow, of).is_not_distinct_from(bindparam(of)) for of in (*_OWNERS, *_ABOUT)),
        ShareRow.revoked_at.is_(None),
    )
    .order_by(ShareRow.id)
    .limit(1)
)
_MAKE = insert(ShareRow)


def own(
    tx: Transaction,
    kind: str,
    person: int | None,
    new_code: str,
    now: datetime,
    lab: int | None = None,
    announcement: int | None = None,
    group: int | None = None,
    place: int | None = None,
) -> str:
    """The code of the live link of this kind that somebody has to something; made if there is none.

    Whose it is: a person's, a group's, or a place's.
    """
    of = {"person_id": person, "group_id": group, "place_id": place}
    about = {"kind": kind, **of, "lab_id": lab, "announcement_id": announcement}
    code: str | None = tx.execute(_OWN, about).scalar()
    if code is None:
        values = {"code": new_code, "made_at": now, "opened": 0, "posted": 0}
        tx.execute(_MAKE, {**about, **values})
    return code or new_code


_TO_LABS = (
    select(ShareRow.lab_id, ShareRow.code)
    .where(
        ShareRow.person_id == bindparam("person_id"),
        ShareRow.lab_id.in_(bindparam("labs", expanding=True)),
        ShareRow.kind == bindparam("kind"),
        ShareRow.revoked_at.is_(None),
    )
    .order_by(ShareRow.id.desc())
)


def own_all(
    tx: Transaction, kind: str, person: int, new_code: Callable[[], str], now: datetime, labs: Collection[int]
) -> dict[int, str]:
    """The codes of a person's live links of this kind to several labs, by lab; made where there is none."""
    mine = {"kind": kind, "person_id": person}
    rows: Any = tx.execute(_TO_LABS, {**mine, "labs": list(labs)}).all()
    codes: dict[int, str] = dict(rows)  # of several, the oldest comes last
    made = {lab: new_code() for lab in labs if lab not in codes}
    values = {**mine, "made_at": now, "opened": 0, "posted": 0}
    if made:
        tx.execute(_MAKE, [{**values, "lab_id": lab, "code": code} for lab, code in made.items()])
    return codes | made


def lay_out(tx: Transaction, people: Select[int], announcement: int, lab: int | None, now: datetime) -> None:
    """A link of their own to an announcement for each of these people (a query for their numbers).

    One INSERT … SELECT. Two codes alike, once in a very long time: who gets none has one made when told.
    """
    links = people.with_only_columns(
        fresh_codes(),
        literal("copy"),
        PersonRow.id,
        literal(lab, type_=ShareRow.lab_id.type),
        literal(announcement),
        literal(now, type_=ShareRow.made_at.type),
        literal(0),
        literal(0),
    )
    columns = ["code", "kind", "person_id", "lab_id", "announcement_id", "made_at", "opened", "posted"]
    tx.execute(insert_once(tx, ShareRow).from_select(columns, links))


def is_opened(tx: Transaction, share: int) -> None:
    """Count one more who opened a link."""
    chosen = update(ShareRow).where(ShareRow.id == share)
    tx.execute(chosen.values(opened=ShareRow.opened + 1))


def is_posted(tx: Transaction, share: int) -> None:
    """Count that a link was posted inline once more."""
    chosen = update(ShareRow).where(ShareRow.id == share)
    tx.execute(chosen.values(posted=ShareRow.posted + 1))


def renew(tx: Transaction, person: int, now: datetime, kinds: Sequence[str] = PERSONAL) -> int:
    """Make a person's links worthless: they lead on, but count no more, and new ones are made; how many."""
    live = update(ShareRow).where(
        ShareRow.person_id == person, ShareRow.kind.in_(kinds), ShareRow.revoked_at.is_(None)
    )
    return tx.execute(live.values(revoked_at=now, spoken=None)).rowcount
