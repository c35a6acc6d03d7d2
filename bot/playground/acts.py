"""What the page asks the world to do: each act is checked before anything happens.

It must not know HTTP; a wrong act raises ValueError with a sentence for whoever uses the page.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.playground.chats import ChatId, Message
from bot.playground.demo_clock import DemoClock
from bot.playground.faults import TROUBLES, Faults
from bot.playground.files import Kind
from bot.playground.inline import InlineQuery
from bot.playground.people import Json
from bot.playground.taps import Tap
from bot.playground.world import World

MOST_QUERIES = 100
"""Inline queries of which one may still choose something, the latest."""
_CHAT = re.compile(r"-?[0-9]{1,18}|[0-9]{1,18}:[0-9]{1,18}")

Done = Tap | InlineQuery | Message | None


class Acts:
    """The acts of the page, by the name in `do`."""

    def __init__(self, world: World, faults: Faults, clock: DemoClock, zone: ZoneInfo) -> None:
        self._world = world
        self._faults = faults
        self._clock = clock
        self._zone = zone
        self._queries: OrderedDict[str, InlineQuery] = OrderedDict()
        self._known: dict[str, Callable[[Json], Done]] = {
            "write": self._write,
            "voice": self._show,
            "sticker": self._show,
            "photo": self._show,
            "tap": self._tap,
            "inline": self._inline,
            "choose": self._choose,
            "begin": self._begin,
            "forward": self._forward,
            "open": self._open,
            "block": self._block,
            "unblock": self._unblock,
            "clock": self._move_clock,
            "trouble": self._trouble,
            "add_bot": self._add_bot,
            "remove_bot": self._remove_bot,
            "upgrade": self._upgrade,
        }

    def do(self, act: Any) -> Done:
        """Do it; a tap on a callback button, or an inline query, gives what waits for the bot's answer; a
        link that is opened, what is then written, in the chat it led to."""
        if not isinstance(act, dict):
            raise ValueError("An act is a JSON object.")
        name = act.get("do")
        if not isinstance(name, str) or name not in self._known:
            raise ValueError("There is no such act.")
        return self._known[name](act)

    def _write(self, act: Json) -> None:
        self._world.write(self._phone(act), _chat(act, "chat"), _text(act, "text"), _reply(act))

    def _show(self, act: Json) -> None:
        kind = cast(Kind, act["do"])
        self._world.show(self._phone(act), _chat(act, "chat"), kind, reply_to=_reply(act))

    def _tap(self, act: Json) -> Tap | None:
        phone, chat, message = self._phone(act), _chat(act, "chat"), _number(act, "message")
        return self._world.tap(phone, chat, message, _number(act, "row"), _number(act, "column"))

    def _inline(self, act: Json) -> InlineQuery:
        offset = act.get("offset", "")
        if not isinstance(act.get("text"), str) or not isinstance(offset, str):
            raise ValueError('"text" and "offset" must be texts.')
        query = self._world.inline_query(self._phone(act), _chat(act, "chat"), act["text"], offset)
        self._queries[query.id] = query
        if len(self._queries) > MOST_QUERIES:
            self._queries.popitem(last=False)
        return query

    def _choose(self, act: Json) -> None:
        query = self._queries.get(_text(act, "query"))
        if query is None:
            raise ValueError("This was not offered.")
        self._world.choose(self._phone(act), query, _text(act, "offer"))

    def _begin(self, act: Json) -> None:
        self._world.begin(self._phone(act), _chat(act, "chat"))

    def _forward(self, act: Json) -> None:
        phone, message = self._phone(act), _number(act, "message")
        self._world.forward(phone, _chat(act, "chat"), message, _chat(act, "to"))

    def _open(self, act: Json) -> Message:
        written = self._world.open_url(self._phone(act), _text(act, "url"))
        if written is None:
            raise ValueError("This link leads away from the bot.")
        return written

    def _block(self, act: Json) -> None:
        self._world.block(self._phone(act))

    def _unblock(self, act: Json) -> None:
        self._world.unblock(self._phone(act))

    def _add_bot(self, act: Json) -> None:
        self._world.add_bot(self._phone(act), self._group(act))

    def _remove_bot(self, act: Json) -> None:
        self._world.remove_bot(self._phone(act), self._group(act))

    def _upgrade(self, act: Json) -> None:
        self._phone(act)
        self._world.upgrade_group(self._group(act))

    def _trouble(self, act: Json) -> None:
        name, is_on = act.get("name"), act.get("is_on")
        if name not in TROUBLES or not isinstance(is_on, bool):
            raise ValueError("There is no such trouble.")
        setattr(self._faults, name, is_on)
        self._world.changed()

    def _move_clock(self, act: Json) -> None:
        if "to" in act:
            self._clock.to(_text(act, "to"), self._zone)
        else:
            self._clock.forward(_number(act, "by_s"))

    def _phone(self, act: Json) -> int:
        phone = _number(act, "phone")
        if phone not in self._world.people:
            raise ValueError("There is no such phone.")
        return phone

    def _group(self, act: Json) -> int:
        chat = _chat(act, "chat")
        group = next((id for id in self._world.groups if str(id) == chat), None)
        if group is None:
            raise ValueError("There is no such group.")
        return group


def _number(act: Json, name: str) -> int:
    value = act.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f'"{name}" must be a whole number.')
    return value


def _text(act: Json, name: str) -> str:
    value = act.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f'"{name}" must be a text.')
    return value


def _chat(act: Json, name: str) -> ChatId:
    text = str(act.get(name))
    if not _CHAT.fullmatch(text):
        raise ValueError(f'"{name}" must be a chat.')
    return text


def _reply(act: Json) -> int | None:
    return None if act.get("reply_to") is None else _number(act, "reply_to")
