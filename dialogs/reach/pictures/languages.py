"""The picture of who tells whom, by language.

It must not know any person.
"""

from collections.abc import Sequence

from dialogs.city import City
from dialogs.reach.pictures.brought import amount
from dialogs.reach.pictures.canvas import (
    ACCENT,
    EDGE,
    FAINT,
    INK,
    PAPER,
    QUIET,
    VALUE,
    WIDTH,
    WITHHELD,
    Key,
    Sheet,
    Style,
    fitting,
    sheet,
    width,
    wrapped,
)
from dialogs.reach.pictures.letters import name
from dialogs.reach.pictures.picture import head, withheld
from dialogs.reach.report import Report
from dialogs.text import NAMES, Html, Words, bold, lines

SIZE = 12.0
TINTS = (FAINT, "#d79bb9", ACCENT, "#4a1230")
"""From nobody, or a few, to most: one hue that grows darker, so that it is told apart without colours."""
SPOKEN = 6
"""How many of the cells are told in words: the largest."""


def is_there(report: Report) -> bool:
    """Whether there is anything to draw."""
    return report.pairs is not None and any(any(row) for row in report.pairs.at_least)


def title(report: Report, words: Words) -> str:
    """What is seen, if chance alone would not do it."""
    found = report.pairs.homophily if report.pairs else None
    if found is None or found.low is None or found.high is None:
        return words.label("Who tells whom, by language")
    if found.low > 1:
        return words.label("The word goes more often to one's own language")
    if found.high < 1:
        return words.label("The word goes more often to another language")
    return words.label("The word goes to every language alike")


def _name(words: Words, languages: tuple[str, ...], drawn: bool) -> str:
    own = [name(one) if drawn else NAMES.get(one, one) for one in languages]
    return own[0] if len(own) == 1 else words.label("Others")


def draw(report: Report, words: Words, city: City) -> Sheet:
    """A row a language of those who tell, a column of those who are told; as a table, read as lines are.

    There must be pairs. Raises Unwritable.
    """
    counts = () if report.pairs is None else report.pairs.at_least
    names = [_name(words, label, True) for label in (report.pairs.labels if report.pairs else ())]
    legend = [Key(withheld(words), WITHHELD)] if any(None in row for row in counts) else []
    note = words.label("Rows: who tells. Columns: who is told. Darker: more people.")
    side = min(1.75, 0.2 + max(width(one, SIZE) for one in names))
    cell = (WIDTH - 2 * EDGE - side) / len(names)
    is_turned = any(width(one, SIZE) > cell - 0.08 for one in names)
    above, tall = side if is_turned else 0.4, min(cell, 0.85)
    tell, until = title(report, words), head(report, words, city)
    plot, margins = len(names) * tall + above, (0.0, side) if words.is_rtl else (side, 0.0)
    on = sheet(words, tell, until, plot, legend=legend, note=note, margins=margins, foot=0.2)
    on.axes.set_xlim((len(names), 0) if words.is_rtl else (0, len(names)))
    on.axes.set_ylim(len(names), -above / tall)
    _cells(on, counts, report.smallest, cell)
    for place, each in enumerate(names):
        _row_name(on, place, each, side, 0.09 / cell)
        turn: Style = {"rotation": 90, "va": "bottom"} if is_turned else {"va": "baseline"}
        on.write(place + 0.5, -0.08 if is_turned else -0.16, each, SIZE, color=QUIET, **turn)
    return on


def _cells(on: Sheet, table: Sequence[Sequence[int | None]], smallest: int, cell: float) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    top = max([1, *(count or 0 for counts in table for count in counts)])
    colours = LinearSegmentedColormap.from_list("accent", TINTS)
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            box: Style = {"x": [column + 0.5], "height": [0.94], "bottom": row + 0.03, "width": 0.96}
            if count is None:
                on.axes.bar(**box, **WITHHELD)
                continue
            depth = (count / top) ** 0.5
            on.axes.bar(**box, color=colours(depth))
            text, style = amount(count, smallest), {"weight": "bold"} if count else {}
            size = fitting(text, VALUE, cell - 0.12)
            on.number(column + 0.5, row + 0.5, text, size, color=PAPER if depth > 0.5 else INK, **style)


def _row_name(on: Sheet, place: int, each: str, side: float, away: float) -> None:
    lines_of_it = wrapped(each, SIZE, side - 0.1)
    for number, text in enumerate(lines_of_it):
        y = place + 0.5 + 0.3 * (number - (len(lines_of_it) - 1) / 2)
        on.write(-away, y, text, SIZE, ha="left" if on.words.is_rtl else "right", color=QUIET)


def told(report: Report, words: Words) -> Html:
    """The largest cells in words."""
    parts: list[Html] = [bold(words.name(title(report, words)))]
    pairs = report.pairs
    if pairs is None:
        return lines(*parts)
    cells = [
        (count, row, column)
        for row, counts in enumerate(pairs.at_least)
        for column, count in enumerate(counts)
        if count
    ]
    for count, row, column in sorted(cells, key=lambda cell: (-cell[0], cell[1:]))[:SPOKEN]:
        who, whom = (_name(words, pairs.labels[place], False) for place in (row, column))
        parts.append(words.say("From {who} to {whom}: {n} people at least.", who=who, whom=whom, n=count))
    return lines(*parts)
