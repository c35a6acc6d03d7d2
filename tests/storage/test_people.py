"""People are met, changed, marked unreachable, and forgotten to the last trace."""

from datetime import timedelta
from typing import Any

from storage import (
    arrivals,
    people,
    shares,
)
from storage.database import Transaction
from tests.storage.lives import WORDS, a_full_life
from tests.storage.rows import NOW, a_person, everything

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


def test_a_telegram_id_stands_in_one_place_only(tx: Transaction) -> None:
    a_full_life(tx, AMINA)
    assert cells(tx, AMINA) == {"contacts.telegram_id"}
    said = {"questions.text", "drafts.answers", "outbox.message", "signups.name", "field_answers.value"}
    assert cells(tx, WORDS) == said


def test_forgetting_leaves_a_stub_and_no_trace_of_who_it_was(tx: Transaction) -> None:
    person = a_full_life(tx, AMINA)
    people.forget(tx, person, NOW + timedelta(hours=1))
    assert cells(tx, AMINA) == set()
    assert cells(tx, WORDS) == set()
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
        "source": None,
        "said_source": None,
        "opened_id": None,
        "shows_figures": False,
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
    assert arrivals.brought(tx, 2, NOW + timedelta(days=1)) == (1, 1)


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
