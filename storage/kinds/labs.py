"""What is held about who comes to a lab, and about who makes it: most of it goes some days after it."""

from storage.kind import Kind, after_lab, after_signup, rows_of
from storage.tables import (
    CircleRow,
    FieldAnswerRow,
    LabChangeRow,
    LabHostRow,
    LabRow,
    NeedRow,
    RemarkRow,
    ReminderRow,
    SignupRow,
)

_DETAIL = (
    SignupRow.name.is_not(None)
    | SignupRow.pass_code.is_not(None)
    | SignupRow.offer_ends_at.is_not(None)
    | SignupRow.brought_by.is_not(None)
)
_OVER = "the lab's last meeting"

KINDS: tuple[Kind, ...] = (
    Kind(
        "signups",
        "whose a sign-up is, whether they came, or why not; what was noted stays, as nobody's",
        _OVER,
        "signups",
        SignupRow,
        after_lab(SignupRow, SignupRow.lab_id, SignupRow.person_id.is_not(None)),
        beside=("attendances",),
        wiped={"person_id": None},
    ),
    Kind(
        "reminders",
        "which reminders were made",
        _OVER,
        "signups",
        ReminderRow,
        after_signup(ReminderRow, ReminderRow.signup_id),
    ),
    Kind(
        "names",
        "names given for a lab, who signed up a guest, passes for its door, offers of a seat",
        _OVER,
        "details",
        SignupRow,
        after_lab(SignupRow, SignupRow.lab_id, _DETAIL),
        wiped={"name": None, "pass_code": None, "offer_ends_at": None, "brought_by": None},
    ),
    Kind(
        "needs",
        "places of an interpreter, of childcare, without steps that somebody needs",
        _OVER,
        "details",
        NeedRow,
        after_signup(NeedRow, NeedRow.signup_id),
    ),
    Kind(
        "answers",
        "answers to a lab's own questions",
        _OVER,
        "details",
        FieldAnswerRow,
        after_signup(FieldAnswerRow, FieldAnswerRow.signup_id),
    ),
    Kind(
        "hosts",
        "who may see who is expected at a lab",
        _OVER,
        "details",
        LabHostRow,
        after_lab(LabHostRow, LabHostRow.lab_id),
    ),
    Kind(
        "changes",
        "what was changed in a lab",
        _OVER,
        "details",
        LabChangeRow,
        after_lab(LabChangeRow, LabChangeRow.lab_id),
    ),
    Kind(
        "circles",
        "who wants to stay in touch with a lab's people",
        _OVER,
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
        "labs",
        "who made a lab; the lab stays, as nobody's",
        "it was made",
        None,
        LabRow,
        rows_of(LabRow, LabRow.made_at, LabRow.made_by.is_not(None)),
    ),
)
