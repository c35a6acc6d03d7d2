"""Leaders at the desk: made by a one-time link, counted so that none is recognised."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.desk.leaders import named
from dialogs.event import Commanded, Started
from storage import groups, people, shares
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.square import CODE, SQUARE, Square


@pytest.fixture
def giulia(place: Place) -> Chat:
    return place.chat(COORDINATOR)


def leaders(place: Place, language: str, count: int, first: int, shows: bool = False) -> list[Chat]:
    """So many leaders who read a language."""
    chats = [place.chat(number, language).becomes("leader") for number in range(first, first + count)]
    for chat in chats:
        chat.talk().change(shows_figures=shows)
    return chats


def brings(place: Place, leader: Chat, people_brought: int, first: int) -> None:
    code = shares.own(place.tx, "friend", leader.talk().person.id, f"Card{first:06}", place.now)
    for number in range(first, first + people_brought):
        place.chat(number).starts(code)


def test_a_link_makes_one_leader_within_seven_days(place: Place, giulia: Chat) -> None:
    giulia.forges("desk")
    giulia.taps("Leaders")
    giulia.taps("Link for a leader")
    card = giulia.messages[-1].text
    code = card.partition("start=")[2].partition('"')[0]
    assert "With this link you become a community leader." in card
    fatou, eve = place.chat(1), place.chat(2)
    fatou.starts(code)
    assert "You are a community leader now." in fatou.screen.text
    fatou.taps("My kit")
    eve.starts(code)
    assert "This invitation was used already, or is too old." in eve.screen.text
    assert [chat.talk().person.role for chat in (fatou, eve)] == ["leader", "person"]
    giulia.taps("Link for a leader")
    late = giulia.messages[-1].text.partition("start=")[2].partition('"')[0]
    place.now += timedelta(days=7)
    eve.starts(late)
    assert eve.talk().person.role == "person"


def test_links_nobody_has_opened_can_be_made_worthless(place: Place, giulia: Chat) -> None:
    fatou = leaders(place, "fr", 1, 50)[0]
    giulia.forges("desk/leaders/link")
    code = giulia.messages[-1].text.partition("start=")[2].partition('"')[0]
    giulia.forges("desk/leaders")
    giulia.taps("Unused links")
    giulia.taps("Yes")
    eve = place.chat(2)
    eve.starts(code)
    assert (eve.talk().person.role, fatou.talk().person.role) == ("person", "leader")


@pytest.mark.parametrize("withdraws", [True, False])
def test_a_group_link_of_an_ex_leader_opens_no_group_once_links_are_withdrawn(
    place: Place, giulia: Chat, withdraws: bool
) -> None:
    fatou = place.chat(1, "fr").becomes("leader")
    fatou.forges("kit/group")
    payload = fatou.screen.text.partition("startgroup=")[2].partition('"')[0]
    people.change(place.tx, fatou.talk().person.id, role="person")
    if withdraws:
        giulia.forges("desk/leaders/links")
        assert "Leaders' unused links for a group go, too." in giulia.screen.text
        giulia.taps("Yes")
    Square(place).hears(Started(payload))
    group = groups.find(place.tx, SQUARE)
    assert group is not None
    assert group.is_open is not withdraws


def test_a_group_that_is_open_stays_open_and_the_desk_sees_how_many_there_are(
    place: Place, giulia: Chat, square: Square
) -> None:
    giulia.forges("desk/leaders")
    assert "group" not in giulia.screen.text
    square.hears(Started(f"g-{CODE}"))
    giulia.forges("desk/leaders/links/drop")
    assert "News is posted in 1 group." in giulia.screen.text
    square.hears(Commanded("stop"))
    giulia.forges("desk/leaders")
    assert "News is posted in" not in giulia.screen.text


def test_languages_are_counted_from_five_leaders_on(place: Place, giulia: Chat) -> None:
    leaders(place, "it", 6, 10)
    leaders(place, "ar", 4, 30)
    leaders(place, "fr", 1, 50)
    giulia.forges("desk/leaders")
    assert "There are 11 leaders." in giulia.screen.text
    assert "italiano: 6\nOther languages: 5" in giulia.screen.text
    assert not any(name in giulia.screen.text for name in ("العربية", "français"))


@given(st.lists(st.integers(1, 12), max_size=5))
def test_no_number_of_leaders_below_five_can_be_had_by_subtraction(counts: list[int]) -> None:
    languages = {f"l{number}": count for number, count in enumerate(counts)}
    shown = named(languages)
    assert all(languages[language] >= 5 for language in shown)
    others = sum(counts) - sum(languages[language] for language in shown)
    assert not shown or others == 0 or others >= 5


def test_figures_need_consent_five_leaders_and_a_night(place: Place, giulia: Chat) -> None:
    first, second, *_ = leaders(place, "it", 5, 10, shows=True)
    hidden = leaders(place, "it", 1, 20)[0]
    brings(place, first, 5, 100)
    brings(place, second, 2, 200)
    brings(place, hidden, 3, 300)
    giulia.forges("desk/leaders")
    assert "Nobody yet came through 5 leaders." in giulia.screen.text  # as of last midnight
    place.now += timedelta(days=1)
    giulia.forges("desk/leaders")
    text = giulia.screen.text
    assert "5 people or more came through 1 leader." in text
    assert "A few people came through 1 leader." in text  # the one that is hidden is not among them
    assert "Nobody yet came through 3 leaders." in text
    first.forges("kit/word/off")
    giulia.forges("desk/leaders")
    assert "5 people or more" not in giulia.screen.text
    people.change(place.tx, hidden.talk().person.id, role="person")
    people.change(place.tx, second.talk().person.id, role="person")
    giulia.forges("desk/leaders")
    assert "How far their word went" not in giulia.screen.text  # fewer than five leaders
