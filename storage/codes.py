"""Makes codes of links inside a statement, for as many as it has rows. It must not know what they lead to."""

import base64
import secrets
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_LETTERS = bytes.maketrans(b"+/", b"Aa")


class fresh_code(FunctionElement[str]):
    """In SQL: a code of 12 letters and digits, another in each row; not to be guessed (70 bits)."""

    type = String()
    inherit_cache = True


def made() -> str:
    """What `fresh_code()` gives on SQLite, which has no such function: it is lent this one."""
    return base64.b64encode(secrets.token_bytes(9)).translate(_LETTERS).decode()


@compiles(fresh_code, "sqlite")
def _on_sqlite(element: fresh_code, compiler: Any, **_: Any) -> str:
    return "fresh_code()"


@compiles(fresh_code, "postgresql")
def _on_postgresql(element: fresh_code, compiler: Any, **_: Any) -> str:
    """Of a random UUID, the last nine bytes; two of their bits only say that it is one (RFC 9562)."""
    return "translate(encode(substring(uuid_send(gen_random_uuid()) from 8), 'base64'), '+/', 'Aa')"
