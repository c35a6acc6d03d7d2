"""What a change of a lab's dates does to what hangs on them: offers, excuses, the last date of all."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from dialogs.labs.changing import tell_change
from storage import attendances, changes, labs, signups
from storage.signups import Signup
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.moving import moves, told

OTHER = COORDINATOR + 1


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator; a lab with one seat, next week and the week after; Fatou sits there."""
    place.lab("Felt", seats=1)
    at = place.now + timedelta(days=14)
    labs.add_meeting(place.tx, 1, at, at + timedelta(hours=2), "Park")
    place.chat(1).forges("lab/1/sign-up/1")
    return place.chat(COORDINATOR)


def drops(chat: Chat, meeting: int) -> None:
    chat.forges("editlab/1")
    chat.forges("editlab/1/field/pick/drop")
    chat.forges(f"editlab/1/meeting/pick/{meeting}")


def signup_of(place: Place, chat: Chat) -> Signup:
    found = signups.of(place.tx, 1, chat.talk().person.id)
    assert found is not None
    return found


def test_an_offer_ends_when_the_lab_begins_that_was_moved_to_an_earlier_day(
    place: Place, giulia: Chat
) -> None:
    omar = place.chat(2)
    omar.forges("lab/1/wait/1/-")
    place.chats[1].forges("lab/1/leave/yes")
    until = signup_of(place, omar).offer_ends_at
    place.now += timedelta(minutes=1)
    moves(giulia, "2/3", "14:00")
    giulia.taps("Yes")
    found = labs.get(place.tx, 1)
    assert found is not None
    assert until is not None
    assert until > found.starts_at
    assert signup_of(place, omar).offer_ends_at == found.starts_at


def test_an_excuse_is_for_the_day_it_was_given_for(place: Place, giulia: Chat) -> None:
    fatou = place.chats[1]
    fatou.forges("miss/1/yes")
    fatou.forges("miss/2/yes")
    moves(giulia, "11/3", "18:00", meeting=1)
    giulia.taps("Yes")
    assert attendances.marks(place.tx, signup_of(place, fatou).id) == {2: "excused"}


def test_two_coordinators_cannot_drop_the_last_two_dates(place: Place, giulia: Chat) -> None:
    paolo = place.chat(OTHER).becomes("coordinator")
    drops(giulia, 1)
    drops(paolo, 2)
    giulia.taps("Yes")
    paolo.taps("Yes")
    assert "This is the only date of the lab." in paolo.screen.text
    found = labs.get(place.tx, 1)
    assert found is not None
    assert [meeting.id for meeting in found.meetings] == [2]
    assert len(told(place)) == 1


def dateless(place: Place) -> None:
    """As it may have come about before: a lab that people know of, and none of its dates stands."""
    for meeting in (1, 2):
        labs.drop_meeting(place.tx, meeting, place.now)


def test_a_lab_without_any_date_is_found_at_the_desk_and_cancelled(place: Place, giulia: Chat) -> None:
    dateless(place)
    giulia.forges("desk/labs/0")
    giulia.taps("Felt")
    assert "⚠️ This lab has no date any more." in giulia.screen.text
    assert "💺 1 person has a seat." in giulia.screen.text
    giulia.taps("Cancel the lab")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert letter.startswith("<b>❌ We are sorry: a lab you signed up for was cancelled.</b>")
    assert "🗓 Monday 9 March, 10:00–12:00" in letter
    giulia.forges("desk/labs/0")
    assert not any("Felt" in button.text for row in giulia.screen.rows for button in row)


def test_or_it_gets_a_new_date_where_it_was(place: Place, giulia: Chat) -> None:
    dateless(place)
    place.now += timedelta(minutes=1)
    giulia.forges("desk/lab/1")
    giulia.taps("More dates")
    for words in ("20/3", "18:00", "2"):
        giulia.writes(words)
    giulia.taps("Only once")
    giulia.taps("Where it was until now")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert "🆕 One more date:\n<b>🗓 Friday 20 March, 18:00–20:00</b>\n📍 Park" in letter
    place.chats[1].forges("lab/1")
    assert "🗓 Friday 20 March" in place.chats[1].screen.text


def test_a_change_is_queued_for_all_at_once_and_told_with_few_looks(place: Place, giulia: Chat) -> None:
    labs.change(place.tx, 1, seats=30)
    for number in range(2, 22):
        place.chat(number).forges("lab/1/sign-up/1")
    place.now += timedelta(minutes=1)
    number = changes.note(place.tx, 1, "cancelled", place.now)
    seen: list[str] = []

    def sees(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(place.tx, "before_cursor_execute", sees)
    tell_change(giulia.talk(), 1, number)
    assert sum(statement.startswith("INSERT INTO outbox") for statement in seen) == 1
    shared: dict[object, object] = {}
    talks = [place.chats[chat].talk() for chat in range(2, 22)]
    seen.clear()
    for talk in talks:
        talk.memory = shared
        place.site.tell(talk, f"lab/1/changed/{number}")
    assert len(seen) <= 2 * len(talks) + 5
