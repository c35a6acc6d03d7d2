"""The tables of bot.toml: every key with its default, and what it must be.

It must not know where the values come from (`config.py`), nor what is done with them.
"""

import re
from datetime import time
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.log import Format, Level
from dialogs.labs.wording import ICONS

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DATABASE = re.compile(r"(sqlite:///|postgresql\+psycopg://)\S.*")


def _read_clock(value: object) -> object:
    if isinstance(value, time):
        return value
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def _read_clock_or_off(value: object) -> object:
    return None if value == "" else _read_clock(value)


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
Clock = Annotated[time, BeforeValidator(_read_clock)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_checked_name)]
District = Annotated[Name, StringConstraints(max_length=40)]
Topic = Annotated[str, AfterValidator(_checked_topic)]
Number = Annotated[int, BeforeValidator(_no_yes_or_no)]
Hours = Annotated[float, BeforeValidator(_no_yes_or_no)]
Once = AfterValidator(_each_once)


def _range(default: float, unit: str, low: int, high: int) -> Any:
    return Field(default, ge=low, le=high, description=f"must be {unit} from {low} to {high}")


def _wanted(default: object, description: str, **limits: Any) -> Any:
    return Field(default, description=f"must be {description}", **limits)


class Section(BaseModel):
    """A table of bot.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


class TelegramSection(Section):
    """How Telegram is reached. `poll_s`: how long one request waits for updates, in seconds."""

    driver: Literal["aiogram"] = _wanted("aiogram", "aiogram")
    api_base: Url = _wanted("https://api.telegram.org", "an address like https://api.telegram.org")
    link_base: Url = _wanted("https://t.me", "an address like https://t.me")
    poll_s: Number = _range(50, "a whole number of seconds", 1, 50)


class StorageSection(Section):
    """Where everything is remembered. `connections`: open at once, on PostgreSQL."""

    url: Annotated[str, AfterValidator(_checked_database)] = _wanted(
        "sqlite:///passaparola.db",
        "like sqlite:///passaparola.db or postgresql+psycopg://user:password@host/name",
    )
    connections: Number = _range(8, "a whole number", 1, 100)


class CitySection(Section):
    """The city and its rules. `keeper`: who keeps the data; `largest_party`: people in one sign-up."""

    name: Name = _wanted("Bologna", "a name of 1 to 60 characters", max_length=60)
    zone: Annotated[str, AfterValidator(_checked_zone)] = _wanted(
        "Europe/Rome", "a time zone like Europe/Rome"
    )
    language: str = _wanted("it", "a language like it")
    keeper: Name = _wanted("Passaparola Bologna", "a name of 1 to 200 characters", max_length=200)
    districts: Annotated[tuple[District, ...], Once] = _wanted(
        ("San Donato", "San Lazzaro di Savena", "Alto Reno Terme"),
        "a list of at most 90 different names of 1 to 40 characters",
        max_length=90,
    )
    topics: Annotated[tuple[Topic, ...], Once] = _wanted(
        ("work", "crafts", "art", "media", "territory", "community", "language"),
        f"a list of different topics among {', '.join(ICONS)}",
        min_length=1,
    )
    largest_party: Number = _range(5, "a whole number of people", 1, 8)
    quiet_from: Clock = _wanted(time(21), 'a time like "21:00"')
    quiet_to: Clock = _wanted(time(8), 'a time like "08:00"')


class LanguagesSection(Section):
    """The languages offered, and for each, which to try where it lacks words, best first."""

    offered: Annotated[tuple[str, ...], Once] = _wanted(
        ("it", "en", "fr", "ar"), "a list of different languages", min_length=1
    )
    fallback: dict[str, Annotated[tuple[str, ...], Once]] = _wanted(
        {"fr": ("en", "it"), "ar": ("fr", "en", "it"), "en": ("it",), "it": ("en",)},
        'a table of lists of different languages, like fr = ["en", "it"]',
    )


class DeskSection(Section):
    """Who coordinates, by Telegram id, and how many hours a question waits before it is raised again."""

    coordinators: tuple[Annotated[Number, Field(gt=0, lt=2**52)], ...] = _wanted(
        (), "a list of Telegram ids, positive whole numbers"
    )
    question_wait_h: Number = _range(24, "a whole number of hours", 1, 720)


class DeliverySection(Section):
    """Messages a second, how many of them are for replies; `chat_burst`: to one chat in as many seconds."""

    per_second: Number = _range(30, "a whole number of messages", 1, 1000)
    reserve: Number = _range(5, "a whole number of messages", 0, 999)
    chat_burst: Number = _range(3, "a whole number of messages", 1, 1000)

    @model_validator(mode="after")
    def _leaves_some(self) -> Self:
        if self.reserve >= self.per_second:
            raise ValueError(
                f"delivery.reserve must be less than delivery.per_second, which is {self.per_second}"
            )
        return self


class RemindersSection(Section):
    """When to remind: at a time on the day before (None: not), and hours before the start (0: not)."""

    day_before_at: Annotated[time | None, BeforeValidator(_read_clock_or_off)] = _wanted(
        time(18), 'a time like "18:00", or "" for off'
    )
    before_h: Hours = _range(2.0, "a number of hours", 0, 168)


class KeepSection(Section):
    """After how many days things are forgotten."""

    visitors_days: Number = _range(30, "a whole number of days", 1, 3650)
    answers_days: Number = _range(30, "a whole number of days", 1, 3650)
    drafts_days: Number = _range(14, "a whole number of days", 1, 3650)
    messages_days: Number = _range(30, "a whole number of days", 1, 3650)
    audit_days: Number = _range(365, "a whole number of days", 1, 3650)


class LogSection(Section):
    """How much is logged, and how it looks."""

    level: Level = _wanted("info", "debug, info, warning or error")
    format: Format = _wanted("plain", "plain or json")
