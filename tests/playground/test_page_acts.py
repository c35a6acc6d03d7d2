"""What the page may do: all that people do, the clock, and what goes wrong with Telegram."""

import asyncio
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, SQUARE, Caller
from tests.playground.page import Page, act, chat

pytestmark = pytest.mark.asyncio
LABS = {"text": "Labs", "callback_data": "labs"}
AMISS = {"phone": AMINA, "chat": "1001", "message": 4}
"""A place where nothing is."""


async def test_a_tap_waits_for_the_bots_answer(call: Caller, playground: Playground) -> None:
    link = {"text": "Web", "url": "https://t.me/passaparola_bot?start=abc"}
    rows = {"inline_keyboard": [[LABS, link]]}
    await call("sendMessage", chat_id=AMINA, text="x", reply_markup=rows)
    tap = {"do": "tap", "phone": AMINA, "chat": "1001", "message": 1, "row": 0}
    tapping = asyncio.create_task(act(call, **tap, column=0))
    (update,) = await call("getUpdates", timeout=5)
    query = update["callback_query"]
    assert query["data"] == "labs"
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Yes", show_alert=True)
    assert await tapping == {"ok": True, "answer": {"text": "Yes", "alert": True}}
    assert await act(call, **tap, column=1) == {"ok": True, "answer": None}
    assert playground.world.messages(AMINA)[-1].text == "/start abc"


async def test_the_page_can_do_what_people_do(call: Caller, playground: Playground) -> None:
    on_fatou = {"phone": FATOU, "chat": "1002"}
    done = {"ok": True, "answer": None}
    url = "https://t.me/passaparola_bot?start=abc"
    assert await act(call, do="open", phone=FATOU, url=url) == {**done, "chat": "1002"}
    for what in (
        {"do": "write", **on_fatou, "text": "hello", "reply_to": 1},
        {"do": "voice", **on_fatou},
        {"do": "photo", **on_fatou, "reply_to": 2},
        {"do": "sticker", **on_fatou},
        {"do": "forward", **on_fatou, "message": 2, "to": "1001"},
        {"do": "write", "phone": AMINA, "chat": "1002:1001", "text": "merci"},
        {"do": "block", "phone": FATOU},
        {"do": "unblock", "phone": FATOU},
        {"do": "remove_bot", "phone": AMINA, "chat": str(SQUARE)},
        {"do": "add_bot", "phone": AMINA, "chat": str(SQUARE)},
    ):
        assert await act(call, **what) == done
    async with call.session.get(f"{call.base_url}/play/events") as response:
        state = await Page(response).state()
    mine = chat(state, "1002")["messages"]
    assert [message["html"] for message in mine[:2]] == ['<span class="bot_command">/start</span>', "hello"]
    assert [message["media"] and message["media"]["kind"] for message in mine] == [
        None, None, "voice", "photo", "sticker",
    ]  # fmt: skip
    hers, his = chat(state, "1001:1002"), chat(state, "1002:1001")
    assert (hers["phone"], hers["title"], his["phone"], his["title"]) == (FATOU, "Amina", AMINA, "Fatou")
    assert [message["from"] for message in hers["messages"]] == ["me", "other"]
    assert [message["from"] for message in his["messages"]] == ["other", "me"]
    assert hers["messages"][0]["forwarded_from"] == "Fatou"
    added = chat(state, str(SQUARE))["messages"][0]
    assert (added["html"], added["is_service"]) == ("The bot was added to the group.", True)
    assert added["phone"] == AMINA
    kinds = [next(name for name in update if name != "update_id") for update in await call("getUpdates")]
    assert kinds == ["message"] * 5 + ["my_chat_member"] * 4 + ["message"]


async def test_a_link_for_groups_leads_to_the_group(call: Caller, playground: Playground) -> None:
    opened = await act(call, do="open", phone=AMINA, url="https://t.me/passaparola_bot?startgroup=abc")
    assert opened == {"ok": True, "answer": None, "chat": str(SQUARE)}


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({}, "There is no such act."),
        ({"do": ["write"]}, "There is no such act."),
        ({"do": "write", "phone": 9, "chat": "9", "text": "x"}, "There is no such phone."),
        ({"do": "write", "phone": "1001", "chat": "1001", "text": "x"}, '"phone" must be a whole number.'),
        ({"do": "write", "phone": 1001, "chat": "x", "text": "x"}, '"chat" must be a chat.'),
        ({"do": "write", "phone": 1001, "chat": "1001"}, '"text" must be a text.'),
        ({"do": "write", "phone": 1001, "chat": "1001", "text": " "}, "A message has 1 to 4096 characters."),
        ({"do": "write", "phone": 1001, "chat": "-4", "text": "x"}, "There is no such group any more."),
        ({"do": "tap", **AMISS, "row": 0, "column": 0}, "There is no such message."),
        ({"do": "forward", **AMISS, "to": "1002"}, "There is no such message."),
        ({"do": "open", "phone": 1001, "url": "https://example.org"}, "This link leads away from the bot."),
        ({"do": "open", "phone": 1001, "url": "http://["}, "This is not a link."),
        ({"do": "add_bot", "phone": 1001, "chat": "-4"}, "There is no such group."),
        ({"do": "trouble", "name": "_planned", "is_on": True}, "There is no such trouble."),
        ({"do": "trouble", "name": "is_down", "is_on": 1}, "There is no such trouble."),
        ({"do": "upgrade", "phone": 1001, "chat": "-4"}, "There is no such group."),
        ({"do": "clock", "by_s": -1}, "The clock never goes backwards."),
        ({"do": "clock", "by_s": 10**15}, "That is further than the calendar goes."),
        ({"do": "clock", "to": "teatime"}, 'A time is written like "18:00".'),
    ],
)  # fmt: skip
async def test_an_act_that_cannot_be_done_is_refused_in_a_sentence(
    call: Caller, what: dict[str, Any], why: str
) -> None:
    async with call.session.post(f"{call.base_url}/play/act", json=what) as response:
        assert (response.status, await response.json()) == (400, {"ok": False, "why": why})


@pytest.mark.parametrize("body", [b"{", b"\xff", b'"\\ud800"', b"[" * 100_000])
async def test_what_is_no_json_is_refused(call: Caller, body: bytes) -> None:
    async with call.session.post(f"{call.base_url}/play/act", data=body) as response:
        assert (response.status, (await response.json())["why"]) == (400, "This is not JSON.")


async def test_troubles_are_switched_on_and_off_and_seen(call: Caller, playground: Playground) -> None:
    async with call.session.get(f"{call.base_url}/play/events") as response:
        page = Page(response)
        none = {"is_slow": False, "is_down": False, "loses_answers": False}
        assert (await page.state())["telegram"] == none
        for name in none:
            assert (await act(call, do="trouble", name=name, is_on=True))["ok"]
            assert (await page.state())["telegram"] == none | {name: True}
            assert getattr(playground.faults, name)
            assert (await act(call, do="trouble", name=name, is_on=False))["ok"]
            assert (await page.state())["telegram"] == none


async def test_a_group_becomes_a_supergroup_on_the_page(call: Caller) -> None:
    assert (await act(call, do="upgrade", phone=AMINA, chat=str(SQUARE)))["ok"]
    async with call.session.get(f"{call.base_url}/play/events") as response:
        state = await Page(response).state()
    (group,) = state["groups"]
    assert (group["title"], group["is_super"]) == ("Piazza", True)
    (told,) = chat(state, str(group["id"]))["messages"]
    assert told["html"] == "This is the supergroup now."
    again = await act(call, do="upgrade", phone=AMINA, chat=str(group["id"]))
    assert again == {"ok": False, "why": "Only a group that has not moved can become a supergroup."}


async def test_time_jumps_forward_for_messages_and_page(call: Caller, playground: Playground) -> None:
    before = playground.clock.now()
    async with call.session.get(f"{call.base_url}/play/events") as response:
        page = Page(response)
        await page.state()
        assert (await act(call, do="clock", by_s=86400))["ok"]
        assert (await page.state())["now"] > before.isoformat()
        assert (await act(call, do="clock", to="18:00"))["ok"]
        assert "T18:00:0" in (await page.state())["now"]
    sent = await call("sendMessage", chat_id=AMINA, text="x")
    assert sent["date"] - before.timestamp() >= 86400
