"""Labs: what is coming, soonest first and by topic; a card, and what became of a lab."""

import pytest

from storage import labs
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _people(t: Town, *names: str) -> list[Phone]:
    phones = [t.phone(name) for name in names]
    for phone in phones:
        await phone.joins()
    return phones


async def test_labs_come_soonest_first_by_topic_and_work_first_for_who_asked_for_it(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        (fatou,) = await _people(t, "Fatou")
        t.lab("Felt", topic="crafts", in_days=2)
        t.lab("Job Stories", topic="work", in_days=5)
        t.lab("Radio", topic="media", in_days=3)
        t.lab("Not yet", status="draft")
        t.lab("Never", status="cancelled")
        await fatou.writes("/labs")
        fatou.sees("What is coming", "3 labs. Tap one to read more.")
        assert [row[0].split()[-1] for row in fatou.buttons[:3]] == ["Felt", "Radio", "Stories"]
        assert fatou.buttons[3] == ["💼 Work", "🧵 Crafts", "🎬 Video and phone"]
        await fatou.taps("🧵 Crafts")
        fatou.sees("🧵 Crafts", "1 lab. Tap it to read more.", "Felt")
        fatou.sees_no("Radio")
        await fatou.taps("All labs")

        await fatou.writes("/settings")
        assert await fatou.taps("Work first") == "Done."
        await fatou.writes("/labs")
        assert [row[0].split()[-1] for row in fatou.buttons[:3]] == ["Stories", "Felt", "Radio"]


async def test_many_labs_are_turned_over_like_pages(database_url: str) -> None:
    async with town(database_url) as t:
        (fatou,) = await _people(t, "Fatou")
        for number in range(1, 9):
            t.lab(f"Lab {number}", in_days=number)
        await fatou.writes("/labs")
        fatou.sees("8 labs", "Lab 6", "⬇️ Later")
        fatou.sees_no("Lab 7", "⬆️ Earlier")
        await fatou.taps("Later")
        fatou.sees("Lab 7", "Lab 8", "⬆️ Earlier")
        fatou.sees_no("Lab 6", "Later")
        await fatou.forges("labs/all/99")
        fatou.sees("Lab 8")


async def test_a_card_says_what_when_where_with_whom_in_which_languages_and_how_full(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        (fatou,) = await _people(t, "Fatou")
        place, map_url = "Piazza dei Colori 1", "https://osm.org/go/xyz"
        t.lab(
            "Felt",
            topic="crafts",
            host="The <Felt> & Co",
            spoken=("it", "fr"),
            lasts_h=3,
            place=place,
            map_url=map_url,
        )
        t.lab("Walk", topic="territory", venue="outdoors", in_days=8, place="Parco Nord")
        t.lab("CVs", venue="online", in_days=9, place="https://call.example/42")
        day = t.words("en").day(t.at("18:00", in_days=7), t.app.host.city.zone)
        await fatou.writes("/labs")
        await fatou.taps("Felt")
        assert fatou.text.splitlines() == [
            "Felt",
            "🧵 Crafts",
            "Meet people.",
            "",
            f"🗓 {day}, 18:00–21:00",
            "📍 Piazza dei Colori 1",
            "👥 With The <Felt> & Co",
            "🗣 Spoken there: italiano, français",
            "🟢 Plenty of seats",
        ]
        assert fatou.link() == "https://osm.org/go/xyz"
        await fatou.writes("/labs")
        await fatou.taps("Walk")
        fatou.sees("🧭 The city", "🌳 Outdoors: Parco Nord")
        await fatou.writes("/labs")
        await fatou.taps("CVs")
        fatou.sees("💻 On line: https://call.example/42")


async def test_who_reads_a_text_in_another_language_is_told_so(database_url: str) -> None:
    async with town(database_url) as t:
        amina, fatou = t.phone("Amina", "fr"), t.phone("Fatou")
        await amina.joins(language="français")
        await fatou.joins()
        t.lab("Laboratorio", texts={"it": "Laboratorio"})
        t.lab("Both", texts={"it": "Due", "en": "Both"}, in_days=8)
        for phone in (amina, fatou):
            await phone.writes("/labs")
        await amina.taps("Both")  # French falls back to English before Italian
        amina.sees(amina.reads("(Not in your language yet: this is {language}.)", language="English"))
        await fatou.taps("Laboratorio")
        fatou.sees("(Not in your language yet: this is italiano.)")
        await fatou.writes("/labs")
        await fatou.taps("Both")
        fatou.sees_no("Not in your language")

        with t.app.host.database.transaction() as tx:
            labs.put_text(tx, 2, labs.Text("en", "Both", "By hand.", origin="machine"), t.now)
        await fatou.forges("lab/2")
        fatou.sees("(A machine translated this.)")
        with t.app.host.database.transaction() as tx:
            labs.put_text(tx, 2, labs.Text("en", "Both", "By hand."), t.now)
            labs.put_text(tx, 2, labs.Text("it", "Due", "Altro."), t.now)
        await fatou.forges("lab/2")
        fatou.sees("(The original has changed since this was translated.)")


async def test_what_is_over_closed_cancelled_or_gone_is_said_kindly(database_url: str) -> None:
    async with town(database_url) as t:
        (fatou,) = await _people(t, "Fatou")
        over, closed = t.lab("Over", in_days=1), t.lab("Closed", status="closed")
        cancelled = t.lab("Cancelled", status="cancelled")
        draft = t.lab("Draft", status="draft")
        await t.clock(t.at("12:00", in_days=2))
        for lab, said in (
            (over, "This lab is over."),
            (closed, "Sign-up for this lab is closed."),
            (cancelled, "❌ This lab was cancelled."),
        ):
            await fatou.forges(f"lab/{lab}")
            fatou.sees(said)
            fatou.sees_no("✋", "⏳ Waiting")
            await fatou.forges(f"lab/{lab}/sign-up/1")
            fatou.sees(said)
        for lab in (draft, 99):
            await fatou.forges(f"lab/{lab}/sign-up/1")
            fatou.sees("This lab is not there any more. See what is coming:")
        await fatou.writes("/labs")
        fatou.sees("No labs are planned right now. We will tell you when there are.")
        assert t.rows("SELECT count(*) FROM signups") == [(0,)]
