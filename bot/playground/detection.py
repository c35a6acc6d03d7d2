"""What Telegram finds in a plain text by itself: commands, links and mentions.

It must not know formatting that was asked for, except to leave code and links alone.
"""

import re
from urllib.parse import urlsplit

from bot.playground.entities import utf16_length
from bot.playground.people import Json

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>(?<![\w@.])(?:https?://[^\s<>\"]+|t\.me/[^\s<>\"]+))"
    r"|(?P<mention>(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
)
_TRAILING = ".,;:!?)'»…،؛؟"
OUR_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
LEFT_ALONE = frozenset({"code", "pre", "text_link", "custom_emoji"})


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and those Telegram adds, by offset."""
    if "/" not in text and "@" not in text:
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in LEFT_ALONE]
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        words = match[0].rstrip(_TRAILING) if kind == "url" else match[0]
        start = utf16_length(text[: match.start()])
        stop = start + utf16_length(words)
        if not any(start < end and begin < stop for begin, end in taken):
            found.append({"offset": start, "length": stop - start, "type": kind})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def group_payload(url: str, username: str) -> str | None:
    """The payload of a link that adds this bot to a group; None for any other link."""
    return _query(url, username).get("startgroup")


def start_payload(url: str, username: str) -> str | None:
    """The payload of a link that opens this bot ("" where it has none); None for any other link."""
    query = _query(url, username)
    return None if not query or "startgroup" in query else query.get("start", "")


def _query(url: str, username: str) -> dict[str, str]:
    """What a link to this bot carries; of any other link, nothing."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&"))
    is_ours = (
        parts.hostname in ("t.me", "telegram.me", "telegram.dog")
        and parts.path.strip("/").lower() == username.lower()
    )
    if parts.scheme == "tg" and parts.netloc == "resolve":
        is_ours = query.get("domain", "").lower() == username.lower()
    return query if is_ours else {}
