"""The site talked to by plain calls: nothing but a database file, no Telegram, no event loop.

amina = city.chat(1, "en")
amina.taps("Labs")
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from dialogs.city import City, ReminderRule
from dialogs.event import Event, Started, Tapped, Wrote
from dialogs.passaparola import build
from dialogs.screen import Button, Message, Screen
from dialogs.site import Reply, Site
from dialogs.talk import Talk, access_of
from dialogs.text import Catalogs
from storage import (
    absences,
    announcements,
    attendances,
    circles,
    facilities,
    feedback,
    fields,
    guests,
    hosts,
    invites,
    labs,
    outbox,
    passes,
    people,
    places,
    questions,
    reminders,
    shares,
    signups,
)
from storage.audiences import Audience
from storage.database import Transaction
from storage.fields import FieldText
from storage.labs import Text
from storage.tables import Table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COORDINATOR = 900
CATALOGS = Catalogs()
BOLOGNA = City(
    name="Bologna",
    zone=ZoneInfo("Europe/Rome"),
    language="it",
    languages=("it", "en", "fr", "ar", "fa_AF"),
    fallback={"fa_AF": ("ar", "en")},
    districts=("San Donato", "San Lazzaro di Savena"),
    topics=("work", "crafts", "art"),
    bot_username="passaparola_bot",
    link_base="https://t.me",
    keeper="Passaparola Bologna",
    coordinator_ids=(COORDINATOR,),
    reminders=(
        ReminderRule("day-before", at=time(18)),
        ReminderRule("hours-before", before=timedelta(hours=2)),
    ),
)
INVITATION, SHARED, POSTER = "Invite1234", "Shared1234", "Poster1234"
"""Codes that `Place.furnish` makes known."""
TABLES = tuple(sorted(Table.metadata.tables))


@dataclass
class Place:
    """A city on an open transaction: what happens in it is taken back with the transaction."""

    tx: Transaction
    city: City = BOLOGNA
    site: Site = field(default_factory=build)
    now: datetime = NOW
    codes: Iterator[int] = field(default_factory=lambda: count(1))
    chats: "dict[int, Chat]" = field(default_factory=dict)

    def chat(self, telegram_id: int, language: str = "en", has_agreed: bool = True) -> "Chat":
        """Somebody's private chat with the bot."""
        person = people.meet(self.tx, telegram_id, language, self.now)
        if has_agreed:
            people.change(self.tx, person.id, agreed_at=self.now)
        self.chats[telegram_id] = Chat(self, telegram_id, language)
        return self.chats[telegram_id]

    def lab(self, title: str = "Job Stories", seats: int = 10, in_days: int = 7, **values: Any) -> int:
        """A lab, published unless told otherwise, with one meeting of two hours."""
        made = {"status": "published", "topic": "work", "venue": "in_person", "host": "A company", **values}
        lab = labs.add(self.tx, Text("en", title, "Meet people."), self.now, seats=seats, **made)
        starts_at = self.now + timedelta(days=in_days)
        labs.add_meeting(self.tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
        return lab

    def asks(self, lab: int, kind: fields.Kind, words: str, *choices: str) -> int:
        """A lab asks one thing more, in English."""
        return fields.add(self.tx, lab, kind, FieldText("en", words, choices))

    def furnish(self, of: int) -> None:
        """Row 1 (and 2) of everything, so that addresses lead somewhere. `of`: whose they are."""
        self.lab()
        self.lab("Not to be seen yet", status="draft")
        whom, all_of_them = Audience("all"), {"en": "Come!"}
        due_at = self.now + timedelta(days=1)
        for lab in (1, None):
            announcements.add(self.tx, of, whom, "en", all_of_them, due_at, self.now, lab)
        self.tx.exec_driver_sql("UPDATE announcements SET state = 'done' WHERE id = 2")
        questions.ask(self.tx, of, "en", "Where do I find you?", "", self.now)
        signups.put(self.tx, 1, of, 2, "seated", self.now)
        self.asks(1, "choice", "What do you eat?", "Everything", "No meat")
        fields.answer(self.tx, 1, 1, "1")
        facilities.put(self.tx, 1, "childcare", "", 2)
        guests.add(self.tx, 1, of, "Nonna", 2, "waiting", self.now)
        shares.own(self.tx, "friend", of, SHARED, self.now, lab=1)
        places.add(self.tx, "school", "Zanardi", None, self.now)
        shares.own(self.tx, "place", None, POSTER, self.now, place=1)
        invites.make(self.tx, INVITATION, "coordinator", self.now + timedelta(days=1))
        self._furnish_door(of)

    def _furnish_door(self, of: int) -> None:
        """Lab 3 begins right now: `of` is its host, and sits in it."""
        lab = self.lab("Felt", in_days=0)
        hosts.add(self.tx, lab, of)
        signup = signups.put(self.tx, lab, of, 2, "seated", self.now)
        passes.own(self.tx, signup, SHARED)
        attendances.put(self.tx, 1, 1, "absent", 0, self.now)
        for whom, kind in (((signup, of, lab), reminders.FEEDBACK), ((1, of, 1), absences.MISSED)):
            reminders.make(self.tx, [reminders.Expected(*whom, self.now)], kind, self.now)
        feedback.remark(self.tx, lab, "en", "It was warm.", self.now.date())
        circles.join(self.tx, lab, of, self.now)
        circles.take_interest(self.tx, "work", of, self.now)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything the database holds, table by table, as it lies there."""
        read = self.tx.connection.cursor().execute  # past SQLAlchemy: some tests look ten thousand times
        return {table: read(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}

    def deliver(self) -> list[Screen]:
        """Tell every letter whose time has come; the row's number becomes the message's."""
        told = []
        for parcel in outbox.lease(self.tx, self.now, 100):
            chat, words = self.chats[parcel.chat_id], parcel.message
            stored = None if words is None else Message.from_json(words).screen
            shown = stored or self.site.tell(chat.talk(), parcel.address or "")
            state = "cancelled" if shown is None else "sent"
            outbox.record(self.tx, [outbox.Result(parcel, state, message_id=parcel.id)], self.now)
            if shown is not None:
                chat.messages.append(shown)
                told.append(shown)
        return told

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Whatever happens inside has not happened afterwards."""
        now, savepoint = self.now, self.tx.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            self.now = now


@dataclass
class Chat:
    """One person's chat, read like a page: `screen` is the newest message with buttons."""

    place: Place
    telegram_id: int
    language: str = "en"
    messages: list[Screen] = field(default_factory=list)
    toast: str = ""

    def talk(self) -> Talk:
        """A talk with whoever has this chat; a stranger is met first."""
        place = self.place
        found = people.find(place.tx, self.telegram_id)
        person = found[0] if found else people.meet(place.tx, self.telegram_id, self.language, place.now)
        is_named = self.telegram_id in place.city.coordinator_ids
        access = access_of(person, is_named)

        def new_code() -> str:
            return f"Code{next(place.codes):06}"

        return Talk(place.tx, place.now, person, access, place.city, CATALOGS, new_code, is_named)

    def hears(self, event: Event, on_message: int | None = None) -> Reply:
        """One event, all or nothing; what is said to it stands in the chat."""
        with self.place.tx.begin_nested():
            reply = self.place.site.hear(self.talk(), event, on_message)
        shown = [message.screen for message in reply.messages]
        self.messages += [reply.farewell] if reply.farewell else shown
        self.toast = reply.toast
        return reply

    def starts(self, payload: str = "") -> Reply:
        """Tap START, with the payload of a link."""
        return self.hears(Started(payload))

    def writes(self, text: str, reply_to: int | None = None) -> Reply:
        """Type and send."""
        return self.hears(Wrote(text, reply_to))

    def forges(self, data: str) -> Reply:
        """Tap a button that is not there."""
        return self.hears(Tapped("1", data, 1), 1)

    def taps(self, label: str) -> Reply:
        """Tap the newest button whose text holds `label`."""
        for button in reversed(self.buttons):
            if label in button.text:
                return self.forges(button.to)
        raise AssertionError(f"no button “{label}” on {self.screen}")

    @property
    def buttons(self) -> list[Button]:
        """All the buttons that were ever shown here, oldest first: none is taken away from a chat."""
        return [button for screen in self.messages for row in screen.rows for button in row]

    @property
    def screen(self) -> Screen:
        """The newest message that has buttons."""
        return next(screen for screen in reversed(self.messages) if screen.rows)

    def becomes(self, role: str) -> "Chat":
        """Give a role."""
        people.change(self.place.tx, self.talk().person.id, role=role)
        return replace(self)
