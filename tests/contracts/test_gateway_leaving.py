"""The contract of `leave`: the bot goes out of a group, and says whether it is out."""

from bot.playground.server import Playground
from bot.telegram.port import Gateway
from tests.contracts.conftest import ANNA, CAFE, Driver


async def test_a_group_is_left_once_and_for_all(telegram: Playground, gateway: Gateway) -> None:
    assert await gateway.leave(CAFE)
    assert telegram.world.groups[CAFE].bot_is == "left"
    assert await gateway.leave(CAFE), "out is out"


async def test_a_group_that_moved_is_left_where_it_is_now(telegram: Playground, gateway: Gateway) -> None:
    new = telegram.world.upgrade_group(CAFE)
    assert await gateway.leave(CAFE)
    assert telegram.world.groups[new].bot_is == "left"


async def test_where_the_bot_never_was_it_is_out(telegram: Playground, gateway: Gateway) -> None:
    assert await gateway.leave(-77)
    assert await gateway.leave(ANNA)


async def test_a_group_that_put_the_bot_out_is_left(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.remove_bot(ANNA, CAFE)
    assert await gateway.leave(CAFE)


async def test_what_nobody_knows_is_not_said(telegram: Playground, gateway: Gateway) -> None:
    telegram.faults.flood("leaveChat", retry_after_s=1)
    assert not await gateway.leave(CAFE)
    telegram.faults.cut_before("leaveChat")
    assert not await gateway.leave(CAFE)
    assert telegram.world.groups[CAFE].bot_is == "member"
    assert await gateway.leave(CAFE)


async def test_a_telegram_that_is_not_there_is_no_error(driver: Driver) -> None:
    gateway = driver("1:a", "http://127.0.0.1:1", connect_s=0.5)
    assert not await gateway.leave(CAFE)
    await gateway.close()
