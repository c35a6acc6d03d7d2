"""Which chats and messages the bot may touch, and how Telegram refuses the others.

It must not know what the bot wants there.
"""

from bot.playground.chats import Message
from bot.playground.parameters import Parameters
from bot.playground.refusal import bad_request, forbidden
from bot.playground.world import World


def known_chat(world: World, asked: Parameters, name: str = "chat_id") -> int:
    """A chat the bot may look at. Raises Refusal."""
    written = asked.text(name)
    if not written:
        raise bad_request(f"{name} is empty")
    try:
        chat = int(written)
    except ValueError:
        raise bad_request("chat not found") from None
    if chat > 0 and chat in world.people:
        return chat
    group = world.groups.get(chat)
    if group is None or group.bot_is == "none":
        raise bad_request("chat not found")
    if group.moved_to is not None:
        words = "group chat was upgraded to a supergroup chat"
        raise bad_request(words, migrate_to_chat_id=group.moved_to)
    if group.is_deleted and not group.is_supergroup:
        raise forbidden("the group chat was deleted")
    if group.bot_is == "kicked":
        raise forbidden(f"bot was kicked from the {group.kind} chat")
    if group.bot_is == "left":
        raise forbidden(f"bot is not a member of the {group.kind} chat")
    return chat


def writable_chat(world: World, asked: Parameters) -> int:
    """A chat the bot may write in. Raises Refusal."""
    chat = known_chat(world, asked)
    if chat > 0:
        person = world.people[chat]
        if person.is_deactivated:
            raise forbidden("user is deactivated")
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if not person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
    return chat


def own_message(world: World, asked: Parameters) -> Message:
    """The bot's message that it wants to edit, or one chosen from its offers. Raises Refusal."""
    if asked.has("inline_message_id"):
        chosen = world.inline_messages.get(asked.text("inline_message_id"))
        if chosen is None or world.chats.get(chosen.chat, chosen.id) is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return chosen
    chat = writable_chat(world, asked)
    message = world.chats.get(chat, asked.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    is_fixed = message.has_reply_keyboard or message.origin is not None or message.service is not None
    if message.sender != world.bot_id or is_fixed:
        raise bad_request("message can't be edited")
    return message


def answered_message(world: World, asked: Parameters, chat: int) -> int | None:
    """The id of the message that is replied to, if any. Raises Refusal where it is gone."""
    reply = asked.record("reply_parameters") or {}
    bag = Parameters(reply)
    message_id = bag.number("message_id") or asked.number("reply_to_message_id")
    if not message_id:
        return None
    if world.chats.get(chat, message_id) is not None:
        return message_id
    if bag.flag("allow_sending_without_reply") or asked.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
