"""Writes the log, to standard error, without tokens and without what people said or who they are.

It must not know what is worth logging.
"""

import logging
import re
import sys
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import PurePath
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["plain", "json"]

HIDDEN = "[hidden]"
"""What stands where something was taken away."""

PERSONAL = frozenset({"chat_id", "telegram_id", "user_id", "text", "message", "caption", "username"})
"""Keys that never get into the log, at any depth."""

_TOKEN = re.compile(r"[0-9]+(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
_ROW = re.compile(
    r"^([ |]*(?:\[parameters|DETAIL): ).*?"
    r"(?=\n[ |]*(?:\[SQL: |\(Background |CONTEXT: |\+-|\n[ |]*(?:The above|During))|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What a database complains of comes with the row in it: SQLAlchemy's parameters, PostgreSQL's detail."""


def hide_tokens(text: str) -> str:
    """The text with everything gone that looks like a bot token, also inside of an address."""
    return _TOKEN.sub(HIDDEN, text)


def redact(logger: object, method: str, event: EventDict) -> EventDict:
    """Last before the renderer: personal keys are dropped, tokens and rows hidden in the rest."""
    return {str(_clean(key)): _clean(value) for key, value in event.items() if key not in PERSONAL}


def _clean(value: object) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _ROW.sub(rf"\1{HIDDEN}", hide_tokens(value))
    if isinstance(value, Mapping):
        return {str(_clean(key)): _clean(held) for key, held in value.items() if key not in PERSONAL}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(held) for held in value]
    if isinstance(value, BaseException):
        return _clean(f"{type(value).__name__}: {value}")
    if isinstance(value, date | time | timedelta | PurePath):
        return _clean(str(value))
    return f"<{type(value).__name__}>"  # its repr might say anything


def start_logging(level: Level = "info", format: Format = "plain") -> None:
    """From here on everything is logged to standard error; libraries only when they warn.

    Whatever handlers the root logger had are put aside: nothing goes past the redaction.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    last: list[Processor] = [redact, _renderer(format)]
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))


def _renderer(format: Format) -> Processor:
    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(),
        # Not the one in colours: it would show the variables of every frame, and a token is one.
        exception_formatter=structlog.dev.plain_traceback,
    )
