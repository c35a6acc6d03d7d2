"""People are met, changed, marked unreachable, and forgotten to the last trace."""

from datetime import date, timedelta
from typing import Any

from storage import (
    announcements,
    audit,
    copies,
    drafts,
    outbox,
    people,
    questions,
    reminders,
    shares,
    signups,
)
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything, news

AMINA = 987_654_321_012
"""A Telegram id like no other number in the database, and too large for 32 bits."""


def cells(tx: Transaction, wanted: object) -> set[str]:
    """Every column of every table where this stands, alone or within a longer text."""
    return {
        f"{table}.{column}"
        for table, rows in everything(tx).items()
        for row in rows
        for column, value in row.items()
        if value == wanted or str(wanted) in str(value)
    }


def a_full_life(tx: Transaction, telegram_id: int) -> int:
    """Somebody of whom there is something in every table that can hold something of anybody."""
    person = a_person(tx, telegram_id, "ar", role="leader", district="San Donato", awaiting="ask")
    people.change(tx, person, has_reminders=True, is_work_first=True, stopped_at=NOW, wave=2)
    teller, lab = a_person(tx, 5), a_lab(tx)
    link = shares.own(tx, "friend", teller, "TellerCode", NOW, lab=lab)
    share = shares.by_code(tx, link)
    assert share is not None
    assert shares.arrive(tx, share, person, True, NOW)
    shares.own(tx, "friend", person, "AminasCode", NOW, lab=lab)
    signups.put(tx, lab, person, 2, "seated", NOW)
    for expected in reminders.expected(tx, NOW, NOW + timedelta(days=30)):
        reminders.make(tx, expected, "day-before", NOW)
    questions.ask(tx, person, "ar", "where is the secret garden", "voice-file-id", NOW)
    drafts.put(tx, person, "lab", {"title": "a secret garden"}, NOW)
    outbox.put(tx, "reply", NOW, person=person, message="the secret garden is full")
    audit.note(tx, person, "became", "leader", NOW)
    people.change(tx, person, stopped_at=None)
    found = announcements.get(tx, news(tx, person))
    assert found is not None
    copies.plan(tx, found, NOW)
    people.change(tx, person, stopped_at=NOW)
    return person


def test_a_telegram_id_stands_in_one_place_only(tx: Transaction) -> None:
    a_full_life(tx, AMINA)
    assert cells(tx, AMINA) == {"contacts.telegram_id"}
    assert cells(tx, "secret garden") == {"questions.text", "drafts.answers", "outbox.message"}


def test_forgetting_leaves_a_stub_and_no_trace_of_who_it_was(tx: Transaction) -> None:
    person = a_full_life(tx, AMINA)
    people.forget(tx, person, NOW + timedelta(hours=1))
    assert cells(tx, AMINA) == set()
    assert cells(tx, "secret garden") == set()
    assert cells(tx, "voice-file-id") == set()
    rows = everything(tx)
    (stub,) = [row for row in rows["people"] if row["id"] == person]
    assert stub == {
        "id": person,
        "language": "ar",
        "role": "person",
        "met_at": NOW,
        "seen_on": NOW.date(),
        "agreed_at": None,
        "stopped_at": None,
        "erased_at": NOW + timedelta(hours=1),
        "has_reminders": False,
        "is_work_first": False,
        "district": None,
        "awaiting": None,
        "wave": 2,
    }
    for table in ("outbox", "drafts", "contacts"):
        assert [row for row in rows[table] if row["person_id"] == person] == []


def test_forgetting_keeps_the_counts(tx: Transaction) -> None:
    person = a_full_life(tx, AMINA)
    people.forget(tx, person, NOW)
    rows = everything(tx)
    assert [(row["party"], row["state"]) for row in rows["signups"]] == [(2, "seated")]
    assert [(row["person_id"], row["is_origin"]) for row in rows["arrivals"]] == [(person, True)]
    assert [row["state"] for row in rows["questions"]] == ["answered"]
    assert shares.brought(tx, 2) == (1, 1)


def test_the_links_of_somebody_forgotten_lead_on_but_are_nobodys(tx: Transaction) -> None:
    people.forget(tx, a_full_life(tx, AMINA), NOW)
    link = shares.by_code(tx, "AminasCode")
    assert link is not None
    assert (link.person_id, link.lab_id, link.revoked_at) == (None, 1, NOW)


def test_somebody_forgotten_is_not_found_and_may_come_back_as_somebody_new(tx: Transaction) -> None:
    person = a_person(tx, AMINA)
    people.forget(tx, person, NOW)
    assert people.get(tx, person) is None
    assert people.find(tx, AMINA) is None
    again = people.meet(tx, AMINA, "ar", NOW)
    assert again.id != person
    assert (again.agreed_at, again.role, again.wave) == (None, "person", 0)


def test_nothing_is_known_of_a_visitor_but_the_language(tx: Transaction) -> None:
    people.meet(tx, AMINA, "ar", NOW)
    held: dict[str, Any] = everything(tx)
    assert {table for table, rows in held.items() if rows} == {"people", "contacts"}
    filled = {name: value for name, value in held["people"][0].items() if value not in (None, 0, False)}
    assert filled == {
        "id": 1,
        "language": "ar",
        "role": "person",
        "met_at": NOW,
        "seen_on": NOW.date(),
        "has_reminders": True,
    }


def test_all_that_is_held_of_a_person_is_in_their_file(tx: Transaction) -> None:
    person = a_full_life(tx, AMINA)
    held = people.held(tx, person)
    once = ("person", "contact", "signups", "links", "arrivals", "questions", "drafts")
    rows = {**dict.fromkeys(once, 1), "messages": 2, "acts": 1, "reminders": 0}
    assert {table: len(found) for table, found in held.items()} == rows
    assert held["contact"][0]["telegram_id"] == AMINA
    assert held["questions"][0]["text"] == "where is the secret garden"


def test_unreachable_until_they_write_again(tx: Transaction) -> None:
    person = a_person(tx, 77)
    people.set_unreachable(tx, person, NOW)
    found = people.find(tx, 77)
    assert found is not None
    assert (found[0].id, found[1]) == (person, True)
    people.set_unreachable(tx, person, None)
    again = people.find(tx, 77)
    assert again is not None
    assert again[1] is False


def test_coordinators_are_those_with_the_role_or_named_and_have_agreed(tx: Transaction) -> None:
    by_link = a_person(tx, 1, role="coordinator")
    named = a_person(tx, 2)
    a_person(tx, 3, agreed_at=None)
    a_person(tx, 4, role="leader")
    assert [one.id for one in people.coordinators(tx, (2, 3))] == [by_link, named]
    assert [one.id for one in people.coordinators(tx, ())] == [by_link]


def test_only_visitors_that_stayed_away_are_pruned(tx: Transaction) -> None:
    long_ago = date(2026, 1, 1)
    a_person(tx, 1, agreed_at=None, seen_on=long_ago)
    fresh = a_person(tx, 2, agreed_at=None)
    agreed = a_person(tx, 3, seen_on=long_ago)
    stub = a_person(tx, 4, seen_on=long_ago)
    people.forget(tx, stub, NOW)
    assert people.prune_visitors(tx, date(2026, 2, 1)) == 1
    rows = everything(tx)
    assert [row["id"] for row in rows["people"]] == [fresh, agreed, stub]
    assert sorted(row["telegram_id"] for row in rows["contacts"]) == [2, 3]
