"""What screens know of the city they speak for: its name, zone, languages, rules. Read once from bot.toml."""

from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """When to remind: on the day before at `at`, or `before` the start (exactly one of the two)."""

    kind: str
    at: time | None = None
    before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class City:
    """One city's settings, as the dialogs need them."""

    name: str
    zone: ZoneInfo
    language: str
    languages: tuple[str, ...]
    fallback: dict[str, tuple[str, ...]]
    districts: tuple[str, ...]
    topics: tuple[str, ...]
    bot_username: str
    link_base: str
    keeper: str
    coordinator_ids: tuple[int, ...] = ()
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    reminders: tuple[ReminderRule, ...] = ()
    question_wait: timedelta = timedelta(hours=24)
    keep_visitors: timedelta = timedelta(days=30)
    keep_answers: timedelta = timedelta(days=30)
    keep_drafts: timedelta = timedelta(days=14)
    keep_messages: timedelta = timedelta(days=30)
    keep_audit: timedelta = timedelta(days=365)
    largest_party: int = 5

    def chain(self, language: str) -> tuple[str, ...]:
        """The languages to try for a reader of `language`, best first; the city's own comes last."""
        chain = (language, *self.fallback.get(language, ()), self.language, "en")
        return tuple(dict.fromkeys(chain))

    def link(self, payload: str) -> str:
        """The link that opens the bot with this payload."""
        return f"{self.link_base}/{self.bot_username}?start={payload}"
