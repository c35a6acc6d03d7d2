"""The bot in groups: added, removed, moved."""

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, SQUARE, Caller

pytestmark = pytest.mark.asyncio


async def test_adding_and_removing_the_bot_is_told(call: Caller, playground: Playground) -> None:
    playground.world.add_group(-2002, "Mercato")
    assert await call.refused("sendMessage", chat_id=-2002, text="x") == "Bad Request: chat not found"
    playground.world.add_bot(AMINA, -2002)
    playground.world.remove_bot(AMINA, -2002)
    added, service, removed = await call("getUpdates")
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["username"] == "passaparola_bot"
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_the_bot_can_leave_a_group_but_not_a_person(call: Caller) -> None:
    assert await call("leaveChat", chat_id=SQUARE)
    words = "Forbidden: bot is not a member of the group chat"
    assert await call.refused("sendMessage", chat_id=SQUARE, text="x") == words
    assert await call.refused("leaveChat", chat_id=AMINA) == "Bad Request: chat not found"


async def test_a_group_that_moved_says_where(call: Caller, playground: Playground) -> None:
    new = playground.world.upgrade_group(SQUARE)
    assert new < -(2**32)
    status, answer = await call.ask("sendMessage", chat_id=SQUARE, text="x")
    assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": new})
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    sent = await call("sendMessage", chat_id=new, text="x")
    assert (sent["chat"]["type"], sent["message_id"]) == ("supergroup", 2)
    left, arrived = await call("getUpdates")
    assert (left["message"]["chat"]["id"], left["message"]["migrate_to_chat_id"]) == (SQUARE, new)
    assert (arrived["message"]["chat"]["id"], arrived["message"]["migrate_from_chat_id"]) == (new, SQUARE)
    with pytest.raises(ValueError, match="no such group any more"):
        playground.world.write(AMINA, SQUARE, "/labs")
    with pytest.raises(ValueError, match="Only a group"):
        playground.world.upgrade_group(SQUARE)


async def test_a_deleted_group_is_told_and_refused(call: Caller, playground: Playground) -> None:
    world = playground.world
    market = world.add_group(-(10**12) - 7, "Mercato", has_bot=True).id
    for group in (SQUARE, market):
        world.delete_group(AMINA, group)
        with pytest.raises(ValueError, match="no such group any more"):
            world.write(AMINA, group, "/labs")
    changes = [update["my_chat_member"] for update in await call("getUpdates")]
    assert [(change["chat"]["id"], change["new_chat_member"]["status"]) for change in changes] == [
        (SQUARE, "left"),
        (market, "left"),
    ]
    words = [await call.refused("sendMessage", chat_id=group, text="x") for group in (SQUARE, market)]
    assert words == [
        "Forbidden: the group chat was deleted",
        "Forbidden: bot is not a member of the supergroup chat",
    ]


async def test_a_deleted_group_without_the_bot_is_not_told(call: Caller, playground: Playground) -> None:
    playground.world.add_group(-2002, "Mercato")
    playground.world.delete_group(AMINA, -2002)
    assert await call("getUpdates") == []
    assert await call.refused("sendMessage", chat_id=-2002, text="x") == "Bad Request: chat not found"


async def test_a_supergroup_refuses_in_its_own_words(call: Caller, playground: Playground) -> None:
    new = playground.world.upgrade_group(SQUARE)
    playground.world.remove_bot(AMINA, new)
    words = "Forbidden: bot was kicked from the supergroup chat"
    assert await call.refused("sendMessage", chat_id=new, text="x") == words


GROUP_LINK = "https://t.me/Passaparola_bot?startgroup=g-abcdefghij"


async def test_a_link_adds_the_bot_to_a_group_and_carries_its_payload_there(
    call: Caller, playground: Playground
) -> None:
    playground.world.add_group(-2002, "Mercato")
    playground.world.open_url(AMINA, GROUP_LINK, group=-2002)
    playground.world.open_url(AMINA, GROUP_LINK)  # the first group there is, and the bot is in it
    added, _, started, again = await call("getUpdates")
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert [(one["message"]["chat"]["id"], one["message"]["text"]) for one in (started, again)] == [
        (-2002, "/start@passaparola_bot g-abcdefghij"),
        (SQUARE, "/start@passaparola_bot g-abcdefghij"),
    ]


async def test_a_link_for_groups_needs_a_group_and_a_payload_like_any_other(playground: Playground) -> None:
    with pytest.raises(ValueError, match="start parameter is wrong"):
        playground.world.open_url(AMINA, f"{GROUP_LINK}!")
    assert playground.world.open_url(AMINA, "https://t.me/other_bot?startgroup=x") is None
    playground.world.delete_group(AMINA, SQUARE)
    with pytest.raises(ValueError, match="no group"):
        playground.world.open_url(AMINA, GROUP_LINK)
