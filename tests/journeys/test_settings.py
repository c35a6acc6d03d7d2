"""Settings: each of them; what is held about one, as a file; being forgotten; quiet, and back again."""

import json
import re

import pytest

from storage.tables import Table
from storage.traces import TRACES
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _person(t: Town, name: str = "Fatou", number: int | None = None) -> Phone:
    phone = t.phone(name, number=number)
    await phone.joins()
    return phone


@on_sqlite
async def test_each_setting_is_shown_and_changed_with_a_tap(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = await _person(t)
        await fatou.taps("Settings")
        assert fatou.text.splitlines() == [
            "Settings",
            "Language: English",
            "Reminders: on",
            "News about work first: no",
        ]
        assert await fatou.taps("No reminders") == "Done."
        fatou.sees("Reminders: off")
        await fatou.taps("Remind me")
        fatou.sees("Reminders: on")
        await fatou.taps("Work first")
        fatou.sees("News about work first: yes")
        await fatou.taps("Work not first")
        fatou.sees("News about work first: no")
        await fatou.taps("District")
        fatou.sees("Which part of Bologna do you want news from?", "I would rather not say")
        await fatou.taps("San Donato")
        fatou.sees("District: San Donato")
        await fatou.taps("📍 District")
        await fatou.taps("I would rather not say")
        fatou.sees_no("San Donato")
        await fatou.taps("🌍 Language")
        await fatou.chooses("italiano")
        fatou.sees(fatou.reads("Language: {language}", language="italiano"))
        assert len(fatou.messages) == 1  # all of it in one place


@on_sqlite
async def test_who_stops_gets_no_news_and_keeps_the_seat_until_they_start_again(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), await _person(t)
        t.lab("Felt")
        await fatou.forges("lab/1/sign-up/1")
        await fatou.writes("/settings")
        await fatou.taps("Stop all news")
        fatou.sees("You will get no more news and no reminders. Your seats are kept.")

        async def announces(words: str) -> None:
            await giulia.writes("/desk")
            for tap in ("Announce", "Something else"):
                await giulia.taps(tap)
            await giulia.writes(words)
            for tap in ("Everybody", "Send now", "Yes, send"):
                await giulia.taps(tap)

        await announces("First news.")
        await fatou.writes("/mylabs")
        fatou.sees("You are signed up for 1 lab:")
        await fatou.writes("/settings")
        fatou.sees("You have stopped all news and reminders.")
        assert await fatou.taps("Start again") == "Welcome back!"
        await announces("Second news.")
        assert (fatou.has_seen("First news."), fatou.has_seen("Second news.")) == (0, 1)
        await t.clock(t.at("18:00", in_days=6))
        assert fatou.has_seen("🔔 Tomorrow: Felt") == 1


async def test_my_data_is_a_file_with_everything_that_is_held(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), await _person(t, number=4242)
        t.lab("Felt")
        await giulia.forges("lab/1/tell/en")
        await fatou.opens(giulia.link())
        await fatou.taps("I want to come")
        await fatou.taps("2")
        await fatou.forges("lab/1/tell/en")
        await fatou.writes("/ask")
        await fatou.writes("Is there a lift?")
        await fatou.writes("/settings")
        await fatou.taps("My data")
        fatou.sees("I can send you a file with everything we hold about you.")
        assert await fatou.taps("Send me the file") == "The file is coming."
        fatou.sees("Settings")

        sent = fatou.finds("This is everything we hold about you.")
        assert (sent.media.name, sent.is_protected) == ("my-data.json", False)  # theirs to keep
        held = json.loads(sent.media.content)
        assert set(held) == {trace.name for trace in TRACES}
        assert held["contact"][0]["telegram_id"] == 4242
        assert (held["person"][0]["language"], held["person"][0]["role"]) == ("en", "person")
        assert [(row["lab_id"], row["party"], row["state"]) for row in held["signups"]] == [(1, 2, "seated")]
        assert [row["is_origin"] for row in held["arrivals"]] == [True]
        assert fatou.name not in sent.media.content.decode()  # a name is not held
        assert held["questions"][0]["text"] == "Is there a lift?"
        assert [row["lab_id"] for row in held["links"]] == [1]
        assert held["drafts"] == []
        assert t.rows("SELECT count(*) FROM outbox WHERE message IS NOT NULL") == [(0,)]  # kept nowhere


async def test_who_is_forgotten_leaves_a_stub_and_the_seat_to_the_next(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, omar = await _person(t, number=424242), await _person(t, "Omar")
        t.lab("Felt", seats=1)
        await fatou.forges("lab/1/sign-up/1")
        await omar.forges("lab/1/sign-up/1")
        await fatou.writes("/ask")
        await fatou.writes("Is there a lift?")
        await fatou.forges("lab/1/tell/en")
        amina = t.phone("Amina")
        await amina.joins(payload=fatou.link().partition("start=")[2])
        await fatou.writes("/settings")
        await fatou.taps("📍 District")
        await fatou.taps("San Donato")
        await fatou.taps("Forget me")
        fatou.sees("Everything we hold about you is erased at once", "It cannot be undone.")
        await fatou.taps("No, stay")
        fatou.sees("What would you like to do?")

        await fatou.writes("/forget")
        await fatou.taps("Yes, forget me")
        await t.until(lambda: fatou.has_seen("You are forgotten."))
        omar.sees("🎉 It is your turn!")
        for table in Table.metadata.sorted_tables:
            for row in t.rows(f"SELECT * FROM {table.name}"):
                assert not re.search(r"424242|lift|San Donato", str(row)), (table.name, row)
        stub = "SELECT role, agreed_at, district, awaiting, erased_at IS NOT NULL FROM people WHERE id = 1"
        assert t.rows(stub) == [("person", None, None, None, True)]
        counts = "SELECT count(*) FROM {} WHERE person_id = 1"
        for table_name in ("contacts", "shares", "outbox", "drafts", "questions"):
            assert t.rows(counts.format(table_name)) == [(0,)]
        assert t.rows("SELECT person_id, is_origin FROM arrivals") == [(3, True)]  # the count is kept

        await fatou.taps("Begin anew")
        fatou.sees("Hello! Which language do you read best?")
        await fatou.taps("English")
        await fatou.taps("I agree")
        await fatou.writes("/mylabs")
        fatou.sees("You have not signed up for a lab yet.")
        assert t.rows("SELECT person_id FROM contacts WHERE telegram_id = 424242") == [(4,)]


@on_sqlite
async def test_the_stub_does_not_lead_back_to_whoever_it_was(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = await _person(t, number=424242)
        t.lab("Felt")
        await fatou.forges("lab/1/sign-up/1")
        await fatou.writes("/forget")
        await fatou.taps("Yes, forget me")
        await fatou.forges("lab/1/leave/yes")  # a button from before
        fatou.sees("I agree")
        await t.clock(t.at("18:00", in_days=6))
        assert fatou.has_seen("🔔") == 0
        assert t.rows("SELECT state FROM signups") == [("cancelled",)]


@on_sqlite
async def test_who_blocks_the_bot_and_comes_back_is_known_again(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = await _person(t)
        t.lab("Felt", in_days=2)
        await fatou.forges("lab/1/sign-up/1")
        await fatou.blocks()
        await t.clock(t.at("18:00", in_days=1))
        assert fatou.has_seen("🔔") == 0
        await fatou.starts()
        fatou.sees("What would you like to do?")
        await t.clock(t.at("16:00", in_days=1))
        assert fatou.has_seen("🔔 Today: Felt") == 1
