"""Copies become figures some time after their announcement is over, and what is told of it stays the same."""

import json
from datetime import timedelta

from storage import announcements, copies, flow, outbox, people, progress
from storage.database import Transaction
from storage.outbox import Result
from tests.storage.rows import NOW, a_person, everything, news
from tests.storage.test_announcements import found

QUARTER = timedelta(days=90)
LATER = NOW + QUARTER + timedelta(seconds=1)


def a_crowd(tx: Transaction) -> int:
    """An announcement that is done: six copies, sent but for one that is unknown; its number."""
    for number, language in enumerate(("ar", "ar", "ar", "fr", "it", "it"), start=1):
        a_person(tx, number, language)
    number = news(tx, 1)
    copies.plan(tx, found(tx, number), NOW)
    for count, parcel in enumerate(outbox.lease(tx, NOW, 6)):
        state = "sent" if count else "unknown"
        outbox.record(tx, [Result(parcel, state, message_id=1)], NOW)
    assert flow.finish(tx) == (number,)
    return number


def told(tx: Transaction, number: int) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    return copies.counts(tx, number), copies.by_language(tx, number)


def test_figures_stay_the_same_at_each_step_and_nobody_is_in_them(tx: Transaction) -> None:
    number = a_crowd(tx)
    before = told(tx, number)
    assert before[0] == {"sent": 5, "unknown": 1}
    assert list(before[1]) == ["ar", "it", "fr"]
    assert copies.fold(tx, NOW) == 0
    for left in (4, 2, 0):
        assert copies.fold(tx, LATER - QUARTER, most=2) == 2
        assert len(everything(tx)["outbox"]) == left
        assert told(tx, number) == before
    assert copies.fold(tx, LATER - QUARTER, most=2) == 0
    (row,) = everything(tx)["announcements"]
    assert json.loads(row["counts"]) == before[1]


def test_without_the_figures_they_would_be_lost(tx: Transaction) -> None:
    number = a_crowd(tx)
    copies.fold(tx, LATER - QUARTER)
    tx.exec_driver_sql("UPDATE announcements SET counts = NULL")
    assert told(tx, number) == ({}, {})


def test_what_became_a_figure_cannot_be_sent_again(tx: Transaction) -> None:
    number = a_crowd(tx)
    assert copies.unknown(tx, number) == 1
    copies.fold(tx, LATER - QUARTER)
    assert copies.unknown(tx, number) == 0
    assert copies.send_again(tx, number, LATER) == 0


def test_one_that_goes_on_or_rests_keeps_its_copies(tx: Transaction) -> None:
    for number in (1, 2):
        a_person(tx, number)
    number = news(tx, 1)
    copies.plan(tx, found(tx, number), NOW)
    (parcel, _) = outbox.lease(tx, NOW, 2)
    outbox.record(tx, [Result(parcel, "sent", message_id=1)], NOW)
    assert copies.fold(tx, LATER) == 0
    announcements.act(tx, number, "pause", NOW)
    assert copies.fold(tx, LATER) == 0
    announcements.act(tx, number, "cancel", NOW)
    assert copies.fold(tx, LATER) == 1  # the other is on its way still
    assert copies.counts(tx, number) == {"sent": 1, "leased": 1}


def test_nobody_is_told_anew_of_what_became_figures(tx: Transaction) -> None:
    a_crowd(tx)
    for one in progress.new(tx, NOW):
        progress.note(tx, one, NOW)
    copies.fold(tx, LATER)
    assert progress.new(tx, LATER) == ()


def test_who_is_forgotten_afterwards_stays_counted(tx: Transaction) -> None:
    number = a_crowd(tx)
    copies.fold(tx, LATER)
    before = told(tx, number)
    people.forget(tx, 4, LATER)
    assert told(tx, number) == before
