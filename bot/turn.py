"""One update is one transaction: claimed, heard by the site, its replies in the outbox, one commit.

Plain synchronous code in a database thread; it must not know how updates come or messages go.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from dialogs import group
from dialogs.city import City
from dialogs.event import Blocked, Hurried, Incoming, Tapped
from dialogs.people.menu import broken, hurried
from dialogs.screen import Message
from dialogs.site import Reply, Site
from dialogs.talk import Talk, access_of
from dialogs.text import Catalogs
from storage import inbox, outbox, people
from storage.database import TROUBLE, Database, Transaction, keep_apart
from storage.people import Person

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Turn:
    """What is left to do after the commit: answer a tap, say last words, look at outbox and desk."""

    query_id: str = ""
    toast: str = ""
    farewell: Message | None = None
    has_mail: bool = False
    is_desk: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """Everything a turn needs besides the update."""

    database: Database
    site: Site
    city: City
    catalogs: Catalogs
    new_code: Callable[[], str]

    def talk(self, tx: Transaction, person: Person, now: datetime, telegram_id: int) -> Talk:
        """A talk with this person, in this transaction."""
        is_named = telegram_id in self.city.coordinator_ids
        access = access_of(person, is_named)
        return Talk(tx, now, person, access, self.city, self.catalogs, self.new_code, is_named)


def take(host: Host, incoming: Incoming, now: datetime) -> Turn:
    """Handle one update, once. Raises only where the database is in trouble: then nothing has happened."""
    try:
        with host.database.transaction() as tx:
            return _turn(host, tx, incoming, now)
    except TROUBLE:
        raise
    except Exception:
        log.exception("a screen failed", update=incoming.update_id, heard=type(incoming.event).__name__)
        with host.database.transaction() as tx:
            return _apologise(host, tx, incoming, now)


def _turn(host: Host, tx: Transaction, incoming: Incoming, now: datetime) -> Turn:
    event = incoming.event
    query_id = event.query_id if isinstance(event, Tapped | Hurried) else ""
    keep_apart(tx, incoming.chat_id)
    if not inbox.claim(tx, incoming.update_id, now):
        return Turn(query_id)
    if incoming.is_group:
        group.hear(tx, now, host.city, host.catalogs, incoming.chat_id, event, _language(host, incoming))
        return Turn(query_id, has_mail=True)
    person = _known(host, tx, incoming, now)
    if person is None or isinstance(event, Blocked):
        return Turn(query_id)
    talk = host.talk(tx, person, now, incoming.chat_id)
    if isinstance(event, Hurried):
        return _post(tx, talk, Reply((Message(host.site.finish(talk, hurried(talk))),)), query_id)
    on_message = event.message_id if isinstance(event, Tapped) else None
    reply = host.site.hear(talk, event, on_message)
    return _post(tx, talk, reply, query_id)


def _post(tx: Transaction, talk: Talk, reply: Reply, query_id: str) -> Turn:
    for message in reply.messages:
        outbox.put(tx, "reply", talk.now, person=talk.person.id, message=message.to_json())
    farewell = None if reply.farewell is None else Message(reply.farewell)
    return Turn(query_id, reply.toast, farewell, has_mail=True, is_desk=talk.is_coordinator)


def _language(host: Host, incoming: Incoming) -> str:
    """The likely language: what the phone says, if we speak it; else the city's."""
    hint = incoming.language_hint.replace("-", "_")
    for language in (hint, hint.partition("_")[0]):
        if language in host.city.languages:
            return language
    return "fa_AF" if hint.startswith("fa") and "fa_AF" in host.city.languages else host.city.language


def _known(host: Host, tx: Transaction, incoming: Incoming, now: datetime) -> Person | None:
    found = people.find(tx, incoming.chat_id)
    if found is None:
        if isinstance(incoming.event, Blocked):
            return None
        return people.meet(tx, incoming.chat_id, _language(host, incoming), now)
    person, was_unreachable = found
    if isinstance(incoming.event, Blocked):
        people.set_unreachable(tx, person.id, now)
    elif was_unreachable:
        people.set_unreachable(tx, person.id, None)
    if person.seen_on != now.date():
        people.change(tx, person.id, seen_on=now.date())
        person = replace(person, seen_on=now.date())
    return person


def _apologise(host: Host, tx: Transaction, incoming: Incoming, now: datetime) -> Turn:
    """A bug of ours must not keep anybody waiting, nor come again for ever: it is said, and over."""
    event = incoming.event
    query_id = event.query_id if isinstance(event, Tapped | Hurried) else ""
    keep_apart(tx, incoming.chat_id)
    if not inbox.claim(tx, incoming.update_id, now) or incoming.is_group:
        return Turn(query_id)
    person = _known(host, tx, incoming, now)
    if person is None:
        return Turn(query_id)
    talk = host.talk(tx, person, now, incoming.chat_id)
    shown = host.site.finish(talk, broken(talk))
    return _post(tx, talk, Reply((Message(shown),)), query_id)
