"""`passaparola report`: a page or JSON of a whole city, and one sentence for what cannot be reported."""

import json
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage import arrivals, shares, signups
from storage.database import Database, Transaction
from tests.storage.lives import WORDS, a_full_life
from tests.storage.rows import NOW, a_lab, a_person, everything

AMINA = 987_654_321_012
"""Her number at Telegram; those of the others follow."""
PEOPLE = 30
PERSONAL = (
    *(WORDS, "Nickname", "CardOf", "TellerCode", "AminasCode", "DoorCode12", "voice-file-id"),
    *(str(AMINA + place) for place in range(PEOPLE - 1)),
)
"""What the database holds of them, and nobody else's business."""


def reported(url: str, *options: str) -> tuple[int, str, str]:
    """The exit code, what is printed, and the complaint."""
    done = CliRunner().invoke(app, ("report", *options), env={"PASSAPAROLA_STORAGE__URL": url})
    return done.exit_code, done.stdout, done.stderr


def a_town(tx: Transaction) -> None:
    """Amina, who used everything, and who told her; through Amina two, through each of them 13 more."""
    amina, lab = a_full_life(tx, AMINA), a_lab(tx)
    tellers = [amina]
    for place in range(1, PEOPLE - 1):
        teller = tellers[0 if place < 3 else 1 + place % 2]
        code = shares.own(tx, "friend", teller, f"CardOf{teller:04}", NOW, lab=lab)
        link = shares.by_code(tx, code)
        assert link is not None
        person = a_person(tx, AMINA + place, ("it", "ar")[place % 2], district="San Donato")
        came = NOW + timedelta(hours=place)
        of, wave = ("leader", 1) if place < 3 else ("friend", 2)
        assert arrivals.note(tx, link, person, came, of, wave, is_origin=True, is_first=True)
        signup = signups.put(tx, lab, person, 1, "waiting", came)
        signups.change(tx, signup, came, name=f"Nickname{place}")
        tellers.append(person)


@pytest.fixture
def lived_url(migrated_url: str) -> str:
    """A database with people who came through each other, and of one of whom there is everything."""
    database = Database(migrated_url)
    with database.transaction() as tx:
        a_town(tx)
    database.close()
    return migrated_url


def drawn(page: str) -> list[str]:
    """The pictures of a page, as they were before they were packed."""
    return [b64decode(one).decode() for one in re.findall(r"image/svg\+xml;base64,([\w+/=]+)", page)]


def test_what_is_personal_does_stand_in_the_database(lived_url: str) -> None:
    database = Database(lived_url)
    with database.reading() as tx:
        held = repr(everything(tx))
    database.close()
    assert [personal for personal in PERSONAL if personal not in held] == []


def test_a_page_is_written_in_the_language_that_is_asked_for(tmp_path: Path, lived_url: str) -> None:
    out = tmp_path / "page.html"
    code, said, complaint = reported(lived_url, "--out", str(out), "--language", "ar")
    assert (code, said, complaint) == (0, f"report: {out}\n", "")
    text = out.read_text("utf-8")
    assert text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert f"<bdi>{PEOPLE}</bdi>" in text, "it is not empty"
    assert len(drawn(text)) >= 3
    for told in (text, *drawn(text)):
        assert [personal for personal in PERSONAL if personal in told] == []


def test_json_is_printed_or_written_and_tells_nothing_of_one_person(tmp_path: Path, lived_url: str) -> None:
    code, said, _ = reported(lived_url, "--json")
    told = json.loads(said)
    assert (code, told["schema_version"], told["smallest"], told["people"]) == (0, 1, 10, PEOPLE)
    assert told["posted"] == 0
    assert told["languages"]["cells"] == {"it": 14, "ar": None, "en": None}
    assert told["languages"]["together"] == [{"names": ["ar", "en"], "count": 16}]
    assert [personal for personal in PERSONAL if personal in said] == []
    out = tmp_path / "figures.json"
    assert reported(lived_url, "--json", "--out", str(out))[:2] == (0, f"report: {out}\n")
    assert json.loads(out.read_text("utf-8")) == told


def test_of_days_on_which_nobody_came_there_is_nothing_to_tell(lived_url: str) -> None:
    _, said, _ = reported(lived_url, "--json", "--from", "2026-01-01", "--to", "2026-01-31")
    told = json.loads(said)
    assert (told["people"], told["posted"], told["sources"]["cells"]) == (None, None, {})
    assert told["since"] == "2026-01-01T00:00:00+01:00"
    assert told["until"] == "2026-02-01T00:00:00+01:00"  # the last day is counted


@pytest.mark.parametrize(("times", "told"), [(0, 0), (9, None), (10, 10), (19, 10), (20, 20)])
def test_how_often_cards_were_posted_is_told_in_tens(lived_url: str, times: int, told: int | None) -> None:
    database = Database(lived_url)
    with database.transaction() as tx:
        card = shares.by_code(tx, shares.own(tx, "inline", 1, "PostedCard", NOW))
        assert card is not None
        for _ in range(times):
            shares.is_posted(tx, card.id)
    database.close()
    assert json.loads(reported(lived_url, "--json")[1])["posted"] == told
    if told == 10:
        some = reported(lived_url, "--json", "--of-district", "San Donato")[1]
        assert json.loads(some)["people"] is not None
        assert json.loads(some)["posted"] is None  # whose they are is not looked at


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
