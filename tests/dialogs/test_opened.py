"""Which link a visitor opened is kept until they agree, and not a moment longer."""

import pytest
from sqlalchemy import text

from tests.dialogs.chat import Chat, Place
from tests.storage.test_shares import link


@pytest.fixture
def visitor(place: Place) -> Chat:
    """Somebody who opened Amina's link and has not agreed."""
    place.chat(1)
    link(place.tx, 1, "AminasLink")
    visitor = place.chat(2, has_agreed=False)
    visitor.starts("AminasLink")
    assert opened(place) == [None, 1]
    return visitor


def opened(place: Place) -> list[int | None]:
    return [row[0] for row in place.tx.execute(text("SELECT opened_id FROM people ORDER BY id"))]


def counted(place: Place) -> list[tuple[object, ...]]:
    found = place.tx.execute(text("SELECT opened, (SELECT count(*) FROM arrivals) FROM shares WHERE id = 1"))
    return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("then", "arrived"),
    [("via/AminasLink", 1), ("menu", 0), ("via/NoSuchLink", 0)],
    ids=["by that link", "by themselves", "by a link that is no more"],
)
def test_who_agrees_is_no_more_known_to_have_opened_it(
    place: Place, visitor: Chat, then: str, arrived: int
) -> None:
    visitor.forges(f"agree/{then}")
    assert opened(place) == [None, None]
    assert counted(place) == [(1, arrived)]
