"""How the bot presents itself: name, descriptions and commands, by language and by scope.

It must not know people; it is told their chat and their language.
Source of the limits: core.telegram.org/bots/api#setmycommands and the methods after it.
"""

import re
from typing import Literal

from bot.playground.people import Json
from bot.playground.refusal import bad_request

Part = Literal["name", "description", "short_description"]
LONGEST: dict[Part, int] = {"name": 64, "description": 512, "short_description": 120}
MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
SCOPES = frozenset({
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
    "chat", "chat_administrators", "chat_member",
})  # fmt: skip

ScopeKey = tuple[str, int, int]
"""Type, chat and user; 0 where the type has none."""


def check_language(language: str) -> str:
    """A two-letter code or "". Raises Refusal."""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def scope_key(scope: Json | None) -> ScopeKey:
    """Which people a list of commands is for. Raises Refusal on a scope that does not exist."""
    kind = (scope or {"type": "default"}).get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    try:
        return kind, int((scope or {}).get("chat_id", 0)), int((scope or {}).get("user_id", 0))
    except ValueError:
        raise bad_request("chat not found") from None


class Profile:
    """What the bot said about itself; "" is the language of all others."""

    def __init__(self, name: str) -> None:
        self._texts: dict[tuple[Part, str], str] = {("name", ""): name}
        self._commands: dict[tuple[ScopeKey, str], list[Json]] = {}

    def text(self, part: Part, language: str = "") -> str:
        """A text as a phone with this language shows it."""
        return self._texts.get((part, language[:2])) or self._texts.get((part, ""), "")

    def set_text(self, part: Part, text: str, language: str) -> None:
        """Set or, with "", delete a text. Raises Refusal on one too long."""
        if len(text) > LONGEST[part]:
            raise bad_request(
                f"bot {part.replace('_', ' ')} must be no longer than {LONGEST[part]} characters"
            )
        key = (part, check_language(language))
        if text:
            self._texts[key] = text
        elif key != ("name", ""):
            self._texts.pop(key, None)

    def commands(self, scope: ScopeKey, language: str) -> list[Json]:
        """Exactly what was set for this scope and language."""
        return self._commands.get((scope, check_language(language)), [])

    def set_commands(self, scope: ScopeKey, language: str, commands: list[Json]) -> None:
        """Set or, with none, delete. Raises Refusal on too many, bad names, bad descriptions."""
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        listed: list[Json] = []
        for command in commands:
            name = str(command.get("command", "")).removeprefix("/")
            description = str(command.get("description", ""))
            if not _COMMAND.fullmatch(name):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
            listed.append({"command": name, "description": description})
        key = (scope, check_language(language))
        self._commands.pop(key, None)
        if listed:
            self._commands[key] = listed

    def commands_seen(self, chat: int, language: str) -> list[Json]:
        """The commands a phone with this language lists in a chat.

        The narrowest scope wins, and in it the phone's language before all others.
        """
        everywhere = "all_private_chats" if chat > 0 else "all_group_chats"
        for scope in (("chat", chat, 0), (everywhere, 0, 0), ("default", 0, 0)):
            for spoken in (language[:2], ""):
                if (scope, spoken) in self._commands:
                    return self._commands[scope, spoken]
        return []
