"""Every key of the configuration with another value, and ways to write and to read one."""

import json
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.config import Config, ConfigError, load

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
    "offers.share": (0.5, 0.5),
    "offers.shortest_min": (15, 15),
    "offers.longest_h": (12, 12),
    "reminders.day_before_at": ("", None),
    "reminders.before_h": (0.5, 0.5),
    "reminders.feedback_after_h": (0, 0.0),
    "keep.visitors_days": (1, 1),
    "keep.answers_days": (2, 2),
    "keep.drafts_days": (3, 3),
    "keep.messages_days": (4, 4),
    "keep.audit_days": (5, 5),
    "keep.details_days": (6, 6),
    "keep.signups_days": (10, 10),
    "keep.remarks_days": (8, 8),
    "keep.circles_days": (9, 9),
    "keep.copies_days": (10, 10),
    "keep.edges_days": (15, 15),
    "keep.absent_days": (11, 11),
    "keep.groups_days": (12, 12),
    "keep.invites_days": (13, 13),
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
