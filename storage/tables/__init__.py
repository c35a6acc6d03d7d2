"""The tables: what is remembered, and nothing else is.

Queries live beside their noun (`people.py`, `labs.py`, …); nothing here knows what is said to anybody.
"""

from storage.tables.labs import (
    FacilityRow,
    FieldRow,
    FieldTextRow,
    LabChangeRow,
    LabHostRow,
    LabRow,
    LabTextRow,
    MeetingRow,
)
from storage.tables.people import AuditRow, ContactRow, GroupRow, InviteRow, PersonRow
from storage.tables.post import DraftRow, DutyRow, ErrandRow, InboxRow, OutboxRow, QuestionRow
from storage.tables.sharing import (
    AnnouncementMediaRow,
    AnnouncementRow,
    AnnouncementTextRow,
    ArrivalRow,
    PlaceRow,
    ShareRow,
)
from storage.tables.signups import (
    AttendanceRow,
    CircleRow,
    FeedbackRow,
    FieldAnswerRow,
    InterestRow,
    NeedRow,
    RemarkRow,
    ReminderRow,
    SignupRow,
)
from storage.tables.table import Moment, Table

__all__ = [
    "AnnouncementMediaRow",
    "AnnouncementRow",
    "AnnouncementTextRow",
    "ArrivalRow",
    "AttendanceRow",
    "AuditRow",
    "CircleRow",
    "ContactRow",
    "DraftRow",
    "DutyRow",
    "ErrandRow",
    "FacilityRow",
    "FeedbackRow",
    "FieldAnswerRow",
    "FieldRow",
    "FieldTextRow",
    "GroupRow",
    "InboxRow",
    "InterestRow",
    "InviteRow",
    "LabChangeRow",
    "LabHostRow",
    "LabRow",
    "LabTextRow",
    "MeetingRow",
    "Moment",
    "NeedRow",
    "OutboxRow",
    "PersonRow",
    "PlaceRow",
    "QuestionRow",
    "RemarkRow",
    "ReminderRow",
    "ShareRow",
    "SignupRow",
    "Table",
]
