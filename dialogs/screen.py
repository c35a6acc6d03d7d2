"""What a person sees: a screen is a text, buttons, perhaps a picture or a voice, and what is awaited next.

It must not know who sees it, nor how it travels.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any, Literal

KEPT = "!"
"""First byte of the callback data of buttons whose message stays as it is when they are tapped."""


@dataclass(frozen=True, slots=True)
class Button:
    """A link to an address of the site, to a web address (`url`), or to the choice of a chat.

    `inline`: what then stands after the bot's name where that chat writes; "" is only the name.
    """

    text: str
    to: str = ""
    url: str = ""
    inline: str | None = None

    def to_json(self) -> list[str]:
        """The button as `Button(*...)` takes it."""
        return [self.text, self.to, self.url, *(() if self.inline is None else (self.inline,))]


@dataclass(frozen=True, slots=True)
class Media:
    """A file beside the text: one already known to Telegram (`file_id`) or one made here (`content`)."""

    kind: Literal["photo", "voice", "document"]
    file_id: str = ""
    name: str = ""
    content: bytes = b""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as a person sees it.

    `text` is escaped HTML (b, i, a, blockquote). `is_kept`: an announcement, a reminder, a card to
    forward; a tap under it is answered with a new message. `awaits`: the address that the next text
    goes to. `is_private`: Telegram is asked not to let it be forwarded. `card`: a second message right
    after it, to be forwarded.
    """

    text: str
    rows: Rows = ()
    media: Media | None = None
    is_kept: bool = False
    is_private: bool = False
    awaits: str | None = None
    card: "Screen | None" = None


@dataclass(frozen=True, slots=True)
class Message:
    """A screen on its way: what is sent, and which message it takes the place of (`edits`), if any."""

    screen: Screen
    edits: int | None = None

    def to_json(self) -> str:
        """The message as text, to be remembered in the outbox."""
        screen = self.screen
        record: dict[str, Any] = {"text": screen.text}
        if screen.rows:
            record["rows"] = [[button.to_json() for button in row] for row in screen.rows]
        if screen.media:
            media = screen.media
            content = base64.b64encode(media.content).decode()
            record["media"] = [media.kind, media.file_id, media.name, content]
        if screen.is_kept:
            record["kept"] = True
        if screen.is_private:
            record["private"] = True
        if self.edits is not None:
            record["edits"] = self.edits
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> "Message":
        """What `to_json` wrote. Raises ValueError or KeyError on anything else: a bug."""
        record = json.loads(text)
        media = None
        if "media" in record:
            kind, file_id, name, content = record["media"]
            media = Media(kind, file_id, name, base64.b64decode(content))
        rows = tuple(tuple(Button(*b) for b in row) for row in record.get("rows", ()))
        screen = Screen(record["text"], rows, media, record.get("kept", False), record.get("private", False))
        return Message(screen, record.get("edits"))
