"""Staying in touch: into a circle and out of it, and who hears of what because of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Row

from storage import circles, people, signups
from storage.audiences import Audience, members
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person


def reached(tx: Transaction, audience: str) -> set[int]:
    rows: list[Row[int]] = list(tx.execute(members(Audience.read(audience))))
    return {row[0] for row in rows}


def test_a_circle_is_joined_and_left(tx: Transaction) -> None:
    amina, felt, clay = a_person(tx, 1), a_lab(tx, "Felt"), a_lab(tx, "Clay")
    for lab, later in ((felt, 0), (clay, 1), (felt, 2)):
        circles.join(tx, lab, amina, NOW + timedelta(hours=later))
    assert circles.of(tx, amina) == (clay, felt)
    assert circles.labs(tx) == (clay, felt)
    circles.leave(tx, clay, amina)
    assert (circles.of(tx, amina), circles.labs(tx)) == ((felt,), (felt,))


def test_an_interest_is_taken_and_lost(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    for topic in ("work", "crafts", "work"):
        circles.take_interest(tx, topic, amina, NOW)
    assert circles.interests(tx, amina) == ("crafts", "work")
    circles.lose_interest(tx, "work", amina)
    assert circles.interests(tx, amina) == ("crafts",)


def test_news_for_a_circle_reaches_those_in_it_who_may_be_reached(tx: Transaction) -> None:
    felt, clay = a_lab(tx, "Felt"), a_lab(tx, "Clay")
    amina, fatou, other = a_person(tx, 1), a_person(tx, 2), a_person(tx, 3)
    for who in (amina, fatou):
        circles.join(tx, felt, who, NOW)
    circles.join(tx, clay, other, NOW)
    assert reached(tx, f"circle:{felt}") == {amina, fatou}
    people.change(tx, fatou, stopped_at=NOW)
    assert reached(tx, f"circle:{felt}") == {amina}


def test_a_topic_reaches_who_asked_for_it_too(tx: Transaction) -> None:
    amina, _ = a_person(tx, 1), a_person(tx, 2)
    assert reached(tx, "topic:crafts") == set()
    circles.take_interest(tx, "crafts", amina, NOW)
    assert (reached(tx, "topic:crafts"), reached(tx, "topic:art")) == ({amina}, set())


@pytest.mark.parametrize(
    ("state", "is_in"),
    [
        *(("waiting", True), ("offered", True), ("seated", True)),
        *(("cancelled", False), ("removed", False), ("expired", False)),
    ],
)
def test_a_lab_and_its_topic_reach_only_sign_ups_that_stand(tx: Transaction, state: str, is_in: bool) -> None:
    lab, amina = a_lab(tx, topic="crafts"), a_person(tx, 1)
    signups.put(tx, lab, amina, 1, state, NOW)
    wanted = {amina} if is_in else set()
    assert (reached(tx, f"lab:{lab}"), reached(tx, "topic:crafts")) == (wanted, wanted)
