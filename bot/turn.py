"""One update is one transaction: claimed, heard by the site, its replies in the outbox, one commit.

Plain synchronous code in a database thread; it must not know how updates come or messages go.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from dialogs.choices import Choices
from dialogs.city import City
from dialogs.event import AskedInline, Blocked, ChoseInline, Hurried, Incoming, Tapped
from dialogs.groups.hearing import Hearing
from dialogs.groups.talk import GroupTalk
from dialogs.people.menu import broken, hurried
from dialogs.screen import Message
from dialogs.sharing import inline
from dialogs.site import Reply, Site
from dialogs.talk import Access, Talk, access_of
from dialogs.text import Catalogs
from storage import groups, inbox, outbox, people
from storage.database import TROUBLE, Database, Transaction, keep_apart
from storage.groups import Group
from storage.people import Person

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Turn:
    """What is left to do after the commit: answer a tap, say last words, look at outbox and desk.

    `choices`: what the inline query `query_id` is answered with. `leaves`: after the last words,
    the chat is left.
    """

    query_id: str = ""
    toast: str = ""
    farewell: Message | None = None
    has_mail: bool = False
    is_desk: bool = False
    choices: Choices | None = None
    leaves: bool = False


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

    def group_talk(self, tx: Transaction, group: Group, now: datetime) -> GroupTalk:
        """A word to this group, in this transaction."""
        return GroupTalk(tx, now, group, self.city, self.catalogs, self.new_code)


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
    keep_apart(tx, groups.ONE_AT_A_TIME if incoming.is_group else incoming.chat_id)
    if isinstance(
        event, AskedInline
    ):  # if it comes again, it is answered again: nothing happens twice by that
        return Turn(event.query_id, choices=_choices(host, tx, incoming, event, now))
    if not inbox.claim(tx, incoming.update_id, now):
        return Turn(query_id)
    if isinstance(event, ChoseInline):
        found = people.find(tx, incoming.chat_id)
        if found is not None:
            inline.note_chosen(tx, found[0].id, event.choice)
        return Turn()
    if incoming.is_group:
        return _in_group(host, tx, incoming, now, query_id)
    person = _known(host, tx, incoming, now)
    if person is None or isinstance(event, Blocked):
        return Turn(query_id)
    talk = host.talk(tx, person, now, incoming.chat_id)
    if isinstance(event, Hurried):
        return _post(tx, talk, Reply((Message(host.site.finish(talk, hurried(talk))),)), query_id)
    on_message = event.message_id if isinstance(event, Tapped) else None
    reply = host.site.hear(talk, event, on_message)
    return _post(tx, talk, reply, query_id)


def _in_group(host: Host, tx: Transaction, incoming: Incoming, now: datetime, query_id: str) -> Turn:
    here = Hearing(tx, now, host.city, host.catalogs, incoming.chat_id, _language(host, incoming))
    heard = here.hear(incoming.event)
    leaves = heard.goodbye is not None
    farewell = None if heard.goodbye is None else Message(heard.goodbye)
    return Turn(query_id, heard.toast, farewell, has_mail=True, leaves=leaves)


def _choices(host: Host, tx: Transaction, incoming: Incoming, asked: AskedInline, now: datetime) -> Choices:
    """What somebody may post; who has not agreed, nothing, and of a stranger nothing is remembered."""
    found = people.find(tx, incoming.chat_id)
    if found is None or found[0].agreed_at is None:
        language = _language(host, incoming) if found is None else found[0].language
        return inline.for_strangers(host.catalogs.words(host.city.chain(language)))
    talk = host.talk(tx, _seen(tx, found[0], now), now, incoming.chat_id)
    return inline.choices(talk, asked.words, asked.offset)


def _post(tx: Transaction, talk: Talk, reply: Reply, query_id: str) -> Turn:
    for message in reply.messages:
        outbox.put(tx, "reply", talk.now, person=talk.person.id, message=message.to_json())
    farewell = None if reply.farewell is None else Message(reply.farewell)
    return Turn(query_id, reply.toast, farewell, has_mail=True, is_desk=talk.access >= Access.LEADER)


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
    return _seen(tx, person, now)


def _seen(tx: Transaction, person: Person, now: datetime) -> Person:
    if person.seen_on == now.date():
        return person
    people.change(tx, person.id, seen_on=now.date())
    return replace(person, seen_on=now.date())


def _apologise(host: Host, tx: Transaction, incoming: Incoming, now: datetime) -> Turn:
    """A bug of ours must not keep anybody waiting, nor come again for ever: it is said, and over."""
    event = incoming.event
    query_id = event.query_id if isinstance(event, Tapped | Hurried) else ""
    keep_apart(tx, groups.ONE_AT_A_TIME if incoming.is_group else incoming.chat_id)
    is_elsewhere = incoming.is_group or isinstance(event, AskedInline | ChoseInline)
    if not inbox.claim(tx, incoming.update_id, now) or is_elsewhere:
        return Turn(query_id)
    person = _known(host, tx, incoming, now)
    if person is None:
        return Turn(query_id)
    talk = host.talk(tx, person, now, incoming.chat_id)
    shown = host.site.finish(talk, broken(talk))
    return _post(tx, talk, Reply((Message(shown),)), query_id)
