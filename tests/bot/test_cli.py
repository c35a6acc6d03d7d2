"""What is wrong with the settings is said before Telegram is asked anything, in one sentence, with code 2."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.playground.server import TOKEN


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is given where there is no bot.toml."""
    monkeypatch.chdir(tmp_path)


def passaparola(*arguments: str, **environ: str) -> tuple[int, str]:
    """Run the command; its exit code (1 for what it did not expect) and what it complains of."""
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
