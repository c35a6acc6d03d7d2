"""The webhook: updates are brought to us, and answered 200 only after their turns have committed.

TLS is not spoken here: a reverse proxy in front does (docs/guides/reverse-proxy.md).
"""

import asyncio
import hmac
import json
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.config import ConfigError
from bot.intake.reception import Reception
from bot.settings import WebhookSection
from bot.telegram.port import Declined, Gateway, TelegramDown

log = structlog.get_logger()
HEADER = "X-Telegram-Bot-Api-Secret-Token"
"""core.telegram.org/bots/api#setwebhook"""
LARGEST = 2**20
"""Bytes of a body; Telegram's updates have some kilobytes."""
READ_S = 10.0
"""How long a body may take to arrive."""
FINISH_S = 2.0
"""How long requests in hand may take once we are told to stop."""
RETRY_S = 2
"""When Telegram is to come again while the database is in trouble: not at once, and not ever later."""
LONGEST_PAUSE_S = 60.0


class Webhook:
    """One receiver. Any number of them may work behind one address on one PostgreSQL."""

    def __init__(self, gateway: Gateway, reception: Reception, settings: WebhookSection) -> None:
        self._gateway, self._reception, self._settings = gateway, reception, settings
        self._secret = settings.secret.get_secret_value().encode()
        self.is_set = asyncio.Event()
        """Telegram knows the address."""
        self.port = settings.port

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; what is in hand then is finished first. Raises TokenRefused, ConfigError."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(urlsplit(self._settings.url).path or "/", self._receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_S)
        await runner.setup()
        stopping = asyncio.create_task(stop.wait())
        setting = asyncio.create_task(self._set())
        try:
            await self._listen(runner)
            await asyncio.wait({stopping, setting}, return_when=asyncio.FIRST_COMPLETED)
            if setting.done():
                setting.result()
            await stopping
        finally:
            stopping.cancel()
            setting.cancel()
            await asyncio.gather(stopping, setting, return_exceptions=True)
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._settings.host, self._settings.port).start()
        except OSError as error:
            where = f"{self._settings.host}, webhook.port {self._settings.port}"
            raise ConfigError(
                f"webhook.host {where} cannot be listened on: {error.strerror or error}"
            ) from None
        self.port = runner.addresses[0][1]

    async def _set(self) -> None:
        """Tell Telegram where to bring updates, as often as it takes. It stays so when we stop.

        Raises ConfigError where Telegram will not bring them there, TokenRefused.
        """
        settings, pause_s = self._settings, 1.0
        while not self.is_set.is_set():
            try:
                await self._gateway.set_webhook(
                    settings.url, settings.secret.get_secret_value(), settings.connections
                )
            except Declined as error:
                raise ConfigError(f"webhook.url is not taken by Telegram: {error}") from None
            except TelegramDown as error:
                log.warning("the webhook could not be set; trying again", reason=str(error), pause_s=pause_s)
                await asyncio.sleep(max(pause_s, error.retry_after_s))
                pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
            else:
                self.is_set.set()

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(READ_S):
                raw = json.loads(await request.read())
        except TimeoutError:
            return web.Response(status=408)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        # JSON that is no update of ours is taken and forgotten: refused, it would come again for a day.
        if isinstance(raw, dict) and not await self._reception.receive(raw):
            return web.Response(status=503, headers={"Retry-After": str(RETRY_S)})
        return web.Response()
