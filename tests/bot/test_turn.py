"""A fault of ours: it is said, it is over, and the next update is heard."""

import pytest

from dialogs.site import Page
from dialogs.talk import Access, Talk
from tests.journeys.town import town


def _broken(talk: Talk) -> None:
    talk.change(district="half done")
    raise ZeroDivisionError


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"], indirect=True)
async def test_a_screen_that_fails_is_apologised_for_and_leaves_nothing_half_done(database_url: str) -> None:
    async with town(database_url) as t:
        amina = t.phone("Amina", "en")
        await amina.joins()
        t.app.host.site.add(Page("action", "broken", Access.VISITOR, _broken))
        await amina.forges("broken")
        amina.sees("Something went wrong on our side", "Labs")
        assert t.rows("SELECT district FROM people") == [(None,)]
        await amina.taps("Settings")
        amina.sees("Settings", "Language: English")
