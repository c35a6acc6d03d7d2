"""What the page is told, what it is served, and by whom it may be asked."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, SQUARE, Caller
from tests.playground.page import Page, chat

pytestmark = pytest.mark.asyncio
LABS = {"text": "Labs", "callback_data": "labs"}


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
        assert state["groups"] == [{"id": SQUARE, "title": "Piazza", "has_bot": True, "is_super": False}]
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
            "media": None, "is_edited": False, "forwarded_from": None, "via_bot": None,
            "reply_to": None, "can_forward": True, "is_service": False,
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
