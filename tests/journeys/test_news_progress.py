"""One message in the sender's chat says how an announcement goes: it changes, and ends as the report."""

from datetime import timedelta

import pytest

from tests.journeys.newsroom import begins_to_send, four_people, hurries, sends, slow_town, writes_news
from tests.journeys.phone import Phone
from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
TICK = timedelta(seconds=20)


def _letters(giulia: Phone) -> list[tuple[int, str]]:
    """Messages that tell how an announcement goes: (message id, text)."""
    told = [
        m for m in giulia.messages if m.rows and any("Look at it" in k["text"] for r in m.rows for k in r)
    ]
    return [(message.id, message.text) for message in told]


async def test_the_message_changes_in_place_and_ends_as_the_report(database_url: str) -> None:
    async with slow_town(database_url, 40) as (t, giulia, crowd):
        await begins_to_send(giulia, crowd, "The office is closed.", 3)
        await t.until(lambda: _letters(giulia))
        ((message, first),) = _letters(giulia)
        assert "📨 It is going out." in first
        await t.clock(t.now + TICK)
        assert crowd.heard("The office is closed.") == [1] * 40
        await t.settle()
        ((same, report),) = _letters(giulia)
        assert same == message
        assert "Announcement 1\n📨 It has gone out.\n\n✅ Sent: 41\n🚫 Could not be reached: 0" in report
        assert "• français: ✅ 20 · 🚫 0 · ❔ 0 · ⚠️ 0\n• italiano: ✅ 20 · 🚫 0 · ❔ 0 · ⚠️ 0\n" in report
        assert report.endswith("• English: ✅ 1 · 🚫 0 · ❔ 0 · ⚠️ 0")


async def test_figures_are_told_now_and_then_and_a_pause_at_once(database_url: str) -> None:
    async with slow_town(database_url, 40, per_second=12) as (t, giulia, crowd):
        await begins_to_send(giulia, crowd, "The office is closed.", 1)
        await t.until(lambda: _letters(giulia))
        before = _letters(giulia)
        await t.until(lambda: sum(crowd.heard("The office is closed.")) > 4)
        await t.app.sweeps.tick()
        row = "SELECT state FROM outbox WHERE address = 'desk/news/1/progress'"
        assert (t.rows(row), _letters(giulia)) == ([("sent",)], before)
        await hurries(giulia, "Pause")
        await t.settle()
        ((message, text),) = _letters(giulia)
        assert message == before[0][0]
        assert "⏸ Paused" in text
        await giulia.taps("Go on", under="⏳ Waiting")  # under the letter: what comes of it is a new message
        giulia.sees("To: Everybody", "📨 It is going out.")
        await t.settle()
        ((_, text),) = _letters(giulia)
        assert "📨 It has gone out." in text


async def test_those_of_unknown_fate_get_it_again_when_the_desk_says_so(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        t.playground.faults.cut_after("sendmessage", chat=marco.id)
        await writes_news(giulia, "The office is closed.", "Everybody")
        await sends(giulia)
        await t.settle()
        ((message, report),) = _letters(giulia)
        assert "✅ Sent: 3\n🚫 Could not be reached: 0\n❔ Unknown: 1" in report
        assert "• italiano: ✅ 0 · 🚫 0 · ❔ 1 · ⚠️ 0" in report
        toast = await giulia.taps("Resend to the unknown", under="By language")
        assert toast == "It goes out again to 1 person."
        assert [phone.has_seen("The office") for phone in (fatou, amina, marco)] == [1, 1, 2]
        await t.settle()
        ((same, report),) = _letters(giulia)
        assert (same, "✅ Sent: 4" in report, "❔ Unknown: 0" in report) == (message, True, True)
        await giulia.forges("desk/news/1")
        giulia.sees_no("Resend to the unknown")


@pytest.mark.parametrize("leaves", ["/stop", "forget/yes"])
async def test_a_sender_who_has_stopped_or_left_is_told_nothing_more(database_url: str, leaves: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        tomorrow = t.at("15:00", in_days=1)
        await writes_news(giulia, "Come to the park.", "Everybody")
        await giulia.taps("Send later")
        await giulia.writes(f"{tomorrow.day}/{tomorrow.month}")
        await giulia.taps("15:00")
        await (giulia.writes(leaves) if leaves.startswith("/") else giulia.forges(leaves))
        await t.clock(tomorrow)
        await t.clock(tomorrow + TICK)
        assert (fatou.has_seen("Come to the park."), _letters(giulia)) == (1, [])
