"""The configuration: file, environment, defaults, and one clear sentence for each thing that is wrong."""

import json
import tomllib
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, SecretStr, ValidationError

from bot.config import KEYS, Config, ConfigError, load
from bot.playground.server import TOKEN
from dialogs.city import ReminderRule
from dialogs.text import Catalogs

OURS = Path(__file__).parents[2] / "bot.toml"
REAL = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawE"
"""Of the kind @BotFather gives; this one is the example in Telegram's manual."""

OTHERWISE: dict[str, tuple[object, object]] = {
    "token": (REAL, SecretStr(REAL)),
    "telegram.driver": ("aiogram", "aiogram"),
    "telegram.intake": ("webhook", "webhook"),
    "webhook.url": ("https://bot.example.org:8443/in/", "https://bot.example.org:8443/in"),
    "webhook.host": ("::1", "::1"),
    "webhook.port": (8443, 8443),
    "webhook.secret": ("0123456789abcde_", SecretStr("0123456789abcde_")),
    "webhook.connections": (100, 100),
    "flood.burst": (1000, 1000),
    "flood.per_second": (0.5, 0.5),
    "monitor.host": ("10.0.0.4", "10.0.0.4"),
    "monitor.port": (9100, 9100),
    "telegram.api_base": ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
    "telegram.link_base": ("https://telegram.me", "https://telegram.me"),
    "telegram.poll_s": (1, 1),
    "storage.url": ("postgresql+psycopg://bot:secret@db/labs", "postgresql+psycopg://bot:secret@db/labs"),
    "storage.connections": (2, 2),
    "city.name": ("Trieste", "Trieste"),
    "city.zone": ("Europe/Ljubljana", "Europe/Ljubljana"),
    "city.language": ("fr", "fr"),
    "city.keeper": ("Casa di quartiere", "Casa di quartiere"),
    "city.districts": (["Barriera"], ("Barriera",)),
    "city.topics": (["art", "other"], ("art", "other")),
    "city.largest_party": (8, 8),
    "city.quiet_from": ("22:30", time(22, 30)),
    "city.quiet_to": ("07:05", time(7, 5)),
    "languages.offered": (["fr", "it"], ("fr", "it")),
    "languages.fallback": ({"fr": ["it"]}, {"fr": ("it",)}),
    "desk.coordinators": ([1001, 5_000_000_000], (1001, 5_000_000_000)),
    "desk.question_wait_h": (48, 48),
    "delivery.per_second": (1000, 1000),
    "delivery.reserve": (0, 0),
    "delivery.chat_burst": (1, 1),
    "delivery.is_paid": (True, True),
    "reminders.day_before_at": ("", None),
    "reminders.before_h": (0.5, 0.5),
    "keep.visitors_days": (1, 1),
    "keep.answers_days": (2, 2),
    "keep.drafts_days": (3, 3),
    "keep.messages_days": (4, 4),
    "keep.audit_days": (5, 5),
    "log.level": ("debug", "debug"),
    "log.format": ("json", "json"),
}
"""Another value for each key, as it is written and as it is read."""


def variable(key: str) -> str:
    return "PASSAPAROLA_" + key.replace(".", "__").upper()


def written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def value_of(config: Config, key: str) -> Any:
    table, _, name = key.rpartition(".")
    section = getattr(config, "town" if table == "city" else table) if table else config
    return getattr(section, name)


def in_file(folder: Path, text: str) -> Path:
    file = folder / "bot.toml"
    file.write_text(text, "utf-8")
    return file


def complaint(environ: Mapping[str, str], path: Path = OURS) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, environ)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


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


URL = "must be an address like https://api.telegram.org"
NAMES = "city.districts must be a list of at most 90 different names of 1 to 40 characters, not"
TOPICS = (
    "city.topics must be a list of different topics among "
    "work, crafts, art, media, territory, community, language, other, not"
)
DATABASE = "storage.url must be like sqlite:///passaparola.db or postgresql+psycopg://user:password@host/name"
FALLBACK = 'languages.fallback must be a table of lists of different languages, like fr = ["en", "it"]'
IDS = "desk.coordinators must be a list of Telegram ids, positive whole numbers"
ADDRESS = "webhook.url must be an address like https://bot.example.org/telegram, not"
DAYS = "must be a whole number of days from 1 to 3650, not"

