"""“How the word travels” at the desk: of the city or of a lab, asked for once at a time, written down."""

from datetime import timedelta

import pytest

from storage import errands
from tests.dialogs.chat import COORDINATOR, Chat, Place

AUDIT = "SELECT what, about FROM audit ORDER BY id"


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, at the desk."""
    giulia = place.chat(COORDINATOR)
    giulia.forges("desk")
    return giulia


def test_the_desk_leads_to_the_whole_city_and_to_each_lab(place: Place, giulia: Chat) -> None:
    place.lab("Felt")
    place.lab("Not to be seen yet", status="draft")
    place.lab("Long over", in_days=-9)
    giulia.taps("How the word travels")
    assert giulia.screen.text.split("\n") == [
        "<b>How the word travels</b>",
        "How far it went, through whom, and how it may go on: in words and in pictures.",
        "All is counted until last midnight. Fewer than 5 people are never shown, nor who told whom.",
    ]
    assert [[key.text for key in row] for row in giulia.screen.rows] == [
        ["🏙 The whole city"],
        ["💼 9/3 Felt"],
        ["💼 21/2 Long over"],
        ["🗂 Desk"],
    ]


def test_it_is_drawn_beside_the_conversation_once_at_a_time_and_noted(place: Place, giulia: Chat) -> None:
    giulia.taps("How the word travels")
    giulia.taps("The whole city")
    assert giulia.toast == "I am drawing it: it takes a few seconds."
    giulia.taps("The whole city")
    assert giulia.toast == "I am at it already."
    found = errands.begin(place.tx)
    assert found is not None
    assert (found.address, found.person_id) == ("word/0", giulia.talk().person.id)
    assert place.tx.exec_driver_sql(AUDIT).fetchall() == [("looked how the word travels", "")]


def test_a_labs_card_leads_there_and_back(place: Place, giulia: Chat) -> None:
    lab = place.lab("Felt")
    giulia.forges(f"desk/lab/{lab}")
    giulia.taps("How the word travels")
    assert "Felt" in giulia.screen.text
    assert giulia.toast == "I am drawing it: it takes a few seconds."
    assert place.tx.exec_driver_sql(AUDIT).fetchall() == [("looked how the word travels", f"lab/{lab}")]


def test_a_draft_has_no_such_button_and_a_lab_that_is_not_there_no_picture(
    place: Place, giulia: Chat
) -> None:
    draft = place.lab("Not yet", status="draft")
    giulia.forges(f"desk/lab/{draft}")
    assert not any("word travels" in key.text for row in giulia.screen.rows for key in row)
    giulia.forges("desk/word/77/draw")
    assert giulia.toast == "This lab is not there."
    assert errands.begin(place.tx) is None


def test_many_labs_are_turned_over(place: Place, giulia: Chat) -> None:
    for number in range(10):
        place.lab(f"Lab {number}", in_days=number + 1)
    place.lab("Long over", in_days=-9)
    giulia.taps("How the word travels")
    first = [row[0].text for row in giulia.screen.rows]
    assert (first[1], first[8], first[9]) == ("💼 3/3 Lab 0", "💼 10/3 Lab 7", "⬇️ More")
    giulia.taps("More")
    second = [[key.text for key in row] for row in giulia.screen.rows]
    assert second[1:] == [["💼 11/3 Lab 8"], ["💼 12/3 Lab 9"], ["💼 21/2 Long over"], ["⬆️ Back"], ["🗂 Desk"]]
    giulia.forges("desk/word/2147483647")
    assert giulia.screen.rows[-1][0].text == "🗂 Desk"


@pytest.mark.parametrize("lab", [0, 1])
def test_where_too_few_came_there_is_a_kind_word_and_no_picture(place: Place, giulia: Chat, lab: int) -> None:
    place.lab("Felt")
    (shown,) = place.site.run(giulia.talk(), f"word/{lab}")
    assert "Fewer than 5 people have come so far." in shown.text
    assert "More pictures" not in shown.text
    assert (shown.media, shown.rows, shown.is_kept) == (None, (), True)


def test_it_is_told_to_nobody_else_and_of_no_lab_that_is_gone(place: Place, giulia: Chat) -> None:
    lab = place.lab("Felt")
    paolo = place.chat(1).becomes("leader")
    assert place.site.run(paolo.talk(), f"word/{lab}") == ()
    assert place.site.run(giulia.talk(), "word/77") == ()


def test_todays_people_are_not_counted_before_midnight(place: Place, giulia: Chat) -> None:
    """So two looks on one day tell of nobody in between."""
    for number in range(1, 9):
        place.chat(number)
    before = place.site.run(giulia.talk(), "word/0")
    assert "Fewer than 5" in before[0].text
    place.now += timedelta(days=1)
    after = place.site.run(giulia.talk(), "word/0")
    assert "Fewer than 5" not in after[0].text
