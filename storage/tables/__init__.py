"""The tables: what is remembered, and nothing else is.

Queries live beside their noun (`people.py`, `labs.py`, …); nothing here knows what is said to anybody.
"""

from storage.tables.labs import LabRow, LabTextRow, MeetingRow, ReminderRow, SignupRow
from storage.tables.people import AuditRow, ContactRow, GroupRow, InviteRow, PersonRow
from storage.tables.post import DraftRow, DutyRow, InboxRow, OutboxRow, QuestionRow
from storage.tables.sharing import (
    AnnouncementMediaRow,
    AnnouncementRow,
    AnnouncementTextRow,
    ArrivalRow,
    ShareRow,
)
from storage.tables.table import Moment, Table

__all__ = [
    "AnnouncementMediaRow",
    "AnnouncementRow",
    "AnnouncementTextRow",
    "ArrivalRow",
    "AuditRow",
    "ContactRow",
    "DraftRow",
    "DutyRow",
    "GroupRow",
    "InboxRow",
    "InviteRow",
    "LabRow",
    "LabTextRow",
    "MeetingRow",
    "Moment",
    "OutboxRow",
    "PersonRow",
    "QuestionRow",
    "ReminderRow",
    "ShareRow",
    "SignupRow",
    "Table",
]
