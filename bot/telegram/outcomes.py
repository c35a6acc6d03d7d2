"""Says Telegram's answer to a message in the port's outcomes.

It must know no library, nor who waits for the outcome.
"""

from typing import Any

from bot.telegram.envelope import Answer, field
from bot.telegram.port import Migrated, Outcome, Refused, Sent, Unknown, Unreachable, Unsent, Wait
from bot.telegram.updates import whole
from dialogs.screen import Media

# Telegram's words in a 400 that blames the chat, not the message.
_SHUT = (
    "chat not found",
    "deactivated",
    "can't initiate",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
)
_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",
    "message_id_invalid",
)


def sent(answer: Answer | Unsent | Unknown, media: Media | None = None) -> Outcome:
    """What became of a message, or of the file that was sent with it."""
    if not isinstance(answer, Answer):
        return answer
    if answer.is_ok:
        message_id = whole(answer.result, "message_id")
        if message_id is None:
            return Unknown("Telegram took the message and gave it no number")
        is_upload = media is not None and not media.file_id
        return Sent(message_id, _file_id(answer.result, media.kind) if media and is_upload else "")
    if answer.status == 429:
        return Wait(answer.retry_after_s)
    if answer.new_chat_id is not None:
        return Migrated(answer.new_chat_id)
    if answer.is_token_refused:
        return Unsent(answer.words)
    words = answer.words.lower()
    if answer.status == 403 or (answer.status == 400 and any(sign in words for sign in _SHUT)):
        return Unreachable(answer.words)
    return Refused(answer.words)


def edited(answer: Answer | Unsent | Unknown, message_id: int) -> Outcome | None:
    """What became of an edit, or None where the screen must be sent as a new message."""
    words = answer.words.lower() if isinstance(answer, Answer) and answer.status == 400 else ""
    if "message is not modified" in words:
        return Sent(message_id)
    if any(sign in words for sign in _UNEDITABLE):
        return None
    return sent(answer)


def _file_id(message: Any, kind: str) -> str:
    found = field(message, kind)
    largest = found[-1] if isinstance(found, list) and found else found
    file_id = field(largest, "file_id")
    return file_id if isinstance(file_id, str) else ""
