"""An announcement's copies: one for each person of the audience, once, whatever happens in between."""

from datetime import timedelta

import pytest

from storage import announcements, audiences, copies, flow, outbox, people, signups
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.database import Database, Transaction
from storage.outbox import Result
from tests.storage.lives import removed
from tests.storage.rows import EVERYBODY, NOW, a_lab, a_person, everything, news


def found(tx: Transaction, number: int) -> Announcement:
    announcement = announcements.get(tx, number)
    assert announcement is not None
    return announcement


def owners(tx: Transaction) -> list[int]:
    """Whose copies lie in the outbox, in the order they were laid out."""
    return [row["person_id"] for row in everything(tx)["outbox"]]


def test_everybody_gets_one_copy_in_chunks_and_then_it_is_being_sent(tx: Transaction) -> None:
    crowd = [a_person(tx, 100 + number) for number in range(7)]
    number = news(tx, crowd[0])
    steps = []
    for goes_on in (True, True, False):
        assert copies.plan(tx, found(tx, number), NOW, most=3) is goes_on
        steps.append((len(owners(tx)), found(tx, number).planned_to, found(tx, number).state))
    assert steps == [(3, crowd[2], "planning"), (6, crowd[5], "planning"), (7, crowd[6], "sending")]
    assert owners(tx) == crowd
    row = everything(tx)["outbox"][0]
    laid_out = {"kind": "announcement", "priority": 2, "state": "queued", "attempts": 0, "due_at": NOW}
    assert {**row, **laid_out, "address": f"news/{number}", "message": None} == row


def test_a_crash_between_two_chunks_neither_loses_nor_doubles_a_copy(database: Database) -> None:
    with database.transaction() as tx:
        crowd = [a_person(tx, 100 + number) for number in range(5)]
        number = news(tx, crowd[0])
    with database.transaction() as tx:
        copies.plan(tx, found(tx, number), NOW, most=2)
    with database.engine.connect() as tx, tx.begin() as begun:
        copies.plan(tx, found(tx, number), NOW, most=2)
        begun.rollback()
    with database.transaction() as tx:
        assert owners(tx) == crowd[:2]
        assert announcements.due(tx, NOW) == (number,)
        while copies.plan(tx, found(tx, number), NOW, most=2):
            pass
        assert owners(tx) == crowd


def test_planning_from_the_beginning_again_doubles_nothing(tx: Transaction) -> None:
    crowd = [a_person(tx, 100 + number) for number in range(5)]
    number = news(tx, crowd[0])
    as_it_was = found(tx, number)
    for _ in range(2):
        assert copies.plan(tx, as_it_was, NOW, most=3)
    assert owners(tx) == crowd[:3]


def test_numbers_that_nobody_has_any_more_do_not_end_it_early(tx: Transaction) -> None:
    crowd = [a_person(tx, 100 + number) for number in range(9)]
    number = news(tx, crowd[0])
    for person in crowd[1:-1]:
        people.change(tx, person, agreed_at=None)
    assert removed(tx, "visitors", timedelta(days=31)) == 7
    while copies.plan(tx, found(tx, number), NOW, most=2):
        pass
    assert (owners(tx), found(tx, number).state) == ([crowd[0], crowd[-1]], "sending")


def test_who_stopped_never_agreed_left_or_cannot_be_reached_gets_none(tx: Transaction) -> None:
    reached = a_person(tx, 1)
    a_person(tx, 2, stopped_at=NOW)
    a_person(tx, 3, agreed_at=None)
    people.set_unreachable(tx, a_person(tx, 4), NOW)
    people.forget(tx, a_person(tx, 5), NOW)
    number = news(tx, reached)
    copies.plan(tx, found(tx, number), NOW)
    assert owners(tx) == [reached]


def test_each_audience_is_who_it_says(tx: Transaction) -> None:
    lab = a_lab(tx)
    arabic = a_person(tx, 1, "ar")
    at_work = a_person(tx, 2, is_work_first=True)
    donato = a_person(tx, 3, district="San Donato")
    comes, left = a_person(tx, 4), a_person(tx, 5)
    signups.put(tx, lab, comes, 1, "waiting", NOW)
    signups.put(tx, lab, left, 1, "cancelled", NOW)
    expected = {
        "all": [arabic, at_work, donato, comes, left],
        "language:ar": [arabic],
        "topic:work": [at_work, comes],
        "topic:art": [],
        "district:San Donato": [donato],
        f"lab:{lab}": [comes],
    }
    for written, whom in expected.items():
        audience = Audience.read(written)
        assert str(audience) == written
        assert sorted(tx.execute(audiences.members(audience)).scalars()) == whom
    assert audiences.languages(tx, EVERYBODY) == {"en": 4, "ar": 1}


