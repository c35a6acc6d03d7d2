"""The picture of the reach over time: people by how they first heard, and how it may go on.

It must not know who they are.
"""

from datetime import date

from dialogs.city import City
from dialogs.reach.pictures.canvas import (
    ACCENT,
    INK,
    LABEL,
    PAPER,
    QUIET,
    RULE,
    Key,
    Sheet,
    Style,
    grouped,
    sheet,
    width,
)
from dialogs.reach.pictures.picture import head
from dialogs.reach.report import Curve, Fan, Report
from dialogs.reach.wording import last_day, sources
from dialogs.text import Html, Words, bold, lines

STYLES: dict[str, tuple[str, str]] = {
    "friend": (ACCENT, ""),
    "leader": ("#e69f00", ".."),
    "coordinator": ("#56b4e9", "\\\\"),
    "group": ("#009e73", ""),
    "centre": ("#0072b2", "xx"),
    "poster": ("#f0e442", "--"),
    "announcement": ("#cc79a7", "||"),
    "unknown": ("#b9b3c1", ""),
}
"""Colour and pattern by source: Okabe and Ito's palette for the colour-blind, patterns for who sees none."""
SEVERAL = ("#d5c7a8", "oo")
MOST_TIMES = 4
"""So many times what has been reached, a fan that grows beyond all bounds is still drawn."""
_LINE: Style = {"color": ACCENT, "linestyle": (0, (3, 1.2)), "linewidth": 2.4}


def is_there(report: Report) -> bool:
    """Whether there is anything to draw."""
    return any(curve.days for curve in report.curves)


def title(report: Report, words: Words) -> str:
    """What is seen."""
    if report.people is None:
        return words.label("The word has begun to spread")
    return words.count(
        "The word has reached {n} person",
        "The word has reached {n} people",
        report.people,
        n=grouped(report.people),
    )


def _style(curve: Curve) -> Style:
    colour, hatch = STYLES[curve.sources[0]] if len(curve.sources) == 1 else SEVERAL
    return {"facecolor": colour, "hatch": hatch, "edgecolor": PAPER, "linewidth": 0.0}


def _ordered(report: Report) -> list[Curve]:
    """Each with a day, as in STYLES; those of several sources together come last."""
    order = list(STYLES)
    drawn = [curve for curve in report.curves if curve.days]
    return sorted(drawn, key=lambda curve: (len(curve.sources) > 1, order.index(curve.sources[0])))


def _at(curve: Curve, days: list[int]) -> list[int]:
    """How many had come by each of these days."""
    steps = dict(zip((day.toordinal() for day in curve.days), curve.counts, strict=True))
    counts, latest = [], 0
    for day in days:
        latest = steps.get(day, latest)
        counts.append(latest)
    return counts


def _highest(fan: Fan, reached: int) -> float:
    """Where the picture ends: a fan without bounds is cut off, so that what has been stays to be seen."""
    return max(*fan.median, min(max(fan.high90), MOST_TIMES * reached))


def draw(report: Report, words: Words, city: City) -> Sheet:
    """A layer a source, in time, and a fan for what may come. Raises Unwritable.

    Time runs from left to right also where lines run from right to left: so do axes of numbers in Arabic
    school books and papers (https://mapmeld.medium.com/charts-when-you-read-right-to-left-614f0a2cf54d,
    https://gorelik.net/tag/rtl/), while titles, legends, lists and tables begin on the right.
    """
    layers = _ordered(report)
    fan = report.forecast.fan if report.forecast and report.forecast.fan.days else None
    reached = sum(curve.counts[-1] for curve in layers)
    top = 1.1 * max(1, reached, _highest(fan, reached) if fan else 0)
    room = 0.12 + max(width(grouped(round(top)), LABEL), 0.3)
    tell, until, legend = title(report, words), head(report, words, city), _legend(layers, fan, words)
    note = _missing(report, words)
    on = sheet(words, tell, until, 3.9, legend=legend, note=note, margins=(room, 0.3))
    last = last_day(report, city).toordinal()
    known = {day.toordinal() for curve in layers for day in curve.days}
    days = sorted({min(known) - 1, *known, last})
    _layers(on, layers, days)
    end = last
    if fan:
        _fan(on, fan, last, report.people or reached)
        on.axes.axvline(last, color=QUIET, linewidth=1.2, linestyle=":")
        end = max(last, fan.days[-1].toordinal())
    on.axes.set_xlim(days[0], end)
    on.axes.set_ylim(0, top)
    _scales(on, days[0], last, end, top)
    return on


