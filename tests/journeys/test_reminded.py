"""What a reminder is good for: a way out, a human, all that one needs to know; and how it was is asked."""

import pytest

from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def test_one_tap_under_the_evening_s_reminder_gives_the_seat_to_who_waits(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2, seats=1)
        fatou, waits = await t.comes(), t.phone("Waits")
        await waits.joins()
        await waits.forges("lab/1/sign-up/1")
        await t.clock(t.at("18:00", in_days=1))
        before = len(waits.messages)
        await fatou.taps("🙁 I can't come", under="🔔 Tomorrow")
        fatou.sees("Thank you for telling us: somebody else can come in your place.")
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 1  # it stays as it was
        states = t.rows("SELECT state FROM signups ORDER BY id")
        assert states[0] == ("cancelled",)
        assert states[1] in (("offered",), ("seated",))
        assert len(waits.messages) == before + 1


async def test_the_reminder_leads_to_a_human(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=2)
        fatou = await t.comes()
        await t.clock(t.at("18:00", in_days=1))
        await fatou.taps("❓ Ask", under="🔔 Tomorrow")
        fatou.sees("Write your question, or record a voice message")


async def test_who_signs_up_an_hour_before_is_told_everything_at_once(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=0, hour=18, map_url="https://osm.org/go/xxbY6")
        await t.clock(t.at("17:00"))
        fatou = t.phone("Fatou")
        await fatou.joins()
        await fatou.forges("lab/1/sign-up/1")
        assert "I remind you" not in fatou.finds("✅ Done").text
        assert fatou.text.splitlines()[0] == "🔔 Today: Felt"
        assert fatou.link() == "https://osm.org/go/xxbY6"
        late = t.phone("Late")
        await t.clock(t.at("17:31"))
        await late.joins()
        await late.forges("lab/1/sign-up/1")
        await t.clock(t.at("17:45"))
        assert [fatou.has_seen("🔔"), late.has_seen("🔔")] == [1, 0]


async def test_how_it_was_is_asked_once_on_the_next_morning_if_the_lab_was_late(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=1, hour=18)  # two hours after it, at 22:00, people sleep
        await t.comes()
        await t.clock(t.at("22:00", in_days=1))
        asked = "SELECT kind, count(*) FROM reminders WHERE kind = 'feedback' GROUP BY kind"
        assert t.rows(asked) == []
        await t.clock(t.at("08:00", in_days=1))
        await t.clock(t.at("12:00"))
        assert t.rows(asked) == [("feedback", 1)]
        assert t.rows("SELECT count(*) FROM outbox WHERE address LIKE 'feedback/%'") == [(1,)]
