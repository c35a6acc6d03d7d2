"""Says what this bot is set to: bot.toml, overridden by PASSAPAROLA_* variables, checked as a whole.

It must not know what is done with a setting. An unknown key is an error, never ignored.
"""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.log import Format, Level, hide_tokens
from dialogs.city import City, ReminderRule
from dialogs.labs.wording import ICONS
from dialogs.text import Catalogs

FILE = Path("bot.toml")
PREFIX = "PASSAPAROLA_"

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DATABASE = re.compile(r"(sqlite:///|postgresql\+psycopg://)\S.*")
_TOKEN_WANTED = "must be the bot's token as @BotFather gave it, digits:letters"  # noqa: S105  # it is none


class ConfigError(Exception):
    """The configuration cannot be used. Its text is one sentence, without secrets."""


def _read_clock(value: object) -> object:
    if isinstance(value, time):
        return value
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def _read_clock_or_off(value: object) -> object:
    return None if value == "" else _read_clock(value)


def _as_absent(value: object) -> object:
    return None if value == "" else value


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


class Config(BaseSettings):
    """Everything in bot.toml. Its table `[city]` is `town` here; `city()` is what dialogs need of it all."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: Annotated[SecretStr | None, BeforeValidator(_as_absent)] = Field(None, description=_TOKEN_WANTED)
    telegram: TelegramSection = TelegramSection()
    storage: StorageSection = StorageSection()
    town: CitySection = Field(CitySection(), alias="city")
    languages: LanguagesSection = LanguagesSection()
    desk: DeskSection = DeskSection()
    delivery: DeliverySection = DeliverySection()
    reminders: RemindersSection = RemindersSection()
    keep: KeepSection = KeepSection()
    log: LogSection = LogSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what it is given: `load` reads the file and the environment."""
        return (init_settings,)

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if self.town.language not in self.languages.offered:
            raise ValueError(
                f'languages.offered must contain the city\'s own language, "{self.town.language}"'
            )
        return self

    def checked_token(self) -> str:
        """The token. Raises ConfigError if there is none, or it cannot be one."""
        if self.token is None:
            raise ConfigError(f"token is missing: set {PREFIX}TOKEN to the bot's token as @BotFather gave it")
        token = self.token.get_secret_value()
        if not _TOKEN.fullmatch(token):
            raise ConfigError(f"token {_TOKEN_WANTED}")
        return token

    def city(self, bot_username: str) -> City:
        """What screens know of the city; `bot_username` is the bot's, without @."""
        town, keep = self.town, self.keep
        return City(
            name=town.name,
            zone=ZoneInfo(town.zone),
            language=town.language,
            languages=self.languages.offered,
            fallback=dict(self.languages.fallback),
            districts=town.districts,
            topics=town.topics,
            bot_username=bot_username,
            link_base=self.telegram.link_base,
            keeper=town.keeper,
            coordinator_ids=self.desk.coordinators,
            quiet_from=town.quiet_from,
            quiet_to=town.quiet_to,
            reminders=tuple(self._rules()),
            question_wait=timedelta(hours=self.desk.question_wait_h),
            keep_visitors=timedelta(days=keep.visitors_days),
            keep_answers=timedelta(days=keep.answers_days),
            keep_drafts=timedelta(days=keep.drafts_days),
            keep_messages=timedelta(days=keep.messages_days),
            keep_audit=timedelta(days=keep.audit_days),
            largest_party=town.largest_party,
        )

    def _rules(self) -> Iterable[ReminderRule]:
        if self.reminders.day_before_at is not None:
            yield ReminderRule("day-before", at=self.reminders.day_before_at)
        if self.reminders.before_h:
            yield ReminderRule("hours-before", before=timedelta(hours=self.reminders.before_h))


def _keys() -> Iterable[tuple[str, FieldInfo]]:
    for name, field in Config.model_fields.items():
        table = field.annotation
        if isinstance(table, type) and issubclass(table, Section):
            yield from ((f"{field.alias or name}.{key}", held) for key, held in table.model_fields.items())
        else:
            yield name, field


KEYS: Mapping[str, FieldInfo] = dict(_keys())
"""Every key as it is written, like `telegram.api_base`."""


def load(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration: defaults, then the file, then the environment (by default the process's own).

    A `path` that is given must be there; bot.toml in the working directory need not. Raises ConfigError.
    """
    settings = _from_file(path)
    for name, value in _from_environment(os.environ if environ is None else environ).items():
        below = settings.get(name, {})
        if isinstance(value, dict) and isinstance(below, dict):
            value = {**below, **value}
        settings[name] = value
    try:
        config = Config(**settings)
    except ValidationError as error:
        raise ConfigError(hide_tokens(_sentence(error))) from None
    _check_languages(config)
    return config


def _from_file(path: Path | None) -> dict[str, Any]:
    file = FILE if path is None else path
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        if path is None:
            return {}
        raise ConfigError(f"{file} is not there") from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file} cannot be read: it must be UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(hide_tokens(f"{file} is not TOML: {error}")) from None


def _variable(key: str) -> str:
    return PREFIX + key.replace(".", "__").upper()


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    keys = {_variable(key): key for key in KEYS}
    ours = {name: value for name, value in environ.items() if name.upper().startswith(PREFIX)}
    for name, value in ours.items():
        key = keys.get(name.upper())
        if key is None:
            raise ConfigError(f"{name} names no key of the configuration{_closest(name, keys)}")
        if get_origin(KEYS[key].annotation) in (tuple, dict):
            try:
                json.loads(value)
            except ValueError:
                raise ConfigError(f"{key} {KEYS[key].description}, written as JSON in {name}") from None
    source = EnvSettingsSource(Config, env_nested_delimiter="__")
    source.env_vars = {name.upper().removeprefix(PREFIX).lower(): value for name, value in ours.items()}
    return source()


def _closest(name: str, names: Iterable[str]) -> str:
    known = {each.upper().removeprefix(PREFIX): each for each in names}
    found = difflib.get_close_matches(name.upper().removeprefix(PREFIX), known, n=1, cutoff=0.7)
    return f"; did you mean {known[found[0]]}?" if found else ""


def _sentence(error: ValidationError) -> str:
    """What is wrong first, in words."""
    first = error.errors(include_url=False)[0]
    place = [str(part) for part in first["loc"]]
    for length in (1, 2):
        key = ".".join(place[:length])
        if key in KEYS:
            wanted = f"{key} {KEYS[key].description}"
            has_secret = key in ("token", "storage.url")
            return wanted if has_secret else f"{wanted}, not {_shown(first['input'])}"
    name = ".".join(place)
    if first["type"] == "extra_forbidden":
        return f"{name} is no key of the configuration{_closest(name, KEYS)}"
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    return f"{name} must be a table, written [{name}]"


def _shown(value: object) -> str:
    text = hide_tokens(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= 60 else f"{text[:60]}…"


def _check_languages(config: Config) -> None:
    shipped = Catalogs().shipped
    named = [("city.language", config.town.language)]
    named += [("languages.offered", language) for language in config.languages.offered]
    for language, others in config.languages.fallback.items():
        named += [("languages.fallback", each) for each in (language, *others)]
    for key, language in named:
        if language not in shipped:
            raise ConfigError(
                f'{key} must name languages that are shipped: {", ".join(shipped)}, not "{language}"'
            )
