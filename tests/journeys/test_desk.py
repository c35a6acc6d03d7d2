"""The desk: a lab from its first word to its end."""

import pytest

from storage import labs
from tests.journeys.phone import Phone
from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _new_lab(giulia: Phone) -> None:
    """The whole form, from the desk to the draft."""
    t = giulia.town
    day = t.at("18:00", in_days=9)
    await giulia.writes("/desk")
    await giulia.taps("New lab")
    giulia.sees("Step 1 of 13", "What is the lab called?", "Cancel")
    await giulia.writes("Felt Slippers")
    await giulia.writes("We make slippers.\nBring nothing.")
    await giulia.taps("🧵 Crafts")
    await giulia.taps("🏠 In a room")
    await giulia.writes("Piazza dei Colori 1")
    await giulia.writes("https://osm.org/go/xyz")
    await giulia.writes(f"{day.day}.{day.month}.{day.year}")
    await giulia.writes("17:45")
    await giulia.taps("3")
    await giulia.writes("١٢")  # twelve, in Arabic digits
    await giulia.writes("The Felt Company")
    await giulia.taps("San Donato")
    await giulia.taps("italiano")
    await giulia.taps("français")
    await giulia.taps("العربية")
    await giulia.taps("✓ français")  # a second tap takes it back
    await giulia.taps("Go on")


