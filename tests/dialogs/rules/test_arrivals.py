"""Which arrivals count: the first is where a person comes from, for ever; own links and loops are none."""

import pytest

from dialogs.rules.arrivals import Verdict, coarse, verdict
from storage import shares
from storage.shares import Share
from tests.dialogs.chat import NOW, Chat, Place

AMINA, FATOU, PAOLO = 1, 2, 3
OF_FATOU = Share(1, "Code123456", "friend", FATOU, 1, None, None)
REVOKED = Share(1, "Code123456", "friend", FATOU, 1, None, NOW)
OF_SOMEBODY_ERASED = Share(1, "Code123456", "friend", None, 1, None, NOW)
OF_NOBODY = Share(1, "Code123456", "copy", None, None, 1, None)


@pytest.mark.parametrize(
    ("share", "told_sharer", "has_origin", "expected"),
    [
        (OF_FATOU, set(), False, "origin"),
        (OF_FATOU, set(), True, "assist"),
        (OF_FATOU, {PAOLO}, False, "origin"),
        (OF_FATOU, {AMINA}, False, "not counted"),
        (OF_FATOU, {AMINA}, True, "not counted"),
        (OF_FATOU, {PAOLO, AMINA}, False, "not counted"),
        (REVOKED, set(), False, "not counted"),
        (OF_SOMEBODY_ERASED, set(), False, "not counted"),
        (OF_NOBODY, set(), False, "origin"),
    ],
)
def test_amina_opens_a_link(share: Share, told_sharer: set[int], has_origin: bool, expected: Verdict) -> None:
    assert verdict(share, AMINA, told_sharer, has_origin) == expected


def test_ones_own_link_never_counts() -> None:
    for has_origin in (False, True):
        assert verdict(OF_FATOU, FATOU, set(), has_origin) == "not counted"


@pytest.mark.parametrize(
    ("people", "words"), [(0, "nobody"), (1, "a few"), (4, "a few"), (5, "5 or more"), (500, "5 or more")]
)
def test_a_count_exposes_nobody(people: int, words: str) -> None:
    assert coarse(people) == words


@pytest.fixture
def friends(place: Place) -> list[Chat]:
    """Four people who know a lab."""
    place.lab()
    return [place.chat(number) for number in range(1, 5)]


def own_link(chat: Chat) -> str:
    talk = chat.talk()
    return shares.own(talk.tx, "friend", talk.person.id, talk.new_code(), talk.now, lab=1)


def arrivals(place: Place) -> list[tuple[int, bool]]:
    """Who came, and whether it was their first time, oldest first."""
    found = place.tx.exec_driver_sql("SELECT person_id, is_origin FROM arrivals ORDER BY id")
    return [(person, bool(is_origin)) for person, is_origin in found]


def test_the_first_arrival_is_the_origin_and_the_others_are_assists(
    place: Place, friends: list[Chat]
) -> None:
    first, second, third, _ = friends
    third.starts(own_link(first))
    third.starts(own_link(second))
    third.starts(own_link(first))
    assert arrivals(place) == [(3, True), (3, False)]


def test_the_word_does_not_come_back_to_who_told_it(place: Place, friends: list[Chat]) -> None:
    first, second, third, fourth = friends
    second.starts(own_link(first))
    third.starts(own_link(second))
    fourth.starts(own_link(third))
    first.starts(own_link(fourth))
    second.starts(own_link(fourth))
    fourth.starts(own_link(fourth))
    assert arrivals(place) == [(2, True), (3, True), (4, True)]
    assert [chat.talk().person.wave for chat in friends] == [0, 1, 2, 3]


def test_an_arrival_that_does_not_count_still_leads_to_the_lab(friends: list[Chat]) -> None:
    first = friends[0]
    first.starts(own_link(first))
    assert "<b>Job Stories</b>" in first.messages[-1].text
