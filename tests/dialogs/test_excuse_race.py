"""Somebody is taken off the list in the moment in which they say that they cannot come on one day."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dialogs.after import marking
from storage import attendances, labs, signups
from storage.attendances import Expected
from storage.database import Database, Transaction
from tests.dialogs.chat import NOW, Chat, Place

A_MOMENT_S = 0.5
"""So long the desk keeps the lab, so that the other is under way."""


def marks_after_a_race(url: str) -> dict[int, str]:
    """What is noted of Amina, whom the desk takes off lab 1 while she taps “Not on this day”."""
    database = Database(url)
    try:
        with database.transaction() as tx:
            place = Place(tx)
            lab, amina = place.lab("Felt"), place.chat(1).talk().person.id
            labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
            signups.put(tx, lab, amina, 1, "seated", NOW)

        def taps() -> None:
            with database.transaction() as tx:
                Chat(Place(tx), 1).forges("miss/1/yes")

        with ThreadPoolExecutor(1) as threads:
            with database.transaction() as tx:
                signups.hold(tx, lab)
                under_way = threads.submit(taps)
                time.sleep(A_MOMENT_S)
                signups.set_state(tx, 1, "removed", NOW)
            under_way.result()
        with database.transaction() as tx:
            return attendances.marks(tx, 1)
    finally:
        database.close()


def test_who_is_off_the_list_by_then_is_not_excused(migrated_url: str) -> None:
    assert marks_after_a_race(migrated_url) == {}


def test_what_is_read_before_the_lab_is_held_would_be_wrong(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL; SQLite lets nobody else write in the first place."""

    def read_too_soon(tx: Transaction, meeting: int, signup: int) -> Expected | None:
        found = next((one for one in attendances.expected(tx, meeting) if one.signup_id == signup), None)
        signups.hold(tx, 1)
        return found

    monkeypatch.setattr(marking, "one_of", read_too_soon)
    is_wrong = marks_after_a_race(migrated_url) == {1: "excused"}
    assert is_wrong is migrated_url.startswith("postgresql")
