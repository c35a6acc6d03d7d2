"""Says what is held about people, kind by kind, as figures: how much, since when, for how long, how late.

It must not know whose anything is: no number, name or word of a person is in it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from rich.console import Console
from rich.table import Table

from dialogs.city import City
from storage import keeping
from storage.database import Transaction
from storage.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of data. `oldest`, `newest`: from when its days are counted, `after` what; `days`: how many.

    None for `days`: it has none, see `kept`.
    """

    kind: str
    what: str
    count: int
    oldest: date | None
    newest: date | None
    days: int | None
    after: str
    overdue: int

    @property
    def kept(self) -> str:
        """For how long, in words."""
        if self.days is None:
            return "for good" if self.kind == "forgotten" else "until the person is forgotten"
        return f"{self.days} days after {self.after}" if self.days else "until the next sweep"


def report(tx: Transaction, city: City, now: datetime) -> tuple[Line, ...]:
    """Every kind, also those of which there is nothing."""
    lines = []
    for kind in KINDS:
        held = keeping.held(tx, kind, city.keep, now, city.coordinator_ids)
        lasting = keeping.lasts(kind, city.keep)
        days = None if lasting is None else lasting.days
        found = (held.count, held.oldest, held.newest, days, kind.after, held.overdue)
        lines.append(Line(kind.name, kind.what, *found))
    return tuple(lines)


def as_json(lines: tuple[Line, ...]) -> str:
    """For a machine; days as 2026-03-02. What has no `days` has no `after` either."""
    rows = [asdict(line) for line in lines]
    for row in rows:
        if row["days"] is None:
            del row["after"]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=str)


def show(lines: tuple[Line, ...]) -> None:
    """For people, as a table on standard output."""
    table = Table("kind", "held", "oldest", "newest", "kept", "overdue", title="What is held about people")
    for line in lines:
        ages = (str(day) if day else "" for day in (line.oldest, line.newest))
        style = "bold red" if line.overdue else ""
        table.add_row(line.kind, str(line.count), *ages, line.kept, str(line.overdue), style=style)
    Console().print(table)
