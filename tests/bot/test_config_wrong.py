"""What is wrong with the configuration is said in one clear sentence."""

import json
from pathlib import Path

import pytest

from bot.config import KEYS
from dialogs.text import Catalogs
from tests.bot.keys import complaint, in_file, variable

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
    ("offers.share", "0", 'offers.share must be a number from 0.01 to 1, not "0"'),
    (
        "offers.shortest_min",
        "0",
        'offers.shortest_min must be a whole number of minutes from 1 to 1440, not "0"',
    ),
    ("offers.longest_h", "169", 'offers.longest_h must be a whole number of hours from 1 to 168, not "169"'),
    ("reminders.before_h", "169", 'reminders.before_h must be a number of hours from 0 to 168, not "169"'),
    ("reminders.before_h", "nan", 'reminders.before_h must be a number of hours from 0 to 168, not "nan"'),
    (
        "reminders.feedback_after_h",
        "-1",
        'reminders.feedback_after_h must be a number of hours from 0 to 48, not "-1"',
    ),
    (
        "reminders.feedback_after_h",
        "49",
        'reminders.feedback_after_h must be a number of hours from 0 to 48, not "49"',
    ),
    ("keep.visitors_days", "0", f'keep.visitors_days {DAYS} "0"'),
    ("keep.answers_days", "0", f'keep.answers_days {DAYS} "0"'),
    ("keep.drafts_days", "0", f'keep.drafts_days {DAYS} "0"'),
    ("keep.messages_days", "0", f'keep.messages_days {DAYS} "0"'),
    ("keep.audit_days", "3651", f'keep.audit_days {DAYS} "3651"'),
    ("keep.details_days", "0", f'keep.details_days {DAYS} "0"'),
    ("keep.signups_days", "9", f'keep.signups_days {DAYS.replace("1 to", "10 to")} "9"'),
    ("keep.remarks_days", "0", f'keep.remarks_days {DAYS} "0"'),
    ("keep.circles_days", "0", f'keep.circles_days {DAYS} "0"'),
    ("keep.copies_days", "0", f'keep.copies_days {DAYS} "0"'),
    ("keep.edges_days", "0", f'keep.edges_days {DAYS} "0"'),
    ("keep.absent_days", "0", f'keep.absent_days {DAYS} "0"'),
    ("keep.groups_days", "0", f'keep.groups_days {DAYS} "0"'),
    ("keep.invites_days", "0", f'keep.invites_days {DAYS} "0"'),
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
