"""Taps on buttons that wait for an answer: each can be answered once, and within 150 seconds.

It must not know which button it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.people import Json
from bot.playground.refusal import bad_request

ANSWERABLE_S = 150.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWER_CHARACTERS = 200


@dataclass(slots=True)
class Tap:
    """One callback query; `answer` is what the bot said, or None until it did."""

    id: str
    person: int
    at_s: float
    answer: Json | None = None


class Taps:
    """The taps of the last 150 seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._count = 0
        self._open: dict[str, Tap] = {}

    def add(self, person: int) -> Tap:
        """A new tap of a person."""
        now = self._monotonic()
        while self._open and (oldest := next(iter(self._open.values()))).at_s + ANSWERABLE_S <= now:
            del self._open[oldest.id]
        self._count += 1
        tap = Tap(str((person << 32) + self._count), person, now)
        self._open[tap.id] = tap
        return tap

    def answer(self, query_id: str, text: str, is_alert: bool) -> None:
        """Answer a tap. Raises Refusal where it is unknown, answered, too old, or the text too long."""
        tap = self._open.get(query_id)
        if tap is None or tap.at_s + ANSWERABLE_S <= self._monotonic():
            raise bad_request(TOO_OLD)
        if len(text) > ANSWER_CHARACTERS:
            raise bad_request("MESSAGE_TOO_LONG")
        del self._open[query_id]
        tap.answer = {"text": text, "alert": is_alert}
