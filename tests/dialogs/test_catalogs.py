"""The catalogs: complete, with the same placeholders, a form for each number, and short enough to be read."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from dialogs.people.menu import to_menu
from dialogs.profile import profile
from dialogs.talk import Talk
from dialogs.text import Catalogs
from tests.dialogs.chat import BOLOGNA, CATALOGS, Place

DIALOGS = Path(__file__).parents[2] / "dialogs"
LANGUAGES = ("it", "fr", "ar")
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100, 1_000_000)
MANY = (*range(2000), 1_000_000, 2_000_000, 1_000_001)
LONGEST_BUTTON = 24
"""Characters: two such buttons stand beside each other on a small phone."""
OF_TELEGRAM = {"Forward"}
"""Buttons that are not ours: Telegram itself translates them."""


def texts(catalog: Catalog) -> Iterator[tuple[Message, list[str]]]:
    """Each message and its forms."""
    for message in catalog:
        if message.id:
            forms = message.string
            yield message, [str(form) for form in (forms if isinstance(forms, tuple) else [forms])]


def ids(message: Message) -> list[str]:
    return [str(text) for text in (message.id if isinstance(message.id, tuple) else [message.id])]


def placeholders(text: str) -> list[str]:
    """The names in braces, each as often as it is there."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@cache
def labels() -> tuple[tuple[ast.Call, list[ast.AST]], ...]:
    """Every call of `label`, with what it stands in; descriptions and pictures are left out."""

    def search(node: ast.AST, around: list[ast.AST]) -> Iterator[tuple[ast.Call, list[ast.AST]]]:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "label":
            yield node, around
        for child in ast.iter_child_nodes(node):
            yield from search(child, [*around, node])

    return tuple(
        found
        for path in sorted(DIALOGS.rglob("*.py"))
        if path.name != "profile.py" and path.relative_to(DIALOGS).parts[0] != "reach"
        for found in search(ast.parse(path.read_text(encoding="utf-8")), [])
    )


def buttons() -> set[str]:
    """The fixed texts of buttons: labels, but for sentences said in passing and those that hold a name."""
    found = set()
    for call, around in labels():
        is_toast = any(isinstance(node, ast.keyword) and node.arg == "toast" for node in around)
        text = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        if isinstance(text, str) and not is_toast and not text.endswith(".") and not placeholders(text):
            found.add(text)
    return found


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that is shipped."""
    return str(request.param)


@pytest.fixture
def catalog(language: str) -> Catalog:
    """Its catalog."""
    return CATALOGS.catalog(language)


def test_the_languages_that_are_promised_are_shipped() -> None:
    assert {"en", *LANGUAGES} <= set(Catalogs().shipped)


def test_a_catalog_is_complete(catalog: Catalog) -> None:
    template = CATALOGS.folder / "messages.pot"
    assert len(catalog) > 250
    assert len(catalog) == template.read_text(encoding="utf-8").count("\nmsgid ") - 1
    assert [ids(message) for message, forms in texts(catalog) if not all(map(str.strip, forms))] == []
    assert [ids(message) for message, _ in texts(catalog) if message.fuzzy] == []
    assert list(catalog.obsolete) == []


def test_a_catalog_says_how_it_was_made(catalog: Catalog, language: str) -> None:
    made = r"^# Origin: (human|machine draft) \(\d{4}-\d{2}-\d{2}\)\."
    assert re.search(made, catalog.header_comment, re.MULTILINE)
    assert re.search(r"Reviewed by a speaker: \S+", catalog.header_comment)
    assert dict(catalog.mime_headers)["Language"] == language
    assert dict(catalog.mime_headers)["Content-Type"] == "text/plain; charset=utf-8"


def test_placeholders_are_the_same_in_every_form(catalog: Catalog) -> None:
    plural = c2py(catalog.plural_expr)
    for message, forms in texts(catalog):
        wanted = placeholders(ids(message)[-1])
        for index, form in enumerate(forms):
            has = placeholders(form)
            serves = [n for n in MANY if plural(n) == index] if len(forms) > 1 else MANY
            if len(serves) == 1 and "n" not in has:
                has = sorted([*has, "n"])
            assert has == wanted, (ids(message), form)


@pytest.mark.parametrize("n", NUMBERS)
def test_every_number_has_its_form(catalog: Catalog, language: str, n: int) -> None:
    form = c2py(catalog.plural_expr)(n)
    assert 0 <= form < catalog.num_plurals
    words = CATALOGS.words((language,))
    counted = [(message, forms) for message, forms in texts(catalog) if len(ids(message)) > 1]
    assert len(counted) > 10
    for message, forms in counted:
        assert len(forms) == catalog.num_plurals, ids(message)
        one, many = ids(message)
        values = {name: "…" for name in placeholders(many) if name != "n"}
        said = words.count(one, many, n, **values)
        assert said == forms[form].format(n=n, **{name: words.name(value) for name, value in values.items()})
        if "{n}" in forms[form]:
            assert str(n) in said


def test_each_form_is_needed_by_some_number(catalog: Catalog) -> None:
    plural = c2py(catalog.plural_expr)
    assert {plural(n) for n in MANY} == set(range(catalog.num_plurals))


def test_a_text_holds_no_formatting_of_its_own(catalog: Catalog) -> None:
    for message, forms in texts(catalog):
        for text in (*ids(message), *forms):
            assert not set("<>&") & set(text), text
            assert text == text.strip(), text


def test_buttons_are_short(catalog: Catalog) -> None:
    known = {ids(message)[0]: forms[0] for message, forms in texts(catalog)}
    found = buttons()
    assert {"✋ I want to come", "☰ Menu", "Back"} <= found
    shown = {known.get(text, text).strip() for text in found}
    assert {text for text in shown if len(text) > LONGEST_BUTTON} == set()


def quoted(text: str) -> list[str]:
    """Names of buttons in a sentence."""
    return re.findall("[“«„]\\s*(.+?)\\s*[”»“]", text)


def bare(text: str) -> str:
    """A button's words without its picture."""
    return re.sub(r"^[^\w]+", "", text).strip()


def test_a_button_that_a_text_names_is_called_so(catalog: Catalog) -> None:
    known = {ids(message)[0]: forms[0] for message, forms in texts(catalog)}
    named = 0
    for message, forms in texts(catalog):
        for source in quoted(ids(message)[0]):
            if source in OF_TELEGRAM or placeholders(source):  # a name from outside is no button
                continue
            shown = {bare(known[text]) for text in buttons() if bare(text) == source}
            assert shown & set(quoted(forms[0])), (source, forms[0], shown)
            named += 1
    assert named == 7


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_bots_own_words_fit_where_telegram_shows_them(language: str) -> None:
    """Source: core.telegram.org/bots/api#setmyname and the methods after it, #botcommand."""
    shown = profile(CATALOGS.words(BOLOGNA.chain(language)), replace(BOLOGNA, name="San Lazzaro di Savena"))
    assert 0 < len(shown.name) <= 64
    assert 0 < len(shown.short) <= 120
    assert 0 < len(shown.long) <= 512
    for name, does in shown.commands:
        assert re.fullmatch("[a-z0-9_]{1,32}", name)
        assert 0 < len(does) <= 256


def test_a_text_that_is_not_in_the_catalog_is_said_in_english(place: Place, language: str) -> None:
    talk: Talk = place.chat(1, language).talk()
    assert talk.label("Nobody has translated this.") == "Nobody has translated this."
    assert to_menu(talk).text != "Nobody has translated this."
