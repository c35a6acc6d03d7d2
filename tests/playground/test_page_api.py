"""What the page is told, and what it may do."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, SQUARE, Caller

pytestmark = pytest.mark.asyncio
LABS = {"text": "Labs", "callback_data": "labs"}
AMISS = {"phone": AMINA, "chat": "1001", "message": 4}
"""A place where nothing is."""


async def act(call: Caller, **what: Any) -> Any:
    """One act of the page."""
    async with call.session.post(f"{call.base_url}/play/act", json=what) as response:
        return await response.json()


class Page:
    """Reads the stream of states."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def state(self) -> Any:
        """The next state."""
        async with asyncio.timeout(1):
            line = await self._response.content.readline()
            assert await self._response.content.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))


def chat(state: Any, chat_id: str) -> Any:
    """One chat of a state."""
    return next(chat for chat in state["chats"] if chat["id"] == chat_id)


async def test_the_page_sees_the_whole_world_at_once_and_at_every_change(
    call: Caller, playground: Playground
) -> None:
    await call("setMyCommands", commands=[{"command": "labs", "description": "ورش"}], language_code="ar")
    async with call.session.get(f"{call.base_url}/play/events") as response:
        assert response.content_type == "text/event-stream"
        page = Page(response)
        state = await page.state()
        assert (state["city"], state["bot"]["username"]) == ("Bologna", "passaparola_bot")
        assert state["bot"]["commands"] == {"1001": [["labs", "ورش"]], "1002": [], "1003": []}
        assert state["phones"][0] == {
            "id": AMINA, "name": "Amina", "role": "", "language": "ar", "rtl": True, "note": "",
            "has_blocked": False,
        }  # fmt: skip
        assert state["groups"] == [{"id": SQUARE, "title": "Piazza", "has_bot": True}]
        assert [found["kind"] for found in state["chats"]] == ["private"] * 3 + ["group"]
        rows = {"inline_keyboard": [[LABS, {"text": "Web", "url": "https://example.org/"}]]}
        await call("sendMessage", chat_id=AMINA, text="<b>مرحبا</b>", parse_mode="HTML", reply_markup=rows)
        (message,) = chat(await page.state(), "1001")["messages"]
        day, at = message.pop("day"), message.pop("at")
        now = playground.clock.now().astimezone(ZoneInfo("Europe/Rome"))
        assert abs(now - datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=now.tzinfo)) < timedelta(
            minutes=2
        )
        assert message == {
            "id": 1, "from": "bot", "sender": "Passaparola", "html": "<b>مرحبا</b>", "rtl": True,
            "rows": [[
                {"text": "Labs", "kind": "callback"},
                {"text": "Web", "kind": "url", "url": "https://example.org/"},
            ]],
            "media": None, "is_edited": False, "forwarded_from": None, "reply_to": None, "can_forward": True,
            "is_service": False,
        }  # fmt: skip


async def test_the_page_hears_of_each_minute_that_goes_by(call: Caller, playground: Playground) -> None:
    playground.clock.forward(playground.clock.minute_left_s() + 59.5)
    async with call.session.get(f"{call.base_url}/play/events") as response:
        page = Page(response)
        before, after = (await page.state())["now"], (await page.state())["now"]
    assert before[17:19] in ("59", "00")
    assert after[17:19] == "00"


async def test_typing_starts_and_ends_on_the_page(call: Caller) -> None:
    await call("sendChatAction", chat_id=AMINA, action="typing")
    async with call.session.get(f"{call.base_url}/play/events") as response:
        page = Page(response)
        assert chat(await page.state(), "1001")["is_typing"]
        await call("sendMessage", chat_id=AMINA, text="there")
        assert not chat(await page.state(), "1001")["is_typing"]


async def test_nobody_listens_when_no_page_is_open(call: Caller, playground: Playground) -> None:
    async with call.session.get(f"{call.base_url}/play/events") as response:
        await Page(response).state()
        assert len(playground.world.listeners) == 1
    await call("getMe")
    playground.world.changed()
    await asyncio.sleep(0.1)
    assert playground.world.listeners == []


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
    for what in (
        {"do": "open", "phone": FATOU, "url": url},
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


async def test_other_sites_may_not_act(call: Caller) -> None:
    block = {"do": "block", "phone": AMINA}
    url, own = f"{call.base_url}/play/act", call.base_url
    for headers, status in (
        ({"Host": "evil.example"}, 403),
        ({"Host": "[::"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": own}, 200),
    ):
        async with call.session.post(url, json=block, headers=headers) as response:
            assert response.status == status, headers
    async with call.session.get(f"{own}/play/events", headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_files_are_shown_or_handed_over_but_never_run(call: Caller, playground: Playground) -> None:
    world = playground.world
    photo = world.media_of(world.show(AMINA, AMINA, "photo"))
    script = world.media_of(
        world.show(AMINA, AMINA, "document", b"<script>", name='a"\n.html', mime="text/html")
    )
    async with call.session.get(f"{call.base_url}/play/file/{photo.file_id}") as response:
        assert (response.content_type, await response.read()) == ("image/png", photo.content)
    async with call.session.get(f"{call.base_url}/play/file/{script.file_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == 'attachment; filename="a__.html"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with call.session.get(f"{call.base_url}/play/file/none") as response:
        assert response.status == 404


async def test_the_page_is_served_and_nothing_beside_it(call: Caller) -> None:
    async with call.session.get(f"{call.base_url}/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert response.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    for path in ("server.py", "..%2Fserver.py", "no-such.css", ".hidden"):
        async with call.session.get(f"{call.base_url}/page/{path}") as response:
            assert response.status == 404
