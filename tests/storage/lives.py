"""Somebody of whom there is something in every table that can hold something of anybody."""

from datetime import timedelta

from sqlalchemy import insert, update

from dialogs.city import KEEP
from storage import (
    announcements,
    arrivals,
    audit,
    circles,
    copies,
    drafts,
    errands,
    facilities,
    fields,
    hosts,
    keeping,
    outbox,
    people,
    questions,
    shares,
    signups,
)
from storage.database import Transaction
from storage.fields import FieldText
from storage.kind import Kind
from storage.kinds import KINDS
from storage.tables import AttendanceRow, ReminderRow, SignupRow
from tests.storage.rows import NOW, a_lab, a_person, news

WORDS = "secret garden"
"""Stands in everything this person wrote."""
ENDS = NOW + timedelta(days=7, hours=2)
"""When the lab they are signed up for is over."""


def a_full_life(tx: Transaction, telegram_id: int) -> int:
    """Their number."""
    person = a_person(tx, telegram_id, "ar", role="leader", district="San Donato", awaiting="ask")
    people.change(tx, person, is_work_first=True, wave=2, said_source="friend", opened_id=7)
    teller, lab = a_person(tx, 5), a_lab(tx, made_by=person)
    link = shares.by_code(tx, shares.own(tx, "friend", teller, "TellerCode", NOW, lab=lab))
    assert link is not None
    assert arrivals.note(tx, link, person, NOW, "friend", 1, is_origin=True, is_first=True)
    shares.own(tx, "friend", person, "AminasCode", NOW, lab=lab)
    _signed_up(tx, lab, person)
    errands.put(tx, person, "desk/word", NOW)
    circles.join(tx, lab, person, NOW)
    circles.take_interest(tx, "work", person, NOW)
    hosts.add(tx, lab, person)
    questions.ask(tx, person, "ar", f"where is the {WORDS}", "voice-file-id", NOW)
    drafts.put(tx, person, "lab", {"title": f"a {WORDS}"}, NOW)
    outbox.put(tx, "reply", NOW, person=person, message=f"the {WORDS} is full")
    audit.note(tx, person, "became", "leader", NOW)
    found = announcements.get(tx, news(tx, person))
    assert found is not None
    copies.plan(tx, found, NOW)
    people.change(tx, person, stopped_at=NOW)
    people.set_unreachable(tx, person, NOW)
    return person


def a_guest(tx: Transaction, lab: int, leader: int) -> int:
    """The sign-up of somebody without a phone, whom a leader signed up."""
    guest = signups.put(tx, lab, None, 1, "seated", NOW)
    tx.execute(update(SignupRow).where(SignupRow.id == guest).values(name="Zeinab", brought_by=leader))
    return guest


def _signed_up(tx: Transaction, lab: int, person: int) -> None:
    signup = signups.put(tx, lab, person, 2, "seated", NOW)
    signups.change(tx, signup, NOW, name=WORDS, offer_ends_at=NOW, pass_code="DoorCode12")
    facilities.put(tx, lab, "childcare", "", 4)
    (facility,) = facilities.of(tx, lab)
    facilities.set_needs(tx, signup, {facility.id: 1})
    fields.answer(tx, signup, fields.add(tx, lab, "text", FieldText("en", "What do you bring?")), WORDS)
    of = {"signup_id": signup, "meeting_id": 1}
    tx.execute(insert(AttendanceRow).values(mark="excused", reason="work", came=0, marked_at=NOW, **of))
    tx.execute(insert(ReminderRow).values(kind="day-before", starts_at=NOW, made_at=NOW, **of))


def kind(name: str) -> Kind:
    """A kind of data by its name."""
    return next(one for one in KINDS if one.name == name)


def removed(tx: Transaction, name: str, after: timedelta, most: int = keeping.AT_ONCE) -> int:
    """How many rows of a kind go, so long after NOW."""
    keys = keeping.look(tx, kind(name), KEEP, NOW + after, most)
    return keeping.remove(tx, kind(name), KEEP, NOW + after, keys)
