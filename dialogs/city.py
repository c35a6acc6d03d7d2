"""What screens know of the city they speak for: its name, zone, languages, rules. Read once from bot.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

KEEP: Mapping[str, timedelta] = {
    "visitors": timedelta(days=30),
    "answers": timedelta(days=30),
    "drafts": timedelta(days=14),
    "messages": timedelta(days=30),
    "audit": timedelta(days=365),
    "details": timedelta(days=7),
    "signups": timedelta(days=180),
    "remarks": timedelta(days=365),
    "circles": timedelta(days=365),
    "copies": timedelta(days=90),
    "edges": timedelta(days=180),
    "absent": timedelta(days=730),
    "groups": timedelta(days=30),
    "invites": timedelta(days=30),
}
"""How long things are kept, by key of [keep] in bot.toml; from when it is counted, `storage.kinds` says."""


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """When to remind: on the day before at `at`, or `before` the start; or `after` a lab, to ask how it was.

    Exactly one of the three.
    """

    kind: str
    at: time | None = None
    before: timedelta | None = None
    after: timedelta | None = None


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
    offer_share: float = 0.25
    offer_shortest: timedelta = timedelta(minutes=30)
    offer_longest: timedelta = timedelta(hours=24)
    question_wait: timedelta = timedelta(hours=24)
    keep: Mapping[str, timedelta] = field(default_factory=lambda: dict(KEEP))
    largest_party: int = 5
    has_inline: bool = True
    """Whether the bot is asked what to post where somebody types its name; Telegram says so at the start."""

    def chain(self, language: str) -> tuple[str, ...]:
        """The languages to try for a reader of `language`, best first; the city's own comes last."""
        chain = (language, *self.fallback.get(language, ()), self.language, "en")
        return tuple(dict.fromkeys(chain))

    def midnight(self, now: datetime) -> datetime:
        """The last midnight of the city: figures of people end there, so that no two looks tell of one."""
        return now.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)

    def link(self, payload: str) -> str:
        """The link that opens the bot with this payload."""
        return f"{self.link_base}/{self.bot_username}?start={payload}"

    def group_link(self, payload: str) -> str:
        """The link that adds the bot to a group of one's choice, where it hears this payload."""
        return f"{self.link_base}/{self.bot_username}?startgroup={payload}"
