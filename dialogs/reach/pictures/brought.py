"""The picture of how many people each person brought, with the curve that was fitted to it.

It must not know who brought whom.
"""

from dialogs.city import City
from dialogs.reach.pictures.canvas import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    VALUE,
    Key,
    Sheet,
    Style,
    fitting,
    grouped,
    sheet,
)
from dialogs.reach.pictures.picture import head
from dialogs.reach.report import Report
from dialogs.text import Html, Words, bold, lines

_PAPER: Style = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
LABELS = ("0", "1", "2", "3", "4", "5+")
PALE = "#d9b3c8"
_CURVE: Style = {
    "color": INK,
    "linewidth": 2.0,
    "linestyle": (0, (3, 1.2)),
    "marker": "o",
    "markersize": 7,
    "markerfacecolor": PAPER,
    "markeredgewidth": 2.0,
}


def is_there(report: Report) -> bool:
    """Whether there is anything to draw."""
    return any(report.brought.at_least or ())


def title(report: Report, words: Words) -> str:
    """What is seen."""
    each = report.spread.people_per_person.value
    if each is None:
        return words.label("How many others each person brought")
    return words.count(
        "10 people bring about {n} other", "10 people bring about {n} others", round(10 * each)
    )


def amount(at_least: int, smallest: int) -> str:
    """A count that is rounded down, as it is written: "20+", or "0–4"."""
    return f"{grouped(at_least)}+" if at_least else f"0–{smallest - 1}"


def draw(report: Report, words: Words, city: City) -> Sheet:
    """A column a number of others: solid as many as there are at least, pale where it may end."""
    least, fitted = report.brought.at_least or (), report.brought.fitted
    more = report.smallest - 1
    legend = [
        Key(words.label("So many at least"), {"facecolor": ACCENT}),
        Key(words.label("Perhaps some more"), {"facecolor": PALE}),
    ]
    if fitted:
        legend.append(Key(words.label("The fitted curve"), _CURVE, is_line=True))
    axis = words.label("Below: how many others somebody brought; above: how many people did")
    on = sheet(words, title(report, words), head(report, words, city), 3.7, legend=legend, note=axis)
    people = sum(least) + len(least) * more / 2
    expected = [share * people for share in fitted or ()]
    top = max([1.0, *(n + more for n in least), *expected])
    axes = on.axes
    axes.set_xlim(-0.7, len(least) - 0.3)
    axes.set_ylim(0, 1.14 * top)
    for place, n in enumerate(least):
        axes.bar([place], [n + more], width=0.72, color=PALE)
        axes.bar([place], [n], width=0.72, color=ACCENT)
        above = max([float(n + more), *expected[place : place + 1]])
        text = amount(n, report.smallest)
        on.number(
            place,
            above + 0.07 * top,
            text,
            fitting(text, VALUE, 0.145 * on.width),
            weight="bold",
            bbox=_PAPER,
        )
        on.number(place, -0.075 * top, LABELS[place], color=QUIET)
    if expected:
        axes.plot(range(len(expected)), expected, **_CURVE)
    return on


def told(report: Report, words: Words) -> Html:
    """The same in words."""
    parts: list[Html] = [bold(words.name(title(report, words)))]
    for label, n in zip(LABELS, report.brought.at_least or (), strict=False):
        if n:
            parts.append(words.say("Brought {others}: {n} people at least.", others=label, n=n))
        else:
            most = report.smallest - 1
            parts.append(words.say("Brought {others}: at most {n} people.", others=label, n=most))
    return lines(*parts)
