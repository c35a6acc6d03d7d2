"""What a word to a community group is given: the group, the present, the open transaction, its language.

It must not know anybody who is in the group: who writes or taps there is nobody to us.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from dialogs.city import City
from dialogs.text import Catalogs, Words
from storage.database import Transaction
from storage.groups import Group

T = TypeVar("T")


@dataclass(slots=True)
class GroupTalk:
    """One word to a group; what `dialogs.talk.Talk` is to a person."""

    tx: Transaction
    now: datetime
    group: Group
    city: City
    catalogs: Catalogs
    new_code: Callable[[], str]
    memory: dict[object, Any] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The group's language."""
        return self.catalogs.words(self.city.chain(self.group.language))

    def recall(self, key: object, look: Callable[[], T]) -> T:
        """What `look` found under this key before in this transaction."""
        if key not in self.memory:
            self.memory[key] = look()
        found: T = self.memory[key]
        return found
