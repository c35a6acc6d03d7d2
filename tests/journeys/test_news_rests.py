"""An announcement that rests: somebody asked for it, Telegram refuses it, or its hour is long past."""

import json
from datetime import timedelta

import pytest

from tests.journeys.newsroom import begins_to_send, four_people, hurries, slow_town, writes_news
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
BAD_ENTITIES = json.dumps(
    {"ok": False, "error_code": 400, "description": "Bad Request: can't parse entities: unclosed tag"}
)


async def _plans_for(t: Town, giulia: Phone, words: str) -> None:
    """News that is to go out tomorrow at 15:00."""
    tomorrow = t.at("15:00", in_days=1)
    await writes_news(giulia, words, "Everybody")
    await giulia.taps("Send later")
    await giulia.writes(f"{tomorrow.day}/{tomorrow.month}")
    await giulia.taps("15:00")
    giulia.sees("🕒 Goes out on", "at 15:00.")


async def test_what_is_going_out_is_paused_goes_on_and_reaches_everybody_once(database_url: str) -> None:
    async with slow_town(database_url, 40) as (t, giulia, crowd):
        await begins_to_send(giulia, crowd, "The office is closed.", 3)
        await hurries(giulia, "Pause")
        await t.settle()
        giulia.finds("⏸ Paused: nothing goes out until it goes on.")
        arrived = sum(crowd.heard("The office is closed."))
        assert 3 <= arrived < 40
        assert crowd.states() == {"sent": 1 + arrived, "held": 40 - arrived}  # Giulia has one too
        await t.clock(t.now + timedelta(hours=9))
        assert sum(crowd.heard("The office is closed.")) == arrived
        await giulia.taps("Go on")
        assert crowd.heard("The office is closed.") == [1] * 40
        await t.settle()
        await giulia.taps("Look again")
        giulia.sees("📨 It has gone out.", "✅ Sent: 41")


async def test_what_is_going_out_is_stopped_for_good_after_a_question(database_url: str) -> None:
    async with slow_town(database_url, 40) as (t, giulia, crowd):
        await begins_to_send(giulia, crowd, "The office is closed.", 3)
        await hurries(giulia, "Pause")
        await t.settle()
        arrived = sum(crowd.heard("The office is closed."))
        await giulia.taps("Stop it")
        giulia.sees("Stop announcement 1 for good?", "To go on later, pause it instead.")
        await giulia.taps("No")
        giulia.sees("⏸ Paused")
        await giulia.taps("Stop it")
        await giulia.taps("Yes, stop it")
        giulia.sees("❌ Stopped: nothing more goes out.")
        await giulia.taps("Look again")
        giulia.sees(f"➖ Not needed any more: {40 - arrived}")
        giulia.sees_no("Go on", "Pause", "Stop it")
        await giulia.forges("desk/news/1/resume")
        await t.clock(t.now + timedelta(days=1))
        assert sum(crowd.heard("The office is closed.")) == arrived


async def test_what_is_planned_is_paused_past_its_hour_and_nobody_asks(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        await _plans_for(t, giulia, "Come to the park.")
        await giulia.taps("Pause")
        giulia.sees("⏸ Paused: nothing goes out until it goes on.")
        await t.stop()
        await t.clock(t.at("15:00", in_days=3))
        await t.start()
        await t.settle()
        assert (fatou.has_seen("Come to the park."), giulia.has_seen("should have gone out")) == (0, 0)
        await giulia.taps("Go on")
        assert fatou.has_seen("Come to the park.") == 1


async def test_a_colleague_may_pause_it_too_and_it_is_written_down_who_did(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        t.rows("UPDATE people SET role = 'coordinator' WHERE id = 2 RETURNING id")
        await _plans_for(t, giulia, "Come to the park.")
        await fatou.forges("desk/news/1/pause")
        await giulia.forges("desk/news/1")
        giulia.sees("⏸ Paused")
        acts = "SELECT actor_id, what FROM audit WHERE about = 'news/1' ORDER BY id"
        assert t.rows(acts) == [(1, "wrote news"), (1, "scheduled"), (2, "paused")]


async def test_too_many_refused_pause_it_and_its_sender_is_told_in_words(database_url: str) -> None:
    async with slow_town(database_url, 40) as (t, giulia, crowd):
        for number in crowd.ids[:6]:
            t.playground.faults.fail("sendmessage", 400, BAD_ENTITIES, chat=number)
        await begins_to_send(giulia, crowd, "The office is closed.", 1)
        await t.settle()
        refused, tried = crowd.states()["rejected"], 41 - crowd.states()["held"]
        assert (refused, tried < 41) == (6, True)
        giulia.finds("⏸ Paused by itself: Telegram refuses its copies.")
        giulia.finds("Please look at its words and its file. Shall it go on all the same?")
        await giulia.taps("Look at it", under="Shall it go on all the same?")
        giulia.sees("⚠️ Refused: 6", "Go on", "Stop it")
        await giulia.taps("Go on")
        assert crowd.heard("The office is closed.") == [0] * 6 + [1] * 34
        assert giulia.has_seen("Shall it go on all the same?") == 1  # the old ones are not held against it


async def test_an_hour_that_passed_while_the_machine_was_off_is_asked_about(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        for words in ("Come to the park.", "Come to the river."):
            await _plans_for(t, giulia, words)
        await t.stop()
        await t.clock(t.at("16:30", in_days=1))
        await t.start()
        await t.settle()
        assert fatou.has_seen("Come to") == 0
        assert giulia.has_seen("⏸ It should have gone out on") == 2
        giulia.sees("at 15:00, and did not.", "Send it now, or leave it? Nothing goes out until you say so.")
        await giulia.taps("Send now", under="Announcement 2")
        assert (fatou.has_seen("Come to the river."), fatou.has_seen("Come to the park.")) == (1, 0)
        await giulia.taps("Stop it", under="Announcement 1")
        giulia.sees("❌ Stopped: nothing more goes out.")


async def test_less_than_an_hour_late_goes_without_a_question(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        await _plans_for(t, giulia, "Come to the park.")
        await t.stop()
        await t.clock(t.at("15:59", in_days=1))
        await t.start()
        await t.settle()
        assert fatou.has_seen("Come to the park.") == 1


async def test_what_stood_still_in_the_middle_for_hours_is_asked_about(database_url: str) -> None:
    async with slow_town(database_url, 40) as (t, giulia, crowd):
        await begins_to_send(giulia, crowd, "The office is closed.", 3)
        await t.stop()
        arrived = sum(crowd.heard("The office is closed."))
        await t.clock(t.now + timedelta(hours=3))
        await t.start()
        await t.settle()
        assert sum(crowd.heard("The office is closed.")) == arrived < 40
        giulia.finds("⏸ Paused by itself: nothing of it went out for more than an hour.")
        await giulia.taps("Send now")
        assert crowd.heard("The office is closed.") == [1] * 40


async def test_where_the_sender_has_left_the_other_coordinators_are_asked(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        t.rows("UPDATE people SET role = 'coordinator' WHERE id = 2 RETURNING id")
        fatou.language = "en"
        await fatou.forges("speak/en/menu")
        await _plans_for(t, fatou, "Come to the park.")
        await fatou.forges("forget/yes")
        await t.clock(t.at("16:30", in_days=1))
        assert giulia.has_seen("⏸ It should have gone out on") == 1
        assert fatou.has_seen("⏸ It should have gone out on") == 0
