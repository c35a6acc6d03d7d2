"""Copies of announcements in groups: which groups get one, and that they are no people."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialogs.city import KEEP
from storage import announcements, copies, flow, group_copies, groups, keeping, outbox
from storage.audiences import Audience
from storage.database import Transaction
from storage.outbox import Result
from storage.tables import GroupRow
from tests.storage.lives import kind, removed
from tests.storage.rows import NOW, a_person, everything, news
from tests.storage.test_groups import SQUARE, opened, planned, posted


@pytest.mark.parametrize(
    ("whom", "numbers"),
    [("all", [1, 2]), ("language:it", [1]), ("language:so", []), ("topic:work", []), ("district:X", [])],
)
def test_news_goes_to_open_groups_of_its_audience_once(
    tx: Transaction, whom: str, numbers: list[int]
) -> None:
    for chat, language in ((-1, "it"), (-2, "ar"), (-3, "it"), (-4, "it")):
        opened(tx, chat, language)
    groups.leave(tx, -3, NOW)
    groups.leave(tx, -4, NOW, is_told=True)
    groups.join(tx, -5, "it", NOW)
    number = news(tx, a_person(tx, 1), Audience.read(whom))
    assert group_copies.count(tx, Audience.read(whom)) == len(numbers)
    planned(tx, number)
    assert posted(tx) == [(group, number, "queued") for group in numbers]


def test_copies_in_groups_rest_and_are_taken_back_like_peoples(tx: Transaction) -> None:
    opened(tx)
    number = news(tx, a_person(tx, 1))
    planned(tx, number)
    assert announcements.act(tx, number, "pause", NOW)
    assert (flow.hold(tx), posted(tx)) == (1, [(1, number, "held")])
    assert announcements.act(tx, number, "resume", NOW)
    assert (flow.release(tx), posted(tx)) == (1, [(1, number, "queued")])
    assert announcements.act(tx, number, "cancel", NOW)
    assert (flow.drop(tx, NOW), posted(tx)) == (1, [(1, number, "cancelled")])


def test_they_are_counted_apart_from_people_and_stay_as_figures(tx: Transaction) -> None:
    opened(tx)
    number = news(tx, a_person(tx, 1, "fr"))
    found = announcements.get(tx, number)
    assert found is not None
    copies.plan(tx, found, NOW)
    planned(tx, number)

    def counted() -> list[dict[str, Any]]:
        return [
            copies.counts(tx, number),
            copies.counts(tx, number, of_groups=True),
            copies.by_language(tx, number),
        ]

    assert counted() == [{"queued": 1}, {"queued": 1}, {"fr": {"queued": 1}}]
    for parcel in outbox.lease(tx, NOW, 5):
        state = "sent" if parcel.group_id is None else "unreachable"
        outbox.record(tx, [Result(parcel, state, message_id=7)], NOW)
    before = [{"sent": 1}, {"unreachable": 1}, {"fr": {"sent": 1}}]
    assert (flow.finish(tx), counted()) == ((number,), before)
    assert copies.fold(tx, NOW + timedelta(days=91)) == 2
    assert (everything(tx)["outbox"], counted()) == ([], before)


def test_without_the_look_at_who_brought_it_a_strangers_group_would_get_news(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups.join(tx, SQUARE, "it", NOW)
    number = news(tx, a_person(tx, 1))
    planned(tx, number)
    assert posted(tx) == []
    monkeypatch.setattr(groups, "open_ones", lambda: select(GroupRow.id))
    planned(tx, number)
    assert posted(tx) == [(1, number, "queued")]


def test_what_a_group_got_stays_counted_when_the_group_goes(tx: Transaction) -> None:
    for chat in (-1, -2, -3):
        opened(tx, chat)
    author = a_person(tx, 1)
    first, second = news(tx, author), news(tx, author)
    planned(tx, first)
    for parcel, state in zip(outbox.lease(tx, NOW, 3), ("sent", "rejected", "sent"), strict=True):
        outbox.record(tx, [Result(parcel, state, message_id=7)], NOW)
    planned(tx, second)
    for announcement in (first, second):
        assert announcements.act(tx, announcement, "pause", NOW)
    flow.hold(tx)
    told = [copies.counts(tx, number, of_groups=True) for number in (first, second)]
    assert told == [{"sent": 2, "rejected": 1}, {"held": 3}]
    for chat in (-1, -2):
        groups.leave(tx, chat, NOW)
        for _ in range(2):
            assert removed(tx, "groups", timedelta(days=30, seconds=1)) in (0, 1)
        assert [copies.counts(tx, first), copies.counts(tx, first, of_groups=True)] == [{}, told[0]]
    assert copies.counts(tx, second, of_groups=True) == {"held": 1, "unreachable": 2}
    assert [row["id"] for row in everything(tx)["groups"]] == [3]
    assert {group for group, _, _ in posted(tx)} == {3}
    assert announcements.act(tx, first, "cancel", NOW)
    assert copies.fold(tx, NOW + timedelta(days=91)) == 1
    assert copies.counts(tx, first, of_groups=True) == told[0]


def test_a_group_that_comes_back_before_it_goes_keeps_its_copies(tx: Transaction) -> None:
    group, late = opened(tx), NOW + timedelta(days=31)
    number = news(tx, a_person(tx, 1))
    planned(tx, number)
    groups.leave(tx, SQUARE, NOW)
    found = keeping.look(tx, kind("groups"), KEEP, late)
    assert found == ((group,),)
    groups.join(tx, SQUARE, "it", late)
    assert keeping.remove(tx, kind("groups"), KEEP, late, found) == 0
    assert posted(tx) == [(group, number, "queued")]
