"""Files: sent once and then by their file_id, and never larger than Telegram takes them."""

import io

import aiohttp
import pytest

from bot.playground.describing import DOWNLOAD_BYTES
from bot.playground.parameters import UPLOAD_BYTES
from bot.playground.samples import picture
from bot.playground.sending import PHOTO_BYTES
from bot.playground.server import Playground
from tests.playground.conftest import AMINA, GIORGIO, SQUARE, Caller

pytestmark = pytest.mark.asyncio


async def upload(call: Caller, kind: str, content: bytes) -> tuple[int, str]:
    """Send a file to Amina: the status, and its file_id or Telegram's words."""
    form = aiohttp.FormData({"chat_id": str(AMINA)})
    form.add_field(kind, io.BytesIO(content), filename="file")
    async with call.session.post(call.url(f"send{kind.title()}"), data=form) as response:
        answer = await response.json()
    if not answer["ok"]:
        return response.status, answer["description"]
    shown = answer["result"][kind]
    return response.status, (shown[-1] if kind == "photo" else shown)["file_id"]


@pytest.mark.parametrize(("kind", "content"), [("photo", picture()), ("voice", b"OggS"), ("document", b"{}")])
async def test_a_file_is_uploaded_once_and_is_the_same_for_everybody(
    call: Caller, playground: Playground, kind: str, content: bytes
) -> None:
    _, file_id = await upload(call, kind, content)
    for chat in (GIORGIO, SQUARE, AMINA):
        sent = await call(f"send{kind.title()}", chat_id=chat, **{kind: file_id}, caption="again")
        shown = sent[kind][-1] if kind == "photo" else sent[kind]
        assert (shown["file_id"], shown["file_size"], sent["caption"]) == (file_id, len(content), "again")
    seen = {playground.world.media_of(message) for message in playground.world.from_bot(AMINA)}
    assert [media.content for media in seen] == [content]


async def test_two_uploads_of_the_same_are_two_files(call: Caller) -> None:
    assert await upload(call, "document", b"{}") != await upload(call, "document", b"{}")


@pytest.mark.parametrize("method", ["sendPhoto", "sendVoice", "sendDocument"])
async def test_an_unknown_file_id_is_refused(call: Caller, method: str) -> None:
    kind = method.removeprefix("send").lower()
    words = await call.refused(method, chat_id=AMINA, **{kind: "AgACAgnobody"})
    assert words == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_a_photo_has_at_most_ten_megabytes(call: Caller) -> None:
    assert (await upload(call, "photo", picture().ljust(PHOTO_BYTES, b"\0")))[0] == 200
    size = PHOTO_BYTES + 1
    words = f"Bad Request: file of size {size} bytes is too big for a photo"
    assert await upload(call, "photo", picture().ljust(size, b"\0")) == (400, words)


async def test_files_go_up_to_fifty_megabytes_and_come_down_to_twenty(call: Caller) -> None:
    _, small = await upload(call, "document", bytes(DOWNLOAD_BYTES))
    assert (await call("getFile", file_id=small))["file_size"] == DOWNLOAD_BYTES
    status, large = await upload(call, "document", bytes(UPLOAD_BYTES))
    assert status == 200
    assert await call.refused("getFile", file_id=large) == "Bad Request: file is too big"
    too_large = await upload(call, "document", bytes(UPLOAD_BYTES + 1))
    assert too_large == (413, "Request Entity Too Large")