@pytest.mark.parametrize("wrong", ["", "everybody", "all:of them", "language", "language:"])
def test_no_other_audience_is_understood(wrong: str) -> None:
    with pytest.raises(ValueError, match="no such audience"):
        Audience.read(wrong)


def test_a_draft_is_scheduled_once_and_due_at_its_hour(tx: Transaction) -> None:
    author = a_person(tx, 1)
    number = announcements.add(tx, author, EVERYBODY, "en", {"en": "Come!", "fr": "Venez !"}, NOW, NOW)
    assert announcements.due(tx, NOW) == ()
    assert announcements.schedule(tx, number, NOW + timedelta(hours=1))
    assert not announcements.schedule(tx, number, NOW)
    assert announcements.due(tx, NOW) == ()
    assert announcements.due(tx, NOW + timedelta(hours=1)) == (number,)
    assert found(tx, number).texts == {"en": "Come!", "fr": "Venez !"}


def test_it_is_done_when_the_last_copy_is_settled(tx: Transaction) -> None:
    crowd = [a_person(tx, 1), a_person(tx, 2)]
    number = news(tx, crowd[0])
    copies.plan(tx, found(tx, number), NOW)
    first, second = outbox.lease(tx, NOW, 2)
    outbox.record(tx, [Result(first, "sent", message_id=1)], NOW)
    assert flow.finish(tx) == ()
    outbox.record(tx, [Result(second, "unreachable")], NOW)
    assert flow.finish(tx) == (number,)
    assert found(tx, number).state == "done"
    assert copies.counts(tx, number) == {"sent": 1, "unreachable": 1}


def test_taking_it_back_stops_what_has_not_gone_out(tx: Transaction) -> None:
    crowd = [a_person(tx, number) for number in range(1, 4)]
    number = news(tx, crowd[0])
    as_it_was = found(tx, number)
    copies.plan(tx, as_it_was, NOW)
    outbox.lease(tx, NOW, 1)
    assert announcements.act(tx, number, "cancel", NOW)
    assert not announcements.act(tx, number, "cancel", NOW)
    assert [flow.drop(tx, NOW, most=1) for _ in range(3)] == [1, 1, 0]
    assert copies.counts(tx, number) == {"leased": 1, "cancelled": 2}
    assert announcements.due(tx, NOW) == ()
    assert not copies.plan(tx, as_it_was, NOW)


def test_new_words_take_the_place_of_the_old_and_the_newest_news_comes_first(tx: Transaction) -> None:
    author = a_person(tx, 1)
    numbers = [news(tx, author) for _ in range(3)]
    announcements.put_text(tx, numbers[0], "en", "Come early!")
    announcements.put_text(tx, numbers[0], "fr", "Venez tôt !")
    assert found(tx, numbers[0]).texts == {"en": "Come early!", "fr": "Venez tôt !"}
    assert [one.id for one in announcements.recent(tx, most=2)] == [numbers[2], numbers[1]]


def test_a_file_goes_with_each_language_one_in_the_place_of_another(tx: Transaction) -> None:
    number = announcements.add(tx, a_person(tx, 1), EVERYBODY, "en", {"en": "Come!"}, NOW, NOW)
    assert found(tx, number).files == {}
    announcements.put_file(tx, number, "ar", "voice", "first")
    announcements.put_file(tx, number, "ar", "photo", "second")
    announcements.put_file(tx, number, "it", "document", "third")
    assert found(tx, number).files == {"ar": ("photo", "second"), "it": ("document", "third")}
    assert announcements.drop_file(tx, number, "ar")
    assert not announcements.drop_file(tx, number, "ar")
    assert found(tx, number).files == {"it": ("document", "third")}


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_postgres_knows_how_much_lies_in_the_outbox_once_all_is_planned(tx: Transaction) -> None:
    crowd = [a_person(tx, 100 + number) for number in range(5)]
    number = news(tx, crowd[0])
    known = "SELECT reltuples::integer FROM pg_class WHERE relname = 'outbox'"
    assert copies.plan(tx, found(tx, number), NOW, most=3)
    assert tx.exec_driver_sql(known).scalar() == -1
    assert not copies.plan(tx, found(tx, number), NOW, most=3)
    assert tx.exec_driver_sql(known).scalar() == 5