def _missing(report: Report, words: Words) -> str:
    """That not everybody is in the layers, where that is so."""
    drawn = sum(curve.counts[-1] for curve in report.curves if curve.days)
    if report.people is None or drawn >= report.people:
        return ""
    return words.label("Not all are in the picture yet: some are too few")


def _legend(layers: list[Curve], fan: Fan | None, words: Words) -> list[Key]:
    """Layers from the top down, as they lie, then the fan."""
    legend = []
    for curve in reversed(layers):
        what, n = sources(words, curve.sources), grouped(curve.counts[-1])
        legend.append(Key(words.label("{what}: {n}", what=what, n=n), _style(curve)))
    if fan:
        legend.append(Key(words.label("As it may go on"), _LINE, is_line=True))
        legend.append(Key(words.label("8 of 10 times"), {"facecolor": ACCENT, "alpha": 0.4, "linewidth": 0}))
        legend.append(Key(words.label("9 of 10 times"), {"facecolor": ACCENT, "alpha": 0.18, "linewidth": 0}))
    return legend


def _layers(on: Sheet, layers: list[Curve], days: list[int]) -> None:
    base = [0] * len(days)
    for curve in layers:
        above = [low + n for low, n in zip(base, _at(curve, days), strict=True)]
        on.axes.fill_between(days, base, above, **_style(curve))
        on.axes.plot(days, above, color=PAPER, linewidth=1.2)
        base = above
    on.axes.plot(days, base, color=INK, linewidth=1.6)


def _fan(on: Sheet, fan: Fan, last: int, reached: int) -> None:
    days = [last, *(day.toordinal() for day in fan.days)]
    for low, high, alpha in ((fan.low90, fan.high90, 0.18), (fan.low80, fan.high80, 0.27)):
        style: Style = {"color": ACCENT, "alpha": alpha, "linewidth": 0}
        on.axes.fill_between(days, [reached, *low], [reached, *high], **style)
    on.axes.plot(days, [reached, *fan.median], **_LINE)


def _scales(on: Sheet, first: int, last: int, end: int, top: float) -> None:
    from matplotlib.ticker import MaxNLocator

    for level in MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]).tick_values(0, top):
        if 0 <= level <= top:
            on.axes.axhline(level, color=RULE, linewidth=1.0, zorder=0)
            on.number(first - 0.02 * (end - first), level, grouped(round(level)), color=QUIET, ha="right")
    wanted = [first, (first + last) // 2, last, end] if end > last else [first, (first + end) // 2, end]
    placed: list[int] = []
    for day in sorted(set(wanted), key=lambda day: (day != last, day != first, day != end)):
        if all(abs(day - other) >= 0.17 * (end - first) for other in placed):
            placed.append(day)
            on.number(day, -0.075 * top, _day(day, end - first), color=QUIET)


def _day(day: int, days: int) -> str:
    """Day and month; month and year where there are many."""
    on = date.fromordinal(day)
    return f"{on.month}/{on.year}" if days > 400 else f"{on.day}/{on.month}"


def told(report: Report, words: Words) -> Html:
    """The same in words."""
    parts: list[Html] = [bold(words.name(title(report, words)))]
    for curve in _ordered(report):
        what = sources(words, curve.sources)
        parts.append(words.say("{what}: {n}", what=what, n=curve.counts[-1]))
    missing = _missing(report, words)
    return lines(*parts, words.name(missing) if missing else None)
