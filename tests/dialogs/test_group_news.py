"""An announcement in a group: in its language, the lab as it is now, with a link of the group's own."""

from datetime import timedelta

import pytest

from dialogs.event import Blocked, Commanded, Event, Started
from dialogs.screen import Media, Screen
from dialogs.text import is_rtl
from storage import announcements, group_copies, groups, labs, shares
from storage.audiences import Audience
from tests.dialogs.chat import BOLOGNA, CATALOGS, COORDINATOR
from tests.dialogs.square import CODE, Square

LINK = "https://t.me/passaparola_bot?start=GroupCode1"


def posts(square: Square, lab: int | None, words: str = "Come!", language: str = "en") -> int:
    """The desk sends news; its number."""
    place = square.place
    author = (place.chats.get(COORDINATOR) or place.chat(COORDINATOR)).talk().person.id
    texts, due_at = {language: words}, place.now
    return announcements.add(place.tx, author, Audience("all"), language, texts, due_at, place.now, lab)


def laid_out(square: Square, number: int) -> None:
    found = announcements.get(square.place.tx, number)
    assert found is not None
    group_copies.plan(square.place.tx, found, square.place.now)


def told(square: Square, number: int) -> Screen | None:
    """What the group gets, if anything, once the news has been laid out."""
    before = len(square.posts)
    laid_out(square, number)
    square.receives()
    return square.last if len(square.posts) > before else None


def opened(square: Square, language: str = "en") -> Square:
    square.hears(Started(f"g-{CODE}"))
    groups.speak(square.place.tx, 1, language)
    return square


def test_it_reads_as_people_read_it_and_leads_to_the_group_s_link(square: Square) -> None:
    shown = told(opened(square), posts(square, square.place.lab("Felt")))
    assert shown is not None
    assert shown.text.splitlines()[0] == "Come!"
    assert "<b>Felt</b>" in shown.text
    assert shown.text.endswith(f'<a href="{LINK}">👉 Read more and sign up</a>')
    assert [[(key.text, key.to, key.url) for key in row] for row in shown.rows] == [
        [("👉 Read more", "", LINK)]
    ]
    (row,) = square.place.rows()["shares"]
    assert row[1:5] == ("GroupCode1", "group", None, 1)


def test_one_link_for_a_group_and_a_lab_however_often_it_is_told_of(square: Square) -> None:
    lab = square.place.lab("Felt")
    opened(square)
    for _ in range(2):
        assert told(square, posts(square, lab)) is not None
    assert len(square.place.rows()["shares"]) == 1


def test_news_in_own_words_leads_to_these_words(square: Square) -> None:
    number = posts(square, None, "Ciao a tutti", "it")
    announcements.put_file(square.place.tx, number, "it", "photo", "file-id")
    shown = told(opened(square), number)
    assert shown is not None
    assert shown.text.splitlines()[:2] == ["Ciao a tutti", "(Not in your language yet: this is italiano.)"]
    assert shown.text.endswith(f'<a href="{LINK}">👉 See what is coming</a>')
    assert shown.media == Media("photo", "file-id")
    share = shares.by_code(square.place.tx, "GroupCode1")
    assert share is not None
    assert (share.announcement_id, share.lab_id, share.group_id) == (number, None, 1)


def test_it_is_laid_out_in_the_group_s_direction(square: Square) -> None:
    shown = told(opened(square, "ar"), posts(square, square.place.lab("Felt"), "أهلا", "ar"))
    assert shown is not None
    assert shown.rows[0][0].text == CATALOGS.words(BOLOGNA.chain("ar")).label("👉 Read more")
    assert all(is_rtl(line) for line in shown.text.split("\n") if line)


@pytest.mark.parametrize("what", ["cancelled", "over", "gone"])
def test_a_lab_that_no_longer_stands_is_not_told_of(square: Square, what: str) -> None:
    place, lab = square.place, square.place.lab("Felt", in_days=1)
    number = posts(square, lab)
    opened(square)
    laid_out(square, number)
    if what == "cancelled":
        labs.cancel(place.tx, lab)
    elif what == "over":
        place.now += timedelta(days=2)
    else:
        announcements.act(place.tx, number, "cancel", place.now)
    square.receives()
    assert len(square.posts) == 1
    assert place.rows()["shares"] == []


@pytest.mark.parametrize("event", [Blocked(), Commanded("stop")], ids=str)
def test_what_was_laid_out_is_not_told_where_the_bot_has_gone(square: Square, event: Event) -> None:
    number = posts(opened(square), square.place.lab("Felt"))
    laid_out(square, number)
    square.hears(event)
    assert len(square.posts) == 1


def test_the_desk_is_told_of_groups_apart_from_people(square: Square) -> None:
    number = posts(opened(square), None)
    giulia = square.place.chats[COORDINATOR]
    giulia.forges(f"desk/news/{number}/send")
    assert giulia.screen.text.splitlines()[0] == "<b>Send it to 1 person now?</b>"
    assert "📢 And it is posted in 1 group." in giulia.screen.text.splitlines()
    announcements.act(square.place.tx, number, "send", square.place.now)
    laid_out(square, number)
    square.place.tx.exec_driver_sql("UPDATE outbox SET state = 'unknown' WHERE group_id = 1")
    square.place.tx.exec_driver_sql("UPDATE announcements SET state = 'done', planned_to = 1")
    giulia.forges(f"desk/news/{number}")
    assert "📢 In groups: ✅ 0 · 🚫 0 · ❔ 1 · ⏳ 0" in giulia.screen.text.splitlines()
    assert "❔ Unknown: 0" in giulia.screen.text.splitlines()
    giulia.taps("Resend to the unknown")
    assert giulia.toast == "Done."
    assert "📢 In groups: ✅ 0 · 🚫 0 · ❔ 0 · ⏳ 1" in giulia.screen.text.splitlines()
