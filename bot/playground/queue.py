"""Updates that wait to be fetched, oldest first, until an offset confirms them.

It must not know sockets: whoever waits for updates listens.
Source of the rules: core.telegram.org/bots/api#getupdates.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.people import Json

OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_S = {"callback_query": 150.0}
KEPT_DEFAULT_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class _Pending:
    id: int
    update: Json
    until_s: float


class UpdateQueue:
    """The one queue of a bot. `monotonic` gives seconds; `listeners` are called at each new update.

    `allowed` is empty until a poller asked for some kinds; then it stays until changed.
    """

    def __init__(self, first_id: int, monotonic: Callable[[], float]) -> None:
        self.listeners: list[Callable[[], None]] = []
        self.allowed: frozenset[str] = frozenset()
        self._monotonic = monotonic
        self._next_id = first_id
        self._pending: deque[_Pending] = deque()

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update and give its id; None where nobody asked for its kind."""
        if kind not in self.allowed if self.allowed else kind in OFF_BY_DEFAULT:
            return None
        update_id = self._next_id
        self._next_id += 1
        until_s = self._monotonic() + KEPT_S.get(kind, KEPT_DEFAULT_S)
        self._pending.append(_Pending(update_id, {"update_id": update_id, kind: content}, until_s))
        for listener in self.listeners:
            listener()
        return update_id

    def read(self, offset: int = 0, limit: int = 100) -> list[Json]:
        """At most `limit` updates from `offset` on; lower ones are confirmed and gone.

        A negative offset keeps only the last ones. What is read stays until it is confirmed.
        """
        if offset < 0:
            offset = self._next_id + offset
        while self._pending and self._pending[0].id < offset:
            self._pending.popleft()
        now = self._monotonic()
        found: list[Json] = []
        for pending in self._pending:
            if len(found) == limit:
                break
            if pending.until_s > now:
                found.append(pending.update)
        return found

    def clear(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    def __len__(self) -> int:
        return len(self._pending)
