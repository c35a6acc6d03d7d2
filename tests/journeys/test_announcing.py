"""Announcing: to whom, in which language, seen before it goes; then what became of it."""

from datetime import timedelta

import pytest

from tests.journeys.newsroom import four_people, sends, writes_news
from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def test_the_desk_sees_in_which_language_how_many_get_it_and_who_falls_back(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        t.lab("Felt", texts={"it": "Feltro", "fr": "Feutre"})
        await giulia.writes("/desk")
        for tap in ("Labs", "Feltro", "Announce this lab", "Go on", "Everybody"):
            await giulia.taps(tap)
        giulia.sees("To: Everybody", "• English: gets italiano", "• العربية: gets français")
        giulia.sees_no("• français", "• italiano", "1 person")
        await giulia.taps("Look in each language")
        giulia.sees("Feltro", "(Not in your language yet: this is italiano.)")
        await giulia.taps("français")
        giulia.sees("Feutre", "Avec A company")
        await giulia.taps("العربية")
        giulia.sees("Feutre", "français")
        await giulia.taps("Back")
        await giulia.taps("Send now")
        giulia.sees("Send it to 4 people now?", "• français: 1 person\n", "• italiano: 1 person\n")
        giulia.sees("• English: 1 person, gets italiano", "• العربية: 1 person, gets français")
        await giulia.taps("No")
        assert [phone.has_seen("Feutre") for phone in (fatou, amina)] == [0, 0]
        await sends(giulia)
        assert [phone.has_seen("Feutre") for phone in (fatou, amina, marco)] == [1, 1, 0]
        marco.sees("Feltro", "✋")
        giulia.sees("📨 It has gone out.", "✅ Sent: 4", "🚫 Could not be reached: 0", "❔ Unknown: 0")


async def test_free_text_goes_out_in_each_language_it_was_written_in(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        await writes_news(giulia, "The office is closed.", "Everybody")
        giulia.sees("• français: gets English", "• العربية: gets English")
        await giulia.taps("Text in a language")
        await giulia.taps("français")
        await giulia.writes("Le bureau est fermé.")
        giulia.sees("• العربية: gets français")
        giulia.sees_no("• français:")
        await sends(giulia)
        assert [phone.has_seen("Le bureau est fermé.") for phone in (fatou, amina, marco)] == [1, 1, 0]
        marco.sees("The office is closed.")
        marco.sees(marco.reads("(Not in your language yet: this is {language}.)", language="English"))
        assert fatou.link() != marco.link()  # each copy has a link of its own


@pytest.mark.parametrize(
    ("taps", "told"),
    [
        (("Everybody",), "giulia fatou amina marco"),
        (("One language", "العربية"), "amina"),
        (("One topic", "💼 Work"), "fatou"),
        (("One topic", "🧵 Crafts"), "marco"),
        (("Signed up to a lab", "Felt"), "marco"),
        (("One district", "San Donato"), "amina"),
    ],
)
async def test_an_announcement_goes_to_its_audience_and_to_nobody_else(
    database_url: str, taps: tuple[str, ...], told: str
) -> None:
    async with town(database_url) as t:
        people = dict(zip(("giulia", "fatou", "amina", "marco"), await four_people(t), strict=True))
        t.lab("Felt", topic="crafts")
        await people["fatou"].forges("settings/work/on")
        await people["marco"].forges("lab/1/sign-up/1")
        await people["amina"].forges("settings/district/1")
        await writes_news(people["giulia"], "News for some.", *taps)
        await people["giulia"].taps("Send now")
        await people["giulia"].taps("Yes, send")
        copies = "SELECT count(*) FROM outbox WHERE kind = 'announcement' AND state = 'sent'"
        assert t.rows(copies) == [(len(told.split()),)]
        for name in set(told.split()) - {"giulia"}:
            assert people[name].has_seen("News for some.") == 1


async def test_who_blocked_left_or_may_not_have_got_it_is_counted(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        omar = t.phone("Omar")
        await omar.joins()
        await omar.blocks()  # Telegram tells us
        t.playground.world.people[fatou.id].has_blocked = True  # and here it does not
        t.playground.world.deactivate(amina.id)
        t.playground.faults.cut_after("sendmessage", chat=marco.id)
        await writes_news(giulia, "The office is closed.", "Everybody")
        await giulia.taps("Send now")
        giulia.sees("Send it to 4 people now?")
        await giulia.taps("Yes, send")
        await t.settle()
        await giulia.taps("Look again")
        giulia.sees("✅ Sent: 1", "🚫 Could not be reached: 2", "❔ Unknown: 1")
        assert marco.has_seen("The office is closed.") == 1  # it did arrive, and is not sent again
        giulia.sees_no("Fatou", "Amina", "Marco")

        await writes_news(giulia, "It is open again.", "Everybody")
        await giulia.taps("Send now")
        giulia.sees("Send it to 2 people now?")
        await fatou.starts()  # who writes again can be reached again
        await giulia.taps("No")
        await giulia.taps("Send now")
        giulia.sees("Send it to 3 people now?", "• français: 1 person")


async def test_what_is_to_go_out_later_goes_then_or_is_stopped(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        tomorrow = t.at("15:00", in_days=1)
        for words in ("This one goes.", "This one stays."):
            await writes_news(giulia, words, "Everybody")
            await giulia.taps("Send later")
            await giulia.writes(f"{tomorrow.day}/{tomorrow.month}")
            await giulia.taps("15:00")
            giulia.sees("🕒 Goes out on", "at 15:00.", "❌ Stop it")
        await giulia.taps("Stop it")
        giulia.sees("❌ Stopped: nothing more goes out.")
        await t.clock(tomorrow - timedelta(minutes=1))
        assert fatou.has_seen("This one") == 0
        await t.clock(tomorrow)
        assert (fatou.has_seen("This one goes."), fatou.has_seen("This one stays.")) == (1, 0)


async def test_who_stops_or_a_lab_that_is_cancelled_in_between_gets_none(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, _ = await four_people(t)
        t.lab("Felt")
        await giulia.forges("announce/1")
        for tap in ("Go on", "Everybody", "Send later"):
            await giulia.taps(tap)
        soon = t.at("15:00", in_days=1)
        await giulia.writes(f"{soon.day}/{soon.month}")
        await giulia.taps("15:00")
        await fatou.writes("/stop")
        await giulia.forges("desk/lab/1/cancel/yes")
        await t.clock(soon)
        assert [phone.has_seen("Felt") for phone in (fatou, amina)] == [0, 0]
        assert t.rows("SELECT state, count(*) FROM outbox WHERE kind = 'announcement' GROUP BY state") == [
            ("cancelled", 3)
        ]
