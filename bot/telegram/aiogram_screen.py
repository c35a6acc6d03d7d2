"""Says a screen in Telegram's requests: which method, which keyboard, whether the text fits under a file.

It must not know who sends them, nor what becomes of them.
"""

import html
import re
from typing import Any

from aiogram.methods import EditMessageText, SendDocument, SendMessage, SendPhoto, SendVoice, TelegramMethod
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.telegram.updates import clean
from dialogs.screen import KEPT, Button, Media, Screen

CAPTION_LIMIT = 1024
"""Visible characters beside a file (core.telegram.org/bots/api#sendphoto)."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_FILE_NAMES = {"photo": "photo.jpg", "voice": "voice.ogg", "document": "document"}
_UNFIT_FOR_A_NAME = re.compile(r'[\x00-\x1f\x7f"\\/]')
_TAG = re.compile(r"<[^>]*>")


def written(chat_id: int, screen: Screen) -> TelegramMethod[Any]:
    """The screen's text and buttons as a new message; its file, if any, is left out."""
    return SendMessage(
        chat_id=chat_id,
        text=clean(screen.text),
        parse_mode="HTML",
        link_preview_options=_NO_PREVIEW,
        protect_content=screen.is_private,
        reply_markup=_keyboard(screen),
    )


def rewritten(chat_id: int, message_id: int, screen: Screen) -> TelegramMethod[Any]:
    """The screen's text and buttons in the place of a message of ours; no buttons takes the old ones away."""
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=clean(screen.text),
        parse_mode="HTML",
        link_preview_options=_NO_PREVIEW,
        reply_markup=_keyboard(screen),
    )


def shown(chat_id: int, screen: Screen, media: Media) -> TelegramMethod[Any]:
    """The screen's file, with text and buttons where the text `fits_under_file`, and else bare."""
    name = _UNFIT_FOR_A_NAME.sub("_", clean(media.name)) or _FILE_NAMES[media.kind]
    file = media.file_id or BufferedInputFile(media.content, name)
    rest: dict[str, Any] = {"chat_id": chat_id, "protect_content": screen.is_private}
    if fits_under_file(screen.text):
        rest |= {"caption": clean(screen.text), "parse_mode": "HTML", "reply_markup": _keyboard(screen)}
    match media.kind:
        case "photo":
            return SendPhoto(photo=file, **rest)
        case "voice":
            return SendVoice(voice=file, **rest)
        case "document":
            return SendDocument(document=file, **rest)


def fits_under_file(text: str) -> bool:
    """Whether the HTML is short enough for a caption, in UTF-16 units once its tags are read."""
    visible = html.unescape(_TAG.sub("", clean(text))).strip()
    return len(visible.encode("utf-16-le")) // 2 <= CAPTION_LIMIT


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    rows = [[_button(button, screen.is_kept) for button in row] for row in screen.rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button, is_kept: bool) -> InlineKeyboardButton:
    text = clean(button.text)
    if button.url:
        return InlineKeyboardButton(text=text, url=clean(button.url))
    return InlineKeyboardButton(text=text, callback_data=clean(KEPT + button.to if is_kept else button.to))
