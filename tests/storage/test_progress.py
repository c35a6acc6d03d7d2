"""What the sender was told: each state at once, figures now and then, and one message for all of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from storage import announcements, copies, flow, outbox, progress
from storage.database import Transaction
from storage.outbox import Result
from tests.storage.rows import NOW, a_person, everything, news
from tests.storage.test_announcements import found

LETTER = "desk/news/1/progress"


def told(tx: Transaction, at: datetime) -> list[str]:
    """What there is to tell at a moment; it is told."""
    new = progress.new(tx, at)
    for one in new:
        progress.note(tx, one, at)
    return [one.told for one in new]


def settle(tx: Transaction, at: datetime, most: int = 1) -> None:
    for parcel in outbox.lease(tx, at, most):
        outbox.record(tx, [Result(parcel, "sent", message_id=1)], at)


def test_states_are_told_at_once_figures_now_and_then_and_nothing_twice(tx: Transaction) -> None:
    author = a_person(tx, 1)
    a_person(tx, 2)
    number = news(tx, author)
    assert told(tx, NOW) == []
    copies.plan(tx, found(tx, number), NOW)
    assert told(tx, NOW) == ["sending queued=2"]
    settle(tx, NOW)
    assert told(tx, NOW + timedelta(seconds=18)) == []
    assert told(tx, NOW + timedelta(seconds=19)) == ["sending queued=1 sent=1"]
    assert told(tx, NOW + timedelta(minutes=5)) == []
    announcements.act(tx, number, "pause", NOW)
    assert told(tx, NOW + timedelta(seconds=20)) == ["paused queued=1 sent=1"]
    announcements.act(tx, number, "cancel", NOW)
    assert told(tx, NOW + timedelta(seconds=21)) == ["cancelled queued=1 sent=1"]
    flow.drop(tx, NOW)
    assert told(tx, NOW + timedelta(minutes=1)) == ["cancelled"]
    assert told(tx, NOW + timedelta(minutes=9)) == []


def test_one_that_is_over_before_it_was_ever_looked_at_is_told_once(tx: Transaction) -> None:
    number = news(tx, a_person(tx, 1))
    copies.plan(tx, found(tx, number), NOW)
    settle(tx, NOW)
    flow.finish(tx)
    assert [told(tx, NOW), told(tx, NOW)] == [["done"], []]


def test_as_long_as_figures_move_it_does_not_stand_still(tx: Transaction) -> None:
    number = news(tx, a_person(tx, 1))
    for other in (2, 3):
        a_person(tx, other)
    copies.plan(tx, found(tx, number), NOW)
    for moment in (NOW + timedelta(minutes=50), NOW + timedelta(minutes=100)):
        assert flow.overdue(tx, moment) == ()
        settle(tx, moment)
        told(tx, moment)
    assert flow.overdue(tx, NOW + timedelta(minutes=150)) == ()
    assert flow.overdue(tx, NOW + timedelta(minutes=161)) == (number,)


def counted(tx: Transaction, at: datetime) -> int:
    """How often copies are counted to find out what there is to tell."""
    asked: list[str] = []

    def listen(*about: object) -> None:
        asked.append(str(about[2]))

    event.listen(tx, "before_cursor_execute", listen)
    progress.new(tx, at)
    event.remove(tx, "before_cursor_execute", listen)
    return sum("FROM outbox" in statement for statement in asked)


def test_copies_of_a_paused_one_are_not_counted_once_all_are_set_aside_and_told(tx: Transaction) -> None:
    number = news(tx, a_person(tx, 1))
    copies.plan(tx, found(tx, number), NOW)
    announcements.act(tx, number, "pause", NOW)
    assert told(tx, NOW) == ["paused queued=1"]
    later = NOW + timedelta(minutes=1)
    assert counted(tx, later) == 1
    flow.hold(tx)
    assert told(tx, later) == ["paused held=1"]
    assert counted(tx, later + timedelta(minutes=1)) == 0


def test_one_that_rests_again_before_it_was_told_that_it_went_on_is_told(tx: Transaction) -> None:
    number = news(tx, a_person(tx, 1))
    a_person(tx, 2)
    copies.plan(tx, found(tx, number), NOW)
    announcements.act(tx, number, "pause", NOW)
    flow.hold(tx)
    assert told(tx, NOW) == ["paused held=2"]
    announcements.act(tx, number, "resume", NOW)
    copies.plan(tx, found(tx, number), NOW)
    flow.release(tx)
    settle(tx, NOW)
    announcements.act(tx, number, "pause", NOW)
    flow.hold(tx)
    assert told(tx, NOW + timedelta(minutes=1)) == ["paused held=1 sent=1"]


@pytest.mark.parametrize("state", ["sent", "unknown", "cancelled", "unreachable"])
def test_the_same_row_is_queued_again_and_keeps_its_message(tx: Transaction, state: str) -> None:
    author = a_person(tx, 1)
    assert progress.queue(tx, author, LETTER, NOW)
    assert progress.queue(tx, author, LETTER, NOW)
    (parcel,) = outbox.lease(tx, NOW, 9)
    assert not progress.queue(tx, author, LETTER, NOW)
    outbox.record(tx, [Result(parcel, state, message_id=50)], NOW)
    assert progress.queue(tx, author, LETTER, NOW + timedelta(minutes=1))
    (row,) = everything(tx)["outbox"]
    stands = (row["state"], row["message_id"], row["attempts"], row["finished_at"])
    assert stands == ("queued", 50, 0, None)
