"""A lab that repeats, from the desk to the calendar of somebody who comes."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.journeys.phone import Phone
from tests.journeys.town import ZONE, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _repeats(giulia: Phone, every: str, until_in_days: int) -> str:
    """The whole form; the toast at its end."""
    t = giulia.town
    first, last = t.at("18:00", in_days=9), t.at("18:00", in_days=until_in_days)
    await giulia.forges("desk/lab/1")
    await giulia.taps("More dates")
    await giulia.writes(f"{first.day}/{first.month}/{first.year}")
    await giulia.taps("18:00")
    await giulia.taps("2")
    await giulia.taps(every)
    giulia.sees("Until which day?")
    await giulia.writes(f"{last.day}/{last.month}/{last.year}")
    return await giulia.taps("Where it was until now")


async def test_a_lab_meets_every_week_and_each_date_is_told_reminded_and_in_the_calendar(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, amina = await t.coordinator(), t.phone("Amina", "ar")
        t.lab("Felt", in_days=2)
        await amina.starts()
        await amina.chooses("العربية")
        await amina.says("✅ I agree")
        await amina.forges("lab/1/sign-up/1")
        amina.sees(amina.reads("📆 To my calendar"))

        await _repeats(giulia, "Every week", 31)
        giulia.sees("🆕 One more date:", "📍 Piazza dei Colori", "💺 1 person has a seat.")
        assert giulia.has_seen("Done.") == 0
        await giulia.taps("Yes")
        days = [t.at("18:00", in_days=n) for n in (2, 9, 16, 23, 30)]
        assert len(t.rows("SELECT id FROM meetings")) == 5
        amina.sees(amina.reads("❗ A lab you signed up for has changed."), amina.reads("🆕 One more date:"))
        words = t.words("ar")
        for day in days[1:]:
            amina.sees(f"({day.day}/{day.month})", words.label("🙁 I can't come"))
        await amina.taps(amina.reads("📆 To my calendar"))
        events: list[Any] = Calendar.from_ical(amina.file()).walk("VEVENT")
        starts = [event["dtstart"].dt for event in events]
        assert starts == days
        assert [f"{at.astimezone(ZONE):%H:%M}" for at in starts] == ["18:00"] * 5
        assert {str(event["summary"]) for event in events} == {"Felt (ar)"}

        assert await _repeats(giulia, "Every week", 31) == "The lab has this date already."

        await t.clock(t.at("18:00", in_days=15))
        reminded = amina.reads("🔔 Tomorrow: {title}", title="Felt (ar)")
        assert amina.has_seen(reminded) == 1
        await giulia.forges("editlab/1")
        await giulia.taps("Drop a date")
        await giulia.forges("editlab/1/meeting/pick/4")  # the one after it
        await giulia.taps("Yes")
        gone = t.at("18:00", in_days=8)
        amina.sees(f"({gone.day}/{gone.month})")
        await t.clock(t.at("18:00", in_days=7))
        assert amina.has_seen(reminded) == 1  # of what was dropped nobody is reminded


async def test_too_many_dates_and_an_unfinished_lab_meet_a_kind_word(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt", in_days=2)
        await giulia.forges("labdate/1")
        first, last = t.at("18:00", in_days=9), t.now + timedelta(days=600)
        await giulia.writes(f"{first.day}/{first.month}/{first.year}")
        await giulia.writes("18:00")
        await giulia.writes("2")
        await giulia.taps("Every week")
        await giulia.writes(f"{last.day}/{last.month}/{last.year}")
        giulia.sees("At most 52 dates can be made at once.", "Please write an earlier day.")

        await giulia.writes("/desk")
        await giulia.taps("New lab")
        await giulia.writes("Felt Slippers")
        await giulia.writes("/menu")
        await giulia.forges("newlab/0")
        giulia.sees("You have begun something here and not finished it:", "Felt Slippers")
        await giulia.taps("Go on with it")
        giulia.sees("Step 2 of 13")
        await giulia.forges("newlab/0")
        await giulia.taps("Begin anew")
        giulia.sees("Step 1 of 13", "What is the lab called?")
        await giulia.forges("newlab/0")
        giulia.sees("Step 1 of 13")  # nothing was written: nothing is asked
