"""The page: all in one file, the same figures as the report, and nothing that the report does not tell."""

import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dialogs.reach.page import page
from dialogs.reach.report import Report
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import CITY, LAB, NOBODY, REPORTS, UNTIL

ENGLISH = CATALOGS.words(("en",))


def written(report: Report, language: str = "en") -> str:
    return page(report, CATALOGS.words((language, "en")), ENGLISH, BOLOGNA)


class Reader(HTMLParser):
    """What a page holds: rows of its tables, its pictures, every address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.images: list[dict[str, str]] = []
        self.addresses: list[str] = []
        self._is_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.addresses += [found[name] for name in ("src", "href", "action") if name in found]
        if tag == "img":
            self.images.append(found)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._is_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_cell &= tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += data


def test_every_figure_of_a_city_stands_in_a_table() -> None:
    rows = Reader(written(CITY)).rows
    for row in (
        ["Friends", "141"],
        ["Posters", "not told"],
        ["All together", "414"],
        ["1", "160"],
        ["4–5", "12"],
        ["Signed up", "210", "51 % (41–61)"],
        ["العربية", "60+", "10+", "5+", "0–4"],
        ["français", "10+", "40+", "0–4", "not told"],
        ["5+", "10+", "3 %"],
        ["Others brought by a person (R)", "0.62 (0.45–0.84)"],
    ):
        assert row in rows
    assert [row for row in rows if row[0] == "4"] == [["4", "0–4", "2 %"]]  # wave 4 is only told with wave 5


def test_pictures_are_inside_the_page_and_told_in_words() -> None:
    images = Reader(written(CITY)).images
    assert len(images) == 5
    for image in images:
        assert b"<svg" in b64decode(image["src"].removeprefix("data:image/svg+xml;base64,"))
        assert len(image["alt"]) > 20
        assert "<b>" not in image["alt"]
    assert "Wave 1: 160 people." in images[1]["alt"]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["it", "ar"])
def test_a_page_needs_nothing_from_outside(name: str, language: str) -> None:
    text = written(REPORTS[name], language)
    assert all(address.startswith("data:") for address in Reader(text).addresses)
    assert not re.search(r"@import|url\(|<script|<link", text)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in text


def test_of_too_few_people_there_is_no_figure_at_all() -> None:
    text = written(NOBODY)
    found = Reader(text)
    assert (found.rows, found.images) == ([], [])
    assert "Fewer than 5 people have come so far." in text


def test_a_title_is_escaped_and_its_days_are_said() -> None:
    since = UNTIL.replace(month=2, day=1)
    text = written(replace(LAB, since=since, smallest=10))
    assert "Lab: Job &lt;Stories&gt; &amp; $more$" in text
    assert "<Stories>" not in text
    assert "<bdi>2026-02-01</bdi>" in text
    assert "<bdi>2026-03-01</bdi>" in text
    assert "Numbers of fewer than 10 people are not told" in text
