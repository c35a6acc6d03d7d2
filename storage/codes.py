"""Makes codes of links inside a statement, for as many as it has rows. It must not know what they lead to.

Those of one statement begin alike, with three letters drawn for it, so that the index of all codes is not
written to everywhere at once; nine letters, 53 bits or more, are each code's own.
"""

import base64
import secrets
from collections import deque
from contextlib import suppress
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

ALIKE = 3
"""Letters that all codes of one statement share."""
OWN = 9
AHEAD = 1000
_ahead: deque[str] = deque()
_LETTERS = bytes.maketrans(b"+/", b"Aa")


class _letters(FunctionElement[str]):
    """In SQL: twelve letters and digits drawn anew in each row."""

    type = String()
    inherit_cache = True


def drawn() -> str:
    """What `drawn_letters()` gives on SQLite, which has no such function: it is lent this one.

    A thousand are drawn together, which takes a third of the time, and none is given twice.
    """
    while True:
        with suppress(IndexError):
            return _ahead.pop()
        many = base64.b64encode(secrets.token_bytes(9 * AHEAD)).translate(_LETTERS).decode()
        _ahead.extend(many[at : at + 12] for at in range(0, len(many), 12))


def fresh_codes() -> ColumnElement[str]:
    """In SQL: a code of 12 letters and digits, another in each row; not to be guessed."""
    return literal(drawn()[:ALIKE]).concat(func.substr(_letters(), 1, OWN))


@compiles(_letters, "sqlite")
def _on_sqlite(element: _letters, compiler: Any, **_: Any) -> str:
    return "drawn_letters()"


@compiles(_letters, "postgresql")
def _on_postgresql(element: _letters, compiler: Any, **_: Any) -> str:
    """Of a random UUID, the last nine bytes; two of their bits only say that it is one (RFC 9562)."""
    return "translate(encode(substring(uuid_send(gen_random_uuid()) from 8), 'base64'), '+/', 'Aa')"
