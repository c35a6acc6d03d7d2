"""Who can be written to is known at once, from what Telegram tells, and not from a message that fails."""

import pytest

from storage import outbox
from tests.journeys.town import Town, town

SQUARE = -2001
REACH = "SELECT count(*) FROM contacts WHERE unreachable_since IS NULL AND {owner} IS NOT NULL"


def reachable(t: Town, owner: str = "person_id") -> int:
    return int(t.rows(REACH.format(owner=owner))[0][0])


async def test_who_blocks_the_bot_is_not_written_to_until_they_let_it_in_again(migrated_url: str) -> None:
    async with town(migrated_url) as t:
        amina = t.phone("Amina")
        await amina.joins()
        assert reachable(t) == 1
        await amina.blocks()
        assert reachable(t) == 0
        with t.app.host.database.transaction() as tx:
            outbox.put(tx, "notice", t.now, person=1, message='{"text":"Hello"}')
        await t.settle()
        assert t.rows("SELECT state, attempts, reason FROM outbox ORDER BY id DESC LIMIT 1") == [
            ("unreachable", 0, None)
        ]
        t.playground.world.unblock(amina.id)
        await t.settle()
        assert reachable(t) == 1


@pytest.mark.parametrize("end", ["remove_bot", "delete_group"])
async def test_a_group_that_puts_the_bot_out_or_is_no_more_is_left(migrated_url: str, end: str) -> None:
    async with town(migrated_url) as t:
        world, amina = t.playground.world, t.phone("Amina")
        world.add_group(SQUARE, "The square")
        world.add_bot(amina.id, SQUARE)
        await t.settle()
        assert reachable(t, "group_id") == 1
        getattr(world, end)(amina.id, SQUARE)
        await t.settle()
        assert reachable(t, "group_id") == 0
        assert t.rows("SELECT count(*) FROM groups WHERE left_at IS NOT NULL") == [(1,)]


async def test_a_group_that_became_a_supergroup_is_the_same_group(migrated_url: str) -> None:
    async with town(migrated_url) as t:
        world, amina = t.playground.world, t.phone("Amina")
        world.add_group(SQUARE, "The square")
        world.add_bot(amina.id, SQUARE)
        await t.settle()
        new = world.upgrade_group(SQUARE)
        await t.settle()
        assert t.rows("SELECT telegram_id FROM contacts WHERE group_id IS NOT NULL") == [(new,)]
        assert reachable(t, "group_id") == 1
