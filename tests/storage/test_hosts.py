"""Hosts: of which labs, how many, and of none when it is taken back."""

from datetime import timedelta

from storage import hosts, labs
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person


def test_a_host_is_one_of_their_lab_only(tx: Transaction) -> None:
    felt, clay = a_lab(tx, "Felt"), a_lab(tx, "Clay")
    luca, eve = a_person(tx, 1), a_person(tx, 2)
    assert hosts.add(tx, felt, luca) is True
    assert hosts.add(tx, felt, luca) is False
    assert [hosts.is_host(tx, lab, who) for lab in (felt, clay) for who in (luca, eve)] == [
        *(True, False),
        *(False, False),
    ]
    assert (hosts.count(tx, felt), hosts.count(tx, clay)) == (1, 0)


def test_their_labs_are_found_until_they_are_long_over(tx: Transaction) -> None:
    luca = a_person(tx, 1)
    later, soon, drafted = a_lab(tx, in_days=3), a_lab(tx, in_days=1), a_lab(tx, status="draft")
    for lab in (later, soon, drafted):
        hosts.add(tx, lab, luca)
    assert hosts.labs_of(tx, luca, NOW) == (soon, later)
    assert hosts.labs_of(tx, luca, NOW + timedelta(days=1, hours=2)) == (later,)
    labs.change(tx, soon, status="cancelled")
    assert hosts.labs_of(tx, luca, NOW) == (later,)


def test_taken_away_from_all_nobody_is_a_host(tx: Transaction) -> None:
    felt, clay = a_lab(tx, "Felt"), a_lab(tx, "Clay")
    for number in (1, 2):
        hosts.add(tx, felt, a_person(tx, number))
    other = a_person(tx, 3)
    hosts.add(tx, clay, other)
    assert hosts.drop_all(tx, felt) == 2
    assert (hosts.count(tx, felt), hosts.is_host(tx, clay, other)) == (0, True)
