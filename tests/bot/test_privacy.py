"""`passaparola privacy report`: every kind with its age, nobody by name, and what is late is seen."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage import drafts, people
from storage.database import Database
from storage.kinds import KINDS
from tests.storage.lives import WORDS, a_full_life

CHECKOUT = Path(__file__).parents[2]
AMINA = 987_654_321_012


def report(folder: Path, url: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "privacy", "report", *options]
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PASSAPAROLA_STORAGE__URL": url, "COLUMNS": "120"}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=60)


@pytest.mark.long
def test_the_report_counts_every_kind_and_names_nobody(tmp_path: Path, migrated_url: str) -> None:
    now = datetime.now(UTC)
    database = Database(migrated_url)
    with database.transaction() as tx:
        person = a_full_life(tx, AMINA)
        people.change(tx, person, seen_on=now.date())
        drafts.put(tx, person, "lab", {"title": WORDS}, now - timedelta(days=16))
    database.close()

    done = report(tmp_path, migrated_url, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lines: dict[str, dict[str, Any]] = {line["kind"]: line for line in json.loads(done.stdout)}
    assert list(lines) == [kind.name for kind in KINDS]
    ages = [lines["drafts"][key] for key in ("count", "oldest", "newest", "days", "after", "overdue")]
    day = (now - timedelta(days=16)).date().isoformat()
    assert ages == [1, day, day, 14, "it was last changed", 1]
    assert [lines["names"][key] for key in ("count", "days")] == [1, 7]
    assert [lines["links"][key] for key in ("count", "days", "overdue")] == [2, 180, 2]  # long ago by now
    assert {name for name, line in lines.items() if "after" not in line} == {
        kind.name for kind in KINDS if kind.keep is None
    }

    shown = report(tmp_path, migrated_url)
    assert shown.returncode == 0
    (row,) = [line for line in shown.stdout.splitlines() if "drafts" in line]
    assert [cell.strip() for cell in row.strip("│┃ ").split("│")] == [
        *("drafts", "1", day, day, "14 days after it was last changed", "1")
    ]
    (row,) = [line for line in shown.stdout.splitlines() if "forgotten" in line and "for good" in line]
    assert "until" not in row
    for said in (done.stdout, shown.stdout):
        for personal in (WORDS, str(AMINA), "San Donato", "DoorCode12"):
            assert personal not in said


def test_without_a_database_there_is_nothing_to_report(tmp_path: Path) -> None:
    done = report(tmp_path, "sqlite:///none.db")
    assert done.returncode == 2
    assert done.stderr.startswith("passaparola: there is no database yet")
    assert not (tmp_path / "none.db").exists()


def test_an_older_database_is_not_guessed_at(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'old.db'}").reach()
    done = report(tmp_path, f"sqlite:///{tmp_path / 'old.db'}")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "passaparola: the database is older than this program: `passaparola migrate`"
    )


def test_a_newer_database_is_said_to_be_newer(tmp_path: Path, migrated_url: str) -> None:
    database = Database(migrated_url)
    with database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    database.close()
    done = report(tmp_path, migrated_url)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "passaparola: the database is newer than this program (it stands at step 0099"
    )
