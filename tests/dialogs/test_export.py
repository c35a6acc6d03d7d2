"""The export of a lab: what is in it, what never is, who may take it, and that it is written down."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from dialogs.desk.export import STATES
from storage import absences, attendances, facilities, fields, labs, people, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.test_sheets import read_csv

AMINA = 987_654_321_012
"""A Telegram id like no other number in a file."""


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, and a lab with somebody in each state."""
    giulia = place.chat(COORDINATOR)
    place.lab("Felt", in_days=-1)
    place.asks(1, "choice", "What do you eat?", "Everything", "No meat")
    facilities.put(place.tx, 1, "childcare", "", 4)
    for number, state in enumerate(STATES):
        person = place.chat(AMINA + number).talk().person.id
        signup = signups.put(place.tx, 1, person, 2, state, place.now)
        signups.change(place.tx, signup, place.now, name=f"=Amina{number}")
        facilities.set_needs(place.tx, signup, {1: 1})
    fields.answer(place.tx, 1, 1, "1")
    for signup, mark, came in ((3, "attended", 2), (7, "attended", 1)):
        attendances.put(place.tx, signup, 1, mark, came, place.now)
    for number in range(6):
        signup = signups.put(place.tx, 1, place.chat(50 + number).talk().person.id, 1, "seated", place.now)
        attendances.put(place.tx, signup, 1, "absent", 0, place.now)
        absences.give_reason(place.tx, signup, 1, "work" if number < 5 else "not_welcome")
    return giulia


def files(place: Place, chat: Chat, tap: str) -> dict[str, bytes]:
    """What comes after a tap, by its name."""
    chat.forges("desk/lab/1")
    chat.taps("Export")
    chat.taps(tap)
    sent = []
    while told := place.deliver():  # one a chat at a time
        sent += told
    assert not any(screen.is_private for screen in sent)  # it could not be saved
    return {screen.media.name: screen.media.content for screen in sent if screen.media}


def test_csv_is_two_files_people_and_totals(place: Place, giulia: Chat) -> None:
    came = files(place, giulia, "CSV")
    assert list(came) == ["lab-1.csv", "lab-1-totals.csv"]
    heads, *rows = read_csv(came["lab-1.csv"])
    when = "Came on 2026-03-01 10:00"
    assert heads == ["Number", "Name", "People", "How it stands", "Signed up on", "What do you eat?", when]
    assert rows[0] == ["1", "'=Amina0", "2", "Waits", "2026-03-02", "No meat", ""]
    assert rows[2] == ["3", "'=Amina2", "2", "Has a seat", "2026-03-02", "", "2"]
    assert rows[6] == ["7", "'=Amina6", "2", "Came without a seat", "2026-03-02", "", "1"]
    assert rows[7] == ["8", "", "1", "Has a seat", "2026-03-02", "", "0"]
    assert len(rows) == 13
    totals = read_csv(came["lab-1-totals.csv"])
    assert totals[1] == ["Waits", "", "2"]
    assert ["🧒 Childcare", "", "2"] in totals
    assert ["Came", "2026-03-01 10:00", "3"] in totals
    assert ["Did not come", "2026-03-01 10:00", "7"] in totals


def totals(place: Place, giulia: Chat) -> dict[str, str]:
    return {row[0]: row[2] for row in read_csv(files(place, giulia, "CSV")["lab-1-totals.csv"])}


LATER = "Why they did not come"


def test_reasons_are_told_when_nobody_can_give_one_any_more(place: Place, giulia: Chat) -> None:
    lab = labs.get(place.tx, 1)
    assert lab is not None
    seen = set()
    for reason in ("work", "children", "work", "not_welcome"):  # one after the other, as they come in
        absences.give_reason(place.tx, 8, 1, reason)
        found = totals(place, giulia)
        seen.add(str(found))
        assert "💼 Work" not in found
        assert found[LATER] == "shown from then on"
    assert len(seen) == 1
    place.now = lab.ends_at + timedelta(days=6) - timedelta(seconds=1)
    assert LATER in totals(place, giulia)
    place.now += timedelta(seconds=1)
    found = totals(place, giulia)
    assert LATER not in found
    assert found["💔 I did not feel welcome"] == "fewer than 5, or none"


