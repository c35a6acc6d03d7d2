"""How requests may be written, and how they are answered."""

import json

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, Caller

pytestmark = pytest.mark.asyncio
ROWS = {"inline_keyboard": [[{"text": "Labs", "callback_data": "labs"}]]}


async def test_a_request_may_come_as_query_form_multipart_or_json(call: Caller) -> None:
    url, text = call.url("sendMessage"), "Ciao & شكرا"
    written = {"chat_id": str(AMINA), "text": text, "reply_markup": json.dumps(ROWS), "unknown": "1"}
    parts = aiohttp.FormData(default_to_multipart=True)
    for name, value in written.items():
        parts.add_field(name, value)
    session = call.session
    for response in (
        await session.get(url, params=written),
        await session.post(url, params=written),
        await session.post(url, data=written),
        await session.post(url, data=parts),
        await session.post(url, json=written),
        await session.post(url, json={"chat_id": AMINA, "text": text, "reply_markup": ROWS}),
    ):
        result = (await response.json())["result"]
        assert result["text"] == text
        assert result["reply_markup"] == ROWS


async def test_method_names_are_case_insensitive(call: Caller) -> None:
    assert await call("GETME") == await call("getMe")


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    assert await call.refused("sendMassage") == "Not Found: method not found"
    assert (await call.ask("setWebhooks"))[0] == 404


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("7000000001:another-secret", "Unauthorized"),
        ("7000000009:the-playground-is-on-loopback-only", "Unauthorized"),
        ("token", "Unauthorized: invalid token specified"),
        ("0:zero", "Unauthorized: invalid token specified"),
    ],
)
async def test_a_wrong_token_is_unauthorized(call: Caller, token: str, words: str) -> None:
    call.token = token
    assert await call.ask("getMe") == (401, {"ok": False, "error_code": 401, "description": words})


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b"\xff", b'{"chat_id": 1001, "text": "half a character \\ud800"}', b"1"]
)
async def test_a_body_that_is_no_json_object_is_refused(call: Caller, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with call.session.post(call.url("sendMessage"), data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"] == "Bad Request: can't parse request body"


async def test_nested_values_of_another_shape_are_refused(call: Caller) -> None:
    to_amina = {"chat_id": AMINA, "text": "x"}
    assert "can't parse reply_markup" in await call.refused("sendMessage", **to_amina, reply_markup="{")
    assert "object expected" in await call.refused("sendMessage", **to_amina, reply_parameters=[1])
    assert "Array of Objects" in await call.refused("setMyCommands", commands={"a": 1})
    assert "as an integer" in await call.refused("editMessageText", **to_amina, message_id="one")


async def test_a_file_goes_up_and_comes_down_again(call: Caller, playground: Playground) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(AMINA))
    form.add_field("document", "attach://first")
    form.add_field("first", b'{"me": 1}', filename="my-data.json", content_type="application/json")
    async with call.session.post(call.url("sendDocument"), data=form) as response:
        sent = (await response.json())["result"]["document"]
    assert (sent["file_name"], sent["mime_type"], sent["file_size"]) == (
        "my-data.json",
        "application/json",
        9,
    )
    path = (await call("getFile", file_id=sent["file_id"]))["file_path"]
    async with call.session.get(f"{call.base_url}/file/bot{call.token}/{path}") as response:
        assert await response.read() == b'{"me": 1}'
    again = await call("sendDocument", chat_id=AMINA, document=sent["file_id"], caption="<b>Yours</b>")
    assert again["document"]["file_id"] == sent["file_id"]
    assert playground.world.media_of(playground.world.from_bot(AMINA)[-1]).content == b'{"me": 1}'


async def test_files_are_only_for_who_has_the_token(call: Caller) -> None:
    async with call.session.get(f"{call.base_url}/file/bot1:a/documents/file_1") as response:
        assert response.status == 401
    async with call.session.get(f"{call.base_url}/file/bot{call.token}/documents/file_9") as response:
        assert response.status == 404


async def test_no_webhook_is_set(call: Caller, playground: Playground) -> None:
    playground.world.write(AMINA, AMINA, "hello")
    info = await call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("", 1)
    assert await call("deleteWebhook", drop_pending_updates=True)
    assert await call("getUpdates") == []
