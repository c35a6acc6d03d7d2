"""The whole world as the page shows it: phones, their chats, the groups, the clock, the troubles.

It must not know HTTP; it only reads the world.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.chats import ChatId, Message
from bot.playground.faults import TROUBLES, Faults
from bot.playground.people import Group, Json, Person
from bot.playground.safe_html import is_rtl, safe_html
from bot.playground.world import World

SHOWN_MESSAGES = 200
"""The page shows the last ones of each chat."""

SERVICE_WORDS = {
    "new_chat_members": "The bot was added to the group.",
    "migrate_to_chat_id": "The group became a supergroup.",
    "migrate_from_chat_id": "This is the supergroup now.",
}


def page_state(world: World, faults: Faults, city: str, zone: ZoneInfo) -> Json:
    """Everything, as one value for JSON."""
    living = [person for person in world.people.values() if not person.is_deactivated]
    private = [_private_chat(world, person, zone) for person in living]
    friends = [
        _friend_chat(world, chat, phone, zone)
        for chat in world.chats.ids()
        if isinstance(chat, str)
        for phone in map(int, chat.split(":"))
        if phone in world.people
    ]
    groups = [group for group in world.groups.values() if not group.is_over]
    commands = {
        str(person.id): [
            [command["command"], command["description"]]
            for command in world.profile.commands_seen(person.id, person.language_code or "")
        ]
        for person in living
    }
    return {
        "now": world.clock().astimezone(zone).isoformat(timespec="seconds"),
        "city": city,
        "telegram": {name: getattr(faults, name) for name in TROUBLES},
        "bot": {"username": world.username, "name": world.profile.text("name"), "commands": commands},
        "phones": [_phone(person) for person in living],
        "groups": [_group(group) for group in groups],
        "chats": private + friends + [_group_chat(world, group.id, zone) for group in groups],
    }


def _phone(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "language": person.language_code,
        "rtl": person.is_rtl,
        "note": person.note,
        "has_blocked": person.has_blocked,
    }


def _group(group: Group) -> Json:
    return {
        "id": group.id,
        "title": group.title,
        "has_bot": group.bot_is == "member",
        "is_super": group.is_supergroup,
    }


def _private_chat(world: World, person: Person, zone: ZoneInfo) -> Json:
    language = person.language_code or ""
    title = world.profile.text("name", language)
    typing = world.is_typing(person.id)
    chat = _chat(world, person.id, str(person.id), person.id, "private", title, language, zone)
    return chat | {"is_typing": typing}


def _friend_chat(world: World, chat: ChatId, phone: int, zone: ZoneInfo) -> Json:
    other = next(side for side in map(int, str(chat).split(":")) if side != phone)
    language = world.people[phone].language_code or ""
    shown_id = f"{other}:{phone}"
    return _chat(world, chat, shown_id, phone, "friend", world.people[other].name, language, zone)


def _group_chat(world: World, group: int, zone: ZoneInfo) -> Json:
    chat = _chat(world, group, str(group), None, "group", world.groups[group].title, "", zone)
    return chat | {"is_typing": world.is_typing(group)}


def _chat(
    world: World, chat: ChatId, shown_id: str, phone: int | None, kind: str, title: str,
    language: str, zone: ZoneInfo,
) -> Json:  # fmt: skip
    shown = world.messages(chat)[-SHOWN_MESSAGES:]
    return {
        "id": shown_id,
        "phone": phone,
        "kind": kind,
        "title": title,
        "is_typing": False,
        "messages": [_message(world, message, phone, language, zone) for message in shown],
    }


def _message(world: World, message: Message, phone: int | None, language: str, zone: ZoneInfo) -> Json:
    is_bot = message.sender == world.bot_id
    text = "/start" if _was_start(message) else message.text
    if message.service is not None:
        text = next(SERVICE_WORDS[name] for name in message.service)
    at = datetime.fromtimestamp(message.at, zone)
    shown: Json = {
        "id": message.id,
        "from": "bot" if is_bot else "me" if message.sender == phone else "other",
        "sender": world.name_of(message.sender, language),
        "day": at.date().isoformat(),
        "at": at.strftime("%H:%M"),
        "html": safe_html(text, message.entities),
        "rtl": is_rtl(text),
        "rows": [[_button(button) for button in row] for row in message.rows or []],
        "media": _media(message),
        "is_edited": message.edited_at is not None,
        "forwarded_from": _origin_name(world, message, language),
        "via_bot": world.username if message.is_via_bot else None,
        "reply_to": message.reply_to,
        "can_forward": message.can_forward,
        "is_service": message.service is not None,
    }
    if phone is None and not is_bot:
        shown["phone"] = message.sender
    return shown


def _was_start(message: Message) -> bool:
    """A person who opened a link sees only /start, not what the link carried."""
    return message.chat == message.sender and message.text.startswith("/start ")


def _button(button: Json) -> Json:
    if "url" in button:
        return {"text": button["text"], "kind": "url", "url": button["url"]}
    if "switch_inline_query" in button:
        return {"text": button["text"], "kind": "inline", "query": button["switch_inline_query"]}
    return {"text": button["text"], "kind": "callback"}


def _media(message: Message) -> Json | None:
    media = message.media
    if media is None:
        return None
    url = f"/play/file/{media.file_id}" if media.file_id else None
    return {"kind": media.kind, "name": media.name, "url": url}


def _origin_name(world: World, message: Message, language: str) -> str | None:
    origin = message.origin
    if origin is None:
        return None
    if origin["type"] == "hidden_user":
        return str(origin["sender_user_name"])
    return world.name_of(origin["sender_user"]["id"], language)