def test_that_nobody_gave_a_reason_is_told_no_otherwise_than_that_a_few_did(
    place: Place, giulia: Chat
) -> None:
    place.now += timedelta(days=7)
    found = []
    for given in (1, 0):
        place.tx.exec_driver_sql("UPDATE attendances SET reason = NULL")
        if given:
            absences.give_reason(place.tx, 8, 1, "work")
        found.append(totals(place, giulia))
    assert found[0] == found[1]
    assert found[0]["💼 Work"] == "fewer than 5, or none"


def test_who_left_later_was_there_in_the_file_too(place: Place, giulia: Chat) -> None:
    signups.change(place.tx, 3, place.now, party=1)
    signups.set_state(place.tx, 3, "cancelled", place.now)
    came = files(place, giulia, "CSV")
    assert read_csv(came["lab-1.csv"])[3][-1] == "2"
    figures = read_csv(came["lab-1-totals.csv"])
    assert ["Came", "2026-03-01 10:00", "3"] in figures
    assert ["Did not come", "2026-03-01 10:00", "7"] in figures


def test_small_reasons_are_withheld_and_stand_beside_no_name(place: Place, giulia: Chat) -> None:
    place.now += timedelta(days=7)
    came = files(place, giulia, "CSV")
    totals = {row[0]: row[2] for row in read_csv(came["lab-1-totals.csv"])}
    assert totals["💔 I did not feel welcome"] == "fewer than 5, or none"
    assert totals["💼 Work"] in ("5", "fewer than 5, or none")
    listed = came["lab-1.csv"].decode()
    for apart in ("Work", "welcome", "Childcare", "care"):
        assert apart not in listed


def test_nobodys_number_is_in_any_file(place: Place, giulia: Chat) -> None:
    found = {**files(place, giulia, "CSV"), **files(place, giulia, "Excel")}
    sheets = load_workbook(io.BytesIO(found.pop("lab-1.xlsx")))
    cells = [str(cell.value) for sheet in sheets for row in sheet for cell in row]
    for text in (*(content.decode() for content in found.values()), *cells):
        assert "98765432101" not in text
    ids = {signup.person_id for signup in signups.all_of(place.tx, 1, STATES)}
    numbers = {row[0].value for row in sheets.worksheets[0].iter_rows(min_row=2)}
    assert numbers == set(range(1, 14))
    assert numbers != ids


def test_a_workbook_has_both_sheets_in_the_language_and_direction_of_its_reader(
    place: Place, giulia: Chat
) -> None:
    giulia.talk().change(language="ar")
    (content,) = _excel(place, giulia).values()
    book: Any = load_workbook(io.BytesIO(content))
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True, True]
    assert len(book.sheetnames) == 2
    assert book.worksheets[0].max_row == 14


def _excel(place: Place, chat: Chat) -> dict[str, bytes]:
    chat.forges("desk/lab/1/export/xlsx")
    return {screen.media.name: screen.media.content for screen in place.deliver() if screen.media}


def test_each_export_is_written_down_and_its_content_is_stored_nowhere(place: Place, giulia: Chat) -> None:
    files(place, giulia, "CSV")
    files(place, giulia, "Excel")
    me = giulia.talk().person.id
    acts = [(row[2], row[3], row[4]) for row in place.rows()["audit"]]
    assert acts == [(me, "exported csv", "lab/1"), (me, "exported xlsx", "lab/1")]
    assert not any("Amina" in str(row) for row in place.rows()["outbox"])


def test_who_does_not_coordinate_any_more_when_it_is_sent_gets_none(place: Place, giulia: Chat) -> None:
    paolo = place.chat(60).becomes("coordinator")
    paolo.forges("desk/lab/1/export/xlsx")
    people.change(place.tx, paolo.talk().person.id, role="person")
    assert place.deliver() == []


def test_a_lab_that_is_not_there_is_exported_by_nobody(place: Place, giulia: Chat) -> None:
    giulia.forges("desk/lab/99/export/xlsx")
    assert (place.deliver(), place.rows()["audit"]) == ([], [])
