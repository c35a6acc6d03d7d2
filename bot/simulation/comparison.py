"""Holds the report against what was true: counts must be equal, estimates within their intervals.

It must not know how either came about.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from bot.simulation.city import City
from bot.simulation.clock import BEGINS, ZONE
from bot.simulation.figures import Figures
from bot.simulation.truth import Truth
from dialogs.reach.report import Figure, Report, Table

WEEK = 7
How = Literal["exact", "estimate", "forecast"]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what was true, what the report says. `agrees` None: the report does not tell it.

    `how`: an exact one must be equal; an estimate has an interval that holds the truth 95 times in 100, a
    forecast one that holds it 90 times.
    """

    part: str
    name: str
    true: str
    reported: str
    agrees: bool | None
    how: How = "exact"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All lines."""

    lines: tuple[Line, ...]

    def of(self, *hows: How) -> tuple[Line, ...]:
        """The lines of these kinds that the report tells."""
        return tuple(line for line in self.lines if line.how in hows and line.agrees is not None)

    @property
    def wrong(self) -> tuple[Line, ...]:
        """Exact figures that differ: there must be none."""
        return tuple(line for line in self.lines if line.how == "exact" and line.agrees is False)

    @property
    def withheld(self) -> tuple[Line, ...]:
        """What the report does not tell."""
        return tuple(line for line in self.lines if line.agrees is None)


def compare(city: City, truth: Truth, report: Report, half: Report) -> Comparison:
    """Everything the report at the end says, and the forecast of one that was made before."""
    figures = Figures(truth)
    lines = [*_exact(figures, report), *_estimates(city, report), *_forecast(figures, half)]
    return Comparison(tuple(lines))


def _exact(figures: Figures, report: Report) -> Iterator[Line]:
    yield _count("reached", "people", len(figures.people), report.people)
    yield from _table("first source", figures.sources(), report.sources)
    yield from _table("wave", figures.waves(), report.waves)
    yield from _table("language", figures.languages(), report.languages)
    yield from _table("where they say they heard", figures.said(), report.said)
    for counted, step in zip(figures.funnel(), report.funnel, strict=True):
        yield _count("funnel", step.name, counted, step.count)
        yield _value("funnel", f"{step.name}, of the step before", figures.share(step.name), step.share)
    yield from _table("links of", figures.truth.things, Table({**report.things}))
    yield from _histogram(figures, report)
    yield from _pairs(figures, report)
    spread = report.spread
    yield _value("word of mouth", "share", figures.word_of_mouth(), spread.word_of_mouth)
    yield _value("waves", "mean", figures.mean_wave(), spread.mean_wave)
    yield _value("chains", "virality", figures.virality(), spread.virality)
    between = figures.days_between()
    for place, name in enumerate(("lower quartile", "median", "upper quartile")):
        true = None if between is None else between[place]
        told = None if spread.days_between is None else spread.days_between[place]
        yield _value("days between", name, true, Figure(told))
    yield _value("word of mouth", "brought by the most active fifth", figures.fifth(), spread.active_fifth)
    yield from _informants(figures, report)
    yield from _curves(figures, report)


def _estimates(city: City, report: Report) -> Iterator[Line]:
    spread = report.spread
    yield _estimate("R, brought by each person", city.R, spread.people_per_person)
    yield _estimate("k, how unequally", city.k, spread.evenness)
    yield _estimate("R of leaders", city.seed_R, spread.people_per_leader)


def _forecast(figures: Figures, half: Report) -> Iterator[Line]:
    """What came after it was made, each week."""
    if half.forecast is None:
        yield Line("forecast", f"of {half.until:%d %B}", "", "", None, "forecast")
        return
    fan, end = half.forecast.fan, figures.truth.story.hours
    hours = tuple(_hours(half.until) + 24.0 * (place + 1) for place in range(len(fan.days)))
    came = figures.curve(hours)
    for place in range(WEEK - 1, len(hours), WEEK):
        if hours[place] <= end:
            true = sum(counts[place] for counts in came.values())
            low, high = fan.low90[place], fan.high90[place]
            told = f"{low:.0f} to {high:.0f} (median {fan.median[place]:.0f})"
            name = f"people by {fan.days[place]:%d %B}"
            yield Line("forecast", name, f"{true}", told, low <= true <= high, "forecast")


def _hours(moment: datetime) -> float:
    return (moment - BEGINS) / timedelta(hours=1)


def _histogram(figures: Figures, report: Report) -> Iterator[Line]:
    told = report.brought.at_least
    for brought, true in enumerate(figures.histogram()):
        name = f"{brought} or more" if brought == len(figures.histogram()) - 1 else f"{brought}"
        yield _count("people who brought", name, true, None if told is None else told[brought])


def _pairs(figures: Figures, report: Report) -> Iterator[Line]:
    pairs, true = report.pairs, figures.pairs()
    if pairs is None:
        yield Line("who tells whom", "all", f"{sum(true.values())}", "", None)
        return
    for row, tellers in enumerate(pairs.labels):
        for column, told in enumerate(pairs.labels):
            both = sum(true[teller, one] for teller in tellers for one in told)
            name = f"{'+'.join(tellers)} tell {'+'.join(told)}"
            yield _count("who tells whom", name, both, pairs.at_least[row][column])
    yield _value("who tells whom", "homophily", figures.homophily(), pairs.homophily)


def _curves(figures: Figures, report: Report) -> Iterator[Line]:
    """Each source at the end of each day that is told; of the last day, at the moment of the report."""
    for curve in report.curves:
        ends = (datetime.combine(day + timedelta(days=1), time(), ZONE) for day in curve.days)
        hours = tuple(_hours(min(end, report.until)) for end in ends)
        true = figures.curve(hours)
        for place, day in enumerate(curve.days):
            counted = sum(true[source][place] for source in curve.sources if source in true)
            name = f"{'+'.join(curve.sources)} by {day:%d %B}"
            yield _count("over time", name, counted, curve.counts[place])


def _informants(figures: Figures, report: Report) -> Iterator[Line]:
    said = report.informants
    for way, told in (("first", said.first), ("last", said.last), ("each", said.each)):
        shares = figures.informants(way)
        for source in sorted(shares):
            share = None if told is None else told.get(source, 0.0)
            yield _value("informants", f"{way}: {source}", shares[source], Figure(share))


def _table(part: str, true: Mapping[Any, int], table: Table) -> Iterator[Line]:
    for name in sorted({*map(str, true), *table.cells}):
        counted = next((count for key, count in true.items() if str(key) == name), 0)
        if counted or name in table.cells:
            yield _count(part, name, counted, table.cells.get(name, 0))


def _count(part: str, name: str, true: int, told: int | None) -> Line:
    if told is None:
        return Line(part, name, f"{true}", "", None)
    return Line(part, name, f"{true}", f"{told}", true == told)


def _value(part: str, name: str, true: float | None, told: Figure) -> Line:
    shown = "" if true is None else f"{true:.4g}"
    if told.value is None:
        return Line(part, name, shown, "", None if true is not None else True)
    return Line(part, name, shown, f"{told.value:.4g}", true is not None and math.isclose(true, told.value))


def _estimate(name: str, true: float, told: Figure) -> Line:
    """An interval without an end is open there."""
    if told.low is None:
        return Line("estimate", name, f"{true:g}", "", None, "estimate")
    high = math.inf if told.high is None else told.high
    value = math.inf if told.value is None else told.value
    shown = f"{value:.3g} ({told.low:.3g} to {high:.3g})"
    return Line("estimate", name, f"{true:g}", shown, told.low <= true <= high, "estimate")
