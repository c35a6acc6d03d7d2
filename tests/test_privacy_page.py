"""docs/privacy.md is true: each kind of data, each trace, and for how long, as in the code."""

import re
from datetime import timedelta
from pathlib import Path

from storage.kind import Kind
from storage.kinds import KINDS
from storage.traces import TRACES, Trace

PAGE = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text("utf-8")


def rows(columns: int) -> list[tuple[str, ...]]:
    """The rows of the page's tables with so many columns, without their headings."""
    lines = [line for line in PAGE.splitlines() if re.match(r"\| (?!kind|in their)", line)]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [row for row in cells if len(row) == columns]


def kept(kind: Kind) -> str:
    if isinstance(kind.keep, str):
        return f"`{kind.keep}_days` after {kind.after}"
    if kind.keep is None:
        return "for good" if kind.name == "forgotten" else "until the person is forgotten"
    return f"{kind.keep.days} days after {kind.after}" if kind.keep > timedelta(0) else "until the next sweep"


def then(trace: Trace) -> str:
    if trace.goes:
        return "deleted"
    return "stays, without anything of theirs" if trace.wiped else "stays with the stub, for the counts"


def test_every_kind_of_data_is_on_the_page_with_how_long_it_is_kept() -> None:
    assert [(row[0], row[1], row[4]) for row in rows(5)] == [
        (kind.name, kind.what, kept(kind)) for kind in KINDS
    ]
    assert all(why and who for _, _, why, who, _ in rows(5))


def test_the_page_says_what_becomes_of_each_trace() -> None:
    assert rows(2) == [(trace.name, then(trace)) for trace in TRACES]
