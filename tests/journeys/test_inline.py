"""Inline: the bot's name typed in any chat, a lab posted there, and who comes through it."""

from typing import Any

import pytest

from bot.playground.chats import ChatId, Message
from bot.playground.inline import InlineQuery
from bot.telegram import bot_api
from bot.telegram.requests import Request, offered
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

GROUP = -4001


async def types(phone: Phone, chat: ChatId, words: str = "", offset: str = "") -> InlineQuery:
    """Type "@passaparola_bot words" in a chat, and wait for what is offered."""
    query = phone.town.playground.world.inline_query(phone.id, chat, words, offset)
    await phone.town.until(lambda: query.offers is not None)
    return query


async def posts(phone: Phone, query: InlineQuery) -> Message:
    """Choose the first of what is offered."""
    message = phone.town.playground.world.choose(phone.id, query)
    await phone.town.settle()
    return message


def titles(query: InlineQuery) -> list[str]:
    assert query.offers is not None
    return [offer.title for offer in query.offers.list]


def link(query: InlineQuery) -> str:
    """The link on the button of the first that is offered."""
    assert query.offers is not None
    rows = query.offers.list[0].rows
    assert rows is not None
    return str(rows[0][0]["url"])


def anything_of(t: Town) -> list[tuple[Any, ...]]:
    """People, contacts, links and updates that are remembered."""
    tables = ("people", "contacts", "shares", "inbox", "outbox")
    return [t.rows(f"SELECT count(*) FROM {table}")[0] for table in tables]  # names of our own


async def test_a_leader_posts_a_lab_to_a_friend_who_arrives_there_in_their_own_language(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt", texts={"en": "Felt", "fr": "Feutre"})
        t.lab("Radio", in_days=3)
        fatou, amina = t.phone("Fatou"), t.phone("Amina")
        await fatou.joins()
        query = await types(fatou, amina.id, "lab 1 fr")
        assert titles(query) == ["Feutre"]
        posted = await posts(fatou, query)
        assert (posted.sender, posted.is_via_bot) == (fatou.id, True)
        assert "Feutre" in posted.text
        await amina.opens([entity["url"] for entity in posted.entities if entity["type"] == "text_link"][-1])
        await amina.chooses("English")
        await amina.taps("✅ I agree")
        amina.sees("Felt", "✋ I want to come")
        assert t.rows("SELECT kind, lab_id, posted, person_id FROM shares") == [("inline", 1, 1, 1)]
        assert t.rows("SELECT person_id, is_origin FROM arrivals") == [(2, True)]


async def test_the_button_on_what_was_posted_leads_to_the_lab_as_the_text_does(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt")
        fatou, amina = t.phone("Fatou"), t.phone("Amina")
        await fatou.joins()
        await amina.joins()
        posted = await posts(fatou, await types(fatou, amina.id))
        t.playground.world.tap(amina.id, fatou.id, posted.id)
        await t.settle()
        amina.sees("Felt", "✋ I want to come")
        assert t.rows("SELECT person_id FROM arrivals") == [(2,)]


async def test_a_stranger_is_shown_where_to_begin_and_nothing_is_remembered_of_them(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt")
        amina = t.phone("Amina")
        before = anything_of(t)
        query = await types(amina, amina.id, "felt")
        assert query.offers is not None
        assert titles(query) == []
        assert query.offers.button == {"text": "Open Passaparola first", "start_parameter": "inline"}
        assert anything_of(t) == before == [(0,)] * 5
        await amina.starts("inline")
        assert titles(await types(amina, amina.id, "felt en")) == []
        await amina.chooses("English")
        await amina.taps("✅ I agree")
        amina.sees("Post a lab in any chat", "💬 Choose a chat")
        assert titles(await types(amina, amina.id, "felt en")) == ["Felt"]


async def same_words(t: Town) -> list[str]:
    """The links that two people are offered who type the same, one right after the other."""
    t.lab("Felt")
    fatou, amina = t.phone("Fatou"), t.phone("Amina")
    await fatou.joins()
    await amina.joins()
    return [link(await types(phone, phone.id, "felt")) for phone in (fatou, amina)]


async def test_nobody_is_shown_what_telegram_keeps_for_another(database_url: str) -> None:
    async with town(database_url) as t:
        hers, others = await same_words(t)
        assert hers != others
        owners = "SELECT person_id FROM shares WHERE kind = 'inline' ORDER BY person_id"
        assert t.rows(owners) == [(1,), (2,)]


async def test_if_answers_were_not_personal_one_would_post_anothers_link(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def for_all(*about: Any) -> Request:
        request = offered(*about)
        return Request(request.method, request.parameters | {"is_personal": False})

    monkeypatch.setattr(bot_api, "offered", for_all)
    async with town(database_url) as t:
        hers, others = await same_words(t)
        assert hers == others


async def test_the_same_words_again_are_not_asked_of_the_bot_at_once(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        t.lab("Felt")
        fatou = t.phone("Fatou")
        await fatou.joins()
        first, second = await types(fatou, a_group(t), "felt"), await types(fatou, fatou.id, "felt")
        assert first.offers is second.offers


async def test_in_a_group_and_in_the_bots_own_chat_what_was_posted_is_not_answered(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt")
        fatou = t.phone("Fatou")
        await fatou.joins()
        await fatou.taps("❓ Ask")
        said = len(fatou.messages)
        await posts(fatou, await types(fatou, a_group(t)))
        await posts(fatou, await types(fatou, fatou.id))
        assert len(fatou.messages) == said
        assert t.rows("SELECT count(*) FROM questions") == [(0,)]
        assert t.playground.world.from_bot(GROUP) == []
        await fatou.writes("Is there a lift?")
        assert t.rows("SELECT text FROM questions") == [("Is there a lift?",)]


async def test_while_inline_mode_is_off_no_button_leads_to_it(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        await fatou.starts("inline")
        fatou.sees("💬 Choose a chat")
        await t.stop()
        t.playground.world.has_inline_mode = False
        await t.start()
        await fatou.starts("inline")
        fatou.sees("Tell a friend")
        fatou.sees_no("💬 Choose a chat")


def a_group(t: Town) -> int:
    """A group without the bot."""
    if GROUP not in t.playground.world.groups:
        t.playground.world.add_group(GROUP, "San Donato")
    return GROUP
