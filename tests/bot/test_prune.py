"""The sweep that takes old data away: all kinds, again and again, and one that fails stops no other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.lanes import Lanes
from bot.sweeps import Sweeps
from bot.turn import Host
from dialogs.passaparola import build
from dialogs.text import Catalogs
from storage import drafts, inbox, keeping
from storage.database import Database
from storage.kinds import KINDS
from tests.dialogs.chat import BOLOGNA
from tests.storage.lives import a_full_life
from tests.storage.rows import NOW, a_person, everything

A_YEAR, TEN_YEARS = timedelta(days=400), timedelta(days=3650)


@pytest.fixture
def sweeps(migrated_url: str) -> Iterator[Sweeps]:
    """The sweeps of a bot, more than a year after somebody was here."""
    database = Database(migrated_url)
    lanes = Lanes(1)
    with database.transaction() as tx:
        a_full_life(tx, 987_654_321_012)
        for number in range(3):
            inbox.claim(tx, number, NOW)
    host = Host(database, build(), BOLOGNA, Catalogs(), lambda: "Code")
    yield Sweeps(host, lanes, lambda: NOW + A_YEAR, lambda: None)
    lanes.close()
    database.close()


def left(sweeps: Sweeps) -> dict[str, int]:
    """Rows that are still there, by table."""
    with sweeps._host.database.transaction() as tx:
        return {table: len(rows) for table, rows in everything(tx).items() if rows}


def figures(logs: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What the log says of how much went, by kind."""
    (line,) = [line for line in logs if line["event"] == "old data removed"]
    return {name: count for name, count in line.items() if name in {kind.name for kind in KINDS}}


async def test_what_is_not_kept_any_more_goes_and_the_figures_are_logged(sweeps: Sweeps) -> None:
    with capture_logs() as logs:
        await sweeps.prune()
    gone = figures(logs)
    assert [gone.get(name) for name in ("people", "updates", "needs", "circles")] == [None, 3, 1, 1]
    assert not {"drafts", "needs", "field_answers", "circles", "lab_hosts", "inbox"} & set(left(sweeps))
    with sweeps._host.database.transaction() as tx:
        late = [kind.name for kind in KINDS if keeping.held(tx, kind, BOLOGNA.keep, NOW + A_YEAR).overdue]
    assert late == []


async def test_who_was_away_for_years_goes_with_all_that_is_theirs(
    sweeps: Sweeps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "_now", lambda: NOW + TEN_YEARS)
    with capture_logs() as logs:
        await sweeps.prune()
    assert figures(logs)["people"] == 2
    assert not {"contacts", "outbox", "interests"} & set(left(sweeps))
    assert left(sweeps)["people"] == 2  # stubs, for the counts


async def test_a_second_time_there_is_nothing_to_do(sweeps: Sweeps) -> None:
    await sweeps.prune()
    before = left(sweeps)
    with capture_logs() as logs:
        await sweeps.prune()
    assert figures(logs) == {}
    assert left(sweeps) == before


async def test_one_kind_that_fails_stops_no_other(sweeps: Sweeps) -> None:
    with sweeps._host.database.transaction() as tx:
        tx.execute(text("ALTER TABLE circles RENAME TO rings"))
    with capture_logs() as logs:
        await sweeps.prune()
    failed = [line["kind"] for line in logs if line["event"] == "old data could not be removed"]
    assert failed == ["circles"]
    assert [figures(logs)[name] for name in ("updates", "needs")] == [3, 1]


async def test_more_than_goes_at_once_goes_in_several_steps(sweeps: Sweeps) -> None:
    with sweeps._host.database.transaction() as tx:
        person = a_person(tx, 7)
        for number in range(keeping.AT_ONCE + 1):
            drafts.put(tx, person, f"form{number}", {}, NOW)
    with capture_logs() as logs:
        await sweeps.prune()
    assert figures(logs)["drafts"] == keeping.AT_ONCE + 2


async def test_a_bot_that_stops_prunes_no_more(sweeps: Sweeps) -> None:
    before = left(sweeps)
    await sweeps.finish()
    await sweeps.prune()
    assert left(sweeps) == before
