"""What the bot does to messages that are there: edits, deletions, answers to taps.

It must not know HTTP; a method takes the world and what is asked, and gives what Telegram answers.
"""

from typing import Literal

from bot.playground.access import known_chat, own_message, writable_chat
from bot.playground.chats import Message
from bot.playground.keyboard import read_keyboard
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.refusal import bad_request
from bot.playground.sending import read_body, read_caption
from bot.playground.world import World

DELETABLE_S = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip

Edited = Json | Literal[True]
"""The message, or True for one that was chosen inline: the bot may not be in its chat."""


def _edit(world: World, asked: Parameters, message: Message, text: str, entities: list[Json]) -> Edited:
    """Put new content in place; a keyboard that is not given again is gone."""
    rows, is_reply_keyboard = read_keyboard(asked.structure("reply_markup"))
    if is_reply_keyboard:
        raise bad_request("inline keyboard expected")
    if (text, entities, rows) == (message.text, message.entities, message.rows):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.rows = text, entities, rows
    message.edited_at = world.unix_now()
    world.changed()
    return True if asked.has("inline_message_id") else world.message_json(message)


def edit_message_text(world: World, asked: Parameters) -> Edited:
    """editMessageText."""
    text, entities = read_body(asked)
    message = own_message(world, asked)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, asked, message, text, entities)


def edit_message_caption(world: World, asked: Parameters) -> Edited:
    """editMessageCaption."""
    text, entities = read_caption(asked)
    message = own_message(world, asked)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, asked, message, text, entities)


def edit_message_reply_markup(world: World, asked: Parameters) -> Edited:
    """editMessageReplyMarkup."""
    message = own_message(world, asked)
    return _edit(world, asked, message, message.text, message.entities)


def delete_message(world: World, asked: Parameters) -> bool:
    """deleteMessage: its own ones, and in private chats those of the person; for 48 hours."""
    chat = known_chat(world, asked)
    message = world.chats.get(chat, asked.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != world.bot_id and chat < 0:
        raise bad_request("message can't be deleted")
    if world.unix_now() - message.at > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    world.chats.remove(message)
    world.changed()
    return True


def answer_callback_query(world: World, asked: Parameters) -> bool:
    """answerCallbackQuery."""
    world.taps.answer(asked.text("callback_query_id"), asked.text("text"), asked.flag("show_alert"))
    world.changed()
    return True


def send_chat_action(world: World, asked: Parameters) -> bool:
    """sendChatAction."""
    chat = writable_chat(world, asked)
    if asked.text("action").lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.start_typing(chat)
    return True
