"""Says which kinds of data are held about people, and from when the days of each are counted: one table.

It must not know how long: bot.toml says so. The sweep, the report and docs/privacy.md go by it.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import bindparam, case, func, select

from storage import inbox
from storage.copies import over_since
from storage.kind import Kind, after_lab, after_signup, rows_of
from storage.tables import (
    AnnouncementRow,
    ArrivalRow,
    AuditRow,
    CircleRow,
    ContactRow,
    DraftRow,
    FieldAnswerRow,
    GroupRow,
    InboxRow,
    InterestRow,
    InviteRow,
    LabChangeRow,
    LabHostRow,
    NeedRow,
    OutboxRow,
    PersonRow,
    QuestionRow,
    RemarkRow,
    ReminderRow,
    ShareRow,
    SignupRow,
)

_THERE = PersonRow.erased_at.is_(None)
_AGREED = (PersonRow.agreed_at.is_not(None), _THERE)
_NAMED = select(ContactRow.person_id).where(
    ContactRow.person_id.is_not(None), ContactRow.telegram_id.in_(bindparam("named", expanding=True))
)
_COORDINATES = (PersonRow.role == "coordinator") | PersonRow.id.in_(_NAMED)
_VISITORS = select(PersonRow.id).where(PersonRow.agreed_at.is_(None))
_SETTLED = (OutboxRow.finished_at.is_not(None), OutboxRow.state != "queued")
_DETAIL = (
    SignupRow.name.is_not(None) | SignupRow.pass_code.is_not(None) | SignupRow.offer_ends_at.is_not(None)
)
_LAB = "the lab's last meeting"

KINDS: tuple[Kind, ...] = (
    Kind(
        "visitors",
        "who has not agreed: their chat's Telegram number and language",
        "their last visit",
        "visitors",
        PersonRow,
        rows_of(PersonRow, PersonRow.seen_on, PersonRow.agreed_at.is_(None), _THERE),
        beside=("contacts",),
    ),
    Kind(
        "people",
        "who agreed: Telegram number, language, role, wishes, district, days of coming and agreeing",
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
        "interests",
        "which topics somebody wants to hear of",
        "they said so",
        None,
        InterestRow,
        rows_of(InterestRow, InterestRow.since),
    ),
    Kind(
        "signups",
        "whose a sign-up is; the sign-up and who came stay, as nobody's",
        _LAB,
        "signups",
        SignupRow,
        after_lab(SignupRow, SignupRow.lab_id, SignupRow.person_id.is_not(None)),
        beside=("attendances",),
        wiped={"person_id": None},
    ),
    Kind(
        "reminders",
        "which reminders were made",
        _LAB,
        "signups",
        ReminderRow,
        after_signup(ReminderRow, ReminderRow.signup_id),
    ),
    Kind(
        "names",
        "names given for a lab, passes for its door, offers of a seat",
        _LAB,
        "details",
        SignupRow,
        after_lab(SignupRow, SignupRow.lab_id, _DETAIL),
        wiped={"name": None, "pass_code": None, "offer_ends_at": None},
    ),
    Kind(
        "needs",
        "places of an interpreter, of childcare, without steps that somebody needs",
        _LAB,
        "details",
        NeedRow,
        after_signup(NeedRow, NeedRow.signup_id),
    ),
    Kind(
        "answers",
        "answers to a lab's own questions",
        _LAB,
        "details",
        FieldAnswerRow,
        after_signup(FieldAnswerRow, FieldAnswerRow.signup_id),
    ),
    Kind(
        "hosts",
        "who may see who is expected at a lab",
        _LAB,
        "details",
        LabHostRow,
        after_lab(LabHostRow, LabHostRow.lab_id),
    ),
    Kind(
        "changes",
        "what was changed in a lab",
        _LAB,
        "details",
        LabChangeRow,
        after_lab(LabChangeRow, LabChangeRow.lab_id),
    ),
    Kind(
        "circles",
        "who wants to stay in touch with a lab's people",
        _LAB,
        "circles",
        CircleRow,
        after_lab(CircleRow, CircleRow.lab_id),
    ),
    Kind(
        "remarks",
        "sentences about a lab; whose they are, nobody knows",
        "it was written",
        "remarks",
        RemarkRow,
        rows_of(RemarkRow, RemarkRow.given_on),
    ),
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
        "passing",
        "the same of visitors",
        "it left",
        timedelta(0),
        OutboxRow,
        rows_of(OutboxRow, OutboxRow.finished_at, OutboxRow.person_id.in_(_VISITORS), *_SETTLED),
    ),
    Kind(
        "copies",
        "who got a copy of an announcement; then only how many",
        "the announcement was over",
        "copies",
        OutboxRow,
        rows_of(OutboxRow, over_since, OutboxRow.announcement_id == AnnouncementRow.id),
        is_apart=True,
    ),
    Kind(
        "links",
        "links of somebody's own, and those in copies",
        "it was made",
        None,
        ShareRow,
        rows_of(ShareRow, ShareRow.made_at, ShareRow.person_id.is_not(None)),
    ),
    Kind(
        "arrivals",
        "who came through which link",
        "they came",
        None,
        ArrivalRow,
        rows_of(ArrivalRow, ArrivalRow.at),
    ),
    Kind("acts", "what coordinators did", "it was done", "audit", AuditRow, rows_of(AuditRow, AuditRow.at)),
    Kind(
        "groups",
        "groups that the bot was added to: Telegram number and language",
        "the bot left",
        "groups",
        GroupRow,
        rows_of(GroupRow, GroupRow.left_at),
        beside=("contacts",),
    ),
    Kind(
        "invites",
        "one-time links that give a role; of their codes only a digest",
        "it was used or ran out",
        "invites",
        InviteRow,
        rows_of(InviteRow, func.coalesce(InviteRow.used_at, InviteRow.expires_at)),
    ),
    Kind(
        "updates",
        "numbers of updates that were handled",
        "it came",
        inbox.KEEP,
        InboxRow,
        rows_of(InboxRow, InboxRow.claimed_at),
    ),
    Kind(
        "forgotten",
        "that there was somebody, for the counts: language, and how many tellings away",
        "they were forgotten",
        None,
        PersonRow,
        rows_of(PersonRow, PersonRow.erased_at, ~_THERE),
    ),
)

NOBODYS: Mapping[str, str] = {
    **dict.fromkeys(("labs", "lab_texts", "meetings"), "what everybody may read of a lab"),
    **dict.fromkeys(("facilities", "fields", "field_texts"), "what a lab offers and asks, of nobody"),
    **dict.fromkeys(
        ("announcements", "announcement_texts", "announcement_media"), "what was told to many, and figures"
    ),
    "feedback": "figures, given without saying whose they are",
    "duty": "a number",
}
"""Tables that hold nothing of anybody, each with the reason why it may stay."""
