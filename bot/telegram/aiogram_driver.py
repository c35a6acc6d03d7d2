"""The port fulfilled with aiogram, which brings the connections, the addresses and the forms for files.

It must not know what a request is for. aiogram's own call would bury in exceptions what an outcome needs:
whether a connection was had, and the status (413 is a network error there, 429 without parameters an
error like any other); and its models would take as long again as all the rest.
"""

import json

from aiogram import Bot, methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError, FormData, InvalidURL

from bot.telegram.bot_api import UPLOAD_S, BotApi
from bot.telegram.port import Unknown, Unsent
from bot.telegram.requests import Request, Upload

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_JSON = {"Content-Type": "application/json"}
_SENDING = {"photo": methods.SendPhoto, "voice": methods.SendVoice, "document": methods.SendDocument}


class AiogramGateway(BotApi):
    """One bot at one Telegram, through aiogram: a `bot.telegram.port.Gateway`.

    `api_base` is Telegram's address without the token. `connections`: how many requests may be under way
    at once, the long poll among them. `connect_s` and `answer_s`: how long to wait for a connection, a
    free one of our own included, and how long Telegram may be silent once it was asked.
    """

    def __init__(
        self,
        token: str,
        api_base: str = "https://api.telegram.org",
        connections: int = 100,
        connect_s: float = 10.0,
        answer_s: float = 30.0,
    ) -> None:
        super().__init__(token)
        self._connect_s = connect_s
        self._answer_s = answer_s
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_base), limit=connections)

    async def close(self) -> None:
        """Let go of the connections, without the quarter of a second that aiogram sleeps for old aiohttps."""
        http = await self._session.create_session()
        await http.close()

    async def _carry(self, request: Request, waits_s: float) -> tuple[int, bytes] | Unsent | Unknown:
        url = self._session.api.api_url(self._token, request.method)
        patience = self._patience(waits_s)
        try:
            upload = request.upload
            body = self._form(request, upload) if upload else _ENCODER.encode(request.parameters).encode()
            http = await self._session.create_session()
            async with http.post(
                url, data=body, headers=None if upload else _JSON, timeout=patience, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except ClientConnectorError as error:
            return Unsent(f"no connection: {error.os_error.strerror or type(error).__name__}")
        except ConnectionTimeoutError:
            return Unsent("no connection in time")
        except InvalidURL:
            return Unsent("Telegram's address is no web address")
        except TimeoutError:
            return Unknown("no answer in time")
        except Exception as error:
            # Only its name: the text of an HTTP error may hold the URL, and so the token.
            return Unknown(f"the request broke off: {type(error).__name__}")

    def _patience(self, waits_s: float) -> ClientTimeout:
        """The silence is counted from when all is said; the total never ends while there is no connection."""
        silence_s = self._answer_s + waits_s
        total_s = self._connect_s + UPLOAD_S + silence_s
        return ClientTimeout(total=total_s, connect=self._connect_s, sock_read=silence_s)

    def _form(self, request: Request, upload: Upload) -> FormData:
        file = BufferedInputFile(upload.content, upload.name)
        method = _SENDING[upload.parameter](**request.parameters, **{upload.parameter: file})
        return self._session.build_form_data(Bot(self._token, session=self._session), method)
