"""The log: what is said in it, and what never is."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from bot import log as logs
from bot.log import Format, hide_tokens, redact, start_logging

REAL = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawE"
PIECE = "AAHdq"
FORMATS: list[Format] = ["plain", "json"]
log = structlog.get_logger()


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Logging is the process's own: put it back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys))
    return found


def said_by_amina() -> str:
    """Elsewhere than where it fails, so that it is in no line that a traceback quotes."""
    return "I have\n\nno papers"


def fail_with_token() -> None:
    url = f"https://api.telegram.org/bot{REAL}/getMe"
    try:
        raise OSError(f"cannot connect to {url}")
    except OSError as error:
        raise RuntimeError("no connection") from error


@pytest.mark.parametrize("format", FORMATS)
def test_a_token_in_an_exception_does_not_reach_the_log(
    format: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("info", format)
    try:
        fail_with_token()
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("aiogram").exception("failed")
    found = said(capsys)
    assert PIECE not in found
    assert found.count("cannot connect to https://api.telegram.org/bot[hidden]/getMe") == 2


@pytest.mark.parametrize("format", FORMATS)
def test_without_the_redaction_it_would(
    format: Format, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "redact", lambda logger, method, event: event)
    start_logging("info", format)
    try:
        fail_with_token()
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("aiogram").exception("failed")
    assert said(capsys).count(REAL) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_token_does_not_reach_the_log_by_any_way(
    format: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("debug", format)
    log.info(f"started with {REAL}")
    log.info("a value", address=f"https://api.telegram.org/file/bot{REAL}/photo.jpg")
    log.info("deep", seen={"list": [(REAL,), {REAL}], REAL: 1}, path=Path(REAL), error=OSError(REAL))
    log.info("a key", **{REAL: 1})
    log.bind(bound=REAL).info("bound")
    log.info(REAL.replace(":", "%3A"))
    log.info(OSError(REAL))
    with structlog.contextvars.bound_contextvars(task=REAL):
        log.info("from the context")
    logging.getLogger("aiohttp").warning("for %s", REAL)
    logging.getLogger(REAL).warning("by name")
    found = said(capsys)
    assert PIECE not in found
    assert found.count("[hidden]") == 14


@pytest.mark.parametrize("format", FORMATS)
def test_the_variables_of_a_frame_are_not_shown(format: Format, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("info", format)
    held = said_by_amina()
    try:
        raise ValueError(len(held))
    except ValueError:
        log.exception("failed")
    found = said(capsys)
    assert "papers" not in found
    assert "raise ValueError(len(held))" in found


def test_what_people_said_and_who_they_are_is_dropped_at_any_depth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logging("info", "json")
    personal = dict.fromkeys(sorted(logs.PERSONAL), "Amina")
    log.info("handled", update_id=7, held={"lab": 3, **personal}, rows=[personal], **personal)
    found = line(capsys)
    found.pop("timestamp")
    assert found == {"event": "handled", "level": "info", "update_id": 7, "held": {"lab": 3}, "rows": [{}]}


def test_an_object_is_named_by_its_kind_only(capsys: pytest.CaptureFixture[str]) -> None:
    class Event:
        def __repr__(self) -> str:
            return "Event(text='I have no papers')"

    start_logging("info", "json")
    log.info(
        "handled", event_seen=Event(), at=datetime(2026, 5, 1, tzinfo=UTC), took_s=0.5, is_new=True, lab=None
    )
    found = line(capsys)
    assert found["event_seen"] == "<Event>"
    assert (found["at"], found["took_s"]) == ("2026-05-01 00:00:00+00:00", 0.5)
    assert (found["is_new"], found["lab"]) == (True, None)


@pytest.mark.parametrize("format", FORMATS)
async def test_the_row_that_a_database_refused_is_hidden(
    format: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("info", format)
    engine = create_engine("sqlite://")
    complaint = ""

    async def ask_twice() -> None:
        with engine.begin() as tx:
            tx.execute(text("CREATE TABLE questions (text TEXT UNIQUE)"))
            for _ in range(2):
                tx.execute(text("INSERT INTO questions VALUES (:said)"), {"said": said_by_amina()})

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(ask_twice())
    except* IntegrityError as errors:
        complaint = str(errors.exceptions[0])
        log.exception("failed")
    finally:
        engine.dispose()
    found = said(capsys)
    assert "papers" in complaint
    assert "papers" not in found
    assert "[parameters: [hidden]" in found
    assert "INSERT INTO questions" in found


def test_the_detail_of_postgresql_is_hidden_and_the_rest_stays() -> None:
    trace = (
        "psycopg.errors.UniqueViolation: duplicate key\n"
        "DETAIL:  Failing row contains (1, I have\n\nno papers, 1001).\n"
        "\nThe above exception was the direct cause of the following exception:\n"
    )
    assert redact(None, "error", {"event": "failed", "exception": trace})["exception"] == (
        "psycopg.errors.UniqueViolation: duplicate key\n"
        "DETAIL: [hidden]\n"
        "\nThe above exception was the direct cause of the following exception:\n"
    )


@pytest.mark.parametrize(
    "name", ["aiogram.event", "aiohttp.access", "apscheduler", "alembic.runtime", "sqlalchemy"]
)
def test_libraries_are_heard_only_when_they_warn(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("debug", "json")
    library = logging.getLogger(name)
    library.info("handled an update of %s", "Amina", extra={"username": "Amina"})
    assert said(capsys) == ""
    library.warning("lost the connection", extra={"username": "Amina"})
    found = line(capsys)
    assert found.pop("timestamp").endswith("Z")
    assert found == {"event": "lost the connection", "level": "warning", "logger": name}


def test_below_the_level_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("error", "json")
    log.warning("low")
    logging.getLogger("aiogram").warning("low")
    assert said(capsys) == ""
    start_logging("debug", "json")
    log.debug("low")
    assert line(capsys)["event"] == "low"


def test_starting_twice_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("info", "json")
    start_logging("info", "plain")
    logging.getLogger("aiogram").warning("once")
    log.info("once")
    assert said(capsys).count("once") == 2


def test_a_handler_from_before_gets_nothing_past_the_redaction(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().addHandler(logging.StreamHandler())
    start_logging("info", "plain")
    logging.getLogger("aiogram").warning("with %s", REAL)
    assert PIECE not in said(capsys)


def test_plain_lines_carry_no_colours_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("info", "plain")
    log.info("started", lab="Città")
    found = said(capsys)
    assert "\x1b" not in found
    assert "started" in found
    assert "Città" in found


@pytest.mark.parametrize(
    "plain", ["", "12:30", "2026-05-01T10:30:00+00:00", "lab:3", "7:too-short-for-a-token", f"x{'a' * 40}"]
)
def test_what_is_no_token_stays(plain: str) -> None:
    assert hide_tokens(plain) == plain
