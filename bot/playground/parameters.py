"""What a request asks: query, urlencoded, multipart and JSON bodies become one bag of values.

It must not know methods; unknown parameters simply stay in the bag.
Source: core.telegram.org/bots/api#making-requests.
"""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from yarl import URL

from bot.playground.refusal import Refusal, bad_request

UPLOAD_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in the request."""

    name: str
    mime: str
    content: bytes


class Parameters:
    """Values by name. Each reader takes JSON values and the same written as text."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload] | None = None) -> None:
        self._values = values
        self._uploads = uploads or {}

    def has(self, name: str) -> bool:
        """Whether it was given at all."""
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """A text, "" where it is missing."""
        value = self._values.get(name)
        return "" if value is None else value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """An integer. Raises Refusal on anything else."""
        value = self._values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'can\'t parse "{name}" as an integer') from None

    def flag(self, name: str) -> bool:
        """Whether a switch is on."""
        return str(self._values.get(name, "")).lower() in ("true", "yes", "1")

    def structure(self, name: str) -> Any:
        """A nested value, perhaps written as JSON text; None where it is missing. Raises Refusal."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return load_json(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def record(self, name: str) -> dict[str, Any] | None:
        """A nested object. Raises Refusal on another shape."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def records(self, name: str) -> list[dict[str, Any]]:
        """A list of nested objects, empty where it is missing. Raises Refusal on another shape."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"expected an Array of Objects as {name}")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or under the one that `attach://` points to."""
        found = self._uploads.get(name)
        if found is None:
            found = self._uploads.get(self.text(name).removeprefix("attach://"))
        return found

    @property
    def chat(self) -> int | None:
        """The chat by number; None where it is missing or a name."""
        try:
            return int(self._values.get("chat_id", ""))
        except (TypeError, ValueError):
            return None


def load_json(text: str) -> Any:
    """JSON as Telegram takes it. Raises ValueError, on halves of characters too."""
    value = json.loads(text)
    if "\\ud" in text or "\\uD" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value


async def read_parameters(request: web.Request) -> Parameters:
    """The bag of a request; what stands in the body wins over the query. Raises Refusal."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    try:
        if kind.startswith("multipart/"):
            for name, field in (await request.post()).items():
                if isinstance(field, FileField):
                    with field.file as file:
                        uploads[name] = Upload(field.filename, field.content_type, file.read())
                else:
                    values[name] = field
        elif request.can_read_body:
            body = await request.read()
            if kind == "application/json":
                values |= load_json(body.decode() or "{}")
            else:
                values |= URL.build(query_string=body.decode(), encoded=True).query
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    except (ValueError, TypeError):
        raise bad_request("can't parse request body") from None
    if any(len(upload.content) > UPLOAD_BYTES for upload in uploads.values()):
        raise Refusal(413, "Request Entity Too Large")
    return Parameters(values, uploads)
