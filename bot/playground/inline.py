"""Inline queries: what somebody typed after the bot's name, and what was offered for it.

It must not know what is in an offer, nor where it is sent.
Source: core.telegram.org/bots/api#answerinlinequery.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.chats import ChatId, Rows
from bot.playground.people import Json
from bot.playground.refusal import bad_request
from bot.playground.taps import TOO_OLD

ANSWERABLE_S = 30.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One result. `content`: the fields of the message it becomes; `rows`: its keyboard."""

    id: str
    title: str
    description: str
    content: Json
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """One answer. `next_offset`: for more of it, "" where there is no more; `button`: above the results."""

    list: tuple[Offer, ...]
    next_offset: str = ""
    button: Json | None = None


@dataclass(slots=True)
class InlineQuery:
    """What a person typed in a chat; `offers` is what they are shown, None until the bot answered."""

    id: str
    person: int
    chat: ChatId
    text: str
    offset: str
    at_s: float
    offers: Offers | None = None

    @property
    def answer(self) -> Json | None:
        """What the person is shown, None until the bot answered."""
        if self.offers is None:
            return None
        shown = [
            {"id": one.id, "title": one.title, "description": one.description} for one in self.offers.list
        ]
        more = {"next_offset": self.offers.next_offset, "button": self.offers.button}
        return {"query": self.id, "offers": shown, **more}


@dataclass(slots=True)
class InlineQueries:
    """The queries that wait, and the answers Telegram remembers instead of asking again.

    An answer that is not personal is shown to everybody who types the same.
    """

    monotonic: Callable[[], float]
    _open: dict[str, InlineQuery] = field(default_factory=dict)
    _remembered: dict[tuple[str, str, int], tuple[float, Offers]] = field(default_factory=dict)
    _count: int = 0

    def add(self, person: int, chat: ChatId, text: str, offset: str) -> InlineQuery:
        """A new query, answered at once where the answer is remembered."""
        now = self.monotonic()
        self._count += 1
        query = InlineQuery(str((person << 32) + self._count), person, chat, text, offset, now)
        for whose in (person, 0):
            until_s, offers = self._remembered.get((text, offset, whose), (0.0, None))
            if until_s > now:
                query.offers = offers
                return query
        self._open = {id: one for id, one in self._open.items() if one.at_s + ANSWERABLE_S > now}
        self._open[query.id] = query
        return query

    def answer(self, query_id: str, offers: Offers, cache_s: int, is_personal: bool) -> None:
        """Answer a query, once and within 30 seconds. Raises Refusal."""
        query = self._open.get(query_id)
        now = self.monotonic()
        if query is None or query.at_s + ANSWERABLE_S <= now:
            raise bad_request(TOO_OLD)
        del self._open[query_id]
        query.offers = offers
        whose = query.person if is_personal else 0
        self._remembered[query.text, query.offset, whose] = (now + cache_s, offers)
