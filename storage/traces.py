"""Says where a person leaves a trace, and what becomes of each when they are forgotten: one table.

It must not know who reads or erases them: see `people`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from storage.tables import (
    AnnouncementRow,
    ArrivalRow,
    AttendanceRow,
    AuditRow,
    CircleRow,
    ContactRow,
    DraftRow,
    ErrandRow,
    FieldAnswerRow,
    InterestRow,
    LabHostRow,
    LabRow,
    NeedRow,
    OutboxRow,
    PersonRow,
    QuestionRow,
    ReminderRow,
    ShareRow,
    SignupRow,
    Table,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Rows of one table that are a person's (`mine`, of the person `person`), named as in their file.

    When the person is forgotten they are deleted (`goes`), or only `wiped`, with the moment in the column
    `moment`; else they stay with the stub.
    """

    name: str
    table: type[Table]
    mine: ColumnElement[bool]
    goes: bool = False
    wiped: Mapping[str, Any] = field(default_factory=dict)
    moment: str = ""


_WHO: BindParameter[int] = bindparam("person")
_SIGNUPS = select(SignupRow.id).where(SignupRow.person_id == _WHO)
_STUB: dict[str, Any] = {
    **dict.fromkeys(("agreed_at", "stopped_at", "district", "awaiting", "said_source", "opened_id")),
    "met_at": func.coalesce(PersonRow.agreed_at, PersonRow.met_at),  # in figures they stay where they were
    "role": "person",
    "has_reminders": False,
    "is_work_first": False,
    "shows_figures": False,
}

TRACES: tuple[Trace, ...] = (
    Trace("person", PersonRow, PersonRow.id == _WHO, wiped=_STUB, moment="erased_at"),
    Trace("messages", OutboxRow, OutboxRow.person_id == _WHO, goes=True),
    Trace("contact", ContactRow, ContactRow.person_id == _WHO, goes=True),
    Trace("needs", NeedRow, NeedRow.signup_id.in_(_SIGNUPS), goes=True),
    Trace("answers", FieldAnswerRow, FieldAnswerRow.signup_id.in_(_SIGNUPS), goes=True),
    Trace("reminders", ReminderRow, ReminderRow.signup_id.in_(_SIGNUPS), goes=True),
    Trace("attendances", AttendanceRow, AttendanceRow.signup_id.in_(_SIGNUPS), wiped={"reason": None}),
    Trace(
        "signups",
        SignupRow,
        SignupRow.person_id == _WHO,
        wiped={"name": None, "pass_code": None, "offer_ends_at": None},
    ),
    Trace("guests", SignupRow, SignupRow.brought_by == _WHO, wiped={"brought_by": None}),
    Trace("circles", CircleRow, CircleRow.person_id == _WHO, goes=True),
    Trace("interests", InterestRow, InterestRow.person_id == _WHO, goes=True),
    Trace("hosting", LabHostRow, LabHostRow.person_id == _WHO, goes=True),
    Trace(
        "links",
        ShareRow,
        ShareRow.person_id == _WHO,
        wiped={"person_id": None, "spoken": None},
        moment="revoked_at",
    ),
    Trace("arrivals", ArrivalRow, ArrivalRow.person_id == _WHO),
    Trace(
        "questions",
        QuestionRow,
        QuestionRow.person_id == _WHO,
        wiped={"text": "", "voice": "", "state": "answered", "person_id": None},
    ),
    Trace("errands", ErrandRow, ErrandRow.person_id == _WHO, goes=True),
    Trace("drafts", DraftRow, DraftRow.person_id == _WHO, goes=True),
    Trace("acts", AuditRow, AuditRow.actor_id == _WHO),
    Trace("labs", LabRow, LabRow.made_by == _WHO, wiped={"made_by": None}),
    Trace("announcements", AnnouncementRow, AnnouncementRow.author_id == _WHO, wiped={"author_id": None}),
)
"""In the order in which they go: what is found through a sign-up before whose it is is changed, and messages
before their contact, as whoever delivers locks them."""
