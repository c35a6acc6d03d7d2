"""`passaparola simulate`, as somebody who looks after the figures runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

pytestmark = pytest.mark.long


def test_a_small_city_is_played_and_everything_that_must_be_equal_is(tmp_path: Path) -> None:
    page, kept = tmp_path / "page.md", tmp_path / "city.db"
    given = ["simulate", "--people", "24", "--days", "14", "--leaders", "5", "--seed", "21"]
    done = CliRunner().invoke(app, [*given, "--out", str(page), "--keep", str(kept)])
    assert done.exit_code == 0, done.stdout
    assert "exact figures are equal." in done.stdout
    text = page.read_text("utf-8")
    assert "Made by `passaparola simulate --people 24 --days 14 --leaders 5 --seed 21`" in text
    assert "### Who tells whom" in text
    url = f"sqlite:///{kept}"
    assert f"PASSAPAROLA_STORAGE__URL={url} passaparola report --to 2026-" in done.stdout
    told = CliRunner().invoke(app, ["report", "--json"], env={"PASSAPAROLA_STORAGE__URL": url})
    assert json.loads(told.stdout)["people"] == 20  # in full groups of ten
    assert "**no** |" not in text.partition("### Estimate")[0]


@pytest.mark.parametrize(
    ("option", "why"), [("--out", "No such file or directory"), ("--keep", "File exists")]
)
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_played(
    tmp_path: Path, option: str, why: str
) -> None:
    (tmp_path / "city.db").touch()
    file = {"--out": tmp_path / "nowhere" / "page.md", "--keep": tmp_path / "city.db"}[option]
    done = CliRunner().invoke(app, ["simulate", option, str(file)])
    assert (done.exit_code, done.stderr) == (2, f"passaparola: {file} cannot be written: {why}\n")


@pytest.mark.parametrize("wrong", [("--R", "0.9"), ("--k", "0"), ("--people", "5"), ("--days", "3")])
def test_a_city_that_cannot_be_played_is_refused_at_once(wrong: tuple[str, str]) -> None:
    done = CliRunner().invoke(app, ["simulate", *wrong])
    assert done.exit_code == 2
    assert f"Invalid value for '{wrong[0]}'" in done.stderr


def test_the_running_bot_never_imports_the_simulation() -> None:
    script = "import bot.app, bot.cli, sys; print(*(m for m in sys.modules if 'simulation' in m))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
