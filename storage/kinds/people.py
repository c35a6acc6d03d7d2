"""What is held about people themselves, about groups, and about who may do and did what."""

from sqlalchemy import bindparam, func, select

from storage import group_copies
from storage.kind import Kind, rows_of
from storage.tables import (
    AuditRow,
    ContactRow,
    GroupRow,
    InterestRow,
    InviteRow,
    PersonRow,
)

_THERE = PersonRow.erased_at.is_(None)
_AGREED = (PersonRow.agreed_at.is_not(None), _THERE)
_NAMED = select(ContactRow.person_id).where(
    ContactRow.person_id.is_not(None), ContactRow.telegram_id.in_(bindparam("named", expanding=True))
)
_COORDINATES = (PersonRow.role == "coordinator") | PersonRow.id.in_(_NAMED)

KINDS: tuple[Kind, ...] = (
    Kind(
        "visitors",
        "who has not agreed: their chat's Telegram number, language, and the last link they opened",
        "their last visit",
        "visitors",
        PersonRow,
        rows_of(PersonRow, PersonRow.seen_on, PersonRow.agreed_at.is_(None), _THERE),
        beside=("contacts",),
    ),
    Kind(
        "people",
        "who agreed: Telegram number, language, role, wishes, district, where from, days of coming",
        "their last visit",
        "absent",
        PersonRow,
        rows_of(PersonRow, PersonRow.seen_on, *_AGREED, ~_COORDINATES),
        beside=("contacts",),
        is_apart=True,
    ),
    Kind(
        "coordinators",
        "the same of those who coordinate",
        "they came",
        None,
        PersonRow,
        rows_of(PersonRow, PersonRow.met_at, *_AGREED, _COORDINATES),
        beside=("contacts",),
    ),
    Kind(
        "forgotten",
        "that there was somebody, for the counts: language, where from, and how many tellings away",
        "they were forgotten",
        None,
        PersonRow,
        rows_of(PersonRow, PersonRow.erased_at, ~_THERE),
    ),
    Kind(
        "interests",
        "which topics somebody wants to hear of",
        "they said so",
        None,
        InterestRow,
        rows_of(InterestRow, InterestRow.since),
    ),
    Kind(
        "groups",
        "groups that the bot was added to: Telegram number, language, since when it may post there",
        "the bot left",
        "groups",
        GroupRow,
        rows_of(GroupRow, GroupRow.left_at),
        beside=("contacts",),
        first=group_copies.fold,
    ),
    Kind(
        "invites",
        "one-time links that give a role; of their codes only a digest",
        "it was used or ran out",
        "invites",
        InviteRow,
        rows_of(InviteRow, func.coalesce(InviteRow.used_at, InviteRow.expires_at)),
    ),
    Kind("acts", "what coordinators did", "it was done", "audit", AuditRow, rows_of(AuditRow, AuditRow.at)),
)
