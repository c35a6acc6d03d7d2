"""What a screen is given: who is there, what time it is, the open transaction, and a voice in their language.

It must not know how a message travels; what is posted goes into the outbox of the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeVar

from dialogs.city import City
from dialogs.text import Catalogs, Html, Words
from storage import audit, outbox, people
from storage.database import Transaction
from storage.people import Person

T = TypeVar("T")


class Access(IntEnum):
    """Who may follow an address. A visitor has not agreed yet."""

    VISITOR = 0
    PERSON = 1
    LEADER = 2
    COORDINATOR = 3


_ROLES = {"person": Access.PERSON, "leader": Access.LEADER, "coordinator": Access.COORDINATOR}


def access_of(person: Person, is_named: bool) -> Access:
    """What a person may do; `is_named`: bot.toml names them as a coordinator."""
    if person.agreed_at is None:
        return Access.VISITOR
    return Access.COORDINATOR if is_named else _ROLES[person.role]


@dataclass(slots=True)
class Talk:
    """One turn of a conversation: everything a screen may use, and nothing else."""

    tx: Transaction
    now: datetime
    person: Person
    access: Access
    city: City
    catalogs: Catalogs
    new_code: Callable[[], str]
    is_named: bool = False
    memory: dict[object, Any] = field(default_factory=dict)

    def recall(self, key: object, look: Callable[[], T]) -> T:
        """What `look` found under this key before in this transaction: letters to many look alike."""
        if key not in self.memory:
            self.memory[key] = look()
        found: T = self.memory[key]
        return found

    @property
    def words(self) -> Words:
        """The person's language."""
        return self.speaking(self.person.language)

    def speaking(self, language: str) -> Words:
        """Another language, for what is passed on to others."""
        return self.catalogs.words(self.city.chain(language))

    def say(self, message: str, /, **values: object) -> Html:
        """A whole sentence in the person's language, for a message."""
        return self.words.say(message, **values)

    def label(self, message: str, /, **values: object) -> str:
        """The same as plain text, for a button."""
        return self.words.label(message, **values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> Html:
        """A whole sentence about `n` of something."""
        return self.words.count(one, many, n, **values)

    @property
    def is_coordinator(self) -> bool:
        """Whether the desk is open to this person."""
        return self.access >= Access.COORDINATOR

    def agree(self) -> None:
        """A visitor becomes a person."""
        self.change(agreed_at=self.now)
        self.access = access_of(self.person, self.is_named)

    def become(self, role: str) -> None:
        """Give the person who talks a role."""
        self.change(role=role)
        self.access = access_of(self.person, self.is_named)

    def change(self, **values: Any) -> None:
        """Remember something about the person who talks."""
        people.change(self.tx, self.person.id, **values)
        self.person = replace(self.person, **values)

    def post(
        self, person: int, address: str, kind: outbox.Kind = "notice", expires_at: datetime | None = None
    ) -> None:
        """Send a letter: what stands at `address`, told in the reader's language when its turn comes."""
        outbox.put(self.tx, kind, self.now, person=person, address=address, expires_at=expires_at)

    def note(self, what: str, about: str = "") -> None:
        """Write an act of a coordinator's into the audit."""
        audit.note(self.tx, self.person.id, what, about, self.now)
