"""Inline queries and choices as they are brought: answered each time, counted once, no flood, no apology."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.flood import Flood
from bot.playground.server import Playground
from bot.telegram.port import Raw
from bot.telegram.updates import incoming
from bot.turn import Turn, take
from storage import labs
from storage.labs import Text
from tests.databases import House
from tests.intake.receiving import Receiver, receiver, tapped, wrote

AMINA, KOFI = 1001, 1002


def asked(update_id: int, person: int, words: str = "", language: str = "en") -> Raw:
    """Somebody typed this after the bot's name."""
    sender = {"id": person, "is_bot": False, "first_name": "A", "language_code": language}
    query = {"id": f"q{update_id}", "from": sender, "query": words, "offset": "", "chat_type": "private"}
    return {"update_id": update_id, "inline_query": query}


def chose(update_id: int, person: int, choice: str) -> Raw:
    """Somebody posted what they chose."""
    sender = {"id": person, "is_bot": False, "first_name": "A", "language_code": "en"}
    return {
        "update_id": update_id,
        "chosen_inline_result": {"result_id": choice, "from": sender, "query": ""},
    }


async def a_lab_and_amina(here: Receiver) -> None:
    """Somebody who has agreed, and something to post."""
    now = datetime.now(UTC)
    with here.host.database.transaction() as tx:
        lab = labs.add(
            tx, Text("en", "Felt", "Come."), now, seats=9, status="published", topic="art",
            venue="online", host="A",
        )  # fmt: skip
        labs.add_meeting(tx, lab, now + timedelta(days=1), now + timedelta(days=1, hours=2), "here")
    for raw in (wrote(1, AMINA, "/start"), tapped(2, AMINA, "agree/menu")):
        assert await here.post(raw) == 200


async def test_a_query_that_comes_twice_is_answered_twice_and_changes_nothing_twice(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        await a_lab_and_amina(here)
        assert [await here.post(asked(9, AMINA, "felt")) for _ in range(2)] == [200, 200]
        (_, first), (_, second) = here.turns[-2:]
        assert (first.query_id, first.has_mail, first.toast) == ("q9", False, "")
        assert first == second
        assert first.choices is not None
        assert [choice.title for choice in first.choices.each] == ["Felt"]
        assert here.rows("SELECT person_id, kind FROM shares") == [(1, "inline")]


async def test_a_choice_that_comes_twice_counts_once(telegram: Playground, migrated_url: str) -> None:
    async with receiver(telegram, migrated_url) as here:
        await a_lab_and_amina(here)
        await here.post(asked(9, AMINA))
        choices = here.turns[-1][1].choices
        assert choices is not None
        mine = choices.each[0].id
        for raw in (chose(10, AMINA, mine), chose(10, AMINA, mine), chose(11, KOFI, mine)):
            assert await here.post(raw) == 200
        assert here.rows("SELECT posted FROM shares") == [(1,)]
        assert here.turns[-1][1] == Turn()
        assert await here.post(chose(12, AMINA, mine)) == 200
        assert here.rows("SELECT posted FROM shares") == [(2,)]
        assert here.rows("SELECT count(*) FROM people") == [(1,)]


@pytest.mark.parametrize(("language", "words"), [("en", "Open Passaparola first"), ("xx", None)])
async def test_nothing_is_written_for_a_stranger(
    telegram: Playground, migrated_url: str, language: str, words: str | None
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.post(asked(9, KOFI, "felt", language)) == 200
        choices = here.turns[-1][1].choices
        assert choices is not None
        assert (choices.each, choices.kept_s) == ((), 0)
        assert choices.button is not None
        city = here.host.catalogs.words(here.host.city.chain(here.host.city.language))
        assert choices.button == (words or city.label("Open Passaparola first"), "inline")
        for table in ("people", "contacts", "shares", "inbox", "outbox"):
            assert here.rows(f"SELECT count(*) FROM {table}") == [(0,)]


async def test_who_types_in_a_great_hurry_costs_no_more_and_is_not_spoken_to(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        for n in range(1, 101):
            assert await here.post(asked(n, KOFI, f"felt {n}")) == 200
        assert len(here.turns) == 20
        assert here.rows("SELECT count(*) FROM outbox") == [(0,)]
        assert here.rows("SELECT count(*) FROM people") == [(0,)]


@pytest.mark.parametrize("is_first_inline", [True, False])
async def test_a_hurry_inline_takes_nothing_from_the_chat_with_us_nor_that_from_it(
    telegram: Playground, migrated_url: str, is_first_inline: bool
) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        await a_lab_and_amina(here)
        typed = [asked(n, AMINA, f"felt {n}") for n in range(100, 140)]
        tapped_on = [tapped(n, AMINA, "menu") for n in range(200, 240)]
        for raw in typed if is_first_inline else tapped_on:
            assert await here.post(raw) == 200
        heard = len(here.turns)
        assert heard == (22 if is_first_inline else 21)  # all that a flood leaves, with the two to agree
        for raw in (tapped_on if is_first_inline else typed)[:10]:
            assert await here.post(raw) == 200
        later = [incoming.update_id for incoming, _ in here.turns[heard:]]
        first = 200 if is_first_inline else 100
        assert later == [*range(first, first + 10)]


async def test_a_fault_of_ours_is_over_without_a_word_in_a_chat_where_nobody_asked(
    house: House, telegram: Playground
) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    with house.fresh("sqlite", is_migrated=True) as url:
        async with receiver(telegram, url) as here:
            await a_lab_and_amina(here)
            said = here.rows("SELECT count(*) FROM outbox")
            heard = incoming(asked(9, AMINA), "passaparola_bot")
            assert heard is not None
            assert take(replace(here.host, new_code=broken), heard, datetime.now(UTC)) == Turn()
            assert here.rows("SELECT count(*) FROM outbox") == said
            assert here.rows("SELECT count(*) FROM shares") == [(0,)]
