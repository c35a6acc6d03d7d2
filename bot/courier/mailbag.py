"""Fetches the next messages from the outbox and opens them: what each says now, or why it need not go.

Plain synchronous code for a database thread; it must not know how messages travel, or how many may.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.courier.states import State, after_a_crash
from bot.turn import Host
from dialogs.groups import letters
from dialogs.groups.talk import GroupTalk
from dialogs.people.late import LATE, with_sorry
from dialogs.screen import Message
from dialogs.talk import Talk
from storage import announcements, duty, groups, outbox, people
from storage.database import TROUBLE, Transaction
from storage.groups import Group
from storage.outbox import PRIORITY, Parcel, Result
from storage.people import Person

log = structlog.get_logger()
Opened = Message | State
"""What a parcel holds; or the state it ends in, where there is nothing to say any more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much may go: replies, and all other kinds; to which chats nothing."""

    replies: int
    others: int
    held: Collection[int]


class Mailbag:
    """The outbox as the one that delivers in this `term` sees it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.term = 0

    def begin(self) -> int:
        """Begin a term: what was on its way when the one before ended is settled, never silently lost.

        How many that were. What went out then and is not answered for has an unknown fate.
        """
        with self._host.database.transaction() as tx:
            self.term = duty.begin(tx)
            return sum(outbox.settle(tx, kind, after_a_crash(kind)) for kind in PRIORITY)

    def fetch(self, wanted: Wanted, now: datetime) -> tuple[list[tuple[Parcel, Message]], bool]:
        """The next messages to send, and whether anything was there at all. Raises Superseded, TROUBLE.

        A letter that cannot be told takes nothing along but itself.
        """
        try:
            return self._fetch(wanted, now, is_careful=False)
        except (duty.Superseded, *TROUBLE):
            raise
        except Exception:
            return self._fetch(wanted, now, is_careful=True)

    def _fetch(
        self, wanted: Wanted, now: datetime, is_careful: bool
    ) -> tuple[list[tuple[Parcel, Message]], bool]:
        with self._host.database.transaction() as tx:
            if not duty.is_ours(tx, self.term):
                raise duty.Superseded
            parcels = outbox.lease(tx, now, wanted.replies, 0, wanted.held)
            others = min(wanted.others, wanted.replies - len(parcels))
            if others > 0:
                held = {*wanted.held, *(parcel.chat_id for parcel in parcels)}
                parcels += outbox.lease(tx, now, others, 2, held)
            opened = self._open_all(tx, parcels, now, is_careful)
            settled = [Result(p, state, is_attempt=False) for p, state in opened if isinstance(state, str)]
            outbox.record(tx, settled, now)
        return [(p, message) for p, message in opened if isinstance(message, Message)], bool(parcels)

    def _open_all(
        self, tx: Transaction, parcels: tuple[Parcel, ...], now: datetime, is_careful: bool
    ) -> list[tuple[Parcel, Opened]]:
        numbers = {parcel.person_id for parcel in parcels if parcel.person_id is not None}
        known = people.get_all(tx, numbers) if numbers else {}
        places = {parcel.group_id for parcel in parcels if parcel.group_id is not None}
        met = groups.get_all(tx, places) if places else {}
        memory: dict[object, Any] = {}
        opened: list[tuple[Parcel, Opened]] = []
        for parcel in parcels:
            to = known.get(parcel.person_id or 0) or met.get(parcel.group_id or 0)
            if is_careful:
                opened.append((parcel, self._open_carefully(tx, parcel, to, now)))
            else:
                opened.append((parcel, self._open(tx, parcel, to, now, memory)))
        return opened

    def _open_carefully(
        self, tx: Transaction, parcel: Parcel, to: Person | Group | None, now: datetime
    ) -> Opened:
        """Whatever goes wrong with it, the others are opened all the same."""
        try:
            with tx.begin_nested():
                return self._open(tx, parcel, to, now, {})
        except TROUBLE:
            raise
        except Exception:
            log.exception("a letter could not be told", kind=parcel.kind, row=parcel.id)
            return "rejected"

    def _open(
        self,
        tx: Transaction,
        parcel: Parcel,
        to: Person | Group | None,
        now: datetime,
        memory: dict[object, Any],
    ) -> Opened:
        if parcel.is_unreachable:
            return "unreachable"
        if parcel.message is not None:
            message = Message.from_json(parcel.message)
            if not parcel.is_reply or not isinstance(to, Person) or now - parcel.due_at < LATE:
                return message
            if outbox.has_later_reply(tx, parcel):
                return "expired"
            return with_sorry(self._host.talk(tx, to, now, parcel.chat_id), message)
        if to is None or parcel.address is None:
            return "cancelled"
        talk: Talk | GroupTalk = (
            self._host.group_talk(tx, to, now)
            if isinstance(to, Group)
            else self._host.talk(tx, to, now, parcel.chat_id)
        )
        talk.memory = memory
        news = parcel.announcement_id
        if news is not None and talk.recall(("rests", news), lambda: announcements.is_resting(tx, news)):
            return "held"
        if isinstance(talk, GroupTalk):
            shown = letters.tell(talk, parcel.address)
        else:
            shown = self._host.site.tell(talk, parcel.address)
        return "cancelled" if shown is None else Message(shown, parcel.message_id)
