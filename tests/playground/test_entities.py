"""Formatted text: what Telegram reads in it, what it refuses, and what the page shows."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.detection import with_found
from bot.playground.entities import parse_html, utf16_length
from bot.playground.people import Json
from bot.playground.refusal import Refusal
from bot.playground.safe_html import is_rtl, safe_html


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("a <b>b</b>", "a b", [("bold", 2, 1)]),
        ("👋<i>b</i>", "👋b", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("&lt;b&gt; &amp;amp; &quot; &#233; &#x1F44B; &nbsp;", '<b> &amp; " é 👋 &nbsp;', []),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=1">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="https://">x</a>', "x", []),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<code class="language-python">x</code>', "x", [("pre", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<b> x </b>", "x", [("bold", 0, 1)]),
        ("<b></b>", "", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(html)
    assert read == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("x</b", "Unclosed end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(html: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_commands_links_and_mentions_are_found_but_not_in_code() -> None:
    text = "/labs@some_bot see https://example.org/a). @Fatou /no/path a@b.it"
    found = [(text[e["offset"] : e["offset"] + e["length"]], e["type"]) for e in with_found(text, [])]
    assert found == [
        ("/labs@some_bot", "bot_command"),
        ("https://example.org/a", "url"),
        ("@Fatou", "mention"),
    ]
    code = [{"type": "code", "offset": 0, "length": 5}]
    assert with_found("/labs", code) == code


def test_the_page_gets_tags_links_and_lines() -> None:
    html = '<b>a\n<i>"b"</i></b> <a href="https://e.org/?a=1&amp;b=2">&lt;c&gt;</a>'
    link = '<a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer" target="_blank">&lt;c&gt;</a>'
    assert safe_html(*parse_html(html)) == f"<b>a<br><i>&quot;b&quot;</i></b> {link}"


def test_crossing_entities_are_cut_and_forged_links_dropped() -> None:
    crossing: list[Json] = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 2},
        {"type": "text_link", "offset": 2, "length": 1, "url": 'javascript:"'},
        {"type": "no_such_thing", "offset": 0, "length": 3},
    ]
    assert safe_html("abc", crossing) == "<b>a<i>b</i></b>c"


class Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One opened tag."""
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data


TAGS = ["<b>", "</b>", "<i>", "</i>", '<a href="https://e.org">', "</a>"]
pieces = st.sampled_from([*TAGS, "a", "👋", "\n", "&lt;", "<"])


@given(st.lists(pieces | st.text(max_size=3), max_size=12).map("".join))
def test_whatever_is_not_refused_is_shown_as_it_reads(html: str) -> None:
    try:
        text, entities = parse_html(html)
    except Refusal:
        return
    assert all(e["offset"] + e["length"] <= utf16_length(text) for e in entities)
    seen = Tags()
    seen.feed(safe_html(text, entities))
    seen.close()
    assert seen.tags <= {"b", "i", "a", "br"}
    assert re.sub(r"\s", " ", seen.text) == re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("text", "rtl"), [("مرحبا Anna", True), ("👋 1. שלום", True), ("Anna مرحبا", False), ("12", False)]
)
def test_the_first_strong_character_decides_the_direction(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl
