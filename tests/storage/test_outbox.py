"""The outbox hands messages out in order, one a chat, and forgets words that have arrived."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest

from storage import groups, outbox, people
from storage.database import Transaction
from storage.outbox import Kind, Result
from tests.storage.rows import NOW, a_person, everything


def leased(tx: Transaction, most: int = 10, upto: int = 2, held: Collection[int] = ()) -> list[str | None]:
    """What is handed out now, by its words."""
    return [parcel.message or parcel.address for parcel in outbox.lease(tx, NOW, most, upto, held)]


def row(tx: Transaction, number: int = 1) -> dict[str, Any]:
    return next(row for row in everything(tx)["outbox"] if row["id"] == number)


def test_replies_go_before_reminders_and_those_before_news_then_in_the_order_they_were_put(
    tx: Transaction,
) -> None:
    kinds: list[Kind] = ["announcement", "notice", "reply", "reminder", "reply"]
    for number, kind in enumerate(kinds):
        outbox.put(tx, kind, NOW, person=a_person(tx, 100 + number), message=f"{kind} {number}")
    assert leased(tx) == ["reply 2", "reply 4", "notice 1", "reminder 3", "announcement 0"]


def test_what_was_put_first_goes_first_though_it_was_due_later(tx: Transaction) -> None:
    for number in range(3):
        due_at = NOW - timedelta(minutes=number)
        outbox.put(tx, "reply", due_at, person=a_person(tx, 100 + number), message=f"{number}")
    assert leased(tx) == ["0", "1", "2"]


def test_a_chat_gets_one_at_a_time_and_the_next_after_it_has_arrived(tx: Transaction) -> None:
    amina, fatou = a_person(tx, 1), a_person(tx, 2)
    for words in ("first", "second"):
        outbox.put(tx, "reply", NOW, person=amina, message=words)
    outbox.put(tx, "reply", NOW, person=fatou, message="hers")
    parcels = outbox.lease(tx, NOW, 10)
    assert [(p.chat_id, p.message) for p in parcels] == [(1, "first"), (2, "hers")]
    assert leased(tx, held={1, 2}) == []
    outbox.record(tx, [Result(parcels[0], "sent", message_id=11)], NOW)
    assert leased(tx, held={2}) == ["second"]


def test_what_is_handed_out_is_not_handed_out_again(tx: Transaction) -> None:
    outbox.put(tx, "reply", NOW, person=a_person(tx, 1), message="once")
    assert leased(tx) == ["once"]
    assert leased(tx) == []
    assert outbox.settle(tx, "notice", "queued") == 0
    assert outbox.settle(tx, "reply", "queued") == 1
    assert leased(tx) == ["once"]


def test_what_has_come_back_in_the_meantime_is_not_settled_otherwise(tx: Transaction) -> None:
    for person in (a_person(tx, 1), a_person(tx, 2)):
        outbox.put(tx, "announcement", NOW, person=person, message="news")
    first, _ = outbox.lease(tx, NOW, 10)
    outbox.record(tx, [Result(first, "sent", message_id=11)], NOW)
    assert outbox.settle(tx, "announcement", "unknown") == 1
    assert [row["state"] for row in everything(tx)["outbox"]] == ["sent", "unknown"]


def test_of_what_was_settled_by_another_only_an_arrival_is_news(tx: Transaction) -> None:
    for number in (1, 2):
        outbox.put(tx, "announcement", NOW, person=a_person(tx, number), message="news")
    first, second = outbox.lease(tx, NOW, 10)
    outbox.settle(tx, "announcement", "unknown")
    outbox.record(tx, [Result(first, "sent", message_id=11), Result(second, "queued")], NOW)
    assert [row["state"] for row in everything(tx)["outbox"]] == ["sent", "unknown"]


def test_not_more_than_asked_for_not_before_its_time_and_not_above_a_priority(tx: Transaction) -> None:
    outbox.put(tx, "reply", NOW + timedelta(seconds=1), person=a_person(tx, 1), message="later")
    outbox.put(tx, "announcement", NOW, person=a_person(tx, 2), message="news")
    outbox.put(tx, "reply", NOW, person=a_person(tx, 3), message="a")
    outbox.put(tx, "reply", NOW, person=a_person(tx, 4), message="b")
    assert leased(tx, most=1) == ["a"]
    assert leased(tx, upto=1) == ["b"]
    assert leased(tx) == ["news"]


def test_what_is_past_its_moment_is_not_handed_out_and_expires_without_its_words(tx: Transaction) -> None:
    outbox.put(tx, "reminder", NOW, person=a_person(tx, 1), message="tomorrow", expires_at=NOW)
    outbox.put(
        tx, "reminder", NOW, person=a_person(tx, 2), message="soon", expires_at=NOW + timedelta(seconds=1)
    )
    assert leased(tx) == ["soon"]
    assert outbox.expire(tx, NOW) == 1
    assert (row(tx)["state"], row(tx)["message"], row(tx)["finished_at"]) == ("expired", None, NOW)


@pytest.mark.parametrize("state", ["sent", "unreachable", "rejected", "unknown", "expired", "cancelled"])
def test_words_that_have_arrived_or_never_will_are_wiped(tx: Transaction, state: str) -> None:
    outbox.put(tx, "reply", NOW, person=a_person(tx, 1), message="between us")
    (parcel,) = outbox.lease(tx, NOW, 1)
    outbox.record(tx, [Result(parcel, state, "because", message_id=44)], NOW)
    wiped = {"state": state, "message": None, "message_id": 44, "attempts": 1, "finished_at": NOW}
    assert {**row(tx), **wiped} == row(tx)


def test_what_is_tried_again_keeps_its_words(tx: Transaction) -> None:
    outbox.put(tx, "reply", NOW, person=a_person(tx, 1), message="between us")
    (parcel,) = outbox.lease(tx, NOW, 1)
    outbox.record(tx, [Result(parcel, "queued", "429", is_attempt=False)], NOW)
    kept = {
        "state": "queued",
        "message": "between us",
        "attempts": 0,
        "finished_at": None,
    }
    assert {**row(tx), **kept} == row(tx)
    assert [parcel.message for parcel in outbox.lease(tx, NOW, 1)] == ["between us"]


def test_for_whom_cannot_be_written_to_it_is_said_on_the_parcel(tx: Transaction) -> None:
    person = a_person(tx, 1)
    outbox.put(tx, "announcement", NOW, person=person, address="news/1")
    people.set_unreachable(tx, person, NOW)
    assert [parcel.is_unreachable for parcel in outbox.lease(tx, NOW, 1)] == [True]


def test_a_group_gets_its_messages_and_one_that_put_us_out_is_unreachable(tx: Transaction) -> None:
    group, is_new = groups.join(tx, -4001, "it", NOW)
    assert is_new
    outbox.put(tx, "reply", NOW, group=group, message="ciao")
    (parcel,) = outbox.lease(tx, NOW, 1)
    assert (parcel.chat_id, parcel.group_id, parcel.person_id, parcel.is_unreachable) == (
        -4001,
        1,
        None,
        False,
    )
    groups.leave(tx, -4001, NOW)
    outbox.put(tx, "reply", NOW, group=group, message="still there?")
    assert [parcel.is_unreachable for parcel in outbox.lease(tx, NOW, 1)] == [True]


def test_what_was_sent_is_found_by_its_message(tx: Transaction) -> None:
    person, other = a_person(tx, 1), a_person(tx, 2)
    outbox.put(tx, "notice", NOW, person=person, address="ask/copy/3")
    (parcel,) = outbox.lease(tx, NOW, 1)
    outbox.record(tx, [Result(parcel, "sent", message_id=50)], NOW)
    assert outbox.sent_as(tx, person, 50) == "ask/copy/3"
    assert outbox.sent_as(tx, other, 50) is None
    assert outbox.sent_as(tx, person, 51) is None
