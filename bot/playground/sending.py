"""What the bot sends: texts, files, copies, forwards.

It must not know HTTP; a method takes the world and what is asked, and gives what Telegram answers.
"""

from typing import Any

from bot.playground.access import answered_message, known_chat, writable_chat
from bot.playground.chats import Message
from bot.playground.detection import with_found
from bot.playground.entities import given, parse_html, utf16_length
from bot.playground.files import Kind, Media
from bot.playground.keyboard import read_keyboard
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.refusal import bad_request
from bot.playground.world import World

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
"""Counted in UTF-16 units after parsing, the strictest reading of "characters after entities parsing"."""
PHOTO_BYTES = 10 * 1024 * 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def read_text(
    asked: Parameters, name: str = "text", entities_name: str = "entities"
) -> tuple[str, list[Json]]:
    """A formatted text with all its entities. Raises Refusal on bad formatting."""
    text, mode = asked.text(name).replace("\r", ""), asked.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in ("", "none"):
        text, entities = given(text, asked.records(entities_name))
    else:
        raise bad_request("unsupported parse_mode")
    return text, with_found(text, entities)


def read_body(asked: Parameters) -> tuple[str, list[Json]]:
    """The text of a message: neither empty nor too long. Raises Refusal."""
    text, entities = read_text(asked)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return text, entities


def read_caption(asked: Parameters) -> tuple[str, list[Json]]:
    """The text beside a file, perhaps none. Raises Refusal where it is too long."""
    text, entities = read_text(asked, "caption", "caption_entities")
    if utf16_length(text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return text, entities


def read_media(world: World, asked: Parameters, kind: Kind) -> Media:
    """A file: uploaded, or one known by its id. Raises Refusal."""
    upload = asked.upload(kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if kind == "photo" and len(upload.content) > PHOTO_BYTES:
            raise bad_request(f"file of size {len(upload.content)} bytes is too big for a photo")
        if kind == "photo" and not upload.content.startswith(PICTURES):
            raise bad_request("IMAGE_PROCESS_FAILED")
        return world.files.add(kind, upload.content, upload.name, upload.mime)
    written = asked.text(kind)
    if not written:
        raise bad_request(f"there is no {kind} in the request")
    if written.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    media = world.files.get(written)
    if media is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if media.kind != kind:
        raise bad_request(f"can't use file of type {media.kind.title()} as {kind.title()}")
    return media


def _post(world: World, asked: Parameters, chat: int, content: Json) -> Message:
    """Post as the bot, with what all sending methods share."""
    rows, has_reply_keyboard = read_keyboard(asked.structure("reply_markup"))
    return world.post(
        chat,
        world.bot_id,
        rows=rows,
        has_reply_keyboard=has_reply_keyboard,
        reply_to=answered_message(world, asked, chat),
        is_protected=asked.flag("protect_content"),
        **content,
    )


def send_message(world: World, asked: Parameters) -> Json:
    """sendMessage."""
    chat = writable_chat(world, asked)
    text, entities = read_body(asked)
    return world.message_json(_post(world, asked, chat, {"text": text, "entities": entities}))


def _send_file(world: World, asked: Parameters, kind: Kind) -> Json:
    chat = writable_chat(world, asked)
    text, entities = read_caption(asked)
    content = {"text": text, "entities": entities, "media": read_media(world, asked, kind)}
    return world.message_json(_post(world, asked, chat, content))


def send_photo(world: World, asked: Parameters) -> Json:
    """sendPhoto."""
    return _send_file(world, asked, "photo")


def send_voice(world: World, asked: Parameters) -> Json:
    """sendVoice."""
    return _send_file(world, asked, "voice")


def send_document(world: World, asked: Parameters) -> Json:
    """sendDocument."""
    return _send_file(world, asked, "document")


def _source(world: World, asked: Parameters, doing: str, done: str) -> Message:
    chat = known_chat(world, asked, "from_chat_id")
    source = world.chats.get(chat, asked.number("message_id"))
    if source is None:
        raise bad_request(f"message to {doing} not found")
    if not source.can_forward:
        raise bad_request(f"the message can't be {done}")
    return source


def copy_message(world: World, asked: Parameters) -> Json:
    """copyMessage: no link to the original, and only the keyboard it is given."""
    chat = writable_chat(world, asked)
    source = _source(world, asked, "copy", "copied")
    content: dict[str, Any] = {"text": source.text, "entities": source.entities, "media": source.media}
    if source.media is not None and asked.has("caption"):
        content["text"], content["entities"] = read_caption(asked)
    return {"message_id": _post(world, asked, chat, content).id}


def forward_message(world: World, asked: Parameters) -> Json:
    """forwardMessage."""
    chat = writable_chat(world, asked)
    content = world.forwarded(_source(world, asked, "forward", "forwarded"))
    protected = asked.flag("protect_content")
    return world.message_json(world.post(chat, world.bot_id, is_protected=protected, **content))
