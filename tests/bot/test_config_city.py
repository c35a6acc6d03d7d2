"""What the dialogs know of the configuration: the city."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.config import load
from dialogs.city import KEEP, ReminderRule
from tests.bot.keys import OURS


def test_the_city_is_what_the_dialogs_need() -> None:
    city = load(OURS, {"PASSAPAROLA_DESK__COORDINATORS": "[1001]"}).city("passaparola_bot")
    assert (city.name, city.zone, city.language) == ("Bologna", ZoneInfo("Europe/Rome"), "it")
    assert city.languages == ("it", "en", "fr", "ar")
    assert city.chain("ar") == ("ar", "fr", "en", "it")
    assert city.districts == ("San Donato", "San Lazzaro di Savena", "Alto Reno Terme")
    assert city.topics == ("work", "crafts", "art", "media", "territory", "community", "language")
    assert city.link("x") == "https://t.me/passaparola_bot?start=x"
    assert city.keeper == "Passaparola Bologna"
    assert city.coordinator_ids == (1001,)
    assert (city.quiet_from, city.quiet_to, city.largest_party) == (time(21), time(8), 5)
    assert city.reminders == (
        ReminderRule("day-before", at=time(18)),
        ReminderRule("hours-before", before=timedelta(hours=2)),
        ReminderRule("feedback", after=timedelta(hours=2)),
    )
    assert city.question_wait == timedelta(hours=24)
    assert (city.keep["drafts"], city.keep["signups"]) == (timedelta(days=14), timedelta(days=180))
    assert city.keep == KEEP


@pytest.mark.parametrize(
    ("at", "before_h", "feedback_h", "kinds"),
    [
        ("18:00", "0", "0", ["day-before"]),
        ("", "1.5", "0", ["hours-before"]),
        ("", "0", "24", ["feedback"]),
        ("", "0", "0", []),
    ],
)
def test_reminders_can_be_switched_off(at: str, before_h: str, feedback_h: str, kinds: list[str]) -> None:
    environ = {
        "PASSAPAROLA_REMINDERS__DAY_BEFORE_AT": at,
        "PASSAPAROLA_REMINDERS__BEFORE_H": before_h,
        "PASSAPAROLA_REMINDERS__FEEDBACK_AFTER_H": feedback_h,
    }
    assert [rule.kind for rule in load(OURS, environ).city("x").reminders] == kinds


def test_a_city_without_districts_is_a_city() -> None:
    assert load(OURS, {"PASSAPAROLA_CITY__DISTRICTS": "[]"}).city("x").districts == ()


def test_the_names_of_a_city_fit_their_columns() -> None:
    from storage.tables import LabRow, PersonRow

    for row in (LabRow, PersonRow):
        assert row.__table__.c.district.type.length == 40  # type: ignore[attr-defined]  # a String has one
