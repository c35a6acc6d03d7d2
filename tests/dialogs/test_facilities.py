"""Places beside the seats, at the desk: set, raised, lowered with a question, counted without a person."""

import pytest
from sqlalchemy import select

from storage import facilities, signups
from storage.tables import AuditRow
from tests.dialogs.chat import COORDINATOR, Chat, Place


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, in a place with lab 1 of two seats and one place for children."""
    place.lab(seats=2)
    facilities.put(place.tx, 1, "childcare", "", 1)
    return place.chat(COORDINATOR)


def needs(place: Place, telegram_id: int, state: str, children: int = 1, party: int = 1) -> Chat:
    """Somebody who is on the list, and needs places for children."""
    chat = place.chat(telegram_id)
    signup = signups.put(place.tx, 1, chat.talk().person.id, party, state, place.now)
    facilities.set_needs(place.tx, signup, {1: children})
    return chat


def there(place: Place) -> list[tuple[str, str, int]]:
    return [(one.kind, one.language, one.places) for one in facilities.of(place.tx, 1)]


def acts(place: Place) -> list[str]:
    return list(place.tx.execute(select(AuditRow.what).order_by(AuditRow.id)).scalars())


def state(chat: Chat) -> str:
    signup = signups.of(chat.place.tx, 1, chat.talk().person.id)
    assert signup is not None
    return signup.state


def sets(giulia: Chat, kind: str, places: str, language: str = "") -> None:
    """The form, from the lab's card to the number."""
    giulia.forges("desk/lab/1")
    giulia.taps("♿ More than seats")
    giulia.taps("✏️ Set places")
    giulia.taps(kind)
    if language:
        giulia.taps(language)
    giulia.writes(places)


def test_an_interpreter_is_one_for_each_language(giulia: Chat) -> None:
    sets(giulia, "🗣 Interpreter", "3", "العربية")
    sets(giulia, "🗣 Interpreter", "٥", "دری")
    sets(giulia, "♿ No steps", "2")
    sets(giulia, "🧒 Childcare", "4")
    assert sorted(there(giulia.place)) == [
        ("childcare", "", 4),
        ("interpreter", "ar", 3),
        ("interpreter", "fa_AF", 5),
        ("step_free", "", 2),
    ]
    assert acts(giulia.place) == [
        *("set interpreter ar to 3", "set interpreter fa_AF to 5"),
        *("set step_free to 2", "set childcare to 4"),
    ]


def test_none_of_it_is_not_shown(giulia: Chat) -> None:
    sets(giulia, "🧒 Childcare", "0")
    assert "This lab has no places for an interpreter" in giulia.screen.text
    assert "Childcare" not in giulia.screen.text


def test_what_is_promised_is_told_in_one_number(giulia: Chat) -> None:
    facilities.put(giulia.place.tx, 1, "childcare", "", 4)
    needs(giulia.place, 1, "seated", children=2, party=2)
    needs(giulia.place, 2, "offered")
    needs(giulia.place, 4, "cancelled", children=5)
    giulia.forges("desk/lab/1/places")
    assert "🧒 Childcare</b>\n4 places\nPromised: 3 · free: 1" in giulia.screen.text


def told(giulia: Chat) -> str:
    giulia.forges("desk/lab/1/places")
    return giulia.screen.text


def test_whether_who_is_offered_a_seat_needs_something_is_not_told(giulia: Chat) -> None:
    needs(giulia.place, 1, "seated")
    needs(giulia.place, 2, "offered")
    before = told(giulia)
    signups.set_state(giulia.place.tx, 2, "seated", giulia.place.now)
    assert told(giulia) == before
    facilities.set_needs(giulia.place.tx, 2, {})
    assert told(giulia) != before  # what must be kept is told, and to what it adds up


def test_that_it_is_waited_for_is_told_from_five_in_line_on(giulia: Chat) -> None:
    needs(giulia.place, 1, "waiting", children=3)
    nobody_waits = told(giulia)
    for number in (2, 3, 4, 5):
        assert told(giulia) == nobody_waits
        assert "wait" not in told(giulia)
        signups.put(
            giulia.place.tx,
            1,
            giulia.place.chat(number).talk().person.id,
            1,
            "waiting",
            giulia.place.now,
        )
    assert told(giulia) == nobody_waits.replace("free: 1", "free: 1\nSome of those who wait need one.")
    assert told(giulia) != nobody_waits


def test_fewer_than_are_promised_takes_nothing_away_and_asks(giulia: Chat) -> None:
    facilities.put(giulia.place.tx, 1, "childcare", "", 3)
    amina = needs(giulia.place, 1, "seated", children=2, party=2)
    sets(giulia, "🧒 Childcare", "1")
    assert "2 places are promised already." in giulia.screen.text
    assert there(giulia.place) == [("childcare", "", 3)]
    giulia.taps("No")
    assert there(giulia.place) == [("childcare", "", 3)]
    sets(giulia, "🧒 Childcare", "0")
    giulia.taps("Yes")
    assert there(giulia.place) == [("childcare", "", 0)]
    assert "0 places\nPromised: 2 · free: 0" in giulia.screen.text
    assert (state(amina), facilities.needs_of(giulia.place.tx, 1)) == ("seated", {1: 2})
    assert acts(giulia.place) == ["set childcare to 0"]


def test_a_forged_lowering_raises_nothing(giulia: Chat) -> None:
    for address in ("desk/lab/1/lower/1/7/yes", "desk/lab/1/lower/9/0/yes", "desk/lab/9/lower/1/0/yes"):
        giulia.forges(address)
    assert there(giulia.place) == [("childcare", "", 1)]
    assert acts(giulia.place) == []


def test_more_places_are_offered_to_who_waits_for_them(giulia: Chat) -> None:
    amina = needs(giulia.place, 1, "waiting", children=2, party=2)
    sets(giulia, "🧒 Childcare", "1")
    assert state(amina) == "waiting"
    sets(giulia, "🧒 Childcare", "2")
    assert state(amina) == "offered"


def test_smaller_groups_pass_only_where_the_lab_lets_them(giulia: Chat) -> None:
    bakers, sara = giulia.place.chat(1), giulia.place.chat(2)
    for chat, party in ((bakers, 3), (sara, 1)):
        signups.put(giulia.place.tx, 1, chat.talk().person.id, party, "waiting", giulia.place.now)
    giulia.forges("desk/lab/1/places")
    assert "Whoever came first is first" in giulia.screen.text
    giulia.taps("🏃 Let small groups pass")
    assert "A smaller group may pass a bigger one" in giulia.screen.text
    assert (state(bakers), state(sara)) == ("waiting", "offered")
    giulia.forges("desk/lab/1/pass/on")
    giulia.taps("🚶 Let nobody pass")
    assert acts(giulia.place) == ["lets pass", "lets nobody pass"]
