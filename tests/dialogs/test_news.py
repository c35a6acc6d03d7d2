"""An announcement at the desk: what is offered in each state, and who is told how it goes."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from dialogs.desk import progress, resting
from dialogs.screen import Media, Screen
from storage import announcements, copies, people
from storage.life import State
from storage.tables import AnnouncementRow, OutboxRow
from tests.dialogs.chat import COORDINATOR, Chat, Place

OFFERED: dict[State, set[str]] = {
    "draft": {
        "📝 Text in a language",
        "📎 Photo, voice or file",
        "📨 Send now",
        "🕒 Send later",
        "❌ Do not send it",
    },
    "scheduled": {"📨 Send now", "⏸ Pause", "❌ Stop it"},
    "planning": {"⏸ Pause", "❌ Stop it", "🔄 Look again"},
    "sending": {"⏸ Pause", "❌ Stop it", "🔄 Look again"},
    "paused": {"▶️ Go on", "❌ Stop it", "🔄 Look again"},
    "done": {"🔁 Resend to the unknown", "🔄 Look again"},
    "cancelled": {"🔄 Look again"},
}
ALWAYS = {"👁 Look in each language", "📨 Sent", "🗂 Desk"}


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, who wrote announcement 1; and Amina, who reads Arabic."""
    chat = place.chat(COORDINATOR)
    place.furnish(chat.talk().person.id)
    place.chat(1, "ar")
    return chat


def is_on_its_way(place: Place, **values: object) -> None:
    """Announcement 1 has gone out to two people; then it is as these values say."""
    announcements.act(place.tx, 1, "send", place.now)
    found = announcements.get(place.tx, 1)
    assert found is not None
    copies.plan(place.tx, found, place.now)
    if values:
        place.tx.execute(update(AnnouncementRow).where(AnnouncementRow.id == 1).values(values))


def labels(shown: Screen) -> set[str]:
    return {key.text for row in shown.rows for key in row}


@pytest.mark.parametrize("state", OFFERED)
def test_in_each_state_what_can_be_done_is_offered(place: Place, giulia: Chat, state: State) -> None:
    if state in ("draft", "scheduled"):
        due_at = place.now + timedelta(hours=1)
        place.tx.execute(update(AnnouncementRow).values(state=state, due_at=due_at))
    else:
        is_on_its_way(place, state=state, rests_for="asked")
        place.tx.execute(update(OutboxRow).values(state="unknown"))
    giulia.forges("desk/news/1")
    assert labels(giulia.messages[-1]) == OFFERED[state] | ALWAYS


@pytest.mark.parametrize(("begun", "asks"), [(True, True), (False, False)])
def test_only_what_is_on_its_way_is_stopped_after_a_question(
    place: Place, giulia: Chat, begun: bool, asks: bool
) -> None:
    if begun:
        is_on_its_way(place)
    giulia.forges("desk/news/1")
    giulia.taps("Stop it" if begun else "Do not send it")
    assert ("Stop announcement 1 for good?" in giulia.messages[-1].text) is asks
    found = announcements.get(place.tx, 1)
    assert found is not None
    assert (found.state == "cancelled") is not asks


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("asked", "⏸ Paused: nothing goes out until it goes on."),
        ("refused", "⏸ Paused by itself: Telegram refuses its copies."),
        ("overdue", "⏸ Paused by itself: nothing of it went out for more than an hour."),
    ],
)
def test_it_is_said_why_it_rests(place: Place, giulia: Chat, why: str, says: str) -> None:
    is_on_its_way(place, state="paused", rests_for=why)
    giulia.forges("desk/news/1")
    assert says in giulia.messages[-1].text


def test_who_is_no_coordinator_any_more_is_told_nothing_though_a_letter_is_on_its_way(
    place: Place, giulia: Chat
) -> None:
    paolo = place.chat(7).becomes("coordinator")
    is_on_its_way(place, state="paused", rests_for="refused", author_id=paolo.talk().person.id)
    for letter in ("desk/news/1/progress", "desk/news/1/rests"):
        assert place.site.tell(paolo.talk(), letter) is not None
        with place.taken_back():
            paolo.becomes("person")
            assert place.site.tell(paolo.talk(), letter) is None


def test_nobody_is_asked_what_has_been_decided(place: Place, giulia: Chat) -> None:
    is_on_its_way(place, state="paused", rests_for="overdue")
    assert place.site.tell(giulia.talk(), "desk/news/1/rests") is not None
    giulia.forges("desk/news/1/resume")
    assert place.site.tell(giulia.talk(), "desk/news/1/rests") is None


@pytest.mark.parametrize("leaves", ["nobody", "erased", "stopped", "blocked", "no coordinator"])
def test_the_sender_is_asked_or_where_they_left_the_others(place: Place, giulia: Chat, leaves: str) -> None:
    paolo = place.chat(7).becomes("coordinator")
    sender = paolo.talk().person.id
    is_on_its_way(place, moved_at=place.now - timedelta(hours=2), author_id=sender)
    match leaves:
        case "erased":
            people.forget(place.tx, sender, place.now)
        case "stopped":
            paolo.forges("stop")
        case "blocked":
            people.set_unreachable(place.tx, sender, place.now)
        case "no coordinator":
            paolo.becomes("person")
    assert resting.sweep(place.tx, place.city, place.now) == 1
    asked = "SELECT person_id FROM outbox WHERE address = 'desk/news/1/rests'"
    whom = sender if leaves == "nobody" else giulia.talk().person.id
    assert place.tx.exec_driver_sql(asked).scalars().all() == [whom]
    assert resting.sweep(place.tx, place.city, place.now) == 0


def test_progress_is_told_to_the_sender_who_is_there_and_to_nobody_else(place: Place, giulia: Chat) -> None:
    is_on_its_way(place)
    assert progress.sweep(place.tx, place.now) == 1
    told = "SELECT person_id FROM outbox WHERE address = 'desk/news/1/progress'"
    assert place.tx.exec_driver_sql(told).scalars().all() == [giulia.talk().person.id]
    assert progress.sweep(place.tx, place.now) == 0


def test_a_copy_carries_the_file_of_its_readers_language_or_of_the_next_one(
    place: Place, giulia: Chat
) -> None:
    announcements.put_file(place.tx, 1, "it", "photo", "in Italian")
    announcements.put_file(place.tx, 1, "ar", "voice", "in Arabic")
    expected = {"ar": ("voice", "in Arabic"), "fa_AF": ("voice", "in Arabic"), "fr": ("photo", "in Italian")}
    is_on_its_way(place)
    for number, (language, (kind, file_id)) in enumerate(expected.items(), start=20):
        shown = place.site.tell(place.chat(number, language).talk(), "news/1")
        assert shown is not None
        assert shown.media == Media(kind, file_id)  # type: ignore[arg-type]  # one of the three
