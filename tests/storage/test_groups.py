"""Groups: who let the bot post there, what that lasts for, and that a group that moves stays the same one."""

from datetime import timedelta
from typing import Any

from storage import announcements, group_copies, groups, outbox, shares
from storage.database import Transaction
from storage.outbox import Result
from tests.storage.lives import removed
from tests.storage.rows import NOW, a_lab, a_person, everything, news

SQUARE, SUPER = -4001, -1_000_000_004_001
LATER = NOW + timedelta(hours=1)


def opened(tx: Transaction, chat: int = SQUARE, language: str = "it") -> int:
    """A group in which news may be posted; its number."""
    group, _ = groups.join(tx, chat, language, NOW)
    groups.bring(tx, group, NOW)
    return group


def open_groups(tx: Transaction) -> list[int]:
    return list(tx.execute(groups.open_ones()).scalars())


def planned(tx: Transaction, number: int) -> None:
    found = announcements.get(tx, number)
    assert found is not None
    group_copies.plan(tx, found, NOW)
    group_copies.plan(tx, found, NOW)


def posted(tx: Transaction) -> list[tuple[Any, ...]]:
    """Copies in groups: (group, announcement, state)."""
    return [
        (row["group_id"], row["announcement_id"], row["state"])
        for row in everything(tx)["outbox"]
        if row["group_id"] is not None and row["announcement_id"] is not None
    ]


def test_a_group_is_open_from_when_it_was_brought_until_the_bot_leaves(tx: Transaction) -> None:
    group, has_just_come = groups.join(tx, SQUARE, "it", NOW)
    assert (has_just_come, open_groups(tx)) == (True, [])
    assert groups.join(tx, SQUARE, "fr", NOW) == (group, False)
    groups.bring(tx, group, NOW)
    groups.speak(tx, group, "ar")
    assert (open_groups(tx), groups.find(tx, SQUARE)) == ([group], groups.Group(group, "ar", None, NOW))
    groups.leave(tx, SQUARE, LATER)
    groups.leave(tx, SQUARE, LATER + timedelta(days=1))
    assert (open_groups(tx), groups.find(tx, SQUARE)) == ([], groups.Group(group, "ar", LATER, NOW))
    assert groups.get_all(tx, [group, 99]) == {group: groups.Group(group, "ar", LATER, NOW)}


def test_a_group_that_could_not_be_written_to_is_open_again_and_one_that_put_us_out_is_not(
    tx: Transaction,
) -> None:
    group = opened(tx)
    groups.leave(tx, SQUARE, NOW)
    groups.be_there(tx, group)
    assert open_groups(tx) == [group]
    groups.leave(tx, SQUARE, NOW)
    assert groups.join(tx, SQUARE, "it", LATER) == (group, True)
    assert open_groups(tx) == []


def test_one_that_told_us_to_leave_is_closed_whatever_comes_after(tx: Transaction) -> None:
    group = opened(tx)
    groups.leave(tx, SQUARE, NOW, is_told=True)
    groups.be_there(tx, group)
    assert open_groups(tx) == []
    assert groups.find(tx, SQUARE) == groups.Group(group, "it", None, None)


def test_a_group_that_moves_keeps_all_it_has(tx: Transaction) -> None:
    group, lab = opened(tx), a_lab(tx)
    number = news(tx, a_person(tx, 1), lab=lab)
    planned(tx, number)
    code = shares.own(tx, "group", None, "GroupsCode", NOW, lab=lab, group=group)
    groups.leave(tx, SQUARE, NOW)  # Telegram says that we are out of the old chat, and then why
    groups.move(tx, SQUARE, SUPER)
    groups.move(tx, SQUARE, SUPER)
    assert (groups.find(tx, SQUARE), groups.find(tx, SUPER)) == (
        None,
        groups.Group(group, "it", None, NOW),
    )
    assert (open_groups(tx), posted(tx)) == ([group], [(group, number, "queued")])
    assert shares.own(tx, "group", None, "AnotherOne", NOW, lab=lab, group=group) == code


