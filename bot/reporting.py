"""The command `passaparola report`: what was asked for, and where what came of it goes.

It must not know how anything is counted, nor print anything of people.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dialogs.city import City
from dialogs.text import Catalogs
from storage.database import Transaction

if TYPE_CHECKING:
    from dialogs.reach.report import Report

SMALLEST = 10
"""A page may be published: no number of fewer people is in it."""


class Unreportable(Exception):
    """What was asked for cannot be reported; says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A lab (None: all), the first and the last day (None: all; until yesterday), the page's language (the
    city's); of whom: of a language, of a district (None: everybody)."""

    lab: int | None = None
    first: date | None = None
    last: date | None = None
    language: str | None = None
    is_json: bool = False
    of_language: str | None = None
    of_district: str | None = None


def write(tx: Transaction, city: City, now: datetime, asked: Asked) -> str:
    """The report as a page, or as JSON. Raises Unreportable."""
    catalogs = Catalogs()
    language = asked.language or city.language
    if asked.language is not None and language not in catalogs.shipped:
        raise Unreportable(f"--language is one of {', '.join(catalogs.shipped)}")
    report = _report(tx, city, now, asked)
    if asked.is_json:
        return json.dumps(report.plain(), ensure_ascii=False, indent=2, default=_plain) + "\n"
    from dialogs.reach.page import page

    words = catalogs.words(city.chain(language))
    return page(report, words, catalogs.words(("en",)), city)


def _plain(moment: date) -> str:
    return moment.isoformat()


def _report(tx: Transaction, city: City, now: datetime, asked: Asked) -> "Report":
    from dialogs.reach.reading import report

    today = now.astimezone(city.zone).date()
    last = asked.last or today - timedelta(days=1)
    if last > today:
        raise Unreportable(f"--to is a day that has not come yet: {last}")
    if asked.first is not None and asked.first > last:
        raise Unreportable(f"--from ({asked.first}) is later than the last day of the report ({last})")
    since = None if asked.first is None else datetime.combine(asked.first, time(), city.zone)
    until = datetime.combine(last + timedelta(days=1), time(), city.zone)
    try:
        return report(tx, now, city, asked.lab, since, until, SMALLEST, asked.of_language, asked.of_district)
    except ValueError as error:
        raise Unreportable(str(error)) from error


def require_writable(out: Path, is_new: bool = False) -> None:
    """Before long work: raises Unreportable where a file cannot be written; `is_new`: or is there already."""
    was_there = out.exists()
    try:
        with out.open("x" if is_new else "a"):
            pass
        if not was_there:
            out.unlink()
    except OSError as error:
        raise Unreportable(f"{out} cannot be written: {error.strerror or error}") from error


def save(text: str, out: Path) -> None:
    """Into a file, in UTF-8. Raises Unreportable."""
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise Unreportable(f"{out} cannot be written: {error.strerror or error}") from error
