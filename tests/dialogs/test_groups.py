"""What the bot says in a group, and when it says nothing: heard event by event, on a database alone."""

from datetime import timedelta

import pytest

from dialogs.event import Blocked, Commanded, Event, Moved, Started, Tapped, Unblocked
from dialogs.screen import Screen
from storage import groups, invites
from tests.dialogs.square import CODE, SQUARE, SUPER, Square

PROMISE = "I leave when somebody writes /stop@passaparola_bot, or removes me."


def test_a_leaders_link_opens_a_group_and_asks_for_its_language(square: Square) -> None:
    square.hears(Unblocked(), Started(f"g-{CODE}"))
    square.waits()
    assert len(square.posts) == 1, "and no greeting besides"
    assert square.last.text.splitlines() == [
        "<b>I post news of the community labs of Bologna in this group.</b>",
        "Nothing else. I read nothing that is written here, and I answer nothing.",
        PROMISE,
        "",
        "<b>Which language does this group read?</b>",
    ]
    keys = [(key.text, key.to) for row in square.last.rows for key in row]
    assert keys[:2] == [("italiano", "here/it"), ("English", "here/en")]
    assert keys[3:] == [("العربية", "here/ar"), ("دری", "here/fa_AF")]


@pytest.mark.parametrize("first", [Unblocked(), Started(f"g-{CODE}")])
def test_whichever_telegram_tells_first_it_is_opened_once(square: Square, first: Event) -> None:
    both: list[Event] = [Unblocked(), Started(f"g-{CODE}")]
    square.hears(first, *[event for event in both if event != first])
    square.waits()
    assert len(square.posts) == 1
    assert [group.is_open for group in groups.get_all(square.place.tx, [1]).values()] == [True]


def test_a_group_that_no_leader_brought_is_greeted_once_and_gets_no_word_more(square: Square) -> None:
    square.hears(Unblocked())
    assert square.posts == []
    square.waits()
    assert square.last.text.splitlines()[:2] == [
        "Hello! Here you find the community labs of Bologna.",
        "A community leader can let me post their news here. Until then I say nothing more.",
    ]
    square.hears(Unblocked(), Started(), Started("hello"), Commanded("language"), Tapped("1", "here/it", 1))
    square.waits()
    assert len(square.posts) == 1
    square.hears(Started(f"g-{CODE}"))
    assert PROMISE in square.last.text


@pytest.mark.parametrize("payload", ["g-Guessed123", "KeyToSquar", "i-KeyToSquar", "g-", "g-" + "x" * 99])
def test_another_code_opens_nothing(square: Square, payload: str) -> None:
    square.hears(Unblocked(), Started(payload))
    said = [post.screen.text for post in square.posts]
    assert said == (
        ["This link was used already, or is too old. Ask for a new one."] if payload == "g-Guessed123" else []
    )
    assert groups.find(square.place.tx, SQUARE) == groups.Group(1, "en", None, None)


def test_a_link_opens_one_group_and_one_that_is_open_uses_up_none(square: Square) -> None:
    invites.make(square.place.tx, "KeyToOther", "group", square.place.now + timedelta(days=7))
    square.hears(Started(f"g-{CODE}"), Started("g-KeyToOther"))
    assert len(square.posts) == 1
    market = Square(square.place, -4002)
    market.hears(Started(f"g-{CODE}"))
    assert "used already" in market.last.text
    market.hears(Started("g-KeyToOther"))
    assert PROMISE in market.last.text


def test_anybody_may_choose_the_language_and_change_it_later(square: Square) -> None:
    square.hears(Started(f"g-{CODE}"))
    asked = square.asked()
    heard = square.hears(Tapped("1", "here/it", asked))
    assert heard.toast == "Lingua: italiano"
    assert (square.posts[-1].edits, square.last.rows) == (asked, ())
    assert "italiano" in square.last.text
    assert groups.find(square.place.tx, SQUARE) == groups.Group(1, "it", None, square.place.now)
    square.hears(Commanded("language"))
    assert square.asked() != asked
    assert square.hears(Tapped("2", "here/ar", square.asked())).toast.startswith("اللغة")
    assert len(square.posts) == 4
    assert square.place.rows()["people"] == []


def test_told_to_stop_it_says_goodbye_and_is_closed(square: Square) -> None:
    square.hears(Started(f"g-{CODE}"))
    heard = square.hears(Commanded("stop"))
    assert heard.goodbye == Screen("Goodbye! I post nothing here any more, and I leave this group.")
    square.hears(Commanded("language"), Tapped("1", "here/it", 1))
    assert len(square.posts) == 1
    assert Square(square.place, -4009).hears(Commanded("stop")).goodbye is not None


@pytest.mark.parametrize("gone", [Blocked(), Commanded("stop")])
def test_added_again_it_needs_a_leaders_link_again(square: Square, gone: Event) -> None:
    square.hears(Started(f"g-{CODE}"), gone, Unblocked(), Commanded("language"))
    square.waits()
    assert [PROMISE in post.screen.text for post in square.posts] == [True, False]
    assert "A community leader can let me post" in square.last.text
    invites.make(square.place.tx, "KeyToOther", "group", square.place.now + timedelta(days=7))
    square.hears(Started("g-KeyToOther"))
    assert PROMISE in square.last.text


def test_a_group_that_could_not_be_written_to_is_there_again_once_it_speaks(square: Square) -> None:
    square.hears(Started(f"g-{CODE}"))
    groups.leave(square.place.tx, SQUARE, square.place.now)  # the courier heard that it may not write there
    square.hears(Commanded("language"))
    assert [PROMISE in post.screen.text for post in square.posts] == [True, True]


def test_a_group_that_moved_is_the_same_group(square: Square) -> None:
    square.hears(Started(f"g-{CODE}"), Blocked(), Moved(SUPER))
    there = Square(square.place, SUPER)
    there.hears(Unblocked(), Commanded("language"))
    there.waits()
    assert [PROMISE in post.screen.text for post in there.posts] == [True]


def test_a_leaders_link_is_for_a_group_and_is_not_used_up_by_a_person(square: Square) -> None:
    leader = square.place.chat(1).becomes("leader")
    leader.forges("kit/group")
    code = "Code000001"
    assert f"https://t.me/passaparola_bot?startgroup=g-{code}" in leader.screen.text
    assert leader.screen.rows[0][0].url == f"https://t.me/passaparola_bot?startgroup=g-{code}"
    for payload in (f"g-{code}", f"i-{code}"):
        square.place.chats[1].starts(payload)
    square.hears(Started(f"g-{code}"))
    assert PROMISE in square.last.text
    assert square.place.chats[1].talk().person.role == "leader"
