"""`passaparola report`: a page or JSON of a whole city, and one sentence for what cannot be reported."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.database import Database
from tests.storage.lives import WORDS, a_full_life

AMINA = 987_654_321_012


def reported(url: str, *options: str) -> tuple[int, str, str]:
    """The exit code, what is printed, and the complaint."""
    done = CliRunner().invoke(app, ("report", *options), env={"PASSAPAROLA_STORAGE__URL": url})
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def lived_url(migrated_url: str) -> str:
    """A database with one person who used everything."""
    database = Database(migrated_url)
    with database.transaction() as tx:
        a_full_life(tx, AMINA)
    database.close()
    return migrated_url


def test_a_page_is_written_in_the_language_that_is_asked_for(tmp_path: Path, lived_url: str) -> None:
    out = tmp_path / "page.html"
    code, said, complaint = reported(lived_url, "--out", str(out), "--language", "ar")
    assert (code, said, complaint) == (0, f"report: {out}\n", "")
    text = out.read_text("utf-8")
    assert text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    for personal in (WORDS, str(AMINA)):
        assert personal not in text


def test_json_is_printed_or_written_and_tells_nothing_of_one_person(tmp_path: Path, lived_url: str) -> None:
    code, said, _ = reported(lived_url, "--json", "--from", "2026-01-01", "--to", "2026-01-31")
    assert code == 0
    told = json.loads(said)
    assert (told["schema_version"], told["smallest"], told["people"]) == (1, 10, None)
    assert told["since"] == "2026-01-01T00:00:00+01:00"
    assert told["until"] == "2026-02-01T00:00:00+01:00"  # the last day is counted
    out = tmp_path / "figures.json"
    assert reported(lived_url, "--json", "--out", str(out))[0] == 0
    assert json.loads(out.read_text("utf-8"))["city"] == told["city"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lab", "4711"], "there is no lab 4711"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "--from (2026-03-02) is later than the last day"),
        (["--of-language", "xx"], "there is no language xx; there are it, en"),
        (["--of-district", "Atlantis"], "there is no district Atlantis; there are "),
        (["--language", "xx"], "--language is one of en, ar, fr, it"),
        (["--to", "2999-01-01"], "--to is a day that has not come yet: 2999-01-01"),
        (["--out", "/nowhere/page.html"], "/nowhere/page.html cannot be written: No such file"),
    ],
)
def test_what_cannot_be_reported_is_said_in_one_sentence(
    migrated_url: str, options: list[str], said: str
) -> None:
    code, printed, complaint = reported(migrated_url, *options)
    assert (code, printed) == (2, "")
    assert complaint.startswith(f"passaparola: {said}")
    assert complaint.count("\n") == 1


def test_a_first_day_that_has_not_come_is_refused(migrated_url: str) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    assert reported(migrated_url, "--from", str(tomorrow))[0] == 2


def test_without_a_database_there_is_nothing_to_report(tmp_path: Path) -> None:
    code, _, complaint = reported(f"sqlite:///{tmp_path / 'none.db'}")
    assert code == 2
    assert complaint.startswith("passaparola: there is no database yet")
    assert not (tmp_path / "none.db").exists()
