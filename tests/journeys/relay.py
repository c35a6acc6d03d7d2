"""A way to Telegram that can be taken away: then nobody listens there, and no connection is had."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit


class Relay:
    """Passes bytes on to `target` (an address), once it is known; on a port of its own, always the same."""

    def __init__(self) -> None:
        self.target = ""
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The address to ask instead of the target's."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """The way is there."""
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """The way is gone, with all that was on it."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = urlsplit(self.target)
        from_there, to_there = await asyncio.open_connection(there.hostname, there.port)
        self._writers |= {writer, to_there}
        await asyncio.gather(_pipe(reader, to_there), _pipe(from_there, writer))
        self._writers -= {writer, to_there}


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while found := await reader.read(2**16):
            writer.write(found)
            await writer.drain()
    writer.close()
