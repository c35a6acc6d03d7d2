"""What is wrong with the settings is said before Telegram is asked anything, in one sentence, with code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.playground.server import TOKEN

CHECKOUT = Path(__file__).parents[2]


def passaparola(folder: Path, *arguments: str, **environ: str) -> tuple[int, str]:
    """Run the command there; its exit code and what it complains of."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    settings = {f"PASSAPAROLA_{name}": value for name, value in environ.items()}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


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
    tmp_path: Path, command: str, settings: dict[str, str], said: str
) -> None:
    code, complaint = passaparola(tmp_path, command, TOKEN=TOKEN, TELEGRAM__INTAKE="webhook", **settings)
    assert code == 2
    assert complaint.startswith(f"passaparola: {said}")
    assert "Traceback" not in complaint


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    code, complaint = passaparola(tmp_path, "demo", "--port", "99999")
    assert code == 2
    assert "Traceback" not in complaint
