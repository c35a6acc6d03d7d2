"""Every name that a report can hold has words in every language."""

import ast
from pathlib import Path

import pytest

from dialogs.reach import wording
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import CITY, LAB, NAMES, UNTIL

SOURCES = ("friend", "leader", "coordinator", "group", "centre", "poster", "announcement", "unknown", "other")
WARNINGS = ("near_one", "few_edges", "many_unknown", "recent_cut_off", "capped", "edges_dropped")
RULES = Path(wording.__file__).parents[1] / "rules" / "reach"


@pytest.mark.parametrize("language", ["en", *CATALOGS.shipped])
def test_sources_steps_and_warnings_have_words_of_their_own(language: str) -> None:
    words = CATALOGS.words(BOLOGNA.chain(language))
    said = [
        *(wording.source(words, key) for key in SOURCES),
        *(wording.step(words, key) for key in NAMES),
        *(wording.warning(words, key, BOLOGNA) for key in WARNINGS),
    ]
    assert all(said)
    assert len(set(said)) == len(said)
    assert wording.warning(words, "something new", BOLOGNA) is None


def test_the_sources_are_those_of_the_rules() -> None:
    tree = ast.parse((RULES / "forest.py").read_text("utf-8"))
    (listed,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SOURCES"
    )
    assert set(SOURCES) - {"other"} == set(listed)


def test_the_last_day_is_the_one_before_midnight() -> None:
    english = CATALOGS.words(("en",))
    assert wording.last_day(CITY, BOLOGNA).isoformat() == "2026-03-01"
    assert wording.until(CITY, english, BOLOGNA) == "until Sunday 1 March"
    assert UNTIL.isoformat() == "2026-03-02T00:00:00+01:00"


def test_a_lab_is_called_as_its_reader_knows_it() -> None:
    for language, title in (("ar", "قصص العمل"), ("it", "Storie di lavoro"), ("fr", "Storie di lavoro")):
        assert wording.title_of(LAB, CATALOGS.words(BOLOGNA.chain(language)), BOLOGNA) == title
    assert wording.title_of(CITY, CATALOGS.words(("en",)), BOLOGNA) == "Bologna"
