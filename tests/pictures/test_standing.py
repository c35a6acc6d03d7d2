"""The picture of what may become of a sign-up shows the table as it is, and nothing else."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from dialogs.rules.standing import TABLE, Event, Standing
from tests.pictures.standing import CELL, EVENTS, LEFT, NAME, ROW, TOP, Table, drawn

PICTURE = Path(__file__).parents[2] / "docs" / "images" / NAME
SVG = "{http://www.w3.org/2000/svg}"
WITHOUT_RETURN: Table = {**TABLE, "cancelled": {}}
INSTEAD: Table = {**TABLE, "offered": {**TABLE["offered"], "lapses": "waiting"}}


def cells(svg: str) -> dict[tuple[Standing | None, Event], str]:
    """What is written in the picture's cells, by where it stands."""
    found = {}
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if text.get("class") == "mid on-tint":
            column, row = (float(text.get("x", "")) - LEFT) // CELL, (float(text.get("y", "")) - TOP) // ROW
            found[list(TABLE)[int(column)], EVENTS[int(row)]] = text.text or ""
    return found


def test_the_picture_in_the_documents_is_the_table_in_the_code() -> None:
    """Not so? `python -m tests.pictures.standing docs/images` draws it anew."""
    assert PICTURE.read_text("utf-8") == drawn(TABLE)


@pytest.mark.parametrize("other", [WITHOUT_RETURN, INSTEAD])
def test_another_table_is_another_picture(other: Table) -> None:
    assert drawn(other) != drawn(TABLE)


@pytest.mark.parametrize("table", [TABLE, WITHOUT_RETURN, INSTEAD])
def test_every_cell_says_what_follows_and_the_others_are_empty(table: Table) -> None:
    assert cells(drawn(table)) == {
        (standing, event): then.replace("_", " ")
        for standing, row in table.items()
        for event, then in row.items()
    }


def test_the_picture_can_be_read_aloud_and_fetches_nothing() -> None:
    root = ElementTree.fromstring(drawn(TABLE))
    assert root.get("aria-labelledby") == "title about"
    assert root.findtext(f"{SVG}title") == "What may become of a sign-up"
    assert "; offered: leaves → cancelled, " in str(root.findtext(f"{SVG}desc"))
    assert "http" not in drawn(TABLE).replace("http://www.w3.org/2000/svg", "")
