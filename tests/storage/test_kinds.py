"""Every kind of data goes when its days are over, not before, and no table is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.settings import KeepSection
from dialogs.city import KEEP
from storage import drafts, feedback, groups, invites, keeping, labs, outbox, questions
from storage.database import Transaction
from storage.kinds import KINDS, NOBODYS
from storage.tables import InboxRow, LabChangeRow, Table
from tests.storage.lives import ENDS, a_full_life, kind, removed
from tests.storage.rows import NOW, a_person, everything

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
AFTER_LAB = ENDS - NOW


def named_tables() -> list[str]:
    held = [name for one in KINDS for name in (one.table.__tablename__, *one.beside)]
    return [*dict.fromkeys(held), *NOBODYS]


def test_every_table_is_of_a_kind_or_holds_nothing_of_anybody() -> None:
    assert sorted(named_tables()) == sorted(table.name for table in Table.metadata.sorted_tables)


def test_every_key_of_keep_is_that_of_a_kind_and_the_other_way_round() -> None:
    keys = {one.keep for one in KINDS if isinstance(one.keep, str)}
    assert keys == set(KEEP) == {key.removesuffix("_days") for key in KeepSection.model_fields}
    assert len({one.name for one in KINDS}) == len(KINDS)


def furnish(tx: Transaction) -> None:
    """Something of every kind that goes by itself, all of it begun at NOW or with the lab's end."""
    a_full_life(tx, 1)
    visitor = a_person(tx, 2, agreed_at=None)
    outbox.put(tx, "reply", NOW, person=visitor, message="hello")
    for parcel in outbox.lease(tx, NOW, 9):
        outbox.record(tx, [outbox.Result(parcel, "sent", message_id=1)], NOW)
    questions.answered(tx, 1, NOW)
    groups.join(tx, -4001, "it", NOW)
    groups.leave(tx, -4001, NOW)
    invites.make(tx, "Invite1234", "leader", NOW)
    tx.execute(insert(LabChangeRow).values(lab_id=1, what="placed", made_at=NOW))
    feedback.remark(tx, 1, "ar", "the tea was cold", NOW.date())
    tx.execute(insert(InboxRow).values(update_id=7, claimed_at=NOW))


BY_THEMSELVES = [one.name for one in KINDS if one.keep is not None and not one.is_apart]


@pytest.mark.parametrize("name", BY_THEMSELVES)
def test_a_kind_goes_when_its_days_are_over_not_before_and_once(tx: Transaction, name: str) -> None:
    furnish(tx)
    lasting = keeping.lasts(kind(name), KEEP)
    assert lasting is not None
    over = lasting + (AFTER_LAB if kind(name).after == "the lab's last meeting" else timedelta(0))
    before = keeping.held(tx, kind(name), KEEP, NOW).count
    assert before > 0
    assert removed(tx, name, over) == 0
    assert removed(tx, name, over + DAY) == before
    assert removed(tx, name, over + DAY) == 0
    assert keeping.held(tx, kind(name), KEEP, NOW).count == 0


def test_what_is_late_is_told_as_overdue_a_day_after_it_should_have_gone(tx: Transaction) -> None:
    furnish(tx)
    week = KEEP["details"]
    told = keeping.held(tx, kind("needs"), KEEP, ENDS + week + DAY)
    assert told == keeping.Held(1, ENDS.date(), ENDS.date(), 0)
    assert keeping.held(tx, kind("needs"), KEEP, ENDS + week + DAY + SECOND).overdue == 1
    removed(tx, "needs", AFTER_LAB + week + DAY)
    assert keeping.held(tx, kind("needs"), KEEP, ENDS + week + DAY + SECOND) == keeping.Held(0, None, None, 0)


def test_days_are_counted_from_the_last_meeting_that_was_held_whatever_was_dropped(tx: Transaction) -> None:
    a_full_life(tx, 1)
    later = ENDS + timedelta(days=100)
    labs.drop_meeting(tx, labs.add_meeting(tx, 1, later - timedelta(hours=2), later, "X"), NOW)
    for name in ("names", "needs", "circles"):
        held = keeping.held(tx, kind(name), KEEP, NOW)
        assert (held.count, held.newest) == (1, ENDS.date())
    assert removed(tx, "needs", AFTER_LAB + KEEP["details"] + SECOND) == 1


def test_where_every_date_was_dropped_days_are_counted_from_the_last_of_all(tx: Transaction) -> None:
    a_full_life(tx, 1)
    labs.drop_meeting(tx, 1, NOW)
    assert keeping.held(tx, kind("needs"), KEEP, NOW) == keeping.Held(1, ENDS.date(), ENDS.date(), 0)


def test_a_sign_up_stays_as_nobodys_with_who_came(tx: Transaction) -> None:
    a_full_life(tx, 1)
    for name in ("names", "needs", "answers", "signups", "reminders"):
        assert removed(tx, name, AFTER_LAB + timedelta(days=181)) == 1
    rows = everything(tx)
    (signup,) = rows["signups"]
    held = {key: value for key, value in signup.items() if value is not None}
    assert held == {
        "id": 1,
        "lab_id": 1,
        "party": 2,
        "state": "seated",
        "number": 1,
        "joined_at": NOW,
        "changed_at": NOW,
        "has_given_feedback": False,
    }
    assert [(row["mark"], row["reason"]) for row in rows["attendances"]] == [("excused", "work")]
    assert (rows["needs"], rows["field_answers"], rows["reminders"]) == ([], [], [])
    assert len(rows["facilities"]) == len(rows["fields"]) == 1


def test_no_more_rows_go_at_once_than_asked_for(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    for number in range(5):
        drafts.put(tx, amina, f"form{number}", {}, NOW)
    month = timedelta(days=30)
    assert [removed(tx, "drafts", month, most=2) for _ in range(4)] == [2, 2, 1, 0]
