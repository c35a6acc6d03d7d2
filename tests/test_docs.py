"""The documents hold together: their links, the modules they name, the code they show."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from bot.app import new_code
from bot.config import load
from bot.courier.states import TABLE
from bot.telegram.port import Outcome
from dialogs.passaparola import build
from dialogs.people import first_contact, menu
from dialogs.site import Site
from dialogs.talk import Access, Talk
from dialogs.text import Catalogs
from storage import codes, new_migration, people
from storage.database import Database
from storage.migration import migrate
from storage.outbox import PRIORITY

CHECKOUT = Path(__file__).parents[1]
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md"), *CHECKOUT.glob("locales/*/*.md")])
NAMES = [str(path.relative_to(CHECKOUT)) for path in DOCUMENTS]
TO_BE_WRITTEN = {"dialogs/people/about.py", "tests/journeys/test_about.py"}
"""Examples of CONTRIBUTING.md."""


def text_of(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def anchors(path: Path) -> set[str]:
    """The headings of a document, as links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def blocks(name: str, language: str) -> Iterator[str]:
    """The code that a document shows in this language."""
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_every_relative_link_leads_somewhere(name: str) -> None:
    document = CHECKOUT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(name)):
        if re.match(r"https?://", target):
            continue
        file, _, anchor = target.partition("#")
        place = (document.parent / file).resolve() if file else document
        assert place.is_relative_to(CHECKOUT), target
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    paths = set(re.findall(r"`((?:bot|dialogs|storage|tests|locales|docs)/[\w./-]*)`", text_of(name)))
    examples = {path for path in paths if "/es/" in path or "/0002_" in path}
    missing = {path for path in paths - TO_BE_WRITTEN - examples if not (CHECKOUT / path).exists()}
    assert missing == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_one_machine_is_named(name: str) -> None:
    text = text_of(name)
    assert not re.search(r"(?<![\w.~])/(?:home|root|tmp|work|usr|opt|var|Users)/", text)
    assert not re.search(r"pypi|pythonhosted|index-url|npmjs", text, re.IGNORECASE)


def test_every_decision_has_its_own_number_and_its_four_parts() -> None:
    decisions = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))
    for number, path in enumerate(decisions, start=1):
        text = path.read_text("utf-8")
        assert path.name.startswith(f"{number:04}-"), path.name
        assert text.startswith(f"# {number}. "), path.name
        parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE)
        assert parts == ["Context", "Decision", "Rejected", "Consequences"], path.name


def test_the_couriers_table_is_the_one_in_the_code() -> None:
    kinds = list(PRIORITY)
    assert f"| outcome | {' | '.join(kinds)} |" in text_of("docs/architecture.md")
    for outcome in get_args(Outcome):
        states = " | ".join(TABLE[kind, outcome].state for kind in kinds)
        assert f"| {outcome.__name__} | {states} |" in text_of("docs/architecture.md")


def test_codes_are_as_long_as_it_says() -> None:
    said = f"codes of {len(new_code())} letters and digits, those of copies of {codes.ALIKE + codes.OWN}"
    assert said in text_of("docs/telegram.md")


def test_the_screen_that_contributing_shows_works(tmp_path: Path) -> None:
    code, test = blocks("CONTRIBUTING.md", "python")
    compile(test, "test_about.py", "exec")
    module = ModuleType("dialogs.people.about")
    exec(compile(code, "about.py", "exec"), module.__dict__)
    city = load(CHECKOUT / "bot.toml", {}).city("passaparola_bot")
    site = Site(
        [module, menu], {"about": "about"}, home="menu", start=first_contact.start,
        consent=first_contact.consent_to, lost=menu.lost,
    )  # fmt: skip
    database, now = Database(f"sqlite:///{tmp_path / 'new.db'}"), datetime(2026, 3, 2, 12, tzinfo=UTC)
    migrate(database)
    with database.transaction() as tx:
        person = people.meet(tx, 1, "en", now)
        talk = Talk(tx, now, person, Access.VISITOR, city, Catalogs(), lambda: "code")
        shown, _ = site.follow(talk, "about")
    database.close()
    assert "Behind this bot stands Passaparola Bologna." in repr(shown)
    assert "0 labs are planned." in repr(shown)


def test_contributing_changes_lines_that_are_there() -> None:
    (diff,) = blocks("CONTRIBUTING.md", "diff")
    site = text_of("dialogs/passaparola.py")
    for line in diff.splitlines():
        if line[0] in "- ":
            assert line[1:] in site, line
    assert build().find("about", "screen") is None


def test_the_languages_that_contributing_offers_are_ours_and_one_more() -> None:
    (table,) = blocks("CONTRIBUTING.md", "toml")
    languages = tomllib.loads(table)["languages"]
    ours = tomllib.loads(text_of("bot.toml"))["languages"]
    assert languages["offered"] == [*ours["offered"], "es"]
    assert {key: chain for key, chain in languages["fallback"].items() if key != "es"} == ours["fallback"]


def test_the_migrations_bring_a_database_to_the_tables(migrated_url: str) -> None:
    database = Database(migrated_url)
    with database.transaction() as tx:
        assert new_migration.differences(tx) == []
    database.close()


def test_a_migration_without_a_message_is_refused() -> None:
    asked = [sys.executable, "-m", "storage.new_migration", ""]
    done = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == 'Say what changes: make migration MESSAGE="labs have a colour"\n'
