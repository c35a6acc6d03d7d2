"""What becomes of what happens in a community group: few things are heard there, and most are not answered.

A leader's one-time link opens a group, and it stays open as long as the bot stays in it. Told to leave, or
put out and added again, the bot posts nothing until a leader's link opens the group anew. It must not know
who did any of this.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogs.city import City
from dialogs.event import Blocked, Commanded, Event, Moved, Started, Tapped, Unblocked
from dialogs.groups.letters import GREETING, QUESTION
from dialogs.groups.presence import SPEAK, goodbye, settled, spoken, worthless
from dialogs.screen import Message, Screen
from dialogs.text import Catalogs, Words
from storage import groups, invites, outbox
from storage.database import Transaction

GRACE = timedelta(seconds=5)
"""Telegram adds the bot first, and brings the leader's link right after it: so long no greeting is said."""
_OPENING = re.compile(r"g-([0-9A-Za-z]{8,12})")


@dataclass(frozen=True, slots=True)
class Heard:
    """What is left to do: a toast for a tap; last words, and then to leave."""

    toast: str = ""
    goodbye: Screen | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """One event in a group. `hint`: the likely language, one of the city's."""

    tx: Transaction
    now: datetime
    city: City
    catalogs: Catalogs
    chat_id: int
    hint: str

    def hear(self, event: Event) -> Heard:
        """Remember what happened; all that is said goes into the outbox, but for last words."""
        match event:
            case Moved(chat_id=new):
                groups.move(self.tx, self.chat_id, new)
            case Blocked():
                groups.leave(self.tx, self.chat_id, self.now)
            case Unblocked():
                self._come()
            case Started(payload=payload):
                self._start(payload)
            case Commanded(name="stop"):
                return self._stop()
            case Commanded(name="language"):
                self._ask()
            case Tapped(data=data, message_id=message) if data.startswith(SPEAK):
                return self._speak(data.removeprefix(SPEAK), message)
        return Heard()

    def _words(self, language: str) -> Words:
        return self.catalogs.words(self.city.chain(language))

    def _say(self, group: int, screen: Screen, edits: int | None = None) -> None:
        words = Message(screen, edits).to_json()
        outbox.put(self.tx, "reply", self.now, group=group, message=words)

    def _come(self) -> None:
        group, has_just_come = groups.join(self.tx, self.chat_id, self.hint, self.now)
        if has_just_come:
            outbox.put(self.tx, "notice", self.now + GRACE, group=group, address=GREETING)

    def _start(self, payload: str) -> None:
        """A link opens the group, once; a group that is open needs none, and uses up none."""
        if groups.find(self.tx, self.chat_id) is None:
            self._come()
        group = groups.find(self.tx, self.chat_id)
        link = _OPENING.fullmatch(payload)
        if group is None or link is None:
            return
        groups.be_there(self.tx, group.id)
        if group.brought_at is not None:
            return
        if invites.use(self.tx, link[1], self.now, invites.FOR_GROUPS) is None:
            self._say(group.id, worthless(self._words(group.language)))
            return
        groups.bring(self.tx, group.id, self.now)
        outbox.put(self.tx, "reply", self.now, group=group.id, address=QUESTION)

    def _ask(self) -> None:
        group = groups.find(self.tx, self.chat_id)
        if group is not None and group.brought_at is not None:
            groups.be_there(self.tx, group.id)
            outbox.put(self.tx, "reply", self.now, group=group.id, address=QUESTION)

    def _speak(self, language: str, message: int | None) -> Heard:
        """Anybody there may choose. Only the question is written over: what was tapped may be forged."""
        group = groups.find(self.tx, self.chat_id)
        if group is None or not group.is_open or language not in self.city.languages:
            return Heard()
        groups.speak(self.tx, group.id, language)
        words = self._words(language)
        if message is not None and groups.was_asked(self.tx, group.id, message, QUESTION):
            self._say(group.id, settled(words, self.city), edits=message)
        return Heard(spoken(words))

    def _stop(self) -> Heard:
        group = groups.find(self.tx, self.chat_id)
        groups.leave(self.tx, self.chat_id, self.now, is_told=True)
        return Heard(goodbye=goodbye(self._words(self.hint if group is None else group.language)))
