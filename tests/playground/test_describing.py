"""How the bot presents itself, by language and by scope."""

from typing import Any

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, SQUARE, Caller

pytestmark = pytest.mark.asyncio
LABS = {"command": "labs", "description": "See the labs"}
IN_ARABIC = {"command": "labs", "description": "شاهد الورش"}


async def test_the_bot_says_who_it_is(call: Caller) -> None:
    me = await call("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (7000000001, True, "passaparola_bot")
    assert (me["can_read_all_group_messages"], me["supports_inline_queries"]) == (False, False)


@pytest.mark.parametrize(
    ("method", "field", "longest"),
    [
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ],
)
async def test_texts_are_set_by_language_within_limits(
    call: Caller, method: str, field: str, longest: int
) -> None:
    assert await call(f"set{method}", **{field: "a" * longest})
    assert await call(f"set{method}", **{field: "ar", "language_code": "ar"})
    assert await call(f"get{method}", language_code="ar") == {field: "ar"}
    assert await call(f"get{method}", language_code="fr") == {field: "a" * longest}
    assert await call(f"set{method}", **{field: "", "language_code": "ar"})
    assert await call(f"get{method}", language_code="ar") == {field: "a" * longest}
    assert (await call.ask(f"set{method}", **{field: "a" * (longest + 1)}))[0] == 400
    words = await call.refused(f"set{method}", **{field: "x", "language_code": "ita"})
    assert words == "Bad Request: invalid language code specified"


async def test_the_narrowest_commands_win_and_then_the_language(call: Caller, playground: Playground) -> None:
    at_home = {"type": "chat", "chat_id": AMINA}
    await call("setMyCommands", commands=[LABS])
    await call("setMyCommands", commands=[IN_ARABIC], language_code="ar")
    seen = playground.world.profile.commands_seen
    assert (seen(AMINA, "ar"), seen(AMINA, "fr"), seen(SQUARE, "ar")) == ([IN_ARABIC], [LABS], [IN_ARABIC])
    desk = {"command": "desk", "description": "The desk"}
    await call("setMyCommands", commands=[desk], scope=at_home)
    assert seen(AMINA, "ar") == [desk]
    assert await call("getMyCommands", scope=at_home) == [desk]
    await call("deleteMyCommands", scope=at_home)
    assert await call("getMyCommands", scope=at_home) == []
    assert seen(AMINA, "ar") == [IN_ARABIC]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"commands": [{**LABS, "command": "Labs"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**LABS, "command": "l" * 33}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**LABS, "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{**LABS, "description": "d" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [LABS] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": [LABS], "scope": {"type": "all"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
    ],
)
async def test_bad_commands_are_refused(call: Caller, values: dict[str, Any], words: str) -> None:
    assert await call.refused("setMyCommands", **values) == f"Bad Request: {words}"
