"""The guides hold together with the program: its keys, its command, its ports."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import app
from bot.config import KEYS, Config, load

FOLDER = Path(__file__).parents[2] / "docs" / "guides"
GUIDES = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.iterdir())}
VARIABLES = {"PASSAPAROLA_" + key.replace(".", "__").upper() for key in KEYS}


def test_there_are_two_guides_each_with_its_file() -> None:
    assert list(GUIDES) == ["nginx.conf", "passaparola.service", "reverse-proxy.md", "systemd.md"]


@pytest.mark.parametrize("name", GUIDES)
def test_variables_keys_and_commands_that_are_named_exist(name: str) -> None:
    text = GUIDES[name]
    assert set(re.findall(r"PASSAPAROLA_[A-Z_]+", text)) <= VARIABLES
    tables = {key.split(".")[0] for key in KEYS}
    named = {key for key in re.findall(r"`([a-z]+\.[a-z_]+)[` ]", text) if key.split(".")[0] in tables}
    assert named <= set(KEYS)
    commands = {one.callback.__name__ for one in app.registered_commands if one.callback is not None}
    assert set(re.findall(r"bin/passaparola ([a-z]+)", text)) <= commands


def test_nginx_passes_on_to_where_the_bot_listens_and_only_what_telegram_is_told() -> None:
    (table,) = re.findall(r"```toml\n(.*?)```", GUIDES["reverse-proxy.md"].replace("   ", ""), re.DOTALL)
    settings = tomllib.loads(table)
    default = Config().webhook
    assert settings["telegram"] == {"intake": "webhook"}
    url = settings["webhook"]["url"]
    name, path = re.findall(r"https://([a-z.]+)(/\w+)", url)[0]
    assert f"server {default.host}:{default.port};" in GUIDES["nginx.conf"]
    assert f"server_name {name};" in GUIDES["nginx.conf"]
    assert f"location = {path} {{" in GUIDES["nginx.conf"]


def test_what_the_guide_sets_is_a_webhook_that_works(tmp_path: Path) -> None:
    (table,) = re.findall(r"```toml\n(.*?)```", GUIDES["reverse-proxy.md"].replace("   ", ""), re.DOTALL)
    file = tmp_path / "bot.toml"
    file.write_text(table, "utf-8")
    config = load(file, {"PASSAPAROLA_WEBHOOK__SECRET": "0" * 64})
    assert config.checked_webhook().url == "https://bot.example.org/telegram"
