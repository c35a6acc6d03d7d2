"""Reads one update as Telegram wrote it, and says which event of ours it is, if any.

It must know no library and never raise: the JSON of the Bot API is the contract
(core.telegram.org/bots/api#update), and whatever does not keep to it means nothing to us. Reading the
dictionary takes 3.5 millionths of a second, validating it with aiogram's models 28 to 75, and a
model refuses a whole update for a field that we never look at.
"""

import re
from typing import Any

from bot.telegram.port import Raw
from dialogs.event import (
    AskedInline,
    Blocked,
    ChoseInline,
    Commanded,
    Event,
    Incoming,
    MediaKind,
    Moved,
    Showed,
    Started,
    Tapped,
    Unblocked,
    Wrote,
)

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)
_IS_GROUP = {"private": False, "group": True, "supergroup": True}
_IS_INSIDE = {"creator": True, "administrator": True, "member": True, "left": False, "kicked": False}
_LARGEST = 2**63
_LONGEST_QUERY, _LONGEST_OFFSET = 256, 64
"""Characters (core.telegram.org/bots/api#inlinequery, #answerinlinequery); the id of a result is as short."""

# In this order: an animation also carries a document, a venue also a location. What is not listed is a
# service message (something was pinned, a timer was set), which nobody showed to us.
_SHOWN: tuple[tuple[str, MediaKind], ...] = (
    ("photo", "photo"),
    ("voice", "voice"),
    ("animation", "other"),
    ("document", "document"),
    ("video", "video"),
    ("audio", "audio"),
    ("sticker", "sticker"),
    ("location", "location"),
    ("contact", "contact"),
    ("video_note", "other"),
    ("poll", "other"),
    ("dice", "other"),
    ("game", "other"),
    ("story", "other"),
    ("checklist", "other"),
    ("live_photo", "other"),
    ("paid_media", "other"),
    ("rich_message", "other"),
)


def incoming(raw: Raw, username: str) -> Incoming | None:
    """The event in an update to the bot called `username`, or None where it means nothing to us."""
    update_id = whole(raw, "update_id")
    if update_id is None:
        return None
    if message := _part(raw, "message"):
        return _said(update_id, message, username)
    if query := _part(raw, "callback_query"):
        return _tapped(update_id, query)
    if query := _part(raw, "inline_query"):
        return _inline(update_id, query, _asked(query))
    if result := _part(raw, "chosen_inline_result"):
        return _inline(update_id, result, _chose(result))
    if change := _part(raw, "my_chat_member"):
        return _membership(update_id, change)
    return None


def clean(text: str) -> str:
    """The text with halves of surrogate pairs and null characters replaced.

    UTF-8 cannot carry the first, PostgreSQL cannot store the second.
    """
    return _BROKEN.sub("\ufffd", text)


def whole(source: Any, field: str) -> int | None:
    """The whole number under a name, if a database can hold it; None otherwise, and for True and False."""
    value = source.get(field) if isinstance(source, dict) else None
    return value if type(value) is int and -_LARGEST <= value < _LARGEST else None


def _said(update_id: int, message: Raw, username: str) -> Incoming | None:
    chat_id, is_group = _chat(message)
    sender = _part(message, "from")
    if chat_id is None or is_group is None:
        return None
    new_id = whole(message, "migrate_to_chat_id")
    event: Event | None
    if is_group and new_id is not None:
        event = Moved(new_id)
    elif is_group and message.get("forward_origin"):
        return None  # a command of another day, or a channel's post: nobody says it here
    elif sender.get("is_bot") is True and not (is_group and _part(message, "sender_chat")):
        return None  # but an admin who stays anonymous, and who writes as a channel, is shown as a bot
    elif _is_ours(message, username):
        return None
    elif is_group:
        event = _command(_text(message, "text"), username)
    else:
        event = _command(_text(message, "text"), username) or _wrote(message) or _showed(message)
    if event is None:
        return None
    sent_at_s = whole(message, "date")
    return Incoming(update_id, chat_id, is_group, _text(sender, "language_code"), event, sent_at_s)


def _command(text: str, username: str) -> Started | Commanded | None:
    found = _COMMAND.fullmatch(text)
    if found is None or (found[2] and found[2].lower() != username.lower()):
        return None
    name = found[1].lower()
    return Started((found[3] or "").strip()) if name == "start" else Commanded(name)


def _is_ours(message: Raw, username: str) -> bool:
    """What was chosen inline: our own words, not the person's."""
    via = _text(_part(message, "via_bot"), "username").lower()
    return via != "" and via == username.lower()


def _wrote(message: Raw) -> Wrote | None:
    text = _text(message, "text")
    return Wrote(text, _answered(message)) if text else None


def _showed(message: Raw) -> Showed | None:
    for field, kind in _SHOWN:
        if found := message.get(field):
            if isinstance(found, list):  # a photo comes in several sizes, the largest last
                found = found[-1]
            file_id = _text(found, "file_id")
            return Showed(kind, file_id, _text(message, "caption"), _answered(message))
    return None


def _answered(message: Raw) -> int | None:
    return whole(_part(message, "reply_to_message"), "message_id")


def _tapped(update_id: int, query: Raw) -> Incoming | None:
    person = _part(query, "from")
    message = _part(query, "message")
    query_id = _text(query, "id")
    # A button of a message sent inline comes without the message: the person is all we know.
    chat_id, is_group = _chat(message) if message else (whole(person, "id"), False)
    if chat_id is None or is_group is None or not query_id:
        return None
    event = Tapped(query_id, _text(query, "data"), whole(message, "message_id"))
    return Incoming(update_id, chat_id, is_group, _text(person, "language_code"), event)


def _inline(update_id: int, part: Raw, event: AskedInline | ChoseInline | None) -> Incoming | None:
    person = _part(part, "from")
    person_id = whole(person, "id")
    if event is None or person_id is None or person.get("is_bot") is True:
        return None
    return Incoming(update_id, person_id, False, _text(person, "language_code"), event)


def _asked(query: Raw) -> AskedInline | None:
    query_id = _text(query, "id")
    words, offset = _text(query, "query")[:_LONGEST_QUERY], _text(query, "offset")[:_LONGEST_OFFSET]
    return AskedInline(query_id, words, offset) if query_id else None


def _chose(result: Raw) -> ChoseInline | None:
    choice = _text(result, "result_id")[:_LONGEST_OFFSET]
    return ChoseInline(choice) if choice else None


def _membership(update_id: int, change: Raw) -> Incoming | None:
    chat_id, is_group = _chat(change)
    is_inside = _is_inside(_part(change, "new_chat_member"))
    if chat_id is None or is_group is None or is_inside is None:
        return None
    if is_inside is _is_inside(_part(change, "old_chat_member")):
        return None  # made an administrator, say: still there
    event = Unblocked() if is_inside else Blocked()
    return Incoming(update_id, chat_id, is_group, _text(_part(change, "from"), "language_code"), event)


def _is_inside(member: Raw) -> bool | None:
    status = _text(member, "status")
    if status == "restricted":
        return member.get("is_member") is True
    return _IS_INSIDE.get(status)


def _chat(part: Raw) -> tuple[int | None, bool | None]:
    chat = _part(part, "chat")
    return whole(chat, "id"), _IS_GROUP.get(_text(chat, "type"))


def _part(source: Any, field: str) -> Raw:
    value = source.get(field) if isinstance(source, dict) else None
    return value if isinstance(value, dict) else {}


def _text(source: Any, field: str) -> str:
    value = source.get(field) if isinstance(source, dict) else None
    return clean(value) if isinstance(value, str) else ""