WRONG = [
    ("telegram.driver", "ptb", 'telegram.driver must be python-telegram-bot or aiogram, not "ptb"'),
    ("telegram.api_base", "api.telegram.org", f'telegram.api_base {URL}, not "api.telegram.org"'),
    ("telegram.api_base", "ftp://t.me", f'telegram.api_base {URL}, not "ftp://t.me"'),
    ("telegram.api_base", "https://x:99999", f'telegram.api_base {URL}, not "https://x:99999"'),
    ("telegram.api_base", "https://[x", f'telegram.api_base {URL}, not "https://[x"'),
    ("telegram.api_base", "https://t.me/?a", f'telegram.api_base {URL}, not "https://t.me/?a"'),
    (
        "telegram.link_base",
        "https://",
        'telegram.link_base must be an address like https://t.me, not "https://"',
    ),
    ("telegram.poll_s", "0", 'telegram.poll_s must be a whole number of seconds from 1 to 50, not "0"'),
    ("telegram.poll_s", "51", 'telegram.poll_s must be a whole number of seconds from 1 to 50, not "51"'),
    ("telegram.poll_s", "2.5", 'telegram.poll_s must be a whole number of seconds from 1 to 50, not "2.5"'),
    ("storage.url", "mysql://bot:secret@db/labs", DATABASE),
    ("storage.url", "sqlite:///", DATABASE),
    ("storage.connections", "0", 'storage.connections must be a whole number from 1 to 100, not "0"'),
    ("city.name", " ", 'city.name must be a name of 1 to 60 characters, not " "'),
    ("city.name", "a\nb", r'city.name must be a name of 1 to 60 characters, not "a\nb"'),
    ("city.keeper", "", 'city.keeper must be a name of 1 to 200 characters, not ""'),
    ("city.zone", "Europe/Bologna", 'city.zone must be a time zone like Europe/Rome, not "Europe/Bologna"'),
    ("city.zone", "Europe", 'city.zone must be a time zone like Europe/Rome, not "Europe"'),
    ("city.zone", "../etc/passwd", 'city.zone must be a time zone like Europe/Rome, not "../etc/passwd"'),
    ("city.language", "de", 'languages.offered must contain the city\'s own language, "de"'),
    ("city.districts", '["A", "A"]', f'{NAMES} ["A", "A"]'),
    ("city.districts", f'["{"A" * 41}"]', f'{NAMES} "{"A" * 41}"'),
    ("city.districts", '[""]', f'{NAMES} ""'),
    ("city.districts", json.dumps(list(range(91))), f"{NAMES} 0"),
    ("city.topics", '["sport"]', f'{TOPICS} "sport"'),
    ("city.topics", "[]", f"{TOPICS} []"),
    ("city.largest_party", "9", 'city.largest_party must be a whole number of people from 1 to 8, not "9"'),
    ("city.quiet_from", "24:00", 'city.quiet_from must be a time like "21:00", not "24:00"'),
    ("city.quiet_to", "8:00", 'city.quiet_to must be a time like "08:00", not "8:00"'),
    ("languages.offered", "[]", "languages.offered must be a list of different languages, not []"),
    (
        "languages.offered",
        '["it", "xx"]',
        'languages.offered must name languages that are shipped: {shipped}, not "xx"',
    ),
    (
        "languages.fallback",
        '{"xx": ["it"]}',
        'languages.fallback must name languages that are shipped: {shipped}, not "xx"',
    ),
    (
        "languages.fallback",
        '{"it": ["xx"]}',
        'languages.fallback must name languages that are shipped: {shipped}, not "xx"',
    ),
    ("languages.fallback", '{"it": "en"}', f'{FALLBACK}, not "en"'),
    ("languages.fallback", "fr=en", f"{FALLBACK}, written as JSON in PASSAPAROLA_LANGUAGES__FALLBACK"),
    ("desk.coordinators", "1001,1002", f"{IDS}, written as JSON in PASSAPAROLA_DESK__COORDINATORS"),
    ("desk.coordinators", "1001", f"{IDS}, not 1001"),
    ("desk.coordinators", "[-1001]", f"{IDS}, not -1001"),
    ("desk.coordinators", "[true]", f"{IDS}, not true"),
    (
        "desk.question_wait_h",
        "0",
        'desk.question_wait_h must be a whole number of hours from 1 to 720, not "0"',
    ),
    ("delivery.per_second", "5", "delivery.reserve must be less than delivery.per_second, which is 5"),
    (
        "delivery.per_second",
        "1001",
        'delivery.per_second must be a whole number of messages from 1 to 1000, not "1001"',
    ),
    (
        "delivery.chat_burst",
        "0",
        'delivery.chat_burst must be a whole number of messages from 1 to 1000, not "0"',
    ),
    ("delivery.reserve", "30", "delivery.reserve must be less than delivery.per_second, which is 30"),
    ("delivery.is_paid", "yes", 'delivery.is_paid must be true or false, not "yes"'),
    ("delivery.reserve", "-1", 'delivery.reserve must be a whole number of messages from 0 to 999, not "-1"'),
    (
        "reminders.day_before_at",
        "6pm",
        'reminders.day_before_at must be a time like "18:00", or "" for off, not "6pm"',
    ),
    ("reminders.before_h", "169", 'reminders.before_h must be a number of hours from 0 to 168, not "169"'),
    ("reminders.before_h", "nan", 'reminders.before_h must be a number of hours from 0 to 168, not "nan"'),
    ("keep.visitors_days", "0", f'keep.visitors_days {DAYS} "0"'),
    ("keep.answers_days", "0", f'keep.answers_days {DAYS} "0"'),
    ("keep.drafts_days", "0", f'keep.drafts_days {DAYS} "0"'),
    ("keep.messages_days", "0", f'keep.messages_days {DAYS} "0"'),
    ("keep.audit_days", "3651", f'keep.audit_days {DAYS} "3651"'),
    ("telegram.intake", "post", 'telegram.intake must be polling or webhook, not "post"'),
    ("webhook.url", "bot.example.org", f'{ADDRESS} "bot.example.org"'),
    ("webhook.url", "https://bot.example.org/{in}", f'{ADDRESS} "https://bot.example.org/{{in}}"'),
    ("webhook.host", "", 'webhook.host must be an address of this computer, like 127.0.0.1, not ""'),
    ("webhook.port", "0", 'webhook.port must be a port from 1 to 65535, not "0"'),
    ("webhook.secret", "too short", "webhook.secret must be 16 to 256 of A-Z, a-z, 0-9, _ and -"),
    ("webhook.connections", "101", 'webhook.connections must be a whole number from 1 to 100, not "101"'),
    ("flood.burst", "0", 'flood.burst must be a whole number of updates from 1 to 1000000, not "0"'),
    ("flood.per_second", "0", 'flood.per_second must be a number of updates from 0.1 to 1000, not "0"'),
    ("monitor.host", "", 'monitor.host must be an address of this computer, like 127.0.0.1, not ""'),
    ("monitor.port", "65536", 'monitor.port must be a port, or 0 for off, from 0 to 65535, not "65536"'),
    ("log.level", "loud", 'log.level must be debug, info, warning or error, not "loud"'),
    ("log.format", "xml", 'log.format must be plain or json, not "xml"'),
]


