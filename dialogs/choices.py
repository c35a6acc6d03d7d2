"""What somebody may choose from who typed the bot's name in a chat; they post it there themselves.

It must not know what is offered, nor how it travels.
"""

from dataclasses import dataclass

from dialogs.screen import Screen

MOST = 50
"""Choices in one answer, at most (core.telegram.org/bots/api#answerinlinequery)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them: plain `title` and `description` to choose by, and the `screen` that is posted.

    `id` (at most 64 bytes) says which it was, where we are told. The screen's buttons are links: whoever
    reads it may never have met the bot.
    """

    id: str
    title: str
    description: str
    screen: Screen


@dataclass(frozen=True, slots=True)
class Choices:
    """What one person is shown for what they typed: theirs alone, and kept for them for `kept_s` seconds.

    `more_at`: the offset from which there is more, or "". `button`: a line above them all, and the payload of
    /start that it sends to the bot (1 to 64 of `A-Za-z0-9_-`).
    """

    each: tuple[Choice, ...] = ()
    more_at: str = ""
    button: tuple[str, str] | None = None
    kept_s: int = 0
