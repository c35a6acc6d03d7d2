"""Text and entities as safe HTML for the page, and in which direction a text runs.

It must not know messages. Everything but the tags written here is escaped.
"""

import unicodedata
from html import escape

from bot.playground.entities import is_web_link
from bot.playground.people import Json

TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote", "spoiler": "span",
}  # fmt: skip


def _tags(entity: Json, covered: str) -> tuple[str, str] | None:
    """The opening and the closing tag; None for an entity the page does not show."""
    kind = entity["type"]
    if kind in ("text_link", "url"):
        found = covered if "://" in covered else f"https://{covered}"
        url = str(entity.get("url", "")) if kind == "text_link" else found
        if not is_web_link(url):
            return None
        return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">', "</a>"
    if kind in ("bot_command", "mention"):
        return f'<span class="{kind}">', "</span>"
    if kind == "spoiler":
        return '<span class="spoiler">', "</span>"
    return (f"<{TAGS[kind]}>", f"</{TAGS[kind]}>") if kind in TAGS else None


def safe_html(text: str, entities: list[Json]) -> str:
    """HTML for one message; crossing entities are cut to the one around them."""
    units = text.encode("utf-16-le", "surrogatepass")

    def part(start: int, stop: int) -> str:
        return units[2 * start : 2 * stop].decode("utf-16-le", "replace")

    def shown(start: int, stop: int) -> str:
        return escape(part(start, stop)).replace("\n", "<br>")

    out: list[str] = []
    opened: list[tuple[int, str]] = []
    at = 0
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start = entity["offset"]
        while opened and opened[-1][0] <= start:
            stop, closing = opened.pop()
            out += [shown(at, stop), closing]
            at = stop
        stop = min(start + entity["length"], opened[-1][0] if opened else len(units) // 2)
        tags = _tags(entity, part(start, stop))
        if tags is not None and stop > start:
            out += [shown(at, start), tags[0]]
            opened.append((stop, tags[1]))
            at = start
    while opened:
        stop, closing = opened.pop()
        out += [shown(at, stop), closing]
        at = stop
    return "".join([*out, shown(at, len(units) // 2)])


def is_rtl(text: str) -> bool:
    """Whether the first strong character runs from right to left, as Telegram decides it."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
