"""What goes of a kind, and what of it stays: who is still here, what still waits, what is counted."""

from datetime import timedelta

from sqlalchemy import update

from dialogs.city import KEEP
from storage import audit, drafts, groups, inbox, keeping, outbox, people, questions
from storage.database import Transaction
from storage.tables import PersonRow
from tests.storage.lives import kind, removed
from tests.storage.rows import NOW, a_person, everything

DAY = timedelta(days=1)


def test_a_draft_that_somebody_went_on_with_stays(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    drafts.put(tx, amina, "lab", {}, NOW - 15 * DAY)
    drafts.put(tx, amina, "announce", {}, NOW)
    assert removed(tx, "drafts", timedelta(0)) == 1
    assert [row["form"] for row in everything(tx)["drafts"]] == ["announce"]


def test_what_somebody_goes_on_with_after_it_was_found_stays(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    for form in ("lab", "announce"):
        drafts.put(tx, amina, form, {}, NOW - 15 * DAY)
    found = keeping.look(tx, kind("drafts"), KEEP, NOW)
    drafts.put(tx, amina, "lab", {}, NOW)
    assert (len(found), keeping.remove(tx, kind("drafts"), KEEP, NOW, found)) == (2, 1)
    assert [row["form"] for row in everything(tx)["drafts"]] == ["lab"]


def test_a_visitor_goes_with_their_number_and_who_agreed_stays(tx: Transaction) -> None:
    for number, agreed_at in enumerate((None, None, NOW, NOW), start=1):
        a_person(tx, number, agreed_at=agreed_at)
    tx.execute(update(PersonRow).where(PersonRow.id != 2).values(seen_on=(NOW - 400 * DAY).date()))
    people.forget(tx, 4, NOW)
    assert removed(tx, "visitors", timedelta(0)) == 1
    rows = everything(tx)
    assert [row["id"] for row in rows["people"]] == [2, 3, 4]
    assert [row["telegram_id"] for row in rows["contacts"]] == [2, 3]


def test_the_words_of_a_question_go_after_the_answer_and_its_count_stays(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    for _ in range(3):
        questions.ask(tx, amina, "ar", "Where?", "", NOW)
    questions.answered(tx, 1, NOW - 31 * DAY)
    questions.answered(tx, 2, NOW)
    assert removed(tx, "questions", timedelta(0)) == 1
    rows = [(row["id"], row["text"], row["person_id"]) for row in everything(tx)["questions"]]
    assert rows == [(1, "", None), (2, "Where?", amina), (3, "Where?", amina)]


def test_a_group_goes_with_its_number_some_time_after_the_bot_has_left_it(tx: Transaction) -> None:
    for chat in (-4001, -4002):
        groups.join(tx, chat, "it", NOW)
    groups.leave(tx, -4001, NOW)
    assert removed(tx, "groups", 31 * DAY) == 1
    assert [row["telegram_id"] for row in everything(tx)["contacts"]] == [-4002]


def test_messages_that_wait_are_kept_and_those_that_left_go(tx: Transaction) -> None:
    amina = a_person(tx, 1)
    for words in ("left", "waits"):
        outbox.put(tx, "reply", NOW, person=amina, message=words)
    (parcel,) = outbox.lease(tx, NOW, 1)
    outbox.record(tx, [outbox.Result(parcel, "sent", message_id=1)], NOW)
    assert removed(tx, "messages", 31 * DAY) == 1
    assert [row["message"] for row in everything(tx)["outbox"]] == ["waits"]


def test_an_update_is_known_for_twice_as_long_as_telegram_repeats_it(tx: Transaction) -> None:
    for number, hours in ((1, 49), (2, 47), (3, 0)):
        inbox.claim(tx, number, NOW - timedelta(hours=hours))
    assert removed(tx, "updates", timedelta(0)) == 1
    assert [row["update_id"] for row in everything(tx)["inbox"]] == [2, 3]
    assert not inbox.claim(tx, 2, NOW)


def test_the_audit_says_who_did_what_and_forgets_after_a_year(tx: Transaction) -> None:
    giulia = a_person(tx, 1, role="coordinator")
    audit.note(tx, giulia, "published", "lab/1", NOW - 366 * DAY)
    audit.note(tx, giulia, "scheduled", "news/2", NOW)
    assert removed(tx, "acts", timedelta(0)) == 1
    (row,) = everything(tx)["audit"]
    assert (row["actor_id"], row["what"], row["about"], row["at"]) == (giulia, "scheduled", "news/2", NOW)
