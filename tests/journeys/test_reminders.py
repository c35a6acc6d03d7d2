"""Reminders: on the city's wall clock, not in quiet hours, never twice, never stale."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.town import ZONE, next_at, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def test_one_is_reminded_the_day_before_at_18_and_two_hours_before(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=3, hour=17)
        fatou = await t.comes(people=2)
        fatou.sees("I remind you the day before at 18:00.")
        await t.clock(t.at("17:59", in_days=2))
        assert fatou.has_seen("🔔") == 0
        await t.clock(t.at("18:00"))
        assert fatou.text.splitlines()[0] == "🔔 Tomorrow: Felt"
        fatou.sees("17:00–19:00", "📍 Piazza dei Colori", "👥 With A company", "We expect you: 2 people.")
        assert fatou.buttons == [["🙁 I can't come"], ["🎫 My pass", "❓ Ask"], ["🔎 See the lab"]]
        await t.clock(t.at("14:59", in_days=1))
        assert fatou.has_seen("🔔") == 1
        await t.clock(t.at("15:00"))
        assert fatou.text.splitlines()[0] == "🔔 Today: Felt"
        await fatou.taps("See the lab")
        fatou.sees("✅ You are coming: 2 people.")
        assert fatou.has_seen("🔔") == 2  # the reminder stays as it was


async def test_nobody_is_reminded_twice_however_often_the_clock_ticks_or_the_bot_starts(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await t.comes()
        for moment in ("18:00", "18:01", "18:30", "20:59"):
            await t.clock(t.at(moment, in_days=1 if moment == "18:00" else 0))
        await t.stop()
        await t.start()
        await t.settle()
        assert fatou.has_seen("🔔") == 1
        assert t.rows("SELECT kind FROM reminders") == [("day-before",)]


async def test_a_late_reminder_is_said_while_it_is_of_use_and_a_stale_one_never(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        t.lab("Radio", in_days=4)
        fatou = await t.comes()
        await fatou.forges("lab/2/sign-up/1")
        await t.stop()
        await t.clock(t.at("19:30", in_days=1))  # the bot is down at 18:00, and back in the same evening
        await t.start()
        await t.settle()
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 1

        await t.stop()
        await t.clock(t.at("09:00", in_days=3))  # down for two days: all of these moments are over
        await t.start()
        await t.settle()
        assert fatou.has_seen("🔔") == 1
        await t.clock(t.at("16:00"))
        assert fatou.has_seen("🔔 Today: Radio") == 1
        assert fatou.has_seen("🔔") == 2


async def test_what_was_queued_before_the_bot_went_down_is_not_said_when_it_is_stale(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await t.comes()
        t.playground.faults.flood("sendmessage", retry_after_s=3600 * 24, chat=fatou.id)
        evening = t.at("18:00", in_days=1)
        t.playground.clock.forward((evening - t.now).total_seconds())
        await t.app.sweeps.tick()
        await t.until(lambda: t.rows("SELECT state FROM outbox WHERE kind = 'reminder'") == [("queued",)])
        await t.stop()
        await t.clock(t.at("22:00"))
        await t.start()
        await t.settle()
        assert fatou.has_seen("🔔") == 0
        assert t.rows("SELECT state FROM outbox WHERE kind = 'reminder'") == [("expired",)]


async def test_summer_time_does_not_move_the_wall_clock(database_url: str) -> None:
    change = _next_change(next_at("18:00") + timedelta(days=3))
    async with town(database_url, at=_at_10(change - timedelta(days=3))) as t:
        t.lab("Felt", in_days=3, hour=18)
        fatou = await t.comes()
        evening = t.at("18:00", in_days=2)
        assert t.at("18:00", in_days=3).timestamp() - evening.timestamp() != 24 * 3600
        await t.clock(evening - timedelta(minutes=1))
        assert fatou.has_seen("🔔") == 0
        await t.clock(evening)
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 1


def _next_change(after: datetime) -> datetime:
    """The next day on which the city's clock changes."""
    day = after
    while day.replace(hour=1).utcoffset() == day.replace(hour=12).utcoffset():
        day += timedelta(days=1)
    return day


def _at_10(day: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE).astimezone(UTC)


async def test_quiet_hours_are_kept(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Breakfast", in_days=2, hour="09:30")
        t.lab("Dawn", in_days=3, hour="08:30")
        fatou = await t.comes()
        await fatou.forges("lab/2/sign-up/1")
        await t.clock(t.at("07:45", in_days=2))  # two hours before 9:30 people sleep
        assert fatou.has_seen("🔔 Today") == 0
        await t.clock(t.at("08:00"))
        assert fatou.has_seen("🔔 Today: Breakfast") == 1
        late = t.phone("Late")
        await t.clock(t.at("18:00"))
        await late.joins()
        await late.forges("lab/2/sign-up/1")
        await t.clock(
            t.at("20:00")
        )  # for 8:30 it would be too late at 8: who joins in the evening is told then
        assert fatou.has_seen("🔔 Tomorrow: Dawn") == late.has_seen("🔔 Tomorrow: Dawn") == 1
        await t.clock(t.at("08:05", in_days=1))
        assert fatou.has_seen("🔔 Today: Dawn") == late.has_seen("🔔 Today: Dawn") == 0


async def test_who_left_or_wants_none_or_only_waits_is_not_reminded(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2, seats=4)
        left, without, stopped = (
            await t.comes("Left"),
            await t.comes("Without"),
            await t.comes("Stopped"),
        )
        comes, waits = await t.comes("Comes"), t.phone("Waits")
        await waits.joins()
        await waits.forges("lab/1/sign-up/1")
        waits.sees("Your place on the waiting list: 1.")
        await waits.forges("lab/1/sign-up/2")
        await left.forges("lab/1/leave/yes")
        await without.writes("/settings")
        assert await without.taps("No reminders") == "Done."
        await stopped.writes("/stop")
        await t.clock(t.at("18:05", in_days=1))
        seen = [phone.has_seen("🔔") for phone in (left, without, stopped, waits, comes)]
        assert seen == [0, 0, 0, 0, 1]


async def test_who_signs_up_after_the_hour_of_a_reminder_gets_only_the_next(database_url: str) -> None:
    async with town(database_url, at=next_at("19:00")) as t:
        t.lab("Felt", in_days=1)
        fatou = await t.comes()
        fatou.sees("I remind you before it begins.")
        await t.clock(t.at("20:00"))
        assert fatou.has_seen("🔔") == 0
        await t.clock(t.at("16:00", in_days=1))
        assert fatou.has_seen("🔔 Today: Felt") == 1