@pytest.mark.parametrize(("key", "value", "sentence"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence(key: str, value: str, sentence: str) -> None:
    assert complaint({variable(key): value}) == sentence.replace("{shipped}", ", ".join(Catalogs().shipped))


def test_every_key_but_the_token_has_a_wrong_value_in_these_tests() -> None:
    assert {key for key, _, _ in WRONG} | {"token"} == set(KEYS)


IN_FILE = [
    (
        "[telegram]\napi_bse = 1",
        "telegram.api_bse is no key of the configuration; did you mean telegram.api_base?",
    ),
    ("tokn = 1", "tokn is no key of the configuration; did you mean token?"),
    ("[weather]\nport = 1", "weather is no key of the configuration"),
    ("telegram = 1", "telegram must be a table, written [telegram]"),
    ("city = []", "city must be a table, written [city]"),
    ("[town]\nname = 'Modena'", "town is no key of the configuration"),
    ("[telegram]\npoll_s = true", "telegram.poll_s must be a whole number of seconds from 1 to 50, not true"),
    ("[telegram]\npoll_s = 51", "telegram.poll_s must be a whole number of seconds from 1 to 50, not 51"),
    ("[reminders]\nbefore_h = nan", "reminders.before_h must be a number of hours from 0 to 168, not NaN"),
    ("[city]\nquiet_from = 9", 'city.quiet_from must be a time like "21:00", not 9'),
    ("[city]\ndistricts = 'A'", f'{NAMES} "A"'),
    ("[city]\nlanguage = 3", "city.language must be a language like it, not 3"),
    ("token = 3", "token must be the bot's token as @BotFather gave it, digits:letters"),
]


@pytest.mark.parametrize(("text", "sentence"), IN_FILE)
def test_what_is_wrong_in_a_file_is_said_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    assert complaint({}, in_file(tmp_path, text)) == sentence


UNKNOWN = [
    (
        "PASSAPAROLA_TOKN",
        "PASSAPAROLA_TOKN names no key of the configuration; did you mean PASSAPAROLA_TOKEN?",
    ),
    (
        "PASSAPAROLA_TELEGRAM__API_BSE",
        "PASSAPAROLA_TELEGRAM__API_BSE names no key of the configuration; "
        "did you mean PASSAPAROLA_TELEGRAM__API_BASE?",
    ),
    (
        "passaparola_Telegram_api_base",
        "passaparola_Telegram_api_base names no key of the configuration; "
        "did you mean PASSAPAROLA_TELEGRAM__API_BASE?",
    ),
    ("PASSAPAROLA_DESK", "PASSAPAROLA_DESK names no key of the configuration"),
    (
        "PASSAPAROLA_TOWN__NAME",
        "PASSAPAROLA_TOWN__NAME names no key of the configuration; did you mean PASSAPAROLA_CITY__NAME?",
    ),
    ("PASSAPAROLA_", "PASSAPAROLA_ names no key of the configuration"),
]


@pytest.mark.parametrize(("name", "sentence"), UNKNOWN)
def test_a_variable_that_names_no_key_is_an_error(name: str, sentence: str) -> None:
    assert complaint({name: "{}"}) == sentence


def test_a_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    assert complaint({}, tmp_path / "city.toml") == f"{tmp_path}/city.toml is not there"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert complaint({}, tmp_path) == f"{tmp_path} cannot be read: Is a directory"


def test_a_file_that_is_not_toml_says_where(tmp_path: Path) -> None:
    file = in_file(tmp_path, "[city]\nname = Bologna\n")
    assert complaint({}, file) == f"{file} is not TOML: Invalid value (at line 2, column 8)"


def test_a_file_must_be_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "bot.toml"
    file.write_bytes('[city]\nname = "Forlì"\n'.encode("latin-1"))
    assert complaint({}, file) == f"{file} cannot be read: it must be UTF-8 text"


@pytest.mark.parametrize("token", [REAL, TOKEN])
def test_a_token_is_handed_out_when_asked_for(token: str) -> None:
    config = load(OURS, {"PASSAPAROLA_TOKEN": token})
    assert config.checked_token() == token
    assert token not in repr(config)


@pytest.mark.parametrize("environ", [{}, {"PASSAPAROLA_TOKEN": ""}])
def test_a_missing_token_is_missed_only_when_asked_for(environ: dict[str, str]) -> None:
    config = load(OURS, environ)
    with pytest.raises(ConfigError) as caught:
        config.checked_token()
    assert (
        str(caught.value)
        == "token is missing: set PASSAPAROLA_TOKEN to the bot's token as @BotFather gave it"
    )


@pytest.mark.parametrize("token", [REAL[:30], f"bot{REAL}", f"{REAL}\n", f" {REAL}", REAL.replace(":", "")])
def test_a_malformed_token_is_refused_without_being_said(token: str) -> None:
    config = load(OURS, {"PASSAPAROLA_TOKEN": token})
    with pytest.raises(ConfigError) as caught:
        config.checked_token()
    assert str(caught.value) == "token must be the bot's token as @BotFather gave it, digits:letters"


@pytest.mark.parametrize("key", [key for key in OTHERWISE if key != "token"])
@pytest.mark.parametrize("value", [REAL, f'["{REAL}"]', f'{{"{REAL}": 1}}', f"{'x' * 30}{REAL}"])
def test_a_token_at_the_wrong_place_is_never_said(key: str, value: str) -> None:
    sentence = ""
    try:
        load(OURS, {variable(key): value})
    except ConfigError as error:
        sentence = str(error)
    assert "AAHdq" not in sentence


SECRET = {"PASSAPAROLA_WEBHOOK__SECRET": "0123456789abcdef"}
AT = "PASSAPAROLA_WEBHOOK__URL"
NO_SECRET = (
    "webhook.secret is missing: set PASSAPAROLA_WEBHOOK__SECRET, the same for every receiver,"
    " to 16 to 256 of A-Z, a-z, 0-9, _ and -"
)
NOT_THERE = (
    "webhook.url must begin with https:// and name no port, or 443, 80, 88 or 8443:"
    " Telegram brings updates to no other"
)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (SECRET, "webhook.url is missing: the address at which Telegram reaches this computer"),
        ({AT: "https://bot.example.org/in"}, NO_SECRET),
        ({AT: "http://bot.example.org/in", **SECRET}, NOT_THERE),
        ({AT: "https://bot.example.org:8080/in", **SECRET}, NOT_THERE),
    ],
)
def test_a_webhook_that_cannot_work_is_refused_only_when_asked_for(
    environ: dict[str, str], sentence: str
) -> None:
    config = load(OURS, {"PASSAPAROLA_TELEGRAM__INTAKE": "webhook", **environ})
    with pytest.raises(ConfigError) as caught:
        config.checked_webhook()
    assert str(caught.value) == sentence


