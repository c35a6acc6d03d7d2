"""The configuration: file, environment, defaults."""

import json
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr, ValidationError

from bot.config import KEYS, Config, load
from tests.bot.keys import OTHERWISE, OURS, REAL, in_file, value_of, variable, written


def test_the_shipped_file_says_the_defaults_word_for_word() -> None:
    assert load(OURS, {}) == Config()


def test_the_shipped_file_has_every_key_and_no_other() -> None:
    tree = tomllib.loads(OURS.read_text("utf-8"))
    found = {f"{table}.{key}" for table, held in tree.items() if isinstance(held, dict) for key in held}
    assert found | {"token"} == set(KEYS) | {key for key in tree if not isinstance(tree[key], dict)}


def test_every_key_of_the_shipped_file_has_its_comment_line() -> None:
    lines = OURS.read_text("utf-8").splitlines()
    table = ""
    bare = []
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("["):
            table = line.strip("[]")
        name = (
            line.strip("[]")
            if line == "[languages.fallback]"
            else f"{table}.{line.split(' = ')[0]}".lstrip(".")
        )
        if name in KEYS and not before.startswith("# "):
            bare.append(name)
    assert bare == []


def test_without_a_file_and_without_variables_everything_has_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(environ={}) == Config()


def test_the_file_in_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file(tmp_path, '[city]\nname = "Modena"\n')
    monkeypatch.chdir(tmp_path)
    assert load(environ={}).town.name == "Modena"


def test_the_process_s_own_environment_is_read_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSAPAROLA_CITY__NAME", "Modena")
    assert load().town.name == "Modena"
    assert load(environ={}).town.name == "Bologna"


def test_every_key_has_another_value_in_these_tests() -> None:
    assert set(OTHERWISE) == set(KEYS)


@pytest.mark.parametrize("key", OTHERWISE)
def test_a_variable_goes_before_its_key(key: str) -> None:
    said, read = OTHERWISE[key]
    assert value_of(load(OURS, {variable(key): written(said)}), key) == read


@pytest.mark.parametrize("key", OTHERWISE)
def test_a_variable_may_be_written_in_small_letters(key: str) -> None:
    said, read = OTHERWISE[key]
    assert value_of(load(OURS, {variable(key).lower(): written(said)}), key) == read


@pytest.mark.parametrize("key", OTHERWISE)
def test_a_variable_changes_its_own_key_only(key: str) -> None:
    said, _ = OTHERWISE[key]
    config = load(OURS, {variable(key): written(said)})
    assert [
        other for other in KEYS if other != key and value_of(config, other) != value_of(Config(), other)
    ] == []


@pytest.mark.parametrize("key", OTHERWISE)
def test_every_key_can_be_set_in_a_file(key: str, tmp_path: Path) -> None:
    said, read = OTHERWISE[key]
    table, _, name = key.rpartition(".")
    header = f"[{table}]\n" if table else ""
    text = json.dumps(said) if not isinstance(said, dict) else '{fr = ["it"]}'
    assert value_of(load(in_file(tmp_path, f"{header}{name} = {text}\n"), {}), key) == read


def test_a_variable_goes_before_the_file_and_leaves_the_rest_of_its_table(tmp_path: Path) -> None:
    file = in_file(tmp_path, '[city]\nname = "Modena"\nlargest_party = 2\n')
    town = load(file, {"PASSAPAROLA_CITY__NAME": "Trieste"}).town
    assert (town.name, town.largest_party) == ("Trieste", 2)


def test_variables_of_others_are_left_alone() -> None:
    assert load(OURS, {"TOKEN": "x", "TELEGRAM__POLL_S": "x", "PATH": "/bin"}) == Config()


def test_nothing_can_be_changed_afterwards() -> None:
    config = Config()
    with pytest.raises(ValidationError):
        config.telegram.poll_s = 3  # type: ignore[misc]  # this is what is tested
    with pytest.raises(ValidationError):
        config.token = SecretStr(REAL)  # type: ignore[misc]  # this is what is tested


def test_every_section_refuses_what_it_does_not_know() -> None:
    sections = [field.annotation for field in Config.model_fields.values()]
    found = [each for each in sections if isinstance(each, type) and issubclass(each, BaseModel)]
    assert len(found) == 13
    assert all(each.model_config["extra"] == "forbid" and each.model_config["frozen"] for each in found)
