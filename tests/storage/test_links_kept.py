"""Links stay while they are used, who came through them does not; what a visitor opened goes with that."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from dialogs.city import KEEP
from storage import arrivals, keeping, people, shares, spoken
from storage.database import Transaction
from storage.tables import ShareRow
from tests.storage.lives import kind, removed
from tests.storage.rows import NOW, a_person, everything

DAYS, DAY = KEEP["edges"], timedelta(days=1)


def used(tx: Transaction, person: int, code: str, on: datetime | None) -> None:
    """A link of somebody's to all labs, with a code to be said; if it was used, by somebody new."""
    shares.own(tx, "poster" if code.startswith("Post") else "friend", person, code, NOW)
    tx.execute(update(ShareRow).where(ShareRow.code == code).values(spoken=code[:4]))
    share = shares.by_code(tx, code)
    assert share is not None
    if on is not None:
        newcomer = a_person(tx, 100 + share.id)
        assert arrivals.note(tx, share, newcomer, on, "friend", 1, is_origin=True)


@pytest.mark.parametrize("code", ["Poster0001", "Friend0001"])
def test_a_link_in_use_lives_with_its_spoken_code_and_one_that_is_not_goes(
    tx: Transaction, code: str
) -> None:
    person = a_person(tx, 1)
    used(tx, person, code, NOW + DAYS - DAY)
    used(tx, a_person(tx, 2), "Unused0001", None)
    assert removed(tx, "links", DAYS - DAY) == 0
    assert removed(tx, "links", DAYS + DAY) == 1
    found, unused = shares.by_code(tx, code), shares.by_code(tx, "Unused0001")
    assert found is not None
    assert (found.person_id, unused) == (person, None)
    assert spoken.meant(tx, code[:4], NOW + DAYS + DAY) == code
    assert arrivals.brought(tx, person, NOW + DAYS + DAY) == (1, 0)


@pytest.mark.parametrize("is_edge_first", [True, False])
def test_old_edges_go_all_the_same_and_then_the_link(tx: Transaction, is_edge_first: bool) -> None:
    person = a_person(tx, 1)
    used(tx, person, "Friend0001", NOW + DAY)
    share = shares.by_code(tx, "Friend0001")
    assert share is not None
    assert arrivals.note(tx, share, a_person(tx, 3), NOW + 100 * DAY, "friend", 1)
    assert removed(tx, "edges", DAYS + 2 * DAY) == 1
    assert [row["share_id"] for row in everything(tx)["arrivals"]] == [None, share.id]
    assert removed(tx, "links", DAYS + 100 * DAY) == 0
    names = ("edges", "links") if is_edge_first else ("links", "edges")
    assert [removed(tx, name, DAYS + 101 * DAY) for name in names] == ([1, 1] if is_edge_first else [1, 0])
    rows = everything(tx)
    assert (rows["shares"], [row["share_id"] for row in rows["arrivals"]]) == ([], [None, None])


def test_a_link_in_use_is_not_told_as_overdue(tx: Transaction) -> None:
    used(tx, a_person(tx, 1), "Poster0001", NOW + 100 * DAY)
    late = keeping.held(tx, kind("links"), KEEP, NOW + DAYS + 99 * DAY)
    assert late == keeping.Held(1, (NOW + 100 * DAY).date(), (NOW + 100 * DAY).date(), 0)
    assert keeping.held(tx, kind("links"), KEEP, NOW + DAYS + 102 * DAY).overdue == 1


@pytest.mark.parametrize("agreed_at", [NOW, None])
def test_which_link_somebody_opened_is_held_no_longer_than_an_edge(
    tx: Transaction, agreed_at: datetime | None
) -> None:
    person = a_person(tx, 1, agreed_at=agreed_at, opened_id=7)
    people.change(tx, person, seen_on=(NOW + DAYS).date())
    assert removed(tx, "opened", DAYS) == 0
    assert removed(tx, "opened", DAYS + DAY) == 1
    (row,) = everything(tx)["people"]
    assert (row["opened_id"], row["agreed_at"], row["language"]) == (None, agreed_at, "en")
    assert keeping.held(tx, kind("opened"), KEEP, NOW).count == 0
