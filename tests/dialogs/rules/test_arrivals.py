"""Which arrivals count, what they come from, and how far: own links and loops are none."""

from dataclasses import replace

import pytest

from dialogs.rules.arrivals import Source, coarse, counts, is_root, source
from storage import shares
from storage.shares import Share
from tests.dialogs.chat import COORDINATOR, NOW, Chat, Place

AMINA, FATOU, PAOLO = 1, 2, 3
OF_FATOU = Share(1, "Code123456", "friend", FATOU, 1, None, None, role="person")
REVOKED = replace(OF_FATOU, revoked_at=NOW)
OF_SOMEBODY_ERASED = replace(OF_FATOU, person_id=None, role=None)
OF_A_GROUP = Share(1, "Code123456", "group", None, 1, None, None, group_id=4)
OF_A_CENTRE = Share(1, "Code123456", "place", None, None, None, None, place_id=4, place="centre")


@pytest.mark.parametrize(
    ("share", "told_sharer", "is_over", "expected"),
    [
        (OF_FATOU, set(), False, True),
        (OF_FATOU, {PAOLO}, False, True),
        (OF_FATOU, {AMINA}, False, False),
        (OF_FATOU, {PAOLO, AMINA}, False, False),
        (OF_FATOU, set(), True, False),
        (REVOKED, set(), False, False),
        (OF_SOMEBODY_ERASED, set(), False, False),
        (OF_A_GROUP, set(), False, True),
        (OF_A_CENTRE, set(), False, True),
        (OF_A_GROUP, set(), True, False),
    ],
)
def test_amina_opens_a_link(share: Share, told_sharer: set[int], is_over: bool, expected: bool) -> None:
    assert counts(share, AMINA, told_sharer, is_over) == expected


def test_ones_own_link_never_counts() -> None:
    assert not counts(OF_FATOU, FATOU, set(), is_over=False)


@pytest.mark.parametrize(
    ("share", "expected", "root"),
    [
        (OF_FATOU, "friend", False),
        (replace(OF_FATOU, kind="copy"), "friend", False),
        (replace(OF_FATOU, role="leader"), "leader", False),
        (replace(OF_FATOU, kind="inline", role="coordinator"), "coordinator", False),
        (replace(OF_FATOU, kind="poster", role="leader"), "poster", True),
        (OF_A_GROUP, "group", True),
        (OF_A_CENTRE, "centre", True),
        (replace(OF_A_CENTRE, place="shop"), "poster", True),
    ],
)
def test_what_an_arrival_comes_from(share: Share, expected: Source, root: bool) -> None:
    assert (source(share), is_root(share)) == (expected, root)


@pytest.mark.parametrize(
    ("people", "words"), [(0, "nobody"), (1, "a few"), (4, "a few"), (5, "5 or more"), (500, "5 or more")]
)
def test_a_count_exposes_nobody(people: int, words: str) -> None:
    assert coarse(people) == words


@pytest.fixture
def friends(place: Place) -> list[Chat]:
    """Four people who know a lab, and a second one."""
    place.lab()
    place.lab()
    return [place.chat(number) for number in range(1, 5)]


def own_link(chat: Chat, lab: int = 1) -> str:
    talk = chat.talk()
    return shares.own(talk.tx, "friend", talk.person.id, talk.new_code(), talk.now, lab=lab)


def arrived(place: Place, columns: str = "person_id, is_origin") -> list[tuple[int, ...]]:
    """Who came, and whether it was their first time, oldest first."""
    found = place.tx.exec_driver_sql(f"SELECT {columns} FROM arrivals ORDER BY id")
    return [tuple(row) for row in found]


def test_the_first_arrival_is_the_origin_and_the_others_are_assists(
    place: Place, friends: list[Chat]
) -> None:
    first, second, third, _ = friends
    third.starts(own_link(first))
    third.starts(own_link(second))
    third.starts(own_link(first))
    assert arrived(place) == [(3, True), (3, False)]


def test_the_word_does_not_come_back_to_who_told_it(place: Place, friends: list[Chat]) -> None:
    first, second, third, fourth = friends
    second.starts(own_link(first))
    third.starts(own_link(second))
    fourth.starts(own_link(third))
    first.starts(own_link(fourth))
    second.starts(own_link(fourth))
    fourth.starts(own_link(fourth))
    assert arrived(place) == [(2, True), (3, True), (4, True)]
    assert [chat.talk().person.wave for chat in friends] == [0, 1, 2, 3]
    assert [chat.talk().person.source for chat in friends] == [None, "friend", "friend", "friend"]


def test_who_has_brought_others_keeps_no_origin_any_more(place: Place, friends: list[Chat]) -> None:
    first, second, third, _ = friends
    second.starts(own_link(first))
    first.starts(own_link(third))
    assert arrived(place) == [(2, True), (1, False)]
    assert first.talk().person.wave == 0


def test_each_lab_has_a_way_of_its_own(place: Place, friends: list[Chat]) -> None:
    first, second, third, fourth = friends
    second.starts(own_link(first, lab=1))
    third.starts(own_link(second, lab=2))  # of lab 2, the second heard by themselves
    second.starts(own_link(fourth, lab=2))  # and told of it before: no first time any more
    fourth.starts(own_link(third, lab=2))  # who told nobody of lab 2 that counted
    fourth.starts(own_link(first, lab=2))
    columns = "person_id, lab_id, is_origin, is_first, wave"
    assert arrived(place, columns) == [
        (2, 1, True, True, 1),
        (3, 2, True, True, 1),
        (2, 2, False, False, 1),
        (4, 2, True, True, 2),
        (4, 2, False, False, 1),
    ]


def test_an_arrival_that_does_not_count_still_leads_to_the_lab(place: Place, friends: list[Chat]) -> None:
    first = friends[0]
    first.starts(own_link(first))
    assert "<b>Job Stories</b>" in first.messages[-1].text
    assert arrived(place) == []


def test_a_link_ends_with_its_lab(place: Place, friends: list[Chat]) -> None:
    first, second, third, _ = friends
    code = own_link(first)
    second.starts(code)
    place.tx.exec_driver_sql("UPDATE labs SET status = 'cancelled' WHERE id = 1")
    third.starts(code)
    assert arrived(place) == [(2, True)]


def test_a_visitor_who_opens_a_link_is_counted_once_and_agreeing_adds_none(place: Place) -> None:
    place.lab()
    first = place.chat(1)
    code = own_link(first)
    newcomer = place.chat(7, has_agreed=False)
    newcomer.starts(code)
    newcomer.starts(code)
    opened = "SELECT opened FROM shares WHERE code = ?"
    assert place.tx.exec_driver_sql(opened, (code,)).scalar() == 1
    assert arrived(place) == []
    newcomer.forges(f"agree/via/{code}")
    assert arrived(place) == [(2, True)]
    assert place.tx.exec_driver_sql(opened, (code,)).scalar() == 1
    assert newcomer.talk().person.opened_id is None


def test_a_link_of_whom_the_city_names_as_coordinator_is_a_coordinators(place: Place) -> None:
    place.lab()
    named, other = place.chat(COORDINATOR), place.chat(2)
    assert named.talk().is_coordinator
    other.starts(own_link(named))
    assert other.talk().person.source == "coordinator"
