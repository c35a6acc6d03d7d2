"""Plants the pilot's labs in an empty database, so that the demo has something to announce and to join.

It must not know what is said of them: the labs and their words are data, in `pilot.toml`.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from storage import labs
from storage.database import Database

_DATA = Path(__file__).with_name("pilot.toml")
_SAME = ("topic", "venue", "host", "district", "spoken", "seats")
"""What `labs.add` takes as it stands in the data."""


def read() -> dict[str, Any]:
    """The data as written: `original` (a language) and `labs` (in the order of the file)."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def plant(database: Database, zone: ZoneInfo, now: datetime) -> int:
    """Write all labs, published, with meetings from tomorrow on by the wall clock of `zone`; how many labs.

    All or none. Planted twice, they are there twice. A naive `now` is refused (ValueError).
    """
    if now.tzinfo is None:  # astimezone would take it for the time of this machine
        raise ValueError("a naive datetime: every moment carries its zone")
    data = read()
    with database.transaction() as tx:
        for example in data["labs"]:
            texts = _texts(example, data["original"])
            same = {name: example[name] for name in _SAME}
            lab = labs.add(tx, texts.pop(data["original"]), now, status="published", **same)
            for text in texts.values():
                labs.put_text(tx, lab, text, now)
            for starts_at, ends_at in _meetings(example, zone, now):
                labs.add_meeting(tx, lab, starts_at, ends_at, example["place"], example.get("map_url"))
    return len(data["labs"])


def _texts(example: dict[str, Any], original: str) -> dict[str, labs.Text]:
    return {
        language: labs.Text(
            language, title, example["summary"][language], "human" if language == original else "machine"
        )
        for language, title in example["title"].items()
    }


def _meetings(example: dict[str, Any], zone: ZoneInfo, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    today = now.astimezone(zone).date()
    for days in example["days"]:
        at = time.fromisoformat(example["start"])
        starts_at = datetime.combine(today + timedelta(days=days), at, zone)
        yield starts_at, starts_at + timedelta(hours=example["hours"])
