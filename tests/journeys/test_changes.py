"""A lab that is cancelled or moved: those who signed up are told, and reminded of what is true then."""

import pytest

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _comes(t: Town, name: str = "Fatou", people: int = 1, lab: int = 1) -> Phone:
    phone = t.phone(name)
    await phone.joins()
    await phone.forges(f"lab/{lab}/sign-up/{people}")
    phone.sees("✅ Done")
    return phone


async def _coordinator_taps(t: Town, *labels: str) -> None:
    giulia = t.phones.get(900) or await t.coordinator()
    await giulia.writes("/desk")
    for label in labels:
        await giulia.taps(label)


async def test_a_cancelled_lab_is_told_and_not_reminded(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await _comes(t)
        await _coordinator_taps(t, "Labs", "Felt", "Cancel the lab", "Yes")
        fatou.sees("❌ We are sorry: a lab you signed up for was cancelled.", "Felt")
        await t.clock(t.at("18:05", in_days=1))
        assert fatou.has_seen("🔔") == 0


async def test_a_lab_that_moved_is_told_and_reminded_at_its_new_time(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await _comes(t)
        await t.clock(t.at("18:00", in_days=1))
        assert fatou.has_seen("🔔") == 1
        await _coordinator_taps(t, "Labs", "Felt", "Change", "Day and hour")
        giulia = t.phones[900]
        later = t.at("20:00", in_days=4)
        await giulia.writes(f"{later.day}/{later.month}")
        await giulia.taps("20:00")
        await giulia.taps("2")
        fatou.sees("❗ A lab you signed up for has changed. It is now:", "20:00–22:00", "😀 I am coming")
        await t.clock(t.at("18:00", in_days=1))  # the old hour of the old day
        assert fatou.has_seen("🔔") == 1
        await t.clock(t.at("18:00", in_days=2))
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 2
        await t.clock(t.at("18:00", in_days=1))
        assert fatou.has_seen("🔔 Today: Felt") == 1
