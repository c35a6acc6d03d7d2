"""What may be sent, to whom, and how Telegram refuses the rest."""

from typing import Any

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, GIORGIO, SQUARE, Caller

pytestmark = pytest.mark.asyncio


def rows(*buttons: dict[str, Any], width: int = 1) -> dict[str, Any]:
    """An inline keyboard."""
    return {"inline_keyboard": [list(buttons[n : n + width]) for n in range(0, len(buttons), width)]}


LABS = {"text": "Labs", "callback_data": "labs"}


async def test_a_sent_message_comes_back_as_telegram_has_it(call: Caller, playground: Playground) -> None:
    html = "<b>Pots</b> &amp; pans: https://example.org/a"
    sent = await call("sendMessage", chat_id=AMINA, text=html, parse_mode="HTML", reply_markup=rows(LABS))
    assert sent["text"] == "Pots & pans: https://example.org/a"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "url"]
    assert sent["from"]["username"] == "passaparola_bot"
    assert sent["chat"] == {"id": AMINA, "first_name": "Amina", "type": "private"}
    assert [message.id for message in playground.world.from_bot(AMINA)] == [sent["message_id"]]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "👋" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beyond the text"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_to_message_id": 99}, "message to be replied not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": "@amina"}, "chat not found"),
        ({"text": "x", "chat_id": 4}, "chat not found"),
        ({"text": "x", "chat_id": -4}, "chat not found"),
    ],
)
async def test_a_message_that_cannot_be_sent_is_refused(
    call: Caller, values: dict[str, Any], words: str
) -> None:
    assert await call.refused("sendMessage", **{"chat_id": AMINA} | values) == f"Bad Request: {words}"


async def test_length_is_counted_after_parsing(call: Caller) -> None:
    html = "<b>" + "&lt;" * 4096 + "</b>"
    assert len((await call("sendMessage", chat_id=AMINA, text=html, parse_mode="HTML"))["text"]) == 4096


async def test_a_reply_may_go_on_without_its_message(call: Caller) -> None:
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await call("sendMessage", chat_id=AMINA, text="x", reply_parameters=lost)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (rows({"text": "a", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (rows({"text": "a", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (rows({"text": "a", "url": "javascript:alert(1)"}), "BUTTON_URL_INVALID"),
        (rows({"text": "a", "url": "http://localhost:8080/"}), "BUTTON_URL_INVALID"),
        (rows({"text": "a"}), "text buttons are unallowed in the inline keyboard"),
        (rows({"callback_data": "a"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (rows(*[LABS] * 101), "reply markup is too long"),
        (rows(*[LABS] * 9, width=9), "reply markup is too long"),
        ("[]", "object expected as reply markup"),
    ],
)
async def test_a_keyboard_over_the_limits_is_refused(call: Caller, markup: Any, words: str) -> None:
    refused = await call.refused("sendMessage", chat_id=AMINA, text="x", reply_markup=markup)
    assert refused == f"Bad Request: {words}"


async def test_a_keyboard_at_the_limits_is_taken(call: Caller) -> None:
    full = rows(*[{"text": "a", "callback_data": "é" * 32}] * 96, *[LABS] * 4, width=8)
    sent = await call("sendMessage", chat_id=AMINA, text="x", reply_markup=full)
    assert sent["reply_markup"] == full


async def test_who_cannot_be_reached_is_refused_with_the_reason(call: Caller, playground: Playground) -> None:
    to = {"text": "x"}
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await call.refused("sendMessage", chat_id=FATOU, **to) == words
    playground.world.open_link(FATOU)
    await call("sendMessage", chat_id=FATOU, **to)
    playground.world.block(FATOU)
    words = "Forbidden: bot was blocked by the user"
    assert await call.refused("sendMessage", chat_id=FATOU, **to) == words
    playground.world.deactivate(GIORGIO)
    words = "Forbidden: user is deactivated"
    assert await call.refused("sendMessage", chat_id=GIORGIO, **to) == words
    playground.world.remove_bot(AMINA, SQUARE)
    words = "Forbidden: bot was kicked from the group chat"
    assert await call.refused("sendMessage", chat_id=SQUARE, **to) == words


async def test_a_caption_is_shorter_than_a_text(call: Caller, playground: Playground) -> None:
    photo = playground.world.media_of(playground.world.show(AMINA, AMINA, "photo")).file_id
    values = {"chat_id": AMINA, "photo": photo}
    assert (await call("sendPhoto", **values, caption="a" * 1024))["caption"] == "a" * 1024
    words = await call.refused("sendPhoto", **values, caption="a" * 1025)
    assert words == "Bad Request: message caption is too long"


async def test_a_file_must_be_known_and_of_its_kind(call: Caller, playground: Playground) -> None:
    voice = playground.world.media_of(playground.world.show(AMINA, AMINA, "voice")).file_id
    assert (await call("sendVoice", chat_id=AMINA, voice=voice))["voice"]["file_id"] == voice
    for method, values, words in (
        ("sendPhoto", {"photo": voice}, "can't use file of type Voice as Photo"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ("sendVoice", {"voice": "AwACnobody"}, "wrong file identifier/HTTP URL specified"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ):
        assert await call.refused(method, chat_id=AMINA, **values) == f"Bad Request: {words}"


async def test_an_upload_that_is_no_picture_is_refused(call: Caller) -> None:
    for content, words in ((b"text", "IMAGE_PROCESS_FAILED"), (b"", "file must be non-empty")):
        data = aiohttp.FormData({"chat_id": str(AMINA)})
        data.add_field("photo", content, filename="photo.png")
        async with call.session.post(call.url("sendPhoto"), data=data) as response:
            assert (await response.json())["description"] == f"Bad Request: {words}"


async def test_typing_is_shown_until_something_is_written(call: Caller, playground: Playground) -> None:
    words = await call.refused("sendChatAction", chat_id=AMINA, action="thinking")
    assert words == "Bad Request: wrong parameter action in request"
    await call("sendChatAction", chat_id=AMINA, action="typing")
    assert playground.world.is_typing(AMINA)
    await call("sendMessage", chat_id=AMINA, text="done")
    assert not playground.world.is_typing(AMINA)
