"""Says what this bot is set to: bot.toml, overridden by PASSAPAROLA_* variables, checked as a whole.

It must not know what is done with a setting. An unknown key is an error, never ignored.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Self, get_origin
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.complaint import closest, complaint
from bot.log import hide_tokens
from bot.settings import (
    CitySection,
    DeliverySection,
    DeskSection,
    FloodSection,
    KeepSection,
    LanguagesSection,
    LogSection,
    MonitorSection,
    OffersSection,
    RemindersSection,
    Section,
    StorageSection,
    TelegramSection,
    WebhookSection,
)
from dialogs.city import City, ReminderRule
from dialogs.text import Catalogs

FILE = Path("bot.toml")
PREFIX = "PASSAPAROLA_"

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_TOKEN_WANTED = "must be the bot's token as @BotFather gave it, digits:letters"  # noqa: S105  # it is none


class ConfigError(Exception):
    """The configuration cannot be used. Its text is one sentence, without secrets."""


def _as_absent(value: object) -> object:
    return None if value == "" else value


class Config(BaseSettings):
    """Everything in bot.toml. Its table `[city]` is `town` here; `city()` is what dialogs need of it all."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: Annotated[SecretStr | None, BeforeValidator(_as_absent)] = Field(None, description=_TOKEN_WANTED)
    telegram: TelegramSection = TelegramSection()
    webhook: WebhookSection = WebhookSection()
    flood: FloodSection = FloodSection()
    storage: StorageSection = StorageSection()
    town: CitySection = Field(CitySection(), alias="city")
    languages: LanguagesSection = LanguagesSection()
    desk: DeskSection = DeskSection()
    delivery: DeliverySection = DeliverySection()
    offers: OffersSection = OffersSection()
    reminders: RemindersSection = RemindersSection()
    keep: KeepSection = KeepSection()
    monitor: MonitorSection = MonitorSection()
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

    def checked_intake(self) -> None:
        """Raises ConfigError where updates could not come as they are wanted."""
        if self.telegram.intake == "webhook":
            self.checked_webhook()

    def checked_webhook(self) -> WebhookSection:
        """The webhook, ready to be set. Raises ConfigError where Telegram would not bring anything there."""
        if lack := self.webhook.lack(self.telegram.api_base):
            raise ConfigError(lack)
        return self.webhook

    def city(self, bot_username: str, has_inline: bool = True) -> City:
        """What screens know of the city; `bot_username`: without @; `has_inline`: its inline mode."""
        town = self.town
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
            offer_share=self.offers.share,
            offer_shortest=timedelta(minutes=self.offers.shortest_min),
            offer_longest=timedelta(hours=self.offers.longest_h),
            question_wait=timedelta(hours=self.desk.question_wait_h),
            keep={key.removesuffix("_days"): timedelta(days=days) for key, days in self.keep},
            largest_party=town.largest_party,
            has_inline=has_inline,
        )

    def _rules(self) -> Iterable[ReminderRule]:
        if self.reminders.day_before_at is not None:
            yield ReminderRule("day-before", at=self.reminders.day_before_at)
        if self.reminders.before_h:
            yield ReminderRule("hours-before", before=timedelta(hours=self.reminders.before_h))
        if self.reminders.feedback_after_h:
            yield ReminderRule("feedback", after=timedelta(hours=self.reminders.feedback_after_h))


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
        raise ConfigError(complaint(error, KEYS)) from None
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
            raise ConfigError(f"{name} names no key of the configuration{closest(name, keys, PREFIX)}")
        if get_origin(KEYS[key].annotation) in (tuple, dict):
            try:
                json.loads(value)
            except ValueError:
                raise ConfigError(f"{key} {KEYS[key].description}, written as JSON in {name}") from None
    source = EnvSettingsSource(Config, env_nested_delimiter="__")
    source.env_vars = {name.upper().removeprefix(PREFIX).lower(): value for name, value in ours.items()}
    return source()


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