@pytest.mark.parametrize("url", ["https://bot.example.org", "https://bot.example.org:8443/in"])
def test_a_webhook_that_can_work_is_handed_out_and_its_secret_not_shown(url: str) -> None:
    config = load(OURS, {AT: url, **SECRET})
    assert config.checked_webhook().url == url
    assert "0123456789abcdef" not in repr(config)


def test_a_bot_api_server_of_ones_own_may_bring_updates_anywhere() -> None:
    own = {"PASSAPAROLA_TELEGRAM__API_BASE": "http://127.0.0.1:8081", AT: "http://127.0.0.1:8080/in"}
    assert load(OURS, {**own, **SECRET}).checked_webhook().port == 8080


def test_the_city_is_what_the_dialogs_need() -> None:
    city = load(OURS, {"PASSAPAROLA_DESK__COORDINATORS": "[1001]"}).city("passaparola_bot")
    assert (city.name, city.zone, city.language) == ("Bologna", ZoneInfo("Europe/Rome"), "it")
    assert city.languages == ("it", "en", "fr", "ar")
    assert city.chain("ar") == ("ar", "fr", "en", "it")
    assert city.districts == ("San Donato", "San Lazzaro di Savena", "Alto Reno Terme")
    assert city.topics == ("work", "crafts", "art", "media", "territory", "community", "language")
    assert city.link("x") == "https://t.me/passaparola_bot?start=x"
    assert city.keeper == "Passaparola Bologna"
    assert city.coordinator_ids == (1001,)
    assert (city.quiet_from, city.quiet_to, city.largest_party) == (time(21), time(8), 5)
    assert city.reminders == (
        ReminderRule("day-before", at=time(18)),
        ReminderRule("hours-before", before=timedelta(hours=2)),
    )
    assert city.question_wait == timedelta(hours=24)
    assert (city.keep_visitors, city.keep_answers) == (timedelta(days=30), timedelta(days=30))
    assert (city.keep_drafts, city.keep_messages) == (timedelta(days=14), timedelta(days=30))
    assert city.keep_audit == timedelta(days=365)


