"""Updates that wait to be fetched or posted, oldest first, until they are confirmed or too old.

It must not know sockets: whoever waits for updates listens.
Source of the rules: core.telegram.org/bots/api#getupdates; how long each kind is kept: Telegram's own server.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.playground.people import Json

OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_S = {"callback_query": 150.0, "inline_query": 30.0, "chosen_inline_result": 600.0}
KEPT_DEFAULT_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class _Pending:
    update: Json
    until_s: float


class UpdateQueue:
    """The one queue of a bot. `monotonic` gives seconds; `listeners` are called at each new update.

    `allowed` is empty until some kinds were asked for; then it stays until changed.
    """

    def __init__(self, first_id: int, monotonic: Callable[[], float]) -> None:
        self.listeners: list[Callable[[], None]] = []
        self.allowed: frozenset[str] = frozenset()
        self._monotonic = monotonic
        self._next_id = first_id
        self._pending: OrderedDict[int, _Pending] = OrderedDict()

    def allow(self, kinds: Any) -> None:
        """Take `allowed_updates` of a request: a list sets them, [] all but three, None changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds))

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update and give its id; None where nobody asked for its kind."""
        if kind not in self.allowed if self.allowed else kind in OFF_BY_DEFAULT:
            return None
        update_id = self._next_id
        self._next_id += 1
        until_s = self._monotonic() + KEPT_S.get(kind, KEPT_DEFAULT_S)
        self._pending[update_id] = _Pending({"update_id": update_id, kind: content}, until_s)
        for listener in self.listeners:
            listener()
        return update_id

    def read(self, offset: int = 0, limit: int = 100) -> list[Json]:
        """At most `limit` updates from `offset` on; lower ones are confirmed and gone.

        A negative offset keeps only the last ones. What is read stays until it is confirmed.
        """
        if offset < 0:
            offset = self._next_id + offset
        while self._pending and next(iter(self._pending)) < offset:
            self._pending.popitem(last=False)
        now = self._monotonic()
        live = (pending.update for pending in self._pending.values() if pending.until_s > now)
        return list(islice(live, limit))

    def after(self, update_id: int) -> list[Json]:
        """All updates that came after this one."""
        found: list[Json] = []
        for later in reversed(self._pending):
            if later <= update_id:
                break
            found.append(self._pending[later].update)
        return found[::-1]

    def forget(self, update_id: int) -> None:
        """This one is confirmed."""
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    def __contains__(self, update_id: int) -> bool:
        """Whether it still waits; one that is too old is gone."""
        pending = self._pending.get(update_id)
        if pending is not None and pending.until_s <= self._monotonic():
            self.forget(update_id)
            return False
        return pending is not None

    def __len__(self) -> int:
        return len(self._pending)
