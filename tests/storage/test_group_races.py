"""A group is met in its new chat just while it moves there; one link is opened in many groups at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest

from bot import turn
from bot.turn import Host, Turn, take
from dialogs.event import Event, Incoming, Moved, Started, Unblocked
from storage import groups, invites
from storage.database import Database, Transaction
from storage.groups import Group
from tests.storage.racing import PATIENCE_S, host
from tests.storage.rows import NOW

SQUARE, SUPER = -4001, -1_000_000_004_001
RIVAL_S = 0.5
CODE = "KeyToSquar"


@pytest.fixture
def bot(database: Database) -> Host:
    """A bot that is in an open group, and knows one more leader's link."""
    with database.transaction() as tx:
        groups.bring(tx, groups.join(tx, SQUARE, "it", NOW)[0], NOW)
        invites.make(tx, CODE, "group", NOW + timedelta(days=7))
    return host(database)


def together(bot: Host, *heard: tuple[int, Event]) -> list[Turn]:
    """All of it at once, each in a thread of its own."""
    gate = Barrier(len(heard))

    def hears(number: int) -> Turn:
        chat, event = heard[number]
        gate.wait(PATIENCE_S)
        return take(bot, Incoming(number + 1, chat, True, "it", event), NOW)

    with ThreadPoolExecutor(len(heard)) as threads:
        return list(threads.map(hears, range(len(heard))))


def met_while_it_moves(bot: Host, monkeypatch: pytest.MonkeyPatch) -> list[Group | None]:
    """Both find that nobody knows the new chat, if they are let; which groups there are then."""
    both, find = Barrier(2), groups.find

    def find_slowly(tx: Transaction, telegram_id: int) -> Group | None:
        found = find(tx, telegram_id)
        if telegram_id == SUPER:
            with suppress(BrokenBarrierError):
                both.wait(RIVAL_S)
                time.sleep(RIVAL_S / 5)
        return found

    with monkeypatch.context() as slow:
        slow.setattr(groups, "find", find_slowly)
        together(bot, (SQUARE, Moved(SUPER)), (SUPER, Unblocked()))
    with bot.database.transaction() as tx:
        return [find(tx, SQUARE), find(tx, SUPER)]


def test_a_group_that_is_met_while_it_moves_is_one_group(bot: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    assert met_while_it_moves(bot, monkeypatch) == [None, Group(1, "it", None, NOW)]


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_were_groups_not_kept_apart_one_of_both_would_be_lost(
    bot: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "keep_apart", lambda tx, key: None)
    failed: list[object] = []
    monkeypatch.setattr(turn.log, "exception", lambda *words, **more: failed.append(words), raising=False)
    met_while_it_moves(bot, monkeypatch)
    assert failed == [("a screen failed",)]


def test_a_link_that_is_opened_in_many_groups_at_once_opens_one(bot: Host) -> None:
    chats = [SQUARE - n for n in range(1, 7)]
    together(bot, *((chat, Started(f"g-{CODE}")) for chat in chats))
    with bot.database.transaction() as tx:
        met = [groups.find(tx, chat) for chat in chats]
    assert sorted(group is not None and group.is_open for group in met) == [*[False] * 5, True]
