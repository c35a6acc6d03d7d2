"""Everybody, everything, and what people do beside saying things: links, buttons, inline queries.

It must not know sockets or asyncio; tests and the page act through it, the bot through `methods.py`.
A deed that nobody could do in Telegram raises ValueError, with a sentence.
"""

import re
from zlib import crc32

from bot.playground.chats import ChatId, Message
from bot.playground.detection import group_payload, start_payload
from bot.playground.inline import InlineQuery
from bot.playground.people import Json
from bot.playground.speech import Speech
from bot.playground.taps import Tap

INLINE_CHARACTERS = 256
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{0,64}")
"""Source: core.telegram.org/bots/features#deep-linking."""


class World(Speech):
    """Everybody, everything, and all that people can do."""

    def open_link(self, person: int, payload: str = "") -> Message:
        """The person opens a link to the bot and presses START (which unblocks a blocked bot)."""
        self.unblock(person)
        return self.write(person, person, f"/start {payload}".strip())

    def open_url(self, person: int, url: str, group: int | None = None) -> Message | None:
        """The person opens any link; None where it leads away from the bot.

        `group`: which one they choose, if Telegram asks them to; the first there is, unless named.
        """
        try:
            payload, for_group = start_payload(url, self.username), group_payload(url, self.username)
        except ValueError:
            raise ValueError("This is not a link.") from None
        if payload is None and for_group is None:
            return None
        if not START_PARAMETER.fullmatch(payload or for_group or ""):
            raise ValueError("Telegram does not open this link: its start parameter is wrong.")
        if for_group is None:
            return self.open_link(person, payload or "")
        living = (where.id for where in self.groups.values() if not where.is_over)
        chosen = next(living, None) if group is None else group
        if chosen is None:
            raise ValueError("There is no group to add the bot to.")
        self.add_bot(person, chosen)
        return self.write(person, chosen, f"/start@{self.username} {for_group}".strip())

    def tap(self, person: int, chat: ChatId, message_id: int, row: int = 0, column: int = 0) -> Tap | None:
        """The person taps a button they see; None where it is a link (which is opened)."""
        where = self._enter(person, chat)
        button = self._button(where, message_id, row, column)
        if "url" in button:
            self.open_url(person, button["url"])
            return None
        if "callback_data" not in button:
            raise ValueError("This button cannot be tapped here.")
        inline_id = self.message(where, message_id).inline_id
        if inline_id:
            return self._tell_tap(person, where, button["callback_data"], {"inline_message_id": inline_id})
        return self.tap_data(person, where, message_id, button["callback_data"])

    def tap_data(self, person: int, chat: ChatId, message_id: int, data: str) -> Tap:
        """A tap with any data at all, as a forged client sends it; the message may be gone."""
        where = int(self._enter(person, chat))
        message = self.chats.get(where, message_id)
        gone: Json = {"chat": self.chat_json(where), "message_id": message_id, "date": 0}
        shown = gone if message is None else self.message_json(message)
        return self._tell_tap(person, where, data, {"message": shown})

    def inline_query(self, person: int, chat: ChatId, text: str = "", offset: str = "") -> InlineQuery:
        """The person types "@bot text" in a chat; the offers of an earlier answer may be there at once."""
        where = self._enter(person, chat)
        if not self.has_inline_mode:
            raise ValueError("The bot's inline mode is off.")
        if len(text) > INLINE_CHARACTERS:
            raise ValueError("An inline query has at most 256 characters.")
        query = self.inline.add(person, where, text, offset)
        if query.offers is None:
            content = {"id": query.id, "from": self.user_json(person), "query": text, "offset": offset}
            self.queue.add("inline_query", content | {"chat_type": self._inline_place(person, where)})
        return query

    def switch_inline(
        self, person: int, chat: ChatId, message_id: int, to_chat: ChatId, row: int = 0, column: int = 0
    ) -> InlineQuery:
        """The person taps a button that types "@bot …" for them, in another chat or in this one."""
        button = self._button(self._enter(person, chat), message_id, row, column)
        if "switch_inline_query_current_chat" in button:
            return self.inline_query(person, chat, button["switch_inline_query_current_chat"])
        if "switch_inline_query" not in button:
            raise ValueError("This button types nothing.")
        return self.inline_query(person, to_chat, button["switch_inline_query"])

    def choose(self, person: int, query: InlineQuery, offer_id: str = "") -> Message:
        """The person sends one of the offers (the first, unless named) into the chat they typed in."""
        offers = query.offers.list if query.offers is not None and query.person == person else ()
        offer = next((offer for offer in offers if offer_id in ("", offer.id)), None)
        if offer is None:
            raise ValueError("This was not offered.")
        inline_id = f"BAAAAKcnAAA{len(self.inline_messages):08d}" if offer.rows else ""
        message = self._say(
            self._enter(person, query.chat), person, rows=offer.rows, is_via_bot=True, inline_id=inline_id,
            **offer.content,
        )  # fmt: skip
        result: Json = {"result_id": offer.id, "from": self.user_json(person), "query": query.text}
        if inline_id:
            self.inline_messages[inline_id] = message
            result["inline_message_id"] = inline_id
        if self.has_inline_feedback:
            self.queue.add("chosen_inline_result", result)
        return message

    def _button(self, where: ChatId, message_id: int, row: int, column: int) -> Json:
        rows = self.message(where, message_id).rows or []
        if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            raise ValueError("There is no such button.")
        return rows[row][column]

    def _tell_tap(self, person: int, where: ChatId, data: str, place: Json) -> Tap:
        tap = self.taps.add(person)
        query: Json = {"id": tap.id, "from": self.user_json(person), **place, "data": data}
        self.queue.add("callback_query", query | {"chat_instance": str(crc32(str(where).encode()))})
        return tap

    def _inline_place(self, person: int, where: ChatId) -> str:
        """The `chat_type` of a query; "sender" is the person's chat with the bot."""
        if isinstance(where, str):
            return "private"
        return "sender" if where == person else self.groups[where].kind
