"""What is said before anybody agrees is what is done: each number of days is the city's own."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city import KEEP
from tests.dialogs.chat import BOLOGNA, Place


def more(place: Place) -> str:
    """What a visitor reads who wants to know more."""
    visitor = place.chat(1, has_agreed=False)
    visitor.forges("more/menu")
    return visitor.screen.text


def test_more_says_for_how_many_days_things_are_kept(place: Place) -> None:
    assert [line for line in more(place).splitlines() if any(c.isdigit() for c in line)] == [
        "• What you tell us for a lab (a first name, needs, answers) is removed 7 days after it is over.",
        "• That it was you who signed up, and whether you came, is forgotten 180 days after the lab.",
        "• Whose link brought you is forgotten 180 days after you came.",
        "• What you ask us is removed 30 days after it was answered.",
        "• If you are not here for 730 days, we forget you by ourselves.",
        "• Without agreeing you can read the labs; then only this chat's number, its language and the last "
        "link you opened are kept, for 30 days.",
    ]


def test_before_they_agree_people_read_that_it_is_noted_whether_they_came(place: Place) -> None:
    assert "• At the lab it is noted who came." in more(place)
    place.chats[1].taps("Back")
    assert "what you sign up for, whether you came and whose link brought you" in place.chats[1].screen.text


def test_another_city_keeps_and_says_something_else(place: Place) -> None:
    days = {"details": 1, "signups": 11, "answers": 12, "absent": 13, "visitors": 14, "edges": 15}
    keep = {**KEEP, **{kind: timedelta(days=n) for kind, n in days.items()}}
    place.city = replace(BOLOGNA, keep=keep)
    said = more(place)
    told_of = ("1 day after it is over.", "11 days after the lab", "12 days", "13 days", "14 days", "15 days")
    for told in told_of:
        assert told in said
