"""What a value of bot.toml may be: addresses, times, names, numbers.

It must not know which key has it; a ValueError here says only that the value is none.
"""

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr, StringConstraints

from dialogs.labs.wording import ICONS

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DATABASE = re.compile(r"(sqlite:///|postgresql\+psycopg://)\S.*")
_SECRET = re.compile(r"|[A-Za-z0-9_-]{16,256}")


def _read_clock(value: object) -> object:
    if isinstance(value, time):
        return value
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def _read_clock_or_off(value: object) -> object:
    return None if value == "" else _read_clock(value)


def _read_yes_or_no(value: object) -> object:
    known = {"true": True, "false": False}
    found = value if isinstance(value, bool) else known.get(str(value).lower())
    if found is None:
        raise ValueError
    return found


def _no_yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError
    return value


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    has_more = parts.query or parts.fragment or re.search(r"\s", url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0 or has_more:
        raise ValueError
    return url.rstrip("/")


def _checked_url_or_none(url: str) -> str:
    if re.search(r"[{}]", url):
        raise ValueError
    return _checked_url(url) if url else ""


def _checked_secret(secret: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError
    return secret


def _checked_database(url: str) -> str:
    if not _DATABASE.fullmatch(url):
        raise ValueError
    return url


def _checked_zone(key: str) -> str:
    try:
        ZoneInfo(key)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError from None
    return key


def _checked_name(name: str) -> str:
    if not name.isprintable():
        raise ValueError
    return name


def _checked_topic(key: str) -> str:
    if key not in ICONS:
        raise ValueError
    return key


def _each_once(items: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(items)) < len(items):
        raise ValueError
    return items


Url = Annotated[str, AfterValidator(_checked_url)]
UrlOrNone = Annotated[str, AfterValidator(_checked_url_or_none)]
DatabaseUrl = Annotated[str, AfterValidator(_checked_database)]
Secret = Annotated[SecretStr, AfterValidator(_checked_secret)]
Zone = Annotated[str, AfterValidator(_checked_zone)]
Clock = Annotated[time, BeforeValidator(_read_clock)]
ClockOrOff = Annotated[time | None, BeforeValidator(_read_clock_or_off)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_checked_name)]
District = Annotated[Name, StringConstraints(max_length=40)]
Topic = Annotated[str, AfterValidator(_checked_topic)]
YesNo = Annotated[bool, BeforeValidator(_read_yes_or_no)]
Number = Annotated[int, BeforeValidator(_no_yes_or_no)]
Amount = Annotated[float, BeforeValidator(_no_yes_or_no)]
Once = AfterValidator(_each_once)