def test_what_could_not_be_posted_in_the_old_chat_goes_to_the_new_one(tx: Transaction) -> None:
    group = opened(tx)
    author = a_person(tx, 1)
    before, during = news(tx, author), news(tx, author)
    planned(tx, before)
    (parcel,) = outbox.lease(tx, NOW, 2)
    outbox.record(tx, [Result(parcel, "unreachable")], NOW - timedelta(days=1))
    planned(tx, during)
    groups.leave(tx, SQUARE, NOW)
    (parcel,) = outbox.lease(tx, NOW, 2)
    assert parcel.is_unreachable
    outbox.record(tx, [Result(parcel, "unreachable")], NOW)
    groups.move(tx, SQUARE, SUPER)
    assert posted(tx) == [(group, before, "unreachable"), (group, during, "queued")]
    assert [parcel.chat_id for parcel in outbox.lease(tx, NOW, 2)] == [SUPER]


def test_a_group_met_under_both_ids_becomes_one_and_gets_each_news_once(tx: Transaction) -> None:
    group, lab, author = opened(tx), a_lab(tx), a_person(tx, 1)
    twin = opened(tx, SUPER, "ar")
    first, second, third = news(tx, author), news(tx, author), news(tx, author)
    for number in (first, second):
        planned(tx, number)
    for parcel in outbox.lease(tx, NOW, 2):  # the first, to both chats; it has arrived at the new one only
        state = "queued" if parcel.group_id == group else "sent"
        outbox.record(tx, [Result(parcel, state, message_id=7)], NOW)
    groups.leave(tx, SQUARE, NOW)
    planned(tx, third)
    outbox.put(tx, "notice", NOW, group=twin, address="group/greeting")
    code = shares.own(tx, "group", None, "TwinsCode1", NOW, lab=lab, group=twin)
    groups.move(tx, SQUARE, SUPER)
    assert groups.find(tx, SUPER) == groups.Group(group, "it", None, NOW)
    assert [row["id"] for row in everything(tx)["groups"]] == [group]
    assert sorted(posted(tx)) == [
        (group, first, "sent"),
        (group, second, "queued"),
        (group, third, "queued"),
    ]
    assert len(everything(tx)["outbox"]) == 3  # no greeting to a group that is none
    share = shares.by_code(tx, code)
    assert share is not None
    assert share.group_id == group


def test_what_opened_the_new_chat_opens_the_group(tx: Transaction) -> None:
    groups.join(tx, SQUARE, "it", NOW)
    opened(tx, SUPER, "ar")
    groups.move(tx, SQUARE, SUPER)
    assert groups.find(tx, SUPER) == groups.Group(1, "ar", None, NOW)


def test_a_group_that_is_unknown_cannot_move(tx: Transaction) -> None:
    groups.move(tx, SQUARE, SUPER)
    assert groups.find(tx, SUPER) is None


def test_what_was_left_goes_after_its_days_and_its_links_count_on_as_a_groups(tx: Transaction) -> None:
    group, lab = opened(tx), a_lab(tx)
    code = shares.own(tx, "group", None, "GroupsCode", NOW, lab=lab, group=group)
    assert removed(tx, "groups", timedelta(days=400)) == 0
    groups.leave(tx, SQUARE, NOW)
    assert removed(tx, "groups", timedelta(days=29)) == 0
    assert removed(tx, "groups", timedelta(days=30, seconds=1)) == 1
    assert everything(tx)["groups"] == everything(tx)["contacts"] == []
    share = shares.by_code(tx, code)
    assert share is not None
    assert (share.kind, share.group_id, share.lab_id) == ("group", None, lab)
    assert opened(tx) != 0
    other = shares.own(tx, "group", None, "OtherCode1", NOW, lab=lab, group=opened(tx))
    assert other == "OtherCode1"
