"""The page as a program sees it: what it is told, and what it asks for."""

import asyncio
import json
from typing import Any

import aiohttp

from tests.playground.conftest import Caller


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
