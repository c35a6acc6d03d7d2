"""A group talked to by plain calls: what happens in it, and what the bot posts there."""

from dataclasses import dataclass, field

from dialogs.event import Event
from dialogs.groups import hearing, letters
from dialogs.groups.hearing import Heard, Hearing
from dialogs.groups.talk import GroupTalk
from dialogs.screen import Message, Screen
from storage import groups, outbox
from storage.outbox import Result
from tests.dialogs.chat import BOLOGNA, CATALOGS, Place

SQUARE, SUPER = -4001, -1_000_000_004_001
CODE = "KeyToSquar"
"""Of the link that opens it."""


@dataclass
class Square:
    """A group: what happens in it, and what the bot posted there, oldest first."""

    place: Place
    chat: int = SQUARE
    hint: str = "en"
    posts: list[Message] = field(default_factory=list)

    def hears(self, *events: Event) -> Heard:
        """These events, one after the other; what is said becomes posts, their row's number their id."""
        found, place = Heard(), self.place
        for event in events:
            found = Hearing(place.tx, place.now, BOLOGNA, CATALOGS, self.chat, self.hint).hear(event)
            self.receives()
        return found

    def receives(self) -> None:
        """What is due now."""
        place = self.place
        for parcel in outbox.lease(place.tx, place.now, 20):
            group = groups.get_all(place.tx, [parcel.group_id or 0])[parcel.group_id or 0]
            talk = GroupTalk(place.tx, place.now, group, BOLOGNA, CATALOGS, lambda: "GroupCode1")
            if parcel.message is not None:
                said: Message | None = Message.from_json(parcel.message)
            else:
                shown = letters.tell(talk, parcel.address or "")
                said = None if shown is None else Message(shown)
            state = "cancelled" if said is None else "sent"
            outbox.record(place.tx, [Result(parcel, state, message_id=parcel.id)], place.now)
            self.posts += [] if said is None else [said]

    def waits(self) -> None:
        """A while passes."""
        self.place.now += hearing.GRACE
        self.receives()

    def asked(self) -> int:
        """The message id of the newest question for the language."""
        query = "SELECT max(id) FROM outbox WHERE address = 'group/language'"
        found: int = self.place.tx.exec_driver_sql(query).scalar_one()
        return found

    @property
    def last(self) -> Screen:
        """The newest post."""
        return self.posts[-1].screen
