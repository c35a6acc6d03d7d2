"""The README is true: every key with its default, every command and every target that it names."""

import inspect
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import app
from bot.config import KEYS, Config, load

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")
GUIDES = {name: (CHECKOUT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
_ROW = re.compile(r"\| `(\w+)` \| `(.*?)` \| (.+) \| `(PASSAPAROLA_\w+)` \|")


def rows() -> dict[str, tuple[str, str]]:
    """Each key of the README's tables: its default as it is written there, and its variable."""
    found: dict[str, tuple[str, str]] = {}
    table = ""
    for line in README.splitlines():
        if heading := re.fullmatch(r"### \[(\w+)\]", line):
            table = f"{heading[1]}."
        elif row := _ROW.fullmatch(line):
            key = table + row[1]
            assert key not in found, key
            found[key] = (row[2], row[4])
    return found


def commands() -> set[str]:
    alone = {one.callback.__name__ for one in app.registered_commands if one.callback is not None}
    return alone | {group.name for group in app.registered_groups if group.name}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_key_of_the_configuration_stands_in_the_readme() -> None:
    assert list(rows()) == list(KEYS)


def test_the_defaults_in_the_readme_are_the_true_ones(tmp_path: Path) -> None:
    written = [f"{key} = {default}" for key, (default, _) in rows().items()]
    file = tmp_path / "readme.toml"
    file.write_text("\n".join(written), "utf-8")
    assert load(file, {}) == Config()


@pytest.mark.parametrize("key", KEYS)
def test_a_default_in_the_readme_is_that_of_our_bot_toml(key: str) -> None:
    said = tomllib.loads(f"x = {rows()[key][0]}")["x"]
    held = tomllib.loads((CHECKOUT / "bot.toml").read_text("utf-8"))
    for part in key.split("."):
        held = held[part]
    assert said == held


@pytest.mark.parametrize("key", KEYS)
def test_a_key_has_its_own_variable(key: str) -> None:
    assert rows()[key][1] == "PASSAPAROLA_" + key.replace(".", "__").upper()


def test_variables_named_in_the_text_exist() -> None:
    known = {variable for _, variable in rows().values()}
    for name, text in GUIDES.items():
        assert set(re.findall(r"PASSAPAROLA_[A-Z_]+", text)) <= known, name


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_and_target_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:^\s*|`)passaparola ([a-z]+)", GUIDES[name], re.MULTILINE))
    assert named
    assert named <= commands()
    made = set(re.findall(r"(?:^\s*|`)make ([a-z]+)", GUIDES[name], re.MULTILINE))
    assert made
    assert made <= targets()


def test_every_command_is_explained() -> None:
    explained = re.findall(r"^\| `passaparola ([a-z]+)(?: [a-z]+)?` \|", README, re.MULTILINE)
    assert sorted(explained) == sorted(commands())


def test_it_says_which_commands_take_another_file_of_settings() -> None:
    listed = re.search(r"^(`run`.+?) take `--config FILE`", README, re.MULTILINE | re.DOTALL)
    assert listed is not None
    groups = {"": app, **{f"{one.name} ": one.typer_instance for one in app.registered_groups}}
    taking = {
        prefix + (command.name or command.callback.__name__)
        for prefix, group in groups.items()
        for command in (group.registered_commands if group is not None else ())
        if command.callback is not None and "config" in inspect.signature(command.callback).parameters
    }
    assert set(re.findall(r"`([a-z ]+)`", listed[1])) == taking


def test_the_languages_it_names_are_those_there_are() -> None:
    from dialogs.text import Catalogs

    assert "English (the source, in the code), Italian, French and Arabic." in README
    assert Catalogs().shipped == ("en", "ar", "fr", "it")
