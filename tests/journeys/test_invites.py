"""Who gets to the desk: by a one-time link, once; and nobody else by any button."""

from datetime import timedelta

import pytest

from storage import invites
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


def _invites(t: Town, role: str, code: str = "abcdefghij") -> str:
    """What `passaparola invite` does."""
    with t.app.host.database.transaction() as tx:
        invites.make(tx, code, role, t.now + timedelta(days=7))
    return t.app.host.city.link(f"i-{code}")


async def test_a_one_time_link_makes_one_coordinator_and_no_second(database_url: str) -> None:
    async with town(database_url) as t:
        link = _invites(t, "coordinator")
        paolo, eve = t.phone("Paolo"), t.phone("Eve")
        await paolo.opens(link)
        await paolo.taps("English")
        await paolo.taps("✅")
        paolo.sees("You are a coordinator now: the desk is open to you.", "🗂 Desk")
        await eve.opens(link)
        await eve.taps("English")
        await eve.taps("✅")
        eve.sees("This invitation was used already, or is too old. Ask for a new one.")
        eve.sees_no("Desk")
        await eve.writes("/desk")
        eve.sees("This is only for the coordinators. Here is the menu.")

        late = _invites(t, "coordinator", "klmnopqrst")
        await t.clock(t.now + timedelta(days=8))
        await eve.opens(late)
        eve.sees("too old")

        await eve.opens(_invites(t, "leader", "uvwxyz2345"))
        eve.sees("You are a community leader now.")
        await paolo.opens(_invites(t, "leader", "6789ABCDEF"))  # and loses nothing by it
        await paolo.writes("/desk")
        paolo.sees("labs are planned")
        assert t.rows("SELECT role FROM people ORDER BY id") == [("coordinator",), ("leader",)]
        assert "abcdefghij" not in str(t.rows("SELECT * FROM invites"))


async def test_nobody_else_gets_to_the_desk_by_any_button(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        t.lab("Felt")
        held = t.rows("SELECT status, seats FROM labs")
        for address in (
            *("desk", "desk/labs/0", "desk/lab/1", "desk/lab/1/cancel/yes", "desk/news", "desk/questions"),
            *("newlab/0", "newlab/0/title", "editlab/1", "labtext/1", "announce/0", "announce/0/what/pick/1"),
        ):
            await fatou.forges(address)
            fatou.sees("This is only for the coordinators. Here is the menu.", "📅 Labs")
        assert t.rows("SELECT status, seats FROM labs") == held
        assert t.rows("SELECT count(*) FROM audit") == t.rows("SELECT count(*) FROM drafts") == [(0,)]
