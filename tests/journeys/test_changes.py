"""A lab that is cancelled or moved: those who signed up are told, and reminded of what is true then."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from tests.journeys.phone import Phone
from tests.journeys.town import ZONE, Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _amina_comes(t: Town) -> Phone:
    amina = t.phone("Amina", "ar")
    await amina.starts()
    await amina.chooses("العربية")
    await amina.says("✅ I agree")
    await amina.forges("lab/1/sign-up/1")
    return amina


async def _coordinator_taps(t: Town, *labels: str) -> None:
    giulia = t.phones.get(900) or await t.coordinator()
    await giulia.writes("/desk")
    for label in labels:
        await giulia.taps(label)


async def _moves(t: Town, hour: str, in_days: int, length: str = "2") -> None:
    await _coordinator_taps(t, "Labs", "Felt", "Change", "Day and hour")
    giulia, later = t.phones[900], t.at(hour, in_days=in_days)
    await giulia.writes(f"{later.day}/{later.month}")
    await giulia.writes(hour)
    await giulia.taps(length)


def _when(phone: Phone, starts_at: datetime) -> str:
    """Day and hours of two hours from then on, as this person reads them."""
    words = phone.town.words(phone.language)
    hours = words.hours(starts_at, starts_at + timedelta(hours=2), ZONE)
    return phone.reads("{day}, {hours}", day=words.day(starts_at, ZONE), hours=hours)


async def test_a_cancelled_lab_is_told_and_not_reminded(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou, amina = await t.comes(), await _amina_comes(t)
        await _coordinator_taps(t, "Labs", "Felt", "Cancel the lab")
        t.phones[900].sees("💺 2 people have a seat.", "18:00–20:00")
        assert fatou.has_seen("cancelled") == 0
        await t.phones[900].taps("Yes")
        fatou.sees("❌ We are sorry: a lab you signed up for was cancelled.", "Felt", "18:00–20:00")
        amina.sees(amina.reads("❌ We are sorry: a lab you signed up for was cancelled."), "Felt (ar)")
        await t.clock(t.at("18:05", in_days=1))
        assert fatou.has_seen("🔔") == 0
        await fatou.taps("📆")
        (event,) = Calendar.from_ical(fatou.file()).walk("VEVENT")
        assert event["status"] == "CANCELLED"


async def test_a_lab_that_moved_is_told_and_reminded_at_its_new_time(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await t.comes()
        await t.clock(t.at("18:00", in_days=1))
        assert fatou.has_seen("🔔") == 1
        await _moves(t, "20:00", in_days=4)
        assert fatou.has_seen("has changed") == 0  # the desk has seen who is concerned, and not said yes
        await t.phones[900].taps("Yes")
        fatou.sees("❗ A lab you signed up for has changed.", "Felt", "20:00–22:00", "🙁 I can't come")
        await t.clock(t.at("18:00", in_days=1))  # the old hour of the old day
        assert fatou.has_seen("🔔") == 1
        await t.clock(t.at("18:00", in_days=2))
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 2
        await t.clock(t.at("18:00", in_days=1))
        assert fatou.has_seen("🔔 Today: Felt") == 1


async def test_each_reads_what_was_and_what_is_in_their_language_and_leaves_with_one_tap(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2, seats=2)
        fatou, amina = await t.comes(), await _amina_comes(t)
        old, new = t.at("18:00", in_days=2), t.at("20:00", in_days=4)
        await fatou.forges("lab/1/tell/en")
        card = fatou.link()
        await _moves(t, "20:00", in_days=4)
        giulia = t.phones[900]
        giulia.sees("💺 2 people have a seat.", "Whoever signed up will be told, in their language.")
        assert await giulia.taps("Yes") == "Done."
        for phone, name in ((fatou, "Felt"), (amina, "Felt (ar)")):
            before, now_is = (_when(phone, at) for at in (old, new))
            phone.sees(phone.reads("❗ A lab you signed up for has changed."), name)
            phone.sees(phone.reads("Before: {what}", what=phone.reads("🗓 {when}", when=before)))
            phone.sees(phone.reads("🗓 {when}", when=now_is))
        await amina.says("🙁 I can't come")
        amina.sees(amina.reads("Thank you for telling us: somebody else can come in your place."))
        assert t.rows("SELECT state FROM signups ORDER BY id") == [("seated",), ("cancelled",)]
        paolo = t.phone("Paolo")
        await paolo.joins()
        await paolo.opens(card)  # an old card leads to the present, which says how it was
        paolo.sees(_when(paolo, new), f"❗ This has changed. Before: 🗓 {_when(paolo, old)}")
        await t.clock(t.at("22:30", in_days=4))
        await paolo.opens(card)
        paolo.sees_no("❗")
