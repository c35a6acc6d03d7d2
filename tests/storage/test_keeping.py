"""Drafts, groups and the audit: kept as long as they are needed."""

from datetime import timedelta

from storage import drafts, groups, outbox
from storage.database import Transaction
from tests.storage.rows import NOW, a_person

DAY = timedelta(days=1)


def test_a_draft_is_kept_for_each_person_and_form(tx: Transaction) -> None:
    amina, fatou = a_person(tx, 1), a_person(tx, 2)
    drafts.put(tx, amina, "lab", {"title": "خياطة", "seats": 5}, NOW)
    drafts.put(tx, amina, "lab", {"title": "خياطة", "seats": 6}, NOW)
    drafts.put(tx, fatou, "lab", {"title": "Cuisine"}, NOW)
    assert drafts.get(tx, amina, "lab") == {"title": "خياطة", "seats": 6}
    assert drafts.get(tx, amina, "announce") == {}
    drafts.drop(tx, amina, "lab")
    assert drafts.get(tx, amina, "lab") == {}
    assert drafts.get(tx, fatou, "lab") == {"title": "Cuisine"}


def test_a_group_is_joined_once_left_and_joined_again(tx: Transaction) -> None:
    assert groups.join(tx, -4001, "it", NOW) == (1, True)
    assert groups.join(tx, -4001, "it", NOW) == (1, False)
    groups.leave(tx, -4001, NOW)
    assert groups.join(tx, -4001, "it", NOW + DAY) == (1, True)
    assert groups.language(tx, 1) == "it"
    assert groups.find(tx, -9) is None


def test_a_group_that_became_a_supergroup_is_the_same_group(tx: Transaction) -> None:
    groups.join(tx, -4001, "it", NOW)
    groups.move(tx, -4001, -1_002_000_000_001)
    assert groups.find(tx, -1_002_000_000_001) == 1
    assert groups.find(tx, -4001) is None


def test_what_waits_for_a_group_follows_it_to_a_supergroup_known_already(tx: Transaction) -> None:
    groups.join(tx, -4001, "it", NOW)
    groups.join(tx, -1_002_000_000_001, "it", NOW)
    outbox.put(tx, "reply", NOW, group=1, message="ciao")
    for _ in range(2):  # Telegram tells it twice: to the old group and to the new
        groups.move(tx, -4001, -1_002_000_000_001)
    assert (groups.find(tx, -4001), groups.find(tx, -1_002_000_000_001)) == (None, 2)
    assert [(p.chat_id, p.message) for p in outbox.lease(tx, NOW, 1)] == [(-1_002_000_000_001, "ciao")]
