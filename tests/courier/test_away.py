"""Telegram is away for a while: nobody knocks in vain, nothing is lost, and what comes late says so."""

from datetime import timedelta

from dialogs.people.late import LATE
from storage import changes, duty, labs, outbox
from tests.courier.conftest import Opened, Post
from tests.journeys.relay import Relay

SEND = "sendMessage"
SORRY = "Sorry: I could not answer you earlier."


async def crowd(p: Post, people: int) -> None:
    """So many more people, numbers 2 and up, who get copies."""
    for number in range(people):
        await p.town.phone(f"Friend {number}").joins()
    ((p.before,),) = p.town.rows("SELECT max(id) FROM outbox")


async def test_while_telegram_is_away_few_copies_are_risked_and_the_rest_waits(post: Opened) -> None:
    async with post(PASSAPAROLA_DELIVERY__PER_SECOND="30") as p:
        await crowd(p, 20)
        p.town.playground.faults.fail(status=502, times=10_000)
        for number in range(2, 22):
            p.put("announcement", "no. 1", to=number)
        await p.town.until(lambda: [state for state, _ in p.states].count("unknown") >= 3)
        p.town.playground.faults.clear()
        await p.town.settle()
        states = [state for state, _ in p.states]
        assert set(states) == {"sent", "unknown"}
        assert 3 <= states.count("unknown") <= 8


async def test_a_server_that_takes_no_connection_costs_no_copy_at_all(post: Opened) -> None:
    relay = Relay()
    await relay.open()
    async with post(relay=relay) as p:
        await crowd(p, 5)
        await relay.close()
        for number in range(2, 7):
            p.put("announcement", "no. 1", to=number)
        await p.town.until(lambda: any(attempts for _, attempts in p.states))
        await relay.open()
        await p.town.until(lambda: [state for state, _ in p.states] == ["sent"] * 5, timeout_s=20)
        phones = [phone for phone in p.town.phones.values() if phone is not p.amina]
        assert [p.heard(phone) for phone in phones] == [["no. 1"]] * 5
        await relay.close()


async def test_a_reply_that_comes_late_says_sorry_and_takes_the_older_ones_place(post: Opened) -> None:
    async with post() as p:
        with p.town.app.host.database.transaction() as tx:
            asked_at = p.town.now - LATE
            for text in ("no. 1", "no. 2"):
                message = f'{{"text":"{text}","edits":3}}'
                outbox.put(tx, "reply", asked_at, person=1, message=message)
        await p.town.settle()
        assert [state for state, _ in p.states] == ["expired", "sent"]
        assert p.amina.text == f"{SORRY}\n\nno. 2"
        assert p.amina.has_seen(SORRY) == 1


async def test_a_reply_that_is_just_in_time_says_nothing_of_it(post: Opened) -> None:
    async with post() as p:
        with p.town.app.host.database.transaction() as tx:
            asked_at = p.town.now - LATE + timedelta(seconds=30)
            outbox.put(tx, "reply", asked_at, person=1, message='{"text":"no. 1"}')
        await p.town.settle()
        assert p.heard() == ["no. 1"]


async def test_a_reminder_past_its_moment_is_not_sent(post: Opened) -> None:
    async with post() as p:
        p.town.playground.faults.flood(SEND, retry_after_s=1)
        with p.town.app.host.database.transaction() as tx:
            expires_at = p.town.now + timedelta(minutes=5)
            outbox.put(
                tx, "reminder", p.town.now, person=1, message='{"text":"no. 1"}', expires_at=expires_at
            )
        p.town.app.courier.nudge()
        await p.town.clock(to=expires_at + timedelta(seconds=1))
        assert [state for state, _ in p.states] == ["expired"]
        assert p.heard() == []


async def test_who_was_superseded_sends_nothing_until_it_has_the_claim_anew(post: Opened) -> None:
    async with post() as p:
        ((mine,),) = p.town.rows("SELECT term FROM duty")
        with p.town.app.host.database.transaction() as tx:
            assert duty.begin(tx) == mine + 1
        p.put("reply", "no. 1")
        await p.town.until(lambda: p.town.app.courier.age_s is None)
        assert (p.states, p.heard()) == ([("queued", 0)], [])
        await p.town.until(lambda: p.town.rows("SELECT term FROM duty") == [(mine + 2,)])
        await p.town.until(lambda: p.heard() == ["no. 1"])
        assert not p.town.app.task.done()


async def test_a_letter_that_was_sent_before_is_told_anew_in_its_place(post: Opened) -> None:
    async with post() as p:
        lab = p.town.lab("Sewing")
        await p.amina.forges(f"lab/{lab}/sign-up/1")
        with p.town.app.host.database.transaction() as tx:
            labs.change_meeting(tx, 1, place="Park")
            was = labs.Meeting(1, p.town.now, p.town.now, "Piazza dei Colori", None)
            change = changes.note(tx, lab, "placed", p.town.now, was)
            outbox.put(tx, "notice", p.town.now, person=1, address=f"lab/{lab}/changed/{change}")
        await p.town.settle()
        assert p.amina.has_seen("has changed") == 1
        letter = "FROM outbox WHERE address LIKE 'lab/%/changed/%'"
        ((row, message_id),) = p.town.rows(f"SELECT id, message_id {letter}")
        count = len(p.amina.messages)
        with p.town.app.host.database.transaction() as tx:
            outbox.set_state(tx, [row], "queued")
        await p.town.settle()
        assert p.town.rows(f"SELECT state, attempts, message_id {letter}") == [("sent", 2, message_id)]
        assert len(p.amina.messages) == count
