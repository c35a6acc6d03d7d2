"""The courier between a real database and a Telegram in trouble: nothing is lost, nothing is overtaken."""

import json
import time
from collections.abc import Callable

import pytest

from bot.playground.faults import Faults
from bot.playground.limits import Limits
from dialogs.screen import Message, Screen
from storage import groups, outbox
from storage.database import Database
from storage.outbox import Kind
from tests.courier.conftest import Opened

TOO_LONG = "Bad Request: message is too long"
REFUSED = json.dumps({"ok": False, "error_code": 400, "description": TOO_LONG})
SQUARE = -2001
SEND = "sendMessage"

Asked = Callable[[Faults], None]
FLOOD: Asked = lambda faults: faults.flood(SEND)  # noqa: E731  # a table of troubles
CUT_BEFORE: Asked = lambda faults: faults.cut_before(SEND)  # noqa: E731
CUT_AFTER: Asked = lambda faults: faults.cut_after(SEND)  # noqa: E731
BAD_GATEWAY: Asked = lambda faults: faults.fail(SEND, status=502)  # noqa: E731
REFUSAL: Asked = lambda faults: faults.fail(SEND, status=400, body=REFUSED)  # noqa: E731
PROXY_403: Asked = lambda faults: faults.fail(SEND, status=403, body="<html>Forbidden</html>")  # noqa: E731

TROUBLES: list[tuple[str, Asked, Kind, tuple[str, int], int]] = [
    ("told to wait", FLOOD, "reply", ("sent", 1), 1),
    ("told to wait", FLOOD, "announcement", ("sent", 1), 1),
    ("cut off before", CUT_BEFORE, "reply", ("sent", 2), 1),
    ("cut off before", CUT_BEFORE, "announcement", ("unknown", 1), 0),
    ("cut off after", CUT_AFTER, "reminder", ("sent", 2), 2),
    ("cut off after", CUT_AFTER, "announcement", ("unknown", 1), 1),
    ("bad gateway", BAD_GATEWAY, "notice", ("sent", 2), 1),
    ("bad gateway", BAD_GATEWAY, "announcement", ("unknown", 1), 0),
    ("refused", REFUSAL, "reply", ("rejected", 1), 0),
    ("refused", REFUSAL, "announcement", ("rejected", 1), 0),
    ("a proxy's 403", PROXY_403, "reply", ("sent", 2), 1),
]


@pytest.mark.parametrize(
    ("trouble", "kind", "state", "times"),
    [row[1:] for row in TROUBLES],
    ids=[f"{row[2]}, {row[0]}" for row in TROUBLES],
)
async def test_each_trouble_leaves_its_row_in_its_state(
    post: Opened, trouble: Asked, kind: Kind, state: tuple[str, int], times: int
) -> None:
    async with post() as p:
        trouble(p.town.playground.faults)
        await p.sends(kind, "no. 1")
        assert p.states == [state]
        assert p.heard() == ["no. 1"] * times
        assert p.reasons == [TOO_LONG] if state[0] == "rejected" else True
        await p.sends(kind, "no. 2")
        assert p.heard()[-1] == "no. 2", "the chat is as before"


async def test_a_wait_is_obeyed_to_the_second(post: Opened) -> None:
    async with post() as p:
        p.town.playground.faults.flood(SEND, retry_after_s=2)
        before_s = time.monotonic()
        await p.sends("reply", "no. 1")
        assert 2.0 <= time.monotonic() - before_s < 4.0


async def test_what_is_never_answered_for_ends_unknown_and_not_in_a_circle(post: Opened) -> None:
    async with post() as p:
        p.town.playground.faults.cut_after(SEND, times=3)
        await p.sends("reply", "no. 1")
        assert (p.states, p.heard()) == ([("unknown", 3)], ["no. 1"] * 3)


async def test_who_blocked_the_bot_is_unreachable_until_they_write_again(post: Opened) -> None:
    async with post() as p:
        await p.sends("reply", "no. 1")
        p.town.playground.world.people[p.amina.id].has_blocked = True  # Telegram has not told of it yet
        await p.sends("notice", "no. 2", "no. 3")
        assert p.states == [("sent", 1), ("unreachable", 1), ("unreachable", 0)]
        assert p.town.rows("SELECT count(*) FROM contacts WHERE unreachable_since IS NOT NULL") == [(1,)]
        p.town.playground.world.unblock(p.amina.id)
        await p.town.settle()
        await p.sends("notice", "no. 4")
        assert p.heard() == ["no. 1", "no. 4"]


@pytest.mark.parametrize(
    "trouble", [FLOOD, CUT_BEFORE, BAD_GATEWAY], ids=["told to wait", "cut off", "bad gateway"]
)
async def test_what_follows_in_a_chat_does_not_overtake(post: Opened, trouble: Asked) -> None:
    async with post() as p:
        trouble(p.town.playground.faults)
        await p.sends("reply", *(f"no. {number}" for number in range(1, 5)))
        assert p.heard() == ["no. 1", "no. 2", "no. 3", "no. 4"]


