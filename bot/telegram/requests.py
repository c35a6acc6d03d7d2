"""Says a screen in requests of the Bot API: which method, which keyboard, whether the text goes with a file.

It must know no library, nor who carries them or what becomes of them. The parameters are what JSON has,
as core.telegram.org/bots/api#available-methods names them.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.telegram.captions import fits_under_file
from bot.telegram.updates import clean
from dialogs.choices import MOST, Choice, Choices
from dialogs.screen import KEPT, Button, Media, Screen

Json = dict[str, Any]
"""Parameters by name, with what JSON has for values."""

_NO_PREVIEW = {"is_disabled": True}
_SENDING = {"photo": "sendPhoto", "voice": "sendVoice", "document": "sendDocument"}
_FILE_NAMES = {"photo": "photo.jpg", "voice": "voice.ogg", "document": "document"}
_UNFIT_FOR_A_NAME = re.compile(r'[\x00-\x1f\x7f"\\/]')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to go with a request: the parameter it is the value of, its name and what is in it."""

    parameter: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask of Telegram."""

    method: str
    parameters: Json
    upload: Upload | None = None


def written(chat_id: int, screen: Screen, is_paid: bool) -> Request:
    """The screen's text and buttons as a new message; its file, if any, is left out."""
    parameters = {
        "chat_id": chat_id,
        "text": clean(screen.text),
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
        **_apart(screen, is_paid),
        **_keyboard(screen),
    }
    return Request("sendMessage", parameters)


def rewritten(chat_id: int, message_id: int, screen: Screen) -> Request:
    """The screen's text and buttons in the place of a message of ours; no buttons takes the old ones away."""
    parameters = {
        "chat_id": chat_id,
        "message_id": message_id,
        "text": clean(screen.text),
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
        **_keyboard(screen),
    }
    return Request("editMessageText", parameters)


def shown(chat_id: int, screen: Screen, media: Media, is_paid: bool) -> Request:
    """The screen's file, with text and buttons where the text `fits_under_file`, and else bare."""
    parameters = {"chat_id": chat_id, **_apart(screen, is_paid)}
    if fits_under_file(screen.text):
        parameters |= {"caption": clean(screen.text), "parse_mode": "HTML", **_keyboard(screen)}
    method = _SENDING[media.kind]
    if media.file_id:
        return Request(method, parameters | {media.kind: media.file_id})
    name = _UNFIT_FOR_A_NAME.sub("_", clean(media.name)) or _FILE_NAMES[media.kind]
    return Request(method, parameters, Upload(media.kind, name, media.content))


def offered(query_id: str, choices: Choices) -> Request:
    """What somebody may choose from, in answer to their inline query.

    Personal always: Telegram would give what it keeps to everybody who types the same, with another's link.
    """
    parameters: Json = {
        "inline_query_id": clean(query_id),
        "results": [_article(choice) for choice in choices.each[:MOST]],
        "cache_time": choices.kept_s,
        "is_personal": True,
        "next_offset": choices.more_at,
    }
    if choices.button is not None:
        text, payload = choices.button
        parameters["button"] = {"text": clean(text), "start_parameter": payload}
    return Request("answerInlineQuery", parameters)


def _article(choice: Choice) -> Json:
    posted = {
        "message_text": clean(choice.screen.text),
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    about = {"id": choice.id, "title": clean(choice.title), "description": clean(choice.description)}
    return {"type": "article", **about, "input_message_content": posted, **_keyboard(choice.screen)}


def _apart(screen: Screen, is_paid: bool) -> Json:
    """What is asked of a new message, apart from what it says."""
    asked = {"protect_content": True} if screen.is_private else {}
    return asked | {"allow_paid_broadcast": True} if is_paid else asked


def _keyboard(screen: Screen) -> Json:
    rows = [[_button(button, screen.is_kept) for button in row] for row in screen.rows if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(button: Button, is_kept: bool) -> dict[str, str]:
    text = clean(button.text)
    if button.url:
        return {"text": text, "url": clean(button.url)}
    if button.inline is not None:
        return {"text": text, "switch_inline_query": clean(button.inline)}
    return {"text": text, "callback_data": clean(KEPT + button.to if is_kept else button.to)}
