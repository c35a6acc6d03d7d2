"""A small city is played with the real bot over HTTP: what the phones saw is what the database holds."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.simulation.city import City
from bot.simulation.figures import Figures
from bot.simulation.play import FIRST_PERSON, Play
from bot.simulation.stage import Stage, stage
from bot.simulation.word import draw

pytestmark = pytest.mark.long

CITY = City(people=24, days=14, leaders=5, seed=21)
ARRIVALS = """
SELECT c.telegram_id, o.telegram_id, a.source, a.is_origin, a.is_first FROM arrivals a
JOIN contacts c ON c.person_id = a.person_id JOIN shares s ON s.id = a.share_id
LEFT JOIN contacts o ON o.person_id = s.person_id
"""


def _rows(playing: Stage, statement: str) -> list[tuple[object, ...]]:
    with playing.database.reading() as tx:
        return [tuple(row) for row in tx.execute(text(statement))]


async def test_what_the_phones_saw_is_what_the_database_holds(tmp_path: Path) -> None:
    story = draw(CITY)
    async with stage(tmp_path, CITY.days) as playing:
        play = Play(playing, story, CITY.seed)
        hours = [hour async for hour in play.hours()]
        truth = play.truth
        people = {"leader", "coordinator", "person"}
        came = Counter(
            (
                FIRST_PERSON + one.who,
                FIRST_PERSON + one.teller if story.tellers[one.teller].kind in people else None,
                one.is_origin,
                one.is_first,
            )
            for ways in truth.came.values()
            for one in ways
        )
        noted = _rows(playing, ARRIVALS)
        assert Counter((who, by, bool(origin), bool(first)) for who, by, _, origin, first in noted) == came
        sources = Counter(source for _, _, source, is_origin, _ in noted if is_origin)
        figures = Figures(truth)
        assert sources == Counter({k: n for k, n in figures.sources().items() if k != "unknown"})
        assert _rows(playing, "SELECT sum(opened) FROM shares") == [(len(truth.opened),)]
        agreed = "SELECT count(*) FROM people WHERE agreed_at IS NOT NULL"
        assert _rows(playing, agreed) == [(len(truth.started),)]
        assert _rows(playing, "SELECT count(*) FROM signups") == [(len(truth.signed_up),)]
        attended = "SELECT count(*) FROM attendances WHERE mark = 'attended'"
        assert _rows(playing, attended) == [(len(truth.attended),)]
        left = "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'cancelled')"
        assert _rows(playing, left) == [(0,)]
    assert hours[-1] == CITY.days * 24
    assert len(truth.people) > 10
    assert {"leader", "friend", "unknown"} <= set(figures.sources())
    assert truth.attended
    assert {who for who, _ in truth.opened} - truth.started.keys()  # opened a link, and never agreed
    assert truth.uncounted
