"""The tables of bot.toml: every key with its default, and what it must be.

It must not know where the values come from (`config.py`), nor what is done with them.
"""

from datetime import time
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.log import Format, Level
from bot.values import (
    Amount,
    Clock,
    ClockOrOff,
    DatabaseUrl,
    District,
    Name,
    Number,
    Once,
    Secret,
    Topic,
    Url,
    UrlOrNone,
    YesNo,
    Zone,
)
from dialogs.labs.wording import ICONS

TELEGRAM = "api.telegram.org"
FREE_PER_SECOND = 30
"""core.telegram.org/bots/faq#broadcasting-to-users"""
PORTS = (None, 443, 80, 88, 8443)
"""core.telegram.org/bots/api#setwebhook; a Bot API server of one's own may bring updates anywhere."""


def _range(default: float, unit: str, low: float, high: int) -> Any:
    return Field(default, ge=low, le=high, description=f"must be {unit} from {low} to {high}")


def _wanted(default: object, description: str, **limits: Any) -> Any:
    return Field(default, description=f"must be {description}", **limits)


class Section(BaseModel):
    """A table of bot.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


class TelegramSection(Section):
    """How Telegram is reached. `poll_s`: how long one request waits for updates, in seconds."""

    intake: Literal["polling", "webhook"] = _wanted("polling", "polling or webhook")
    driver: Literal["python-telegram-bot", "aiogram"] = _wanted(
        "python-telegram-bot", "python-telegram-bot or aiogram"
    )
    api_base: Url = _wanted("https://api.telegram.org", "an address like https://api.telegram.org")
    link_base: Url = _wanted("https://t.me", "an address like https://t.me")
    poll_s: Number = _range(50, "a whole number of seconds", 1, 50)


class WebhookSection(Section):
    """Where updates are brought: `url` as Telegram sees it, host and port as we listen.

    `connections`: requests at once; `secret`: what Telegram shows us, the same for every receiver.
    """

    url: UrlOrNone = _wanted("", "an address like https://bot.example.org/telegram")
    host: Name = _wanted("127.0.0.1", "an address of this computer, like 127.0.0.1")
    port: Number = _range(8080, "a port", 1, 65535)
    secret: Secret = _wanted(SecretStr(""), "16 to 256 of A-Z, a-z, 0-9, _ and -")
    connections: Number = _range(40, "a whole number", 1, 100)

    def lack(self, api_base: str) -> str:
        """What is missing or wrong before Telegram (at `api_base`) can bring anything: a sentence, or ""."""
        url = urlsplit(self.url)
        if not self.url:
            return "webhook.url is missing: the address at which Telegram reaches this computer"
        if not self.secret.get_secret_value():
            return (
                "webhook.secret is missing: set PASSAPAROLA_WEBHOOK__SECRET, the same for every receiver,"
                " to 16 to 256 of A-Z, a-z, 0-9, _ and -"
            )
        if urlsplit(api_base).hostname == TELEGRAM and (url.scheme != "https" or url.port not in PORTS):
            return (
                "webhook.url must begin with https:// and name no port, or 443, 80, 88 or 8443:"
                " Telegram brings updates to no other"
            )
        return ""


class FloodSection(Section):
    """Updates of one chat that are heard: so many at once, and so many a second in the long run."""

    burst: Number = _range(20, "a whole number of updates", 1, 1_000_000)
    per_second: Amount = _range(2.0, "a number of updates", 0.1, 1000)


class MonitorSection(Section):
    """Where the bot tells how it is; `port` 0: nowhere."""

    host: Name = _wanted("127.0.0.1", "an address of this computer, like 127.0.0.1")
    port: Number = _range(0, "a port, or 0 for off,", 0, 65535)


class StorageSection(Section):
    """Where everything is remembered. `connections`: open at once, on PostgreSQL."""

    url: DatabaseUrl = _wanted(
        "sqlite:///passaparola.db",
        "like sqlite:///passaparola.db or postgresql+psycopg://user:password@host/name",
    )
    connections: Number = _range(8, "a whole number", 1, 100)


class CitySection(Section):
    """The city and its rules. `keeper`: who keeps the data; `largest_party`: people in one sign-up."""

    name: Name = _wanted("Bologna", "a name of 1 to 60 characters", max_length=60)
    zone: Zone = _wanted("Europe/Rome", "a time zone like Europe/Rome")
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
    """Messages a second, how many of them are for replies; `chat_burst`: to one chat in as many seconds.

    `is_paid`: messages may cost Stars.
    """

    per_second: Number = _range(30, "a whole number of messages", 1, 1000)
    reserve: Number = _range(5, "a whole number of messages", 0, 999)
    chat_burst: Number = _range(3, "a whole number of messages", 1, 1000)
    is_paid: YesNo = _wanted(False, "true or false")

    @property
    def pays(self) -> bool:
        """Whether messages cost anything."""
        return self.is_paid and self.per_second > FREE_PER_SECOND

    @property
    def warning(self) -> str:
        """What whoever set the budget should know: a sentence, or ""."""
        if self.pays:
            return f"messages beyond {FREE_PER_SECOND} a second cost Telegram Stars, 0.1 for each message"
        if self.per_second > FREE_PER_SECOND:
            return (
                f"Telegram refuses more than {FREE_PER_SECOND} messages a second to a bot that does not pay"
            )
        return ""

    @model_validator(mode="after")
    def _leaves_some(self) -> Self:
        if self.reserve >= self.per_second:
            raise ValueError(
                f"delivery.reserve must be less than delivery.per_second, which is {self.per_second}"
            )
        return self


class RemindersSection(Section):
    """When to remind: at a time on the day before (None: not), and hours before the start (0: not).

    `feedback_after_h`: hours after its end, people are asked how a lab was (0: not); they can answer until
    three days after it, so not later than in two.
    """

    day_before_at: ClockOrOff = _wanted(time(18), 'a time like "18:00", or "" for off')
    before_h: Amount = _range(2.0, "a number of hours", 0, 168)
    feedback_after_h: Amount = _range(2.0, "a number of hours", 0, 48)


class OffersSection(Section):
    """How long a freed seat is kept for whom it is offered: `share` of the time left, within two bounds."""

    share: Amount = _range(0.25, "a number", 0.01, 1)
    shortest_min: Number = _range(30, "a whole number of minutes", 1, 1440)
    longest_h: Number = _range(24, "a whole number of hours", 1, 168)

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.shortest_min > self.longest_h * 60:
            raise ValueError("offers.shortest_min must not be more than offers.longest_h")
        return self


class KeepSection(Section):
    """After how many days things are forgotten; from when they are counted, `storage.kinds` says.

    `signups_days`: as long as people may be asked how a lab was (a week, and three days more), it must be
    known who was asked already.
    """

    visitors_days: Number = _range(30, "a whole number of days", 1, 3650)
    answers_days: Number = _range(30, "a whole number of days", 1, 3650)
    drafts_days: Number = _range(14, "a whole number of days", 1, 3650)
    messages_days: Number = _range(30, "a whole number of days", 1, 3650)
    audit_days: Number = _range(365, "a whole number of days", 1, 3650)
    details_days: Number = _range(7, "a whole number of days", 1, 3650)
    signups_days: Number = _range(180, "a whole number of days", 10, 3650)
    remarks_days: Number = _range(365, "a whole number of days", 1, 3650)
    circles_days: Number = _range(365, "a whole number of days", 1, 3650)
    copies_days: Number = _range(90, "a whole number of days", 1, 3650)
    edges_days: Number = _range(180, "a whole number of days", 1, 3650)
    absent_days: Number = _range(730, "a whole number of days", 1, 3650)
    groups_days: Number = _range(30, "a whole number of days", 1, 3650)
    invites_days: Number = _range(30, "a whole number of days", 1, 3650)


class LogSection(Section):
    """How much is logged, and how it looks."""

    level: Level = _wanted("info", "debug, info, warning or error")
    format: Format = _wanted("plain", "plain or json")
