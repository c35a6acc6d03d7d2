"""Reads the envelope in which Telegram answers every request, and says what it holds.

It must know no library, nor what was asked. What cannot be read is Unknown, and nothing that is said here
holds the token (core.telegram.org/bots/api#making-requests).
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.telegram.port import Unknown
from bot.telegram.updates import clean, whole

WAIT_UNSAID_S = 5.0
"""How long to keep still after a 429 that does not say how long."""

LONGEST_WAIT_S = 10**7
"""More than Telegram ever says; what is longer is no number of seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram said. `words` is its description of what is wrong, "" where nothing is."""

    is_ok: bool
    status: int
    result: Any
    words: str = ""
    retry_after_s: float = 0.0
    new_chat_id: int | None = None

    @property
    def is_token_refused(self) -> bool:
        """Telegram does not know the token: 401, or 404 where it is no token at all."""
        return self.status == 401 or (self.status == 404 and "method" not in self.words)


def read(status: int, content: bytes, token: str) -> Answer | Unknown:
    """The answer in an HTTP response, its words without the token."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("ok"), bool):
        # A proxy's page, say: its 403 is not a person's who blocked us.
        return Unknown(f"HTTP {status} without an answer of Telegram's", is_answered=status >= 500)
    if told["ok"]:
        return Answer(True, status, told.get("result"))
    words = _redacted(str(told.get("description") or f"HTTP {status}"), token)
    if status >= 500:
        return Unknown(words, is_answered=True)
    parameters = told.get("parameters")
    hints = parameters if isinstance(parameters, dict) else {}
    moved_to = whole(hints, "migrate_to_chat_id")
    return Answer(False, status, None, words, _pause_s(hints.get("retry_after")), moved_to)


def field(found: Any, name: str) -> Any:
    """What a record holds under a name; None where it is no record, or holds nothing there."""
    return found.get(name) if isinstance(found, dict) else None


def _redacted(words: str, token: str) -> str:
    for secret in (token, quote(token, safe="")):
        words = words.replace(secret, "[token]")
    return clean(words)


def _pause_s(told: Any) -> float:
    is_sensible = isinstance(told, int | float) and 0 < told < LONGEST_WAIT_S
    return float(told) if is_sensible else WAIT_UNSAID_S
