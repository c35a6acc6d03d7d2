"""Copies set aside, queued again, refused, standing still: each by a sweep, some at a time."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from storage import announcements, copies, flow, outbox, people
from storage.database import Database, Transaction
from storage.life import Act
from storage.outbox import Result
from storage.tables import AnnouncementRow
from tests.storage.rows import NOW, a_person, everything, news
from tests.storage.test_announcements import found

HOUR = timedelta(hours=1)


def on_its_way(tx: Transaction, crowd: int) -> int:
    """An announcement of which so many copies are laid out; its number."""
    for number in range(crowd):
        a_person(tx, 100 + number)
    number = news(tx, 1)
    copies.plan(tx, found(tx, number), NOW)
    return number


def settle(tx: Transaction, state: str, most: int, at_hour: int = 0) -> None:
    """The next copies end in a state, so many hours from now."""
    for parcel in outbox.lease(tx, NOW + at_hour * HOUR, most):
        outbox.record(tx, [Result(parcel, state, "Bad Request")], NOW + at_hour * HOUR)


def act(tx: Transaction, number: int, what: Act, at_hour: int = 0) -> None:
    assert announcements.act(tx, number, what, NOW + at_hour * HOUR)


def test_copies_of_a_paused_one_are_set_aside_and_queued_again_some_at_a_time(tx: Transaction) -> None:
    number = on_its_way(tx, 5)
    other = news(tx, 1)
    copies.plan(tx, found(tx, other), NOW)
    settle(tx, "sent", 1)
    act(tx, number, "pause")
    assert [flow.hold(tx, most=3) for _ in range(3)] == [3, 1, 0]
    assert copies.counts(tx, number) == {"held": 4, "sent": 1}
    assert copies.counts(tx, other) == {"queued": 5}
    assert (flow.release(tx), flow.finish(tx)) == (0, ())
    act(tx, number, "resume")
    assert not copies.plan(tx, found(tx, number), NOW)
    assert [flow.release(tx, most=3) for _ in range(3)] == [3, 1, 0]
    assert copies.counts(tx, number) == {"queued": 4, "sent": 1}
    assert (found(tx, number).state, flow.finish(tx)) == ("sending", ())


def test_what_the_courier_set_aside_is_as_if_it_had_never_been_taken(tx: Transaction) -> None:
    number = on_its_way(tx, 1)
    before = everything(tx)["outbox"]
    act(tx, number, "pause")
    (parcel,) = outbox.lease(tx, NOW, 1)
    outbox.record(tx, [Result(parcel, "held", is_attempt=False)], NOW)
    act(tx, number, "resume")
    assert flow.release(tx) == 1
    assert everything(tx)["outbox"] == before


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
@pytest.mark.parametrize(("asks_once_more", "left"), [(True, {"leased": 1, "held": 1}), (False, {"held": 2})])
def test_a_copy_that_is_taken_in_the_same_moment_is_not_set_aside(
    database: Database, asks_once_more: bool, left: dict[str, int]
) -> None:
    with database.transaction() as tx:
        number = on_its_way(tx, 2)
        act(tx, number, "pause")
    if not asks_once_more:
        event.listen(database.engine, "before_cursor_execute", _ask_once, retval=True)
    with ThreadPoolExecutor(1) as other, database.transaction() as tx:
        outbox.lease(tx, NOW, 1)
        setting_aside = other.submit(_hold, database)
        time.sleep(0.3)  # it waits for our row by now
        tx.commit()
        setting_aside.result(10)
    with database.transaction() as tx:
        assert copies.counts(tx, number) == left


def _hold(database: Database) -> None:
    with database.transaction() as tx:
        flow.hold(tx)


def _ask_once(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> tuple[str, Any]:
    """The same statement that looks at a copy's state only when it finds it, not when it changes it."""
    first, once_more, _ = statement.rpartition(") AND outbox.state IN (")
    return (f"{first})" if once_more and statement.startswith("UPDATE outbox") else statement), parameters


def test_one_that_is_stopped_takes_back_what_was_set_aside_too(tx: Transaction) -> None:
    number = on_its_way(tx, 4)
    act(tx, number, "pause")
    flow.hold(tx, most=2)
    act(tx, number, "cancel")
    assert [flow.drop(tx, NOW, most=3) for _ in range(3)] == [3, 1, 0]
    assert copies.counts(tx, number) == {"cancelled": 4}


def test_who_came_while_it_rested_gets_a_copy_when_it_goes_on(tx: Transaction) -> None:
    number = on_its_way(tx, 2)
    act(tx, number, "pause")
    newcomer = a_person(tx, 500)
    assert not copies.plan(tx, found(tx, number), NOW)
    act(tx, number, "resume")
    copies.plan(tx, found(tx, number), NOW)
    assert [row["person_id"] for row in everything(tx)["outbox"]] == [1, 2, newcomer]