async def test_a_lab_is_written_looked_at_published_closed_and_cancelled(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou", "fr")
        await fatou.joins(language="français")
        await _new_lab(giulia)
        giulia.sees("✏️ Draft: only the desk sees it.", "Felt Slippers", "We make slippers.\nBring nothing.")
        giulia.sees("🧵 Crafts", "17:45–20:45", "📍 Piazza dei Colori 1", "👥 With The Felt Company")
        giulia.sees("🗣 Spoken there: italiano, العربية", "💺 0 of 12 seats are taken.")
        giulia.sees("📝 Written in: English", "⚠️ Missing: italiano, français, العربية")
        day = t.at("17:45", in_days=9)
        with t.app.host.database.transaction() as tx:
            lab = labs.get(tx, 1)
        assert lab is not None
        assert (lab.district, lab.seats, lab.venue) == ("San Donato", 12, "in_person")
        assert lab.meetings[0].starts_at == day
        await fatou.writes("/labs")
        fatou.sees_no("Felt")

        await giulia.taps("Text in a language")
        await giulia.taps("français")
        await giulia.writes("Pantoufles en feutre")
        await giulia.writes("On fait des pantoufles.")
        giulia.sees("📝 Written in: English, français", "⚠️ Missing: italiano, العربية")
        await giulia.taps("See it as others")
        await giulia.taps("français")
        giulia.sees("Pantoufles en feutre", "On fait des pantoufles.")
        await giulia.taps("Back")

        await giulia.taps("Publish")
        giulia.sees("Publish this lab? Everybody can see it and sign up.")
        assert await giulia.taps("Yes") == "Done."
        giulia.sees("🟢 Published: people can sign up.")
        await fatou.writes("/labs")
        await fatou.taps("Pantoufles")
        await fatou.taps("✋")
        await fatou.taps("2")

        await giulia.taps("Close sign-up")
        await giulia.taps("Yes")
        giulia.sees("🔒 Closed: nobody can sign up.", "💺 2 of 12 seats are taken.", "🟢 Open sign-up")
        await giulia.taps("Cancel the lab")
        giulia.sees("Cancel this lab for good?", "17:45–20:45", "💺 2 people have a seat.")
        giulia.sees("Whoever signed up will be told, in their language.")
        await giulia.taps("No")
        giulia.sees("🔒 Closed")
        await giulia.taps("Cancel the lab")
        await giulia.taps("Yes")
        giulia.sees("❌ Cancelled.")
        fatou.sees("❌", "Pantoufles en feutre")
        await giulia.forges("desk/lab/1/publish/yes")  # what is cancelled stays so
        giulia.sees("❌ Cancelled.")
        acts = ["made", "wrote fr", "publish", "close", "cancel"]
        assert t.rows("SELECT what FROM audit ORDER BY id") == [(act,) for act in acts]


async def test_each_part_of_a_lab_can_be_changed_and_who_signed_up_is_told_of_day_and_place(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, fatou, omar = await t.coordinator(), t.phone("Fatou"), t.phone("Omar")
        await fatou.joins()
        await omar.joins()
        t.lab("Felt", seats=2)
        await fatou.forges("lab/1/sign-up/2")
        await omar.forges("lab/1/sign-up/1")
        await giulia.forges("desk/lab/1")

        async def change(part: str, *given: str, taps: bool = False) -> str:
            await giulia.taps("✏️ Change")
            toast = await giulia.taps(part)
            for each in given:
                if taps:
                    toast = await giulia.taps(each)
                else:
                    await giulia.writes(each)
            return toast

        await change("Host", "Another company")
        giulia.sees("👥 With Another company")
        await change("Topic", "🎨 Art", taps=True)
        giulia.sees("🎨 Art")
        assert await change("Languages", "français", "Go on", taps=True) == "Done."
        giulia.sees("🗣 Spoken there: français")
        assert fatou.has_seen("has changed") == 0  # of these nobody need be told

        await change("Seats", "1")
        giulia.sees("💺 Seats until now: 2. From now on: 1.", "2 seats are taken or offered already.")
        giulia.sees("Nobody loses a seat.")
        await giulia.taps("Leave it as it is")
        giulia.sees("💺 2 of 2 seats are taken.")
        await change("Seats", "3")
        giulia.sees("💺 2 of 3 seats are taken.", "🎟 1 person is offered a seat.")
        omar.sees("🎟")

        await giulia.taps("✏️ Change")
        await giulia.taps("Place")
        await giulia.taps("🌳 Outdoors")
        await giulia.writes("Parco Nord")
        await giulia.taps("Go on")
        giulia.sees("Before: 📍 Piazza dei Colori", "🌳 Outdoors: Parco Nord")
        giulia.sees("💺 2 people have a seat.", "🎟 1 person is offered a seat.")
        assert fatou.has_seen("has changed") == 0
        await giulia.taps("Yes")
        giulia.sees("🌳 Outdoors: Parco Nord", "❗ This has changed. Before: 📍 Piazza dei Colori")
        for phone in (fatou, omar):
            phone.sees("❗ A lab you signed up for has changed.", "Before: 📍 Piazza dei Colori")
            phone.sees("🌳 Outdoors: Parco Nord", "🔎 See the lab", "🙁 I can't come")
        await giulia.taps("✏️ Change")
        await giulia.taps("Host")
        assert await giulia.taps("Cancel") == "Cancelled."
        giulia.sees("👥 With Another company")


async def test_a_lab_may_have_more_dates_and_each_is_shown(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        await fatou.joins()
        t.lab("Felt", in_days=3)
        await giulia.forges("desk/lab/1")
        await giulia.taps("More dates")
        next_week = t.at("18:00", in_days=10)
        await giulia.writes(f"{next_week.year}-{next_week.month}-{next_week.day}")
        await giulia.taps("15:00")
        await giulia.taps("2")
        await giulia.taps("Only once")
        await giulia.writes("Via Larga 3")
        await giulia.taps("Go on")
        giulia.sees("🆕 One more date:", "Nobody has signed up yet: nobody need be told.")
        await giulia.taps("Yes")
        giulia.sees("18:00–20:00", "📍 Piazza dei Colori", "15:00–17:00", "📍 Via Larga 3")
        await fatou.forges("lab/1/sign-up/1")
        await t.clock(t.at("18:00", in_days=2))
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 1
        await t.clock(t.at("12:00", in_days=2))
        await fatou.writes("/mylabs")
        await fatou.taps("Felt")
        fatou.sees("📍 Via Larga 3", "✅ You are coming: 1 person.")
        fatou.sees_no("Piazza dei Colori")  # that date is over
        await t.clock(t.at("18:00", in_days=5))
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 2
