"""Formatted text: HTML as bots write it becomes text and entities, or is refused as Telegram does.

It must not know chats or messages. Offsets and lengths count UTF-16 code units.
Source: core.telegram.org/bots/api#html-style, and the refusals of the real server.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.playground.people import Json
from bot.playground.refusal import Refusal, bad_request

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "span": "spoiler", "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
"""The only named references Telegram knows; any other is left as it is written."""

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_TAG = re.compile(r"""<(/?)([^\s>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]+)))?\s*""")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def utf16_length(text: str) -> int:
    """How long Telegram counts a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_web_link(url: str) -> bool:
    """Whether a link may be tapped: http, https (with a host) or tg."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "tg":
        return bool(parts.netloc or parts.path)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url


def _dereference(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else match[0]


def _refusal(html: str, position: int, words: str, rest: str = "") -> Refusal:
    offset = len(html[:position].encode())
    return bad_request(f"can't parse entities: {words} at byte offset {offset}{rest}")


def _argument(html: str, position: int, tag: str, attributes: str) -> str:
    """What a start tag says beside its name: an address, a language, a class."""
    argument = ""
    at = 0
    while attributes[at:].strip():
        match = _ATTRIBUTE.match(attributes, at)
        if match is None:
            raise _refusal(html, position, f'Empty attribute name in the tag "{tag}"')
        name, at = match[1].lower(), match.end()
        value = _REFERENCE.sub(_dereference, match[2] or match[3] or match[4] or "")
        if (tag, name) in (("a", "href"), ("code", "class"), ("span", "class"), ("tg-emoji", "emoji-id")):
            argument = value
        elif (tag, name) == ("blockquote", "expandable"):
            argument = name
    if tag == "span" and argument != "tg-spoiler":
        raise _refusal(html, position, 'Tag "span" must have class "tg-spoiler"')
    return argument


def _entity(opened: _Open, length: int, covered: str) -> Json | None:
    """The entity of a closed tag; None where Telegram silently keeps only the text."""
    entity: Json = {"offset": opened.offset, "length": length, "type": TAGS[opened.tag]}
    if opened.tag == "a":
        url = opened.argument or covered
        if not is_web_link(url):
            return None
        entity["url"] = url
    elif opened.tag == "code" and opened.argument.startswith("language-"):
        entity |= {"type": "pre", "language": opened.argument.removeprefix("language-")}
    elif opened.tag == "blockquote" and opened.argument:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.argument
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without space around it, and entities moved and cut to it."""
    kept = text.strip()
    if len(kept) == len(text):
        return text, entities
    lead, end = utf16_length(text[: len(text) - len(text.lstrip())]), utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] - lead + entity["length"], end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Text and entities, outer ones first. Raises Refusal on tags unknown, unclosed or crossed."""
    parts: list[str] = []
    entities: list[Json] = []
    opened: list[_Open] = []
    at = offset = 0
    while (special := _SPECIAL.search(html, at)) is not None:
        position = special.start()
        piece = html[at:position]
        reference = _REFERENCE.match(html, position)
        if html[position] == "&":
            piece += _dereference(reference) if reference else "&"
            at = reference.end() if reference else position + 1
        parts.append(piece)
        offset += utf16_length(piece)
        if html[position] == "&":
            continue
        tag = _TAG.match(html, position)
        if tag is None:
            kind = "end" if html.startswith("</", position) else "start"
            raise _refusal(html, position, f"Unclosed {kind} tag")
        at, name = tag.end(), tag[2].lower()
        if not tag[1]:
            if name not in TAGS:
                raise _refusal(html, position, f'Unsupported start tag "{name}"')
            opened.append(_Open(name, _argument(html, position, name, tag[3]), offset, len(parts)))
            continue
        if not opened:
            raise _refusal(html, position, "Unexpected end tag")
        last = opened.pop()
        if name and name != last.tag:
            rest = f', expected "</{last.tag}>", found "</{name}>"'
            raise _refusal(html, position, "Unmatched end tag", rest)
        if offset > last.offset:
            entity = _entity(last, offset - last.offset, "".join(parts[last.start :]))
            entities += [entity] if entity else []
    if opened:
        words = f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"'
        raise bad_request(f"can't parse entities: {words}")
    parts.append(html[at:])
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return _trimmed("".join(parts), entities)


def given(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text with entities a bot gave as they are. Raises Refusal on one outside of the text."""
    end = utf16_length(text)
    for entity in entities:
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or "type" not in entity:
            raise bad_request("can't parse MessageEntity: Can't find field")
        if offset < 0 or length < 1 or offset + length > end:
            raise bad_request("entity beyond the text")
    return _trimmed(text, entities)
