"""What researchers read of the report's JSON names every key that there is, and no other."""

import re
from dataclasses import fields
from pathlib import Path

from dialogs.reach.report import Report, Spread
from dialogs.rules.reach.forest import SOURCES

PAGE = Path("docs/report.md").read_text("utf-8")
ROWS = [line.split("|")[1:3] for line in PAGE.splitlines() if line.startswith("| `")]


def test_every_key_has_its_row_and_every_row_its_key() -> None:
    named = [name for key, _ in ROWS for name in re.findall(r"`(\w+)`", key)]
    assert sorted(named) == sorted(field.name for field in fields(Report))


def test_sources_and_figures_of_the_spread_are_named_as_they_are() -> None:
    told = {key.strip(" `"): set(re.findall(r"`(\w+)`", what)) for key, what in ROWS}
    assert told["sources"] == set(SOURCES)
    assert told["spread"] == {field.name for field in fields(Spread)}
