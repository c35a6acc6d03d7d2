"""Remembers how it went at each meeting: who of the expected came, and who did not.

It must not know what may be noted of whom: see `dialogs.rules.standing`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, literal, or_, select
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.tables import AttendanceRow, MeetingRow, SignupRow

AT_THE_DOOR = ("seated", "walked_in")
"""States of the sign-ups that a host sees; of others, those of whom something is noted at the meeting."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A sign-up as the host sees it: no person. `mark` None: not noted; `came`: people.

    `party`: people, never fewer than came: they may be fewer since, for the meetings to come.
    """

    signup_id: int
    number: int
    name: str | None
    party: int
    state: str
    mark: str | None
    came: int

    @property
    def standing(self) -> str:
        """What they are at this meeting, in the words of the table of standings."""
        return self.state if self.mark is None or self.state == "walked_in" else self.mark


def lab_of(tx: Transaction, meeting: int) -> int | None:
    """The lab that a meeting is of."""
    return tx.execute(select(MeetingRow.lab_id).where(MeetingRow.id == meeting)).scalar()


_EXPECTED: tuple[Any, ...] = (
    SignupRow.id,
    SignupRow.number,
    SignupRow.name,
    SignupRow.party,
    SignupRow.state,
    AttendanceRow.mark,
    func.coalesce(AttendanceRow.came, 0),
)


def expected(tx: Transaction, meeting: int) -> tuple[Expected, ...]:
    """Who has a seat, or came without one, in the order of their numbers, with what is noted of them.

    Who left or was taken off the list later is here still, where something is noted of them.
    """
    query = (
        select(*_EXPECTED)
        .join(MeetingRow, MeetingRow.lab_id == SignupRow.lab_id)
        .outerjoin(
            AttendanceRow,
            (AttendanceRow.signup_id == SignupRow.id) & (AttendanceRow.meeting_id == MeetingRow.id),
        )
        .where(MeetingRow.id == meeting)
        .where(or_(SignupRow.state.in_(AT_THE_DOOR), AttendanceRow.mark.is_not(None)))
        .order_by(SignupRow.number)
    )
    return tuple(
        Expected(signup, number, name, max(party, came), state, mark, came)
        for signup, number, name, party, state, mark, came in tx.execute(query)
    )


_NOTED, _HELD = aliased(AttendanceRow), aliased(MeetingRow)
_CAME = exists().where(_NOTED.signup_id == SignupRow.id, _NOTED.mark == "attended")
_IS_NOTED = (
    exists()
    .where(_NOTED.signup_id == SignupRow.id, _NOTED.meeting_id == _HELD.id)
    .correlate(SignupRow, _HELD)  # by itself SQLAlchemy would do so with one of them only
)
_IS_UNNOTED = exists().where(_HELD.lab_id == SignupRow.lab_id, _HELD.cancelled_at.is_(None), ~_IS_NOTED)
MAY_HAVE_COME: ColumnElement[bool] = or_(_CAME, and_(SignupRow.state == "seated", _IS_UNNOTED))
"""Of a sign-up: somebody came, though they may have left since; or has a seat, and is not noted as missing at
every meeting."""


def came(tx: Transaction, signup: int) -> bool:
    """Whether it is noted at some meeting that somebody of a sign-up came."""
    return tx.execute(select(SignupRow.id).where(SignupRow.id == signup, _CAME)).first() is not None


def may_have_come(tx: Transaction, signup: int) -> bool:
    """Whether somebody of a sign-up came, or has a seat and is not noted as missing at every meeting."""
    return tx.execute(select(SignupRow.id).where(SignupRow.id == signup, MAY_HAVE_COME)).first() is not None


def marks(tx: Transaction, signup: int) -> dict[int, str]:
    """What is noted of a sign-up, by meeting."""
    query = select(AttendanceRow.meeting_id, AttendanceRow.mark).where(AttendanceRow.signup_id == signup)
    return dict(tx.execute(query).all())


def _at(signup: int, meeting: int) -> tuple[Any, Any]:
    return AttendanceRow.signup_id == signup, AttendanceRow.meeting_id == meeting


def put(tx: Transaction, signup: int, meeting: int, mark: str, came: int, now: datetime) -> None:
    """Note a sign-up at a meeting, in place of what was noted; `came`: people. The lab is held."""
    tx.execute(delete(AttendanceRow).where(*_at(signup, meeting)))
    values = {"signup_id": signup, "meeting_id": meeting, "mark": mark, "came": came, "marked_at": now}
    tx.execute(insert(AttendanceRow).values(values))


def drop(tx: Transaction, signup: int, meeting: int) -> None:
    """Take back what was noted."""
    tx.execute(delete(AttendanceRow).where(*_at(signup, meeting)))


def drop_ahead(tx: Transaction, signup: int, now: datetime) -> None:
    """Take back what was noted of meetings that have not begun; the others were as they were."""
    ahead = select(MeetingRow.id).where(MeetingRow.starts_at > now)
    mine = AttendanceRow.signup_id == signup
    tx.execute(delete(AttendanceRow).where(mine, AttendanceRow.meeting_id.in_(ahead)))


def drop_excuses(tx: Transaction, meeting: int) -> None:
    """Take back that anybody cannot come to a meeting: it is another one now."""
    tx.execute(
        delete(AttendanceRow).where(AttendanceRow.meeting_id == meeting, AttendanceRow.mark == "excused")
    )


def others_absent(tx: Transaction, meeting: int, now: datetime) -> int:
    """Note as absent everybody with a seat of whom nothing is noted; how many sign-ups. The lab is held."""
    unnoted = (
        select(
            SignupRow.id,
            MeetingRow.id,
            literal("absent"),
            literal(0),
            literal(now, AttendanceRow.marked_at.type),
        )
        .join(MeetingRow, MeetingRow.lab_id == SignupRow.lab_id)
        .where(MeetingRow.id == meeting, SignupRow.state == "seated")
        .where(~exists().where(AttendanceRow.signup_id == SignupRow.id, AttendanceRow.meeting_id == meeting))
    )
    columns = ("signup_id", "meeting_id", "mark", "came", "marked_at")
    many = insert(AttendanceRow).from_select(columns, unnoted)
    return tx.execute(many.execution_options(preserve_rowcount=True)).rowcount
