"""Buttons under a message: read from `reply_markup` and held to Telegram's limits.

It must not know the message they stand under. Source: core.telegram.org/bots/api#inlinekeyboardmarkup.
"""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from bot.playground.chats import Rows
from bot.playground.entities import is_web_link
from bot.playground.people import Json
from bot.playground.refusal import bad_request

MOST_IN_ROW = 8
MOST_BUTTONS = 100
DATA_BYTES = 64
ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay",
)  # fmt: skip
REPLY_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


def read_keyboard(markup: Any) -> tuple[Rows | None, bool]:
    """Inline rows (None without any), and whether it is a reply keyboard instead. Raises Refusal."""
    if markup is None:
        return None, False
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if any(name in markup for name in REPLY_KEYBOARDS):
        return None, True
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    read = [[_read_button(button) for button in row] for row in rows if row]
    if any(len(row) > MOST_IN_ROW for row in read) or sum(map(len, read)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return read or None, False


def _read_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    action = next((name for name in ACTIONS if name in button), None)
    if action is None:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    value = button[action]
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not _can_open(str(value)):
        raise bad_request("BUTTON_URL_INVALID")
    return {"text": text, action: value}


def _can_open(url: str) -> bool:
    """Whether Telegram takes a link for a button: not one to a name without a dot, like localhost."""
    if not is_web_link(url):
        return False
    host = urlsplit(url).hostname or ""
    if url.startswith("tg:") or "." in host.strip("."):
        return True
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def only_links(rows: Rows | None) -> bool:
    """Whether a keyboard survives forwarding: every button is a link."""
    return bool(rows) and all("url" in button for row in rows or () for button in row)