@pytest.mark.parametrize(
    ("at", "before_h", "kinds"),
    [("18:00", "0", ["day-before"]), ("", "1.5", ["hours-before"]), ("", "0", [])],
)
def test_reminders_can_be_switched_off(at: str, before_h: str, kinds: list[str]) -> None:
    environ = {"PASSAPAROLA_REMINDERS__DAY_BEFORE_AT": at, "PASSAPAROLA_REMINDERS__BEFORE_H": before_h}
    assert [rule.kind for rule in load(OURS, environ).city("x").reminders] == kinds


def test_a_city_without_districts_is_a_city() -> None:
    assert load(OURS, {"PASSAPAROLA_CITY__DISTRICTS": "[]"}).city("x").districts == ()


def test_the_names_of_a_city_fit_their_columns() -> None:
    from storage.tables import LabRow, PersonRow

    for row in (LabRow, PersonRow):
        assert row.__table__.c.district.type.length == 40  # type: ignore[attr-defined]  # a String has one


def test_every_section_refuses_what_it_does_not_know() -> None:
    sections = [field.annotation for field in Config.model_fields.values()]
    found = [each for each in sections if isinstance(each, type) and issubclass(each, BaseModel)]
    assert len(found) == 12
    assert all(each.model_config["extra"] == "forbid" and each.model_config["frozen"] for each in found)
