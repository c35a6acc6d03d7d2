"""The demo's labs: those of the pilot, in the days to come, in the languages they claim."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground import pilot
from storage import labs
from storage.database import Database
from storage.labs import Lab

BOLOGNA = ZoneInfo("Europe/Rome")

BEFORE_WINTER_TIME = datetime(2026, 10, 20, 12, tzinfo=UTC)
"""The clocks go back five days later."""

NAMED_BY_THE_PILOT = {
    "Job Stories – Recognize yourself at work!",
    "Urban Exploration – let's connect on the territory",
    "Migrant Associationism – let's connect on collective imaginaries",
    "Handcraft and recycling workshop",
    "WE. Self-representation workshop by Pennelli Ribelli",
    "Video making Lab",
    "Handmade design Lab",
    "Research laboratory: work with smartphone",
}


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database with every table and no rows."""
    database = Database(migrated_url)
    yield database
    database.close()


def planted(database: Database, now: datetime = BEFORE_WINTER_TIME) -> tuple[Lab, ...]:
    """The labs to come, once the pilot's are planted."""
    assert pilot.plant(database, BOLOGNA, now) == 12
    with database.transaction() as tx:
        found = (labs.get(tx, lab.id) for lab in labs.coming(tx, now))
        return tuple(lab for lab in found if lab is not None)


def test_twelve_labs_are_coming_and_people_can_join_them(database: Database) -> None:
    found = planted(database)
    assert len(found) == 12
    assert sorted(lab.seats for lab in found)[:2] == [3, 8]
    assert max(lab.seats for lab in found) == 20
    assert Counter(lab.topic for lab in found)["work"] == 4
    assert {lab.venue for lab in found} == {"in_person", "outdoors", "online"}
    assert {lab.district for lab in found} == {"San Donato", "San Lazzaro di Savena", "Alto Reno Terme"}


def test_eight_labs_bear_the_names_of_the_pilot_and_the_others_are_said_to_be_ours(
    database: Database,
) -> None:
    ours = {lab["title"]["en"] for lab in pilot.read()["labs"] if lab.get("ours")}
    assert {lab.texts["en"].title for lab in planted(database)} == NAMED_BY_THE_PILOT | ours
    assert len(ours) == 4


def test_only_the_original_is_said_to_be_by_a_human(database: Database) -> None:
    for lab in planted(database):
        assert lab.language == "it"
        assert {text.language for text in lab.texts.values() if text.origin == "human"} == {"it"}
        assert not any(text.is_outdated for text in lab.texts.values())
        assert all(text.title and text.summary for text in lab.texts.values())


def test_some_labs_lack_a_language(database: Database) -> None:
    spread = Counter(language for lab in planted(database) for language in lab.texts)
    assert spread == {"it": 12, "en": 12, "fr": 11, "ar": 10}


def test_every_title_has_its_summary() -> None:
    for lab in pilot.read()["labs"]:
        assert lab["title"].keys() == lab["summary"].keys(), lab["key"]


def test_arabic_begins_with_an_arabic_letter_so_that_it_is_laid_out_from_the_right(
    database: Database,
) -> None:
    for lab in planted(database):
        if "ar" in lab.texts:
            assert "\u0621" <= lab.texts["ar"].title[0] <= "\u064a"
            assert "\u0621" <= lab.texts["ar"].summary[0] <= "\u064a"


def test_meetings_keep_to_the_wall_clock_across_the_change_to_winter_time(database: Database) -> None:
    starts = {}
    for lab in planted(database):
        starts[lab.texts["en"].title] = [meeting.starts_at for meeting in lab.meetings]
        for meeting in lab.meetings:
            assert BEFORE_WINTER_TIME < meeting.starts_at < meeting.ends_at
            assert meeting.ends_at - meeting.starts_at <= timedelta(hours=3)
    assert starts["Job Stories – Recognize yourself at work!"] == [datetime(2026, 10, 21, 16, tzinfo=UTC)]
    assert starts["Handcraft and recycling workshop"] == [
        datetime(2026, 10, 23, 15, tzinfo=UTC),
        datetime(2026, 10, 30, 16, tzinfo=UTC),
        datetime(2026, 11, 6, 16, tzinfo=UTC),
    ]


def test_every_meeting_is_at_the_hour_that_is_written(database: Database) -> None:
    written = {lab["title"]["en"]: lab["start"] for lab in pilot.read()["labs"]}
    for lab in planted(database):
        hours = {f"{meeting.starts_at.astimezone(BOLOGNA):%H:%M}" for meeting in lab.meetings}
        assert hours == {written[lab.texts["en"].title]}


def test_tomorrow_is_the_citys_tomorrow(database: Database) -> None:
    past_midnight_there = datetime(2026, 10, 20, 22, 30, tzinfo=UTC)
    tomorrow = [lab for lab in planted(database, past_midnight_there) if lab.starts_at.day == 22]
    assert [f"{lab.starts_at.astimezone(BOLOGNA):%H:%M}" for lab in tomorrow] == ["15:00", "18:00"]


def test_a_time_without_a_zone_plants_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="naive"):
        pilot.plant(database, BOLOGNA, BEFORE_WINTER_TIME.replace(tzinfo=None))
    with database.transaction() as tx:
        assert labs.coming(tx, BEFORE_WINTER_TIME) == ()
