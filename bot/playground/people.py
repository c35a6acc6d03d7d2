"""Who lives in the world of chats: people with their phones, and groups.

It must not know what they write; `chats.py` remembers that.
"""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Membership = Literal["none", "member", "left", "kicked"]

RTL_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
FIRST_SUPERGROUP = -1_000_000_000_000
"""Ids of supergroups are below this one, ids of basic groups above."""


@dataclass(slots=True)
class Person:
    """Somebody with a phone. `role` and `note` are shown on the page and mean nothing to the bot.

    `has_started`: wrote to the bot once, so the bot may write to them. `hides_forwards`: forwards of
    their messages carry a name, but no link to them.
    """

    id: int
    name: str
    language_code: str | None = None
    role: str = ""
    note: str = ""
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False
    hides_forwards: bool = False

    def as_user(self) -> Json:
        """The person as a User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language_code is not None:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> Json:
        """The person's chat with the bot as a Chat."""
        return {"id": self.id, "first_name": self.name, "type": "private"}

    @property
    def is_rtl(self) -> bool:
        """Whether the phone's language is written from right to left."""
        return (self.language_code or "").split("-")[0].lower() in RTL_LANGUAGES


@dataclass(slots=True)
class Group:
    """A group chat. `moved_to`: the supergroup it became, if it did; `is_deleted`: it is no more."""

    id: int
    title: str
    bot_is: Membership = "none"
    moved_to: int | None = None
    is_deleted: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nobody can write in it any more."""
        return self.is_deleted or self.moved_to is not None

    @property
    def is_supergroup(self) -> bool:
        """Whether it has the larger kind of id, and the larger kind of words in refusals."""
        return self.id < FIRST_SUPERGROUP

    @property
    def kind(self) -> str:
        """`group` or `supergroup`, as Telegram calls it."""
        return "supergroup" if self.is_supergroup else "group"

    def as_chat(self) -> Json:
        """The group as a Chat."""
        return {"id": self.id, "title": self.title, "type": self.kind}
