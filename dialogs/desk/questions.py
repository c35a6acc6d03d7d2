"""The questions a lab is made of: asked in the same words for a new lab and for a change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dialogs.desk.reading import (
    day_choices,
    hour_choices,
    moment,
    numbers,
    read_day,
    read_hour,
    read_length,
    read_until,
    read_web,
)
from dialogs.form import Answers, Choice, Question, read_number, read_text
from dialogs.labs.wording import topic
from dialogs.rules.repeating import MOST, dates
from dialogs.talk import Talk
from dialogs.text import NAMES, Html, lines

MOST_SEATS = 1000
OF_A_DATE = ("date", "place", "drop")
"""What can be changed that is of one date of a lab, not of the whole."""
ONCE, SAME = "once", ":same:"
"""Answers by a tap: the lab does not repeat; the place is the one the lab has."""


def _topics(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return tuple((topic(talk.words, key), key) for key in talk.city.topics)


def _venues(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("🏠 In a room"), "in_person"),
        (talk.label("🌳 Outdoors"), "outdoors"),
        (talk.label("💻 On line"), "online"),
    )


def languages(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    """The city's languages as choices."""
    return tuple((NAMES.get(language, language), language) for language in talk.city.languages)


def _districts(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return tuple((name, f"{number}") for number, name in enumerate(talk.city.districts))


def _length(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return numbers(1, 2, 3, 4)


def _seats(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return numbers(8, 10, 12, 15, 20, 30)


def _repeats(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("Only once"), ONCE),
        (talk.label("Every week"), "week"),
        (talk.label("Every two weeks"), "two_weeks"),
        (talk.label("Every month"), "month"),
    )


def _same_place(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return ((talk.label("📍 Where it was until now"), SAME),)


def _ask_place(talk: Talk, answers: Answers) -> Html:
    if answers.get("venue") == "online":
        return talk.say("Where on line? Write the address of the call, or how to get it.")
    return talk.say("Where does one go? Write the place and the street.")


def _ask_text(talk: Talk, answers: Answers) -> Html:
    return lines(
        talk.say("What happens there, and what for? A few short sentences."),
        talk.say("Short words help people who are still learning the language."),
    )


TITLE = Question("title", lambda t, a: t.say("What is the lab called?"), read_text(80))
TEXT = Question("summary", _ask_text, read_text(600))
TOPIC = Question("topic", lambda t, a: t.say("What is it about?"), choices=_topics)
VENUE = Question("venue", lambda t, a: t.say("Where is it?"), choices=_venues)
PLACE = Question("place", _ask_place, read_text(160))
MAP = Question(
    "map",
    lambda t, a: t.say("A link to a map? Send its web address, or go on."),
    read_web,
    is_optional=True,
    is_asked=lambda t, a: a.get("venue") != "online",
)
DAY = Question("day", lambda t, a: t.say("On which day? Tap, or write it like 31/12."), read_day, day_choices)
HOUR = Question(
    "hour",
    lambda t, a: t.say("When does it begin? Tap, or write it like 18:30."),
    read_hour,
    hour_choices,
    across=3,
    hangs_on="day",
)
LENGTH = Question(
    "length", lambda t, a: t.say("How many hours does it last?"), read_length, _length, across=4
)
SEATS = Question(
    "seats",
    lambda t, a: t.say("How many people can come? Tap, or write a number."),
    read_number(1, MOST_SEATS),
    _seats,
    across=3,
)
HOST = Question(
    "host", lambda t, a: t.say("Who holds it? A company, an association, an institution."), read_text(80)
)
DISTRICT = Question(
    "district",
    lambda t, a: t.say("In which part of the city?"),
    choices=_districts,
    is_optional=True,
    is_asked=lambda t, a: bool(t.city.districts),
)
SPOKEN = Question(
    "spoken",
    lambda t, a: t.say("Which languages are spoken there? Tap all of them."),
    choices=languages,
    is_many=True,
)
EVERY = Question(
    "every", lambda t, a: t.say("Only once, or does it repeat?"), choices=_repeats, across=1, hangs_on="day"
)
UNTIL = Question(
    "until",
    lambda t, a: t.say("Until which day? Write it like 31/12: the last date is on it, or before it."),
    read_until,
    is_asked=lambda t, a: a.get("every", ONCE) != ONCE,
    hangs_on="every",
)
PLACE_AGAIN = replace(PLACE, choices=_same_place, across=1)
MAP_AGAIN = replace(MAP, is_asked=lambda t, a: a.get("place") != SAME)
LANGUAGE = Question("language", lambda t, a: t.say("In which language do you write?"), choices=languages)


def only_for(question: Question, field: str) -> Question:
    """The same question, asked only where this field was chosen to be changed."""
    asked = question.is_asked
    return replace(question, is_asked=lambda t, a: a.get("field") == field and asked(t, a))


def district(talk: Talk, answers: Answers) -> str | None:
    """The district that was chosen, by name."""
    number = answers.get("district")
    return None if number is None else talk.city.districts[int(number)]


def times(talk: Talk, answers: Answers) -> tuple[datetime, datetime]:
    """When it begins and ends."""
    return _lasting(moment(talk, answers["day"], answers["hour"]), answers)


def all_times(talk: Talk, answers: Answers) -> tuple[tuple[datetime, datetime], ...]:
    """When each date begins and ends of what may repeat."""
    first = moment(talk, answers["day"], answers["hour"])
    if answers["every"] == ONCE:
        return (_lasting(first, answers),)
    found = dates(first, answers["every"], date.fromisoformat(answers["until"]))
    return tuple(_lasting(starts_at, answers) for starts_at in found[:MOST])


def _lasting(starts_at: datetime, answers: Answers) -> tuple[datetime, datetime]:
    """From when to when, in UTC: hours that pass, whatever the clocks on the wall do meanwhile."""
    starts_at = starts_at.astimezone(UTC)
    return starts_at, starts_at + timedelta(hours=float(answers["length"]))
