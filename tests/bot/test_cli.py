"""What is wrong with the settings is said before Telegram is asked anything, in one sentence, with code 2."""

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.cli import app
from bot.playground.server import TOKEN
from storage.database import Database
from storage.migration import newest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is given where there is no bot.toml."""
    monkeypatch.chdir(tmp_path)


def passaparola(*arguments: str, **environ: str) -> tuple[int, str]:
    """Run the command; its exit code and what it complains of."""
    settings = {f"PASSAPAROLA_{name}": value for name, value in environ.items()}
    done = CliRunner().invoke(app, arguments, env=settings)
    return done.exit_code, done.stderr


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "webhook.url is missing"),
        ({"WEBHOOK__URL": "https://bot.example.org/in"}, "webhook.secret is missing"),
        (
            {"WEBHOOK__URL": "http://bot.example.org", "WEBHOOK__SECRET": "0123456789abcdef"},
            "webhook.url must begin with https://",
        ),
    ],
)
def test_a_webhook_that_telegram_would_not_take_is_refused_at_once(
    command: str, settings: dict[str, str], said: str
) -> None:
    code, complaint = passaparola(command, TOKEN=TOKEN, TELEGRAM__INTAKE="webhook", **settings)
    assert code == 2
    assert complaint.startswith(f"passaparola: {said}")
    assert complaint.count("\n") == 1


def test_a_port_that_is_none_is_refused() -> None:
    code, complaint = passaparola("demo", "--port", "99999")
    assert code == 2
    assert "Invalid value for '--port'" in complaint


def last_word(*arguments: str) -> str:
    """The last line that a command prints, with the database `city.db` here."""
    done = CliRunner().invoke(app, arguments, env={"PASSAPAROLA_STORAGE__URL": "sqlite:///city.db"})
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_a_database_without_a_step_is_called_empty_and_then_new() -> None:
    Database("sqlite:///city.db").reach()
    assert last_word("check") == f"database: empty; `passaparola run` brings it to step {newest()}"
    assert last_word("migrate") == f"database: new, at step {newest()}"
    assert last_word("migrate") == f"database: at step {newest()}"
    assert last_word("check") == f"database: at step {newest()}, newest is {newest()}"


def test_check_fails_on_a_database_that_is_newer_than_the_program() -> None:
    last_word("migrate")
    database = Database("sqlite:///city.db")
    with database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    database.close()
    code, complaint = passaparola("check", STORAGE__URL="sqlite:///city.db")
    assert code == 1
    assert complaint == (
        "passaparola: the database is newer than this program (it stands at step 0099, "
        f"this program knows up to {newest()}): install the newer version\n"
    )