async def test_one_chat_in_trouble_holds_up_no_other(post: Opened) -> None:
    async with post() as p:
        fatou = p.town.phone("Fatou")
        await fatou.joins()
        p.town.playground.faults.flood(SEND, retry_after_s=60, chat=p.amina.id)
        p.put("reply", "no. 1")
        p.put("reply", "no. 2", "no. 3", to=2)
        await p.town.until(lambda: p.heard(fatou) == ["no. 2", "no. 3"])
        assert p.heard() == []


async def test_a_group_that_moved_gets_its_message_where_it_is_now(post: Opened) -> None:
    async with post() as p:
        world = p.town.playground.world
        world.add_group(SQUARE, "The square", has_bot=True)
        with p.town.app.host.database.transaction() as tx:
            group, _ = groups.join(tx, SQUARE, "en", p.town.now)
        world.groups[SQUARE].moved_to = new = SQUARE - 10**12
        world.add_group(new, "The square", has_bot=True)
        with p.town.app.host.database.transaction() as tx:
            message = Message(Screen("no. 1", is_kept=True)).to_json()
            outbox.put(tx, "notice", p.town.now, group=group, message=message)
        await p.town.settle()
        assert p.states == [("sent", 1)]
        assert [message.text for message in world.from_bot(new)] == ["no. 1"]
        assert p.town.rows("SELECT telegram_id FROM contacts WHERE group_id = 1") == [(new,)]


async def test_what_was_on_its_way_when_the_process_died_is_settled_at_the_start(post: Opened) -> None:
    async with post() as p:
        await p.town.stop()
        database = Database(p.town.config.storage.url)
        kinds: list[Kind] = ["reply", "reminder", "notice", "announcement"]
        with database.transaction() as tx:
            for kind in kinds:
                message = Message(Screen(f"no. {kind}")).to_json()
                outbox.put(tx, kind, p.town.now, person=1, message=message)
                (parcel,) = outbox.lease(tx, p.town.now, 1)
                assert parcel.kind == kind
        database.close()
        await p.town.start()
        await p.town.settle()
        assert [state for state, _ in p.states] == ["sent", "sent", "sent", "unknown"]
        assert p.heard() == ["no. reply", "no. reminder", "no. notice"]


async def test_what_is_on_its_way_when_the_bot_is_stopped_is_written_down(post: Opened) -> None:
    async with post() as p:
        p.town.playground.faults.delay(SEND, delay_s=0.5)
        p.put("announcement", "no. 1", "no. 2")
        await p.town.until(lambda: p.heard() == ["no. 1"])
        await p.town.stop()
        database = Database(p.town.config.storage.url)
        with database.transaction() as tx:
            rows = tx.exec_driver_sql("SELECT state FROM outbox ORDER BY id DESC LIMIT 2").scalars().all()
        database.close()
        assert rows == ["queued", "sent"]
        await p.town.start()


async def test_a_letter_that_need_not_be_told_any_more_is_cancelled(post: Opened) -> None:
    async with post() as p:
        with p.town.app.host.database.transaction() as tx:
            for address in ("lab/77/changed", "reminder/77", "no/such/letter"):
                outbox.put(tx, "notice", p.town.now, person=1, address=address)
        await p.sends("notice", "no. 1")
        assert p.states == [("cancelled", 0)] * 3 + [("sent", 1)]


@pytest.mark.long
@pytest.mark.parametrize("per_second", ["30", "1000"], ids=["within the budget", "far too fast"])
async def test_in_a_storm_nothing_is_lost_and_chats_keep_their_order(post: Opened, per_second: str) -> None:
    settings = {"PASSAPAROLA_DELIVERY__PER_SECOND": per_second, "PASSAPAROLA_DELIVERY__CHAT_BURST": "3"}
    async with post(**settings) as p:
        phones = [p.amina, *(p.town.phone(f"Friend {number}") for number in range(7))]
        for phone in phones[1:]:
            await phone.joins()
        ((p.before,),) = p.town.rows("SELECT max(id) FROM outbox")
        playground = p.town.playground
        playground.limits = Limits(per_second=30 if per_second == "30" else 8)
        for phone in phones[:3]:
            playground.faults.cut_before(SEND, chat=phone.id)
            playground.faults.fail(SEND, chat=phone.id)
        playground.faults.cut_after(SEND, chat=phones[3].id)
        texts = [f"no. {number}" for number in range(4)]
        for number in range(len(phones)):
            p.put("reply", *texts, to=number + 1)
        await p.town.settle()
        assert {state for state, _ in p.states} == {"sent"}
        assert [list(dict.fromkeys(p.heard(phone))) for phone in phones] == [texts] * len(phones)
        assert sum(len(p.heard(phone)) for phone in phones) == len(phones) * len(texts) + 1
        assert (playground.limits.refusals > 0) == (per_second == "1000")
