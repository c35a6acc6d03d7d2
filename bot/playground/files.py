"""Every file that was sent, under the id by which it can be sent again.

It must not know in which chat a file was seen.
"""

import itertools
from dataclasses import dataclass
from typing import Literal

from bot.playground.people import Json
from bot.playground.samples import SAMPLES

Kind = Literal["photo", "voice", "document", "video", "audio", "sticker", "location", "contact"]

FILE_PREFIXES: dict[str, str] = {
    "photo": "AgACAg", "voice": "AwACAg", "document": "BQACAg",
    "video": "BAACAg", "audio": "CQACAg", "sticker": "CAACAg",
}  # fmt: skip
"""How ids of each kind begin in the real Telegram. A location and a contact are no files."""

PHOTO_SIDE = 160


@dataclass(frozen=True, slots=True)
class Media:
    """Something shown instead of written. `number` tells files apart; `path` is for downloading."""

    kind: Kind
    number: int
    content: bytes = b""
    name: str = ""
    mime: str = ""

    @property
    def file_id(self) -> str:
        """The id by which the bot may send it again; "" for a location or a contact."""
        prefix = FILE_PREFIXES.get(self.kind)
        return f"{prefix}AAxkBAAI{self.number:08d}AAtg" if prefix else ""

    @property
    def path(self) -> str:
        """The `file_path` of getFile."""
        return f"{self.kind}s/file_{self.number}"

    def as_json(self) -> Json:
        """The fields Telegram adds to a message that shows this."""
        if self.kind == "location":
            return {"location": {"latitude": 44.4949, "longitude": 11.3426}}
        if self.kind == "contact":
            return {"contact": {"phone_number": "+390510000000", "first_name": self.name or "Fatou"}}
        file: Json = {
            "file_id": self.file_id,
            "file_unique_id": f"AQAD{self.number:08d}",
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {"photo": [{**file, "width": PHOTO_SIDE, "height": PHOTO_SIDE}]}
        file["mime_type"] = self.mime
        if self.kind in ("voice", "audio", "video"):
            file["duration"] = 1
        if self.kind == "video":
            file |= {"width": PHOTO_SIDE, "height": PHOTO_SIDE}
        if self.kind == "sticker":
            del file["mime_type"]
            file |= {"type": "regular", "width": 512, "height": 512, "emoji": "👋"}
            file |= {"is_animated": False, "is_video": False}
        if self.kind in ("document", "audio", "video"):
            file["file_name"] = self.name
        return {self.kind: file}


class Files:
    """Files by id and by path."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._by_id: dict[str, Media] = {}
        self._by_path: dict[str, Media] = {}

    def add(self, kind: Kind, content: bytes = b"", name: str = "", mime: str = "") -> Media:
        """Remember a file; without content, a small sample of its kind."""
        sample = SAMPLES.get(kind)
        if sample and not content:
            content, name, mime = sample.content, name or sample.name, mime or sample.mime
        media = Media(kind, next(self._numbers), content, name, mime or "application/octet-stream")
        if media.file_id:
            self._by_id[media.file_id] = media
            self._by_path[media.path] = media
        return media

    def get(self, file_id: str) -> Media | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> Media | None:
        """The file with this `file_path`."""
        return self._by_path.get(path)
