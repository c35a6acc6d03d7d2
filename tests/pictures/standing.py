"""Draws the table of what may become of a sign-up: `python -m tests.pictures.standing docs/images`.

It must not know what the table says: whatever is in `dialogs.rules.standing.TABLE` is drawn.
"""

import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import get_args

from dialogs.rules.standing import TABLE, Event, Standing

NAME = "signup-states.svg"
Table = Mapping[Standing | None, Mapping[Event, Standing]]

EVENTS: tuple[Event, ...] = get_args(Event)
KINDS: dict[str, tuple[Standing, ...]] = {
    "line": ("waiting", "offered"),
    "seat": ("seated",),
    "door": ("attended", "absent", "excused", "walked_in"),
    "out": ("cancelled", "removed", "expired"),
}
LEGEND = {
    "line": "in line, or asked",
    "seat": "has a seat",
    "door": "noted at the door",
    "out": "not on the list any more",
}
_KIND = {standing: kind for kind, standings in KINDS.items() for standing in standings}

LEFT, TOP, CELL, ROW, GAP, MARGIN = 128, 62, 82, 30, 3, 16
STYLE = """
text { font: 13px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #1c2024; }
.page { fill: #ffffff; } .rule { stroke: #d5dae0; } .no { fill: #f3f5f7; }
.line { fill: #ffdf9e; } .seat { fill: #a9d6f5; } .door { fill: #a8e0cb; } .out { fill: #d9dce0; }
.none { fill: none; stroke: #8b949e; } .head, .event { font-weight: 600; } .mid { text-anchor: middle; }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117; } .rule { stroke: #3a424c; } .no { fill: #1a2028; } .on-page { fill: #e6edf3; }
}
"""
"""Tints that the colour-blind tell apart (orange, blue, green, grey), dark words on all of them; the words
say it, the tint only helps."""


def drawn(table: Table) -> str:
    """The table as an SVG: a column for each standing, a row for each event, in a cell what follows."""
    width = LEFT + CELL * len(table) + 2 * MARGIN
    height = TOP + ROW * len(EVENTS) + 44 + 2 * MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-labelledby="title about">',
            '<title id="title">What may become of a sign-up</title>',
            f'<desc id="about">{_in_words(table)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="page" width="{width}" height="{height}" rx="8"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *_heads(table),
            *_rows(table),
            *_legend(TOP + ROW * len(EVENTS) + 30),
            "</g>",
            "</svg>",
            "",
        )
    )


def _in_words(table: Table) -> str:
    """For whoever does not see the picture."""
    told = (
        f"{_name(standing)}: " + ", ".join(f"{event} → {_name(then)}" for event, then in row.items())
        for standing, row in table.items()
    )
    return escape("; ".join(told) + ".")


def _name(standing: Standing | None) -> str:
    return "not signed up" if standing is None else standing.replace("_", " ")


def _kind(standing: Standing | None) -> str:
    return "none" if standing is None else _KIND[standing]


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(words)}</text>'


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" class="{kind}"/>'


def _heads(table: Table) -> Iterator[str]:
    yield _text(0, 14, "who is …", "on-page")
    yield _text(0, TOP - 8, "and then …", "on-page")
    for column, standing in enumerate(table):
        x, lines = LEFT + column * CELL, _name(standing).split(" ", 1)
        yield _box(x + GAP, 0, CELL - 2 * GAP, TOP - 10, _kind(standing))
        first, ink = 31 - 8 * (len(lines) - 1), "on-page" if standing is None else "on-tint"
        for number, line in enumerate(lines):
            yield _text(x + CELL / 2, first + 17 * number, line, f"head mid {ink}")


def _rows(table: Table) -> Iterator[str]:
    for number, event in enumerate(EVENTS):
        y = TOP + number * ROW
        yield f'<line x1="0" y1="{y}" x2="{LEFT + CELL * len(table)}" y2="{y}" class="rule"/>'
        yield _text(0, y + 20, event, "event on-page")
        for column, row in enumerate(table.values()):
            x, then = LEFT + column * CELL + GAP, row.get(event)
            yield _box(x, y + GAP, CELL - 2 * GAP, ROW - 2 * GAP, "no" if then is None else _kind(then))
            if then is not None:
                yield _text(x + CELL / 2 - GAP, y + 20, _name(then), "mid on-tint")


def _legend(y: float) -> Iterator[str]:
    x = float(LEFT + GAP)
    yield _text(0, y, "… is then", "on-page")
    for kind, words in (*LEGEND.items(), ("no", "cannot happen")):
        yield _box(x, y - 14, 26, 18, kind)
        yield _text(x + 34, y, words, "on-page")
        x += 62 + 7 * len(words)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(drawn(TABLE), "utf-8")
