"""Does one errand in a process of its own (`python -m bot.errand`): no conversation waits for it.

The task comes on standard input, its messages go to standard output, one a line; then its memory is free.
"""

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from dialogs.city import City
from dialogs.passaparola import build
from dialogs.screen import Message
from dialogs.talk import Talk, access_of
from dialogs.text import Catalogs
from storage import people
from storage.database import Database

KINDER = 10
"""How much the machine prefers everything else (nice)."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, for whom, and when it is now. `is_named`: bot.toml names them as a coordinator."""

    database_url: str
    city: City
    person: int
    is_named: bool
    address: str
    now: datetime


def do(task: Task) -> tuple[Message, ...]:
    """The messages that the errand gives. It only reads. None for somebody who is gone."""
    database = Database(task.database_url, 1)
    try:
        with database.reading_twice() as tx:
            person = people.get(tx, task.person)
            if person is None:
                return ()
            access = access_of(person, task.is_named)
            talk = Talk(tx, task.now, person, access, task.city, Catalogs(), _no_code, task.is_named)
            return tuple(Message(screen) for screen in build().run(talk, task.address))
    finally:
        database.close()


def _no_code() -> str:
    raise AssertionError("an errand makes no links: it only reads")


def main() -> None:
    """Read the task, do it, write its messages."""
    with suppress(OSError):  # a sandbox may forbid it: then it is done all the same
        os.nice(KINDER)
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that began this one
    for message in do(task):
        sys.stdout.write(message.to_json() + "\n")


if __name__ == "__main__":
    main()
