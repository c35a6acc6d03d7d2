"""A community group: a leader lets the bot in, news is posted in four languages, and it goes when told."""

import pytest
from sqlalchemy import select

from storage import groups
from storage.groups import Group
from storage.tables import GroupRow
from tests.journeys.newsroom import four_people, sends, writes_news
from tests.journeys.phone import Phone
from tests.journeys.square import Square
from tests.journeys.town import Town, town

SQUARE = -4001
TONGUES = {"it": "italiano", "en": "English", "fr": "français", "ar": "العربية"}


def leads(t: Town, phone: Phone) -> None:
    """Make somebody a community leader."""
    with t.app.host.database.transaction() as tx:
        tx.exec_driver_sql(
            "UPDATE people SET role = 'leader' WHERE id = "
            f"(SELECT person_id FROM contacts WHERE telegram_id = {phone.id})"
        )


async def writes_about(giulia: Phone, lab: str) -> None:
    """From the desk to the draft of news about a lab, for everybody."""
    await giulia.writes("/desk")
    for label in ("Announce", lab, "Go on", "Everybody"):
        await giulia.taps(label)


async def announces(giulia: Phone, lab: str) -> None:
    """From the desk to everybody, until all of it has gone out."""
    await writes_about(giulia, lab)
    await sends(giulia)


async def test_a_leader_opens_groups_in_four_languages_and_each_gets_news_in_its_own(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, fatou, _, _ = await four_people(t)
        leads(t, fatou)
        squares = {language: Square(t, SQUARE - n) for n, language in enumerate(TONGUES)}
        for language, square in squares.items():
            link = await square.is_opened_by(fatou)
            assert link.startswith("https://t.me/passaparola_bot?startgroup=g-")
            assert "Quelle langue lit ce groupe" in square.posts[-1] or "Which language" in square.posts[-1]
            await square.taps(fatou, TONGUES[language])
            assert (len(square.posts), square.messages[-1].rows) == (1, None)
            assert TONGUES[language] in square.posts[-1]
        t.lab("Felt")
        await writes_about(giulia, "Felt")
        await giulia.taps("Send now")
        giulia.sees("📢 And it is posted in 4 groups.", "Send it to 4 people now?")
        await giulia.taps("Yes, send")
        await t.settle()
        await giulia.taps("Look again")
        giulia.sees("✅ Sent: 4", "📢 In groups: ✅ 4 · 🚫 0 · ❔ 0 · ⏳ 0")
        links = set()
        for language, square in squares.items():
            label = t.words(language).label("👉 Read more")
            title = {"en": "Felt"}.get(language, f"Felt ({language})")
            (key,) = square.messages[-1].rows[0]
            assert title in square.posts[-1]
            assert (key["text"], key["url"]) == (label, square.link)
            links.add(square.link)
        assert len(links) == 4
        assert t.rows("SELECT count(*), count(DISTINCT group_id) FROM shares WHERE kind = 'group'") == [
            (4, 4)
        ]
        assert t.rows("SELECT count(*) FROM people") == [(4,)]


async def test_who_comes_through_a_groups_link_is_counted_as_coming_from_a_group(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        leads(t, fatou)
        square = Square(t, SQUARE)
        await square.is_opened_by(fatou, "English")
        t.lab("Felt")
        await announces(giulia, "Felt")
        bilal = t.phone("Bilal")
        await bilal.opens(square.link)
        await bilal.taps("English")
        await bilal.taps("✅")
        bilal.sees("Felt", "✋ I want to come")
        found = "SELECT source, wave, is_origin, is_first, lab_id FROM arrivals"
        assert [tuple(map(int, row[1:])) for row in t.rows(found)] == [(1, 1, 1, 1)]
        assert t.rows("SELECT source FROM arrivals") == [("group",)]
        assert t.rows("SELECT opened FROM shares WHERE kind = 'group'") == [(1,)]


async def test_a_strangers_group_is_greeted_once_and_gets_no_news(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(database_url) as t:
        giulia, _, _, marco = await four_people(t)
        square = Square(t, SQUARE)
        await square.takes_in(marco)
        assert square.posts == []
        await t.clock(t.at("10:10"))
        assert len(square.posts) == 1
        assert "Bologna" in square.posts[0]
        await square.hears(marco, "/start")
        await writes_news(giulia, "Come to the feast!", "Everybody")
        await sends(giulia)
        giulia.sees_no("In groups")
        assert len(square.posts) == 1
        # Without the look at who brought it, it would get all of it.
        monkeypatch.setattr(Group, "is_open", True)
        monkeypatch.setattr(groups, "open_ones", lambda: select(GroupRow.id))
        await writes_news(giulia, "Come to the dance!", "Everybody")
        await sends(giulia)
        assert "Come to the dance!" in square.posts[-1]


async def test_nothing_that_is_written_in_a_group_is_answered(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, _, marco = await four_people(t)
        leads(t, fatou)
        square, world = Square(t, SQUARE), t.playground.world
        await square.is_opened_by(fatou, "English")
        held = t.rows("SELECT * FROM people")
        stranger = t.phone("Stranger")
        for words in (
            "/labs",
            "/desk",
            "/start",
            "/menu@passaparola_bot",
            "hello @passaparola_bot",
            "/stop@x_bot",
        ):
            await square.hears(stranger, words)
        world.write(stranger.id, SQUARE, "to you", reply_to=square.messages[0].id)
        world.show(stranger.id, SQUARE, "photo", caption="@passaparola_bot")
        world.tap_data(giulia.id, SQUARE, square.messages[0].id, "desk")
        world.queue.add("message", unnamed(t, "/labs"))
        await t.settle()
        assert len(square.posts) == 1
        assert t.rows("SELECT * FROM people") == held
        assert await square_language(square, marco) == "Langue : français"


async def square_language(square: Square, somebody: Phone) -> str:
    """Somebody asks for another language, and taps French."""
    await square.hears(somebody, "/language@passaparola_bot")
    return await square.taps(somebody, "français")


def unnamed(t: Town, words: str) -> dict[str, object]:
    """A message of an admin who stays anonymous."""
    chat = t.playground.world.groups[SQUARE].as_chat()
    sender = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    message = {"message_id": 99, "date": t.playground.world.unix_now(), "chat": chat, "from": sender}
    return message | {"sender_chat": chat, "text": words}


@pytest.mark.parametrize("is_named", [True, False])
async def test_told_to_stop_it_says_goodbye_and_leaves(database_url: str, is_named: bool) -> None:
    async with town(database_url) as t:
        giulia, fatou, _, marco = await four_people(t)
        leads(t, fatou)
        square, world = Square(t, SQUARE), t.playground.world
        await square.is_opened_by(fatou, "English")
        if is_named:
            await square.hears(marco, "/stop")
        else:
            t.playground.faults.fail("leaveChat")  # and it is tried again
            world.queue.add("message", unnamed(t, "/stop@passaparola_bot"))
        await t.until(lambda: world.groups[SQUARE].bot_is == "left")
        await t.settle()
        assert square.posts[-1] == "Goodbye! I post nothing here any more, and I leave this group."
        t.lab("Felt")
        await announces(giulia, "Felt")
        giulia.sees("✅ Sent: 4")
        giulia.sees_no("In groups")
        await square.takes_in(marco)
        await t.clock(t.at("10:10"))
        await announces(giulia, "Felt")
        assert len(square.posts) == 3
        assert t.rows("SELECT brought_at FROM groups") == [(None,)]