@pytest.mark.parametrize(
    ("refused", "sent", "is_too_many"),
    [(4, 0, False), (5, 0, True), (5, 44, True), (5, 45, False), (6, 53, True), (6, 54, False)],
)
def test_five_refused_and_more_than_a_tenth_are_too_many(
    tx: Transaction, refused: int, sent: int, is_too_many: bool
) -> None:
    number = on_its_way(tx, 70)
    settle(tx, "rejected", refused)
    settle(tx, "sent", sent // 2)
    settle(tx, "unreachable", sent - sent // 2)
    assert flow.too_many_refused(tx) == ((number,) if is_too_many else ())


def test_after_it_was_let_go_on_refusals_are_counted_anew(tx: Transaction) -> None:
    number = on_its_way(tx, 20)
    settle(tx, "rejected", 6)
    act(tx, number, "refuse", at_hour=1)
    assert flow.too_many_refused(tx) == ()
    act(tx, number, "resume", at_hour=2)
    copies.plan(tx, found(tx, number), NOW + 2 * HOUR)
    assert flow.too_many_refused(tx) == ()
    settle(tx, "rejected", 4, at_hour=3)
    assert flow.too_many_refused(tx) == ()
    settle(tx, "rejected", 1, at_hour=3)
    assert flow.too_many_refused(tx) == (number,)


def test_an_hour_late_is_overdue_unless_somebody_paused_it(tx: Transaction) -> None:
    a_person(tx, 1)
    number = news(tx, 1)
    assert flow.overdue(tx, NOW + HOUR) == ()
    assert flow.overdue(tx, NOW + HOUR + timedelta(seconds=1)) == (number,)
    act(tx, number, "pause")
    assert flow.overdue(tx, NOW + 9 * HOUR) == ()
    act(tx, number, "resume", at_hour=9)
    assert flow.overdue(tx, NOW + 9 * HOUR) == ()


def test_what_stands_still_for_an_hour_is_overdue_if_there_is_anything_to_send(tx: Transaction) -> None:
    number = on_its_way(tx, 2)
    assert flow.overdue(tx, NOW + HOUR) == ()
    assert flow.overdue(tx, NOW + 2 * HOUR) == (number,)
    settle(tx, "sent", 2)
    assert flow.overdue(tx, NOW + 2 * HOUR) == ()
    assert flow.finish(tx) == (number,)


def _moved(tx: Transaction, number: int, at_hour: float) -> None:
    mine = AnnouncementRow.id == number
    tx.execute(update(AnnouncementRow).where(mine).values(moved_at=NOW + at_hour * HOUR))


def test_what_waits_its_turn_is_not_overdue_while_another_comes_on(tx: Transaction) -> None:
    first, second = on_its_way(tx, 2), news(tx, 1)
    copies.plan(tx, found(tx, second), NOW)
    _moved(tx, first, at_hour=2.5)
    assert flow.overdue(tx, NOW + 3 * HOUR) == ()
    assert flow.overdue(tx, NOW + 3.6 * HOUR) == (first, second)
    act(tx, first, "pause", at_hour=3)
    assert flow.overdue(tx, NOW + 3.1 * HOUR) == ()
    assert flow.overdue(tx, NOW + 4.1 * HOUR) == (second,)


@pytest.mark.parametrize("why", ["refuse", "overdue"])
def test_one_that_pauses_by_itself_spares_no_other_that_stands_still(tx: Transaction, why: Act) -> None:
    first, second = on_its_way(tx, 2), news(tx, 1)
    copies.plan(tx, found(tx, second), NOW)
    act(tx, first, why, at_hour=3)
    assert flow.overdue(tx, NOW + 3 * HOUR) == (second,)


def test_a_draft_that_somebody_throws_away_spares_none_that_stands_still(tx: Transaction) -> None:
    number, draft = on_its_way(tx, 2), news(tx, 1)
    act(tx, draft, "cancel", at_hour=3)
    assert flow.overdue(tx, NOW + 3 * HOUR) == (number,)


def test_sent_once_more_old_refusals_are_not_held_against_it(tx: Transaction) -> None:
    number = on_its_way(tx, 8)
    settle(tx, "rejected", 5)
    assert flow.too_many_refused(tx) == (number,)
    settle(tx, "unknown", 3)
    assert flow.finish(tx) == (number,)
    act(tx, number, "again", at_hour=5)
    assert copies.send_again(tx, number, NOW + 5 * HOUR) == 3
    assert flow.too_many_refused(tx) == ()


def test_those_of_unknown_fate_go_once_more_and_no_others(tx: Transaction) -> None:
    number = on_its_way(tx, 5)
    settle(tx, "unknown", 3)
    settle(tx, "sent", 2)
    assert flow.finish(tx) == (number,)
    act(tx, number, "again", at_hour=5)
    assert copies.send_again(tx, number, NOW + 5 * HOUR, most=2) == 2
    assert copies.counts(tx, number) == {"queued": 2, "sent": 2, "unknown": 1}
    assert flow.overdue(tx, NOW + 5 * HOUR) == ()
    again = outbox.lease(tx, NOW + 5 * HOUR, 9)
    assert [parcel.person_id for parcel in again] == [1, 2]


def test_the_report_counts_by_language_the_most_read_first(tx: Transaction) -> None:
    for number, language in enumerate(["ar", "fr", "ar", "it"]):
        a_person(tx, number, language)
    number = news(tx, 1)
    copies.plan(tx, found(tx, number), NOW)
    settle(tx, "sent", 2)
    settle(tx, "rejected", 1)
    assert copies.by_language(tx, number) == {
        "ar": {"sent": 1, "rejected": 1},
        "fr": {"sent": 1},
        "it": {"queued": 1},
    }
    assert list(copies.by_language(tx, number)) == ["ar", "fr", "it"]
    people.forget(tx, 2, NOW)
    assert "fr" not in copies.by_language(tx, number)
