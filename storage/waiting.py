"""Remembers the line of those who wait for a lab, and the seats that were offered to them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, not_, or_, select

from storage.database import Transaction
from storage.signups import COLUMNS, TOLD, Signup, change
from storage.tables import ContactRow, LabRow, MeetingRow, NeedRow, SignupRow

A_LOT = 100
"""Sign-ups read at once from a line that may be long."""


def line(
    tx: Transaction,
    lab: int,
    largest: int | None = None,
    places: Mapping[int, int] | None = None,
    me: int = 0,
) -> Iterator[Signup]:
    """Who waits and can be told of a seat, first come first, read as far as it is asked for.

    Who cannot be reached keeps their place; of a guest, whoever brought them is asked. `largest`: bigger
    parties are left out; `places`, by facility: so is who needs more than these; but never the sign-up `me`.
    """
    query = (
        select(*COLUMNS)
        .join(ContactRow, ContactRow.person_id == TOLD)
        .where(SignupRow.lab_id == lab, SignupRow.state == "waiting", ContactRow.unreachable_since.is_(None))
        .order_by(SignupRow.joined_at, SignupRow.id)
        .limit(A_LOT)
    )
    if largest is not None:
        query = query.where(or_(SignupRow.party <= largest, SignupRow.id == me))
    if places:
        lacks = or_(*(and_(NeedRow.facility_id == one, NeedRow.places > n) for one, n in places.items()))
        is_short = select(NeedRow.signup_id).where(NeedRow.signup_id == SignupRow.id, lacks).exists()
        query = query.where(or_(~is_short, SignupRow.id == me))
    last: Signup | None = None
    while True:
        rows = tx.execute(query if last is None else query.where(_behind(last))).all()
        for row in rows:
            last = Signup(*row)
            yield last
        if len(rows) < A_LOT:
            return


def _behind(signup: Signup) -> ColumnElement[bool]:
    same = and_(SignupRow.joined_at == signup.joined_at, SignupRow.id > signup.id)
    return or_(SignupRow.joined_at > signup.joined_at, same)


def place(tx: Transaction, signup: Signup) -> int:
    """A place in the line: 1 for the first."""
    before = or_(
        SignupRow.joined_at < signup.joined_at,
        and_(SignupRow.joined_at == signup.joined_at, SignupRow.id < signup.id),
    )
    ahead = select(func.count()).where(SignupRow.lab_id == signup.lab_id, SignupRow.state == "waiting")
    return tx.execute(ahead.where(before)).scalar_one() + 1


def offer(tx: Transaction, signup: int, now: datetime, ends_at: datetime) -> None:
    """Keep a seat for somebody until a moment."""
    change(tx, signup, now, state="offered", offer_ends_at=ends_at)


def lets_pass(tx: Transaction, lab: int) -> bool:
    """Whether a smaller party may pass one that does not fit."""
    return bool(tx.execute(select(LabRow.lets_pass).where(LabRow.id == lab)).scalar())


_AHEAD = (MeetingRow.lab_id == LabRow.id, MeetingRow.cancelled_at.is_(None))


_NOW = bindparam("now", type_=MeetingRow.starts_at.type)
_IS_OPEN = and_(
    LabRow.status == "published", select(MeetingRow.id).where(*_AHEAD, MeetingRow.starts_at > _NOW).exists()
)
"""Of a lab: whether one can sign up for it (as `Lab.is_open` says)."""
_GONE = or_(ContactRow.id.is_(None), ContactRow.unreachable_since.is_not(None))
_FALLEN = (
    select(*COLUMNS)
    .join(LabRow, LabRow.id == SignupRow.lab_id)
    .outerjoin(ContactRow, ContactRow.person_id == TOLD)
    .where(SignupRow.state == literal_column("'offered'"))
    .where(or_(SignupRow.offer_ends_at <= _NOW, _GONE, not_(_IS_OPEN)))
    .order_by(SignupRow.id)
)
_MINE = SignupRow.lab_id == LabRow.id
_TAKEN = select(func.coalesce(func.sum(SignupRow.party), 0)).where(
    _MINE, SignupRow.state.in_(("seated", "offered"))
)
_WITH_ROOM = select(LabRow.id).where(
    _IS_OPEN,
    select(SignupRow.id).where(_MINE, SignupRow.state == "waiting").exists(),
    _TAKEN.scalar_subquery() < LabRow.seats,
)


def fallen(tx: Transaction, now: datetime, lab: int | None = None) -> tuple[Signup, ...]:
    """Offers (of one lab) that stand no more: their time is up, the lab is not open, or who has it cannot be
    reached."""
    query = _FALLEN if lab is None else _FALLEN.where(SignupRow.lab_id == lab)
    return tuple(Signup(*row) for row in tx.execute(query, {"now": now}))


def to_look_at(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Labs with an offer that stands no more, or with a free seat that somebody waits for."""
    return tuple(
        sorted(
            {*tx.execute(_WITH_ROOM, {"now": now}).scalars(), *(signup.lab_id for signup in fallen(tx, now))}
        )
    )
