"""What is held of what goes to and fro: questions, forms, messages, updates."""

from datetime import timedelta

from sqlalchemy import case, select

from storage import inbox
from storage.kind import Kind, rows_of
from storage.tables import (
    DraftRow,
    ErrandRow,
    InboxRow,
    OutboxRow,
    PersonRow,
    QuestionRow,
)

_VISITORS = select(PersonRow.id).where(PersonRow.agreed_at.is_(None))
_SETTLED = (OutboxRow.finished_at.is_not(None), OutboxRow.state != "queued")

KINDS: tuple[Kind, ...] = (
    Kind(
        "questions",
        "questions to the coordinators, text or voice, and whose they are",
        "it was answered",
        "answers",
        QuestionRow,
        rows_of(QuestionRow, QuestionRow.answered_at, QuestionRow.person_id.is_not(None)),
        wiped={"text": "", "voice": "", "person_id": None},
    ),
    Kind(
        "drafts",
        "forms that were not finished",
        "it was last changed",
        "drafts",
        DraftRow,
        rows_of(DraftRow, DraftRow.changed_at),
    ),
    Kind(
        "messages",
        "that there was a message; its words only until it has arrived",
        "it left",
        "messages",
        OutboxRow,
        rows_of(
            OutboxRow,
            case((OutboxRow.state != "queued", OutboxRow.finished_at)),
            OutboxRow.announcement_id.is_(None),
        ),
    ),
    Kind(
        "errands",
        "pictures or posters that somebody asked for and that are not made yet",
        "they asked",
        timedelta(days=2),
        ErrandRow,
        rows_of(ErrandRow, ErrandRow.made_at),
    ),
    Kind(
        "passing",
        "the same of visitors",
        "it left",
        timedelta(0),
        OutboxRow,
        rows_of(OutboxRow, OutboxRow.finished_at, OutboxRow.person_id.in_(_VISITORS), *_SETTLED),
    ),
    Kind(
        "updates",
        "numbers of updates that were handled",
        "it came",
        inbox.KEEP,
        InboxRow,
        rows_of(InboxRow, InboxRow.claimed_at),
    ),
)
