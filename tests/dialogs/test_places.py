"""Places at the desk: made, given posters and codes, counted in words that expose nobody, closed."""

from datetime import timedelta

import pytest

from storage import people, shares
from storage import places as known
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.test_poster import gets, page


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator."""
    return place.chat(COORDINATOR)


def makes(giulia: Chat, name: str = "Via del Lavoro") -> None:
    """A new place, a reception centre in San Donato."""
    giulia.forges("desk/places/0")
    for tap in ("➕ New place", "A reception centre"):
        giulia.taps(tap)
    giulia.writes(name)
    giulia.taps("San Donato")


def test_a_place_is_made_and_listed(place: Place, giulia: Chat) -> None:
    giulia.forges("desk")
    giulia.taps("🏠 Places")
    assert "There is no place yet." in giulia.screen.text
    makes(giulia)
    assert giulia.screen.text.startswith("<b>🏠 Via del Lavoro</b>\nSan Donato\n")
    assert known.open_ones(place.tx) == (known.Place(1, "centre", "Via del Lavoro", "San Donato", None),)
    giulia.forges("newplace/0")
    giulia.taps("A shop")
    giulia.writes("x" * 61)
    assert "Please keep it to 60 letters." in giulia.screen.text
    giulia.writes("Zia Maria")
    giulia.taps("Go on")
    giulia.taps("Back")
    assert [row[0].text for row in giulia.screen.rows][:2] == ["🏪 Zia Maria", "🏠 Via del Lavoro"]


def test_its_poster_has_a_link_and_a_code_of_its_own(place: Place, giulia: Chat) -> None:
    felt = place.lab("Felt")
    makes(giulia)
    giulia.taps("🖨 Poster")
    assert [row[0].text for row in giulia.screen.rows][:2] == ["🏙 All the labs", "💼 9/3 Felt"]
    giulia.taps("Felt")
    assert "📍 Via del Lavoro" in giulia.screen.text
    giulia.taps("A4")
    came = gets(giulia)
    assert "Via del Lavoro" in came.text
    poster = page(came)
    share = shares.by_code(place.tx, poster.codes[0].rpartition("=")[2])
    assert share is not None
    assert (share.kind, share.person_id, share.place_id, share.lab_id, share.place) == (
        *("place", None, 1, felt, "centre"),
    )
    assert "Via del Lavoro" not in poster.text
    (link,) = known.links(place.tx, 1)
    assert link.spoken is not None
    assert f"Or write to @passaparola_bot on Telegram: {link.spoken}" in " ".join(poster.text.split())
    giulia.forges("desk/place/1")
    assert f"{link.spoken}: Felt" in giulia.screen.text
    marco = place.chat(2)
    marco.writes(link.spoken)
    query = "SELECT person_id, source, wave, is_origin FROM arrivals"
    (row,) = place.tx.exec_driver_sql(query)
    assert tuple(row) == (marco.talk().person.id, "centre", 1, True)


def arrive(place: Place, number: int, code: str) -> None:
    """So many new people open a link."""
    first = 100 + len(place.chats)
    for telegram_id in range(first, first + number):
        place.chat(telegram_id).starts(code)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "Nobody"),
        (1, "A few people"),
        (4, "A few people"),
        (5, "5 people"),
    ],
)
def test_how_many_came_is_told_from_five_on_and_only_the_next_day(
    place: Place, giulia: Chat, number: int, told: str
) -> None:
    makes(giulia)
    code = shares.own(place.tx, "place", None, "Centre1234", place.now, place=1)
    arrive(place, number, code)
    giulia.forges("desk/place/1")
    assert (
        "Nobody came through it in the last 180 days.\n(Counted until last midnight.)" in giulia.screen.text
    )
    place.now += timedelta(days=1)
    giulia.forges("desk/place/1")
    assert f"{told} came through it in the last 180 days." in giulia.screen.text
    arrive(place, 1, code)  # today: two looks on one day are alike
    giulia.forges("desk/place/1")
    assert f"{told} came through it in the last 180 days." in giulia.screen.text


def test_a_poster_outlives_who_made_it(place: Place, giulia: Chat) -> None:
    makes(giulia)
    giulia.taps("🖨 Poster")
    giulia.taps("All the labs")
    people.forget(place.tx, giulia.talk().person.id, place.now)
    (code,) = (row[0] for row in place.tx.exec_driver_sql("SELECT code FROM shares"))
    arrive(place, 5, code)
    assert known.came(place.tx, 1, place.now + timedelta(days=1)) == 5


def test_a_closed_place_leads_on_and_counts_no_more(place: Place, giulia: Chat) -> None:
    makes(giulia)
    giulia.taps("🖨 Poster")
    giulia.taps("All the labs")
    (link,) = known.links(place.tx, 1)
    (code,) = (row[0] for row in place.tx.exec_driver_sql("SELECT code FROM shares"))
    giulia.forges("desk/place/1/close")
    giulia.taps("Yes")
    assert "There is no place yet." in giulia.screen.text
    marco = place.chat(2)
    marco.starts(code)
    assert "What would you like to do?" in marco.screen.text
    assert known.came(place.tx, 1, place.now + timedelta(days=1)) == 0
    marco.writes(link.spoken or "")
    assert "I do not know this code." in marco.screen.text
    for address in ("desk/place/1", "desk/place/1/labs", "desk/place/1/lab/0", "desk/place/1/close/yes"):
        giulia.forges(address)
        assert giulia.toast == "This place is not there any more."
    giulia.forges(f"poster/{code}/a4/en")
    assert giulia.toast == "This poster can't be made any more."
