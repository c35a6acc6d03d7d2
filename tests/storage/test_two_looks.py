"""Two looks at the report tell nothing of one person: who is counted stays so, and nobody in their stead."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from dialogs.reach import reading
from dialogs.reach.report import Report
from dialogs.reach.sight import full_groups
from dialogs.rules.reach.forest import Forest
from storage import arrivals, people, signups
from storage.database import Transaction
from tests.dialogs.chat import BOLOGNA
from tests.storage.rows import NOW, a_lab, a_person
from tests.storage.test_shares import link

MIDNIGHT = NOW + timedelta(days=20)
EARLY, PEOPLE = 5, 31
"""Of 31 people 30 are counted, in full groups of five; the last one waits, and reads another language."""


@pytest.fixture
def city(tx: Transaction) -> Transaction:
    """A leader, and people who came hour by hour, nobody knows through whom."""
    link(tx, a_person(tx, 1, role="leader"), "LeadersLnk")
    for number in range(2, PEOPLE + 2):
        language = "it" if number == PEOPLE + 1 else ("it", "en")[number < 16]
        a_person(tx, number, language, agreed_at=NOW + timedelta(hours=number))
    return tx


def looked(tx: Transaction, lab: int | None = None) -> Report:
    found = reading.report(tx, MIDNIGHT, BOLOGNA, lab, until=MIDNIGHT)
    assert found.smallest == 5
    return found


def finds_an_origin(tx: Transaction) -> None:
    share = link(tx, 1, "LeadersOwn")
    arrivals.note(tx, share, EARLY, MIDNIGHT - timedelta(hours=1), "leader", 1, is_origin=True)


def is_forgotten(tx: Transaction) -> None:
    people.forget(tx, EARLY, MIDNIGHT - timedelta(hours=1))


@pytest.mark.parametrize("happens", [finds_an_origin, is_forgotten])
def test_who_waits_is_not_counted_for_somebody_of_whom_more_or_less_is_known(
    city: Transaction, happens: Callable[[Transaction], None]
) -> None:
    before = looked(city)
    assert (before.people, before.languages.cells) == (30, {"it": 16, "en": 14})
    happens(city)
    after = looked(city)
    assert (after.people, after.languages) == (30, before.languages)


def test_a_visitor_who_wants_to_be_forgotten_was_never_counted(city: Transaction) -> None:
    before = looked(city)
    for number in range(50, 55):
        visitor = people.meet(city, number, "fr", NOW)
        people.forget(city, visitor.id, NOW + timedelta(hours=1))
        assert people.get(city, visitor.id) is None
    assert looked(city) == before


def test_counted_in_the_order_of_their_origins_one_person_would_show(
    city: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_origin(forest: Forest, smallest: int) -> Forest:
        reached = np.flatnonzero(forest.is_reached)
        there = np.ones(len(forest), bool)
        there[reached] = full_groups(forest.at[reached], smallest)
        return forest.selected(there)

    monkeypatch.setattr(reading, "in_full_groups", by_origin)
    before = looked(city)
    finds_an_origin(city)
    assert looked(city).languages.cells == {"it": 17, "en": 13} != before.languages.cells


def test_of_a_lab_nothing_of_today_is_told(city: Transaction) -> None:
    lab = a_lab(city, in_days=90)
    for number in range(2, 14):
        link(city, number, f"OfTheLab{number:02}", lab)
        if number < 11:
            signups.put(city, lab, number, 1, "seated", MIDNIGHT - timedelta(days=1))
    before = looked(city, lab)
    assert before.people == 5
    for number in (11, 12):
        signups.put(city, lab, number, 1, "seated", MIDNIGHT + timedelta(hours=8))
    assert looked(city, lab) == before


def test_what_people_say_themselves_is_told_by_fives_and_of_the_whole_city(city: Transaction) -> None:
    for number in range(2, 19):
        people.change(city, number, said_source="friend" if number < 9 else "leader")
    told = looked(city).said
    assert told.cells == {"friend": 5, "leader": 10}
    people.change(city, 20, said_source="friend")
    assert looked(city).said == told
    assert looked(city, a_lab(city)).said.cells == {}
