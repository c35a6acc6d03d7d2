"""A group that becomes a supergroup in the middle of an announcement, and one that gets more than it may."""

import pytest

from bot.courier.pacing import GROUP_PER_MINUTE
from bot.playground.limits import Limits
from bot.playground.people import FIRST_SUPERGROUP
from storage import announcements
from storage.audiences import Audience
from tests.journeys.newsroom import four_people, sends
from tests.journeys.phone import Phone
from tests.journeys.square import Square
from tests.journeys.test_groups import SQUARE, announces, leads, writes_about
from tests.journeys.town import Town, town

SUPER = FIRST_SUPERGROUP + SQUARE


async def opened(t: Town) -> tuple[Phone, Square]:
    """Giulia at the desk, and a group in which news is posted in Italian."""
    giulia, fatou, *_ = await four_people(t)
    leads(t, fatou)
    square = Square(t, SQUARE)
    await square.is_opened_by(fatou, "italiano")
    return giulia, square


def moves_unheard(t: Town) -> None:
    """The group becomes a supergroup, and Telegram has not told us yet."""
    world = t.playground.world
    world.groups[SQUARE].moved_to = SUPER
    world.add_group(SUPER, "The square", has_bot=True)


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_group_that_moves_on_the_way_gets_the_rest_where_it_is_now(
    database_url: str, is_told: bool
) -> None:
    async with town(database_url) as t:
        giulia, square = await opened(t)
        t.lab("Felt")
        await announces(giulia, "Felt")
        link, there = square.link, len(square.posts)
        await writes_about(giulia, "Felt")
        if is_told:
            t.playground.world.upgrade_group(SQUARE)
        else:
            moves_unheard(t)
        await sends(giulia)
        giulia.sees("📢 In groups: ✅ 1")
        assert len(square.posts) == there
        square.id = SUPER
        assert len(square.posts) == 1
        assert "Felt (it)" in square.posts[0]
        assert square.link == link
        found = "SELECT g.id, g.language, c.telegram_id FROM groups g JOIN contacts c ON c.group_id = g.id"
        assert t.rows(found) == [(1, "it", SUPER)]
        await square.hears(giulia, "/language")
        assert await square.taps(giulia, "English") == "Language: English"


async def test_a_group_gets_twenty_a_minute_and_the_rest_waits(database_url: str) -> None:
    limits = Limits(per_second=1000, per_chat_second=1000, burst=1000)
    limits.is_on = False
    async with town(database_url, limits=limits) as t:
        _, square = await opened(t)
        limits.is_on = True
        author = t.rows("SELECT min(id) FROM people")[0][0]
        with t.app.host.database.transaction() as tx:
            for n in range(22):
                about = author, Audience("language", "it"), "it", {"it": f"Ciao {n}"}, t.now, t.now
                announcements.schedule(tx, announcements.add(tx, *about), t.now)
        await t.app.sweeps.tick()
        states = (
            "SELECT state, count(*) FROM outbox WHERE announcement_id > 0 AND group_id = 1 GROUP BY state"
        )
        # What it was asked, and the edit that settled it, count as well.
        await t.until(lambda: ("sent", GROUP_PER_MINUTE - 2) in t.rows(states), timeout_s=20)
        assert dict(t.rows(states)) == {"sent": GROUP_PER_MINUTE - 2, "queued": 4}
        assert (len(square.posts), limits.refusals) == (GROUP_PER_MINUTE - 1, 0)
