"""Makes the report: reads, counts, and withholds whatever could give away a few people.

What may be told is decided by `dialogs.rules.suppression`; it must not know how it is shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from dialogs.city import City
from dialogs.reach.growing import DAY_S, grown
from dialogs.reach.report import (
    Brought,
    Curve,
    Fan,
    Figure,
    Forecast,
    Informants,
    LeadersNeeded,
    Pairs,
    Report,
    Spread,
    Step,
    Table,
    Together,
    Yardstick,
)
from dialogs.rules import suppression
from dialogs.rules.reach import forecast as foretelling
from dialogs.rules.reach import yardstick
from dialogs.rules.reach.chains import chains
from dialogs.rules.reach.fit import Estimate, Fit, fit
from dialogs.rules.reach.forest import ANNOUNCED, BY_PERSON, SOURCES, THING, UNKNOWN, Floats, Forest
from dialogs.rules.reach.funnel import STEPS, funnel, ways
from dialogs.rules.reach.generations import generations
from dialogs.rules.reach.informants import informants
from dialogs.rules.reach.mixing import homophily, mixing
from dialogs.rules.reach.needed import leaders_needed
from dialogs.rules.reach.offspring import active_fifth, fitted_histogram, histogram
from dialogs.rules.reach.proportion import Proportion
from dialogs.rules.reach.waves import waves
from storage import labs, people, reach
from storage.database import Transaction
from storage.reach import Way

NONE = Figure(None)
TARGETS = (50, yardstick.PEOPLE, 200)
"""People to be reached, for whom it is said how many leaders should hear it first."""
SEED = 2021
WEEK = 7
LONGEST_CURVE = 60
MOST_WAVES = 8


def report(
    tx: Transaction,
    now: datetime,
    city: City,
    lab: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    smallest: int = 5,
) -> Report:
    """How far the word went until a moment (the last midnight, if not said), of the city or of one lab.

    No count from 1 to below `smallest` can be told from it. Raises ValueError for a lab that is not there.
    """
    found = None if lab is None else labs.get(tx, lab)
    if lab is not None and found is None:
        raise ValueError(f"there is no lab {lab}")
    until = until or city.midnight(now)
    languages, districts = city.languages, city.districts
    way = reach.way(tx, until, languages, districts, lab)
    window = until - city.keep["edges"]
    named = {one.id for one in people.coordinators(tx, city.coordinator_ids)}
    whole = grown(way, _days(until), _days(window), languages, districts, named, lab)
    if since is not None:
        whole = whole.selected((whole.kind == THING) | (whole.at >= _days(since)))
    titles = None if found is None else {text.language: text.title for text in found.texts.values()}
    return Figures(whole, way, city, since, until, smallest).report(lab, titles)


def _days(moment: datetime) -> float:
    return moment.timestamp() / DAY_S


class Figures:
    """All figures of one forest, none of which tells of fewer than `smallest` people."""

    def __init__(
        self, forest: Forest, way: Way, city: City, since: datetime | None, until: datetime, smallest: int
    ) -> None:
        self.forest, self.way, self.city = forest, way, city
        self.since, self.until, self.smallest = since, until, smallest
        self.reached = forest.is_reached
        self.people = int(self.reached.sum())

    def report(self, lab: int | None, titles: dict[str, str] | None) -> Report:
        """The whole of it; next to nothing where too few people came."""
        nothing = self._nothing(lab, titles)
        if self.people < self.smallest:
            return nothing
        fitted = fit(self.forest)
        sources, spoken = self._sources(), self._languages()
        forecast, warnings = self._forecast(fitted)
        told = replace(
            nothing,
            people=self.people,
            things=self._things(),
            sources=_table(sources),
            said=_table(self._said()),
            waves=_table(self._waves()),
            languages=_table(spoken),
            funnel=self._funnel(),
            curves=self._curves(sources),
            pairs=self._pairs(spoken, fitted),
            brought=self._brought(fitted),
            spread=self._spread(fitted),
            informants=self._informants(),
            forecast=forecast,
            warnings=warnings,
        )
        return replace(told, withheld=self._why(told))

    def _nothing(self, lab: int | None, titles: dict[str, str] | None) -> Report:
        steps = tuple(Step(name, None, NONE) for name in STEPS)
        return Report(
            city=self.city.name,
            lab=lab,
            titles=titles,
            language=None,
            district=None,
            since=self.since,
            until=self.until,
            smallest=self.smallest,
            people=None,
            things={},
            sources=Table({}),
            said=Table({}),
            waves=Table({}),
            languages=Table({}),
            funnel=steps,
            curves=(),
            pairs=None,
            brought=Brought(None, None),
            spread=Spread(NONE, NONE, NONE, NONE, NONE, None, NONE, NONE, NONE),
            informants=Informants(NONE, None, None, None),
            forecast=None,
            yardstick=self._yardstick(),
            withheld={"everything": f"fewer than {self.smallest} people"},
        )

    def _yardstick(self) -> Yardstick:
        half = yardstick.halves()
        share = Figure(half.share, half.low, half.high)
        return Yardstick(yardstick.PEOPLE, yardstick.HALVES, yardstick.LABS, yardstick.STAKEHOLDERS, share)

    def _things(self) -> dict[str, int]:
        is_thing = (self.forest.kind == THING) & (self.forest.source != ANNOUNCED)
        found = Counter(SOURCES[one] for one in self.forest.source[is_thing])
        return dict(sorted(found.items()))

    # --- tables ---

    def _sources(self) -> suppression.Shown:
        return suppression.table(ways(self.forest).counts, self.smallest, ("unknown",))

    def _waves(self) -> suppression.Shown:
        counts = waves(self.forest).counts
        cells = {str(wave): n for wave, n in enumerate(counts[:MOST_WAVES])}
        if len(counts) > MOST_WAVES:
            cells[str(MOST_WAVES)] = sum(counts[MOST_WAVES:])
        # Wave 0 are those of whom nobody knows who told them: "unknown" among the sources.
        return suppression.table(cells, self.smallest, ("0",))

    def _languages(self) -> suppression.Shown:
        spoken = self.forest.language[self.reached]
        names = (*self.forest.languages, "other")
        found = np.bincount(np.where(spoken < 0, len(names) - 1, spoken), minlength=len(names))
        return suppression.table({name: int(n) for name, n in zip(names, found, strict=True)}, self.smallest)

    def _said(self) -> suppression.Shown:
        said = self.way.people.said
        found = np.bincount(said[said >= 0], minlength=len(reach.SAID))
        if found.sum() < self.smallest:
            return suppression.NOTHING
        return suppression.table(
            {name: int(n) for name, n in zip(reach.SAID, found, strict=True)}, self.smallest
        )

    def _funnel(self) -> tuple[Step, ...]:
        unknown = int((self.forest.source[self.reached] == UNKNOWN).sum())
        heard = 0 if self.since is not None else self.way.opened + unknown
        counted = funnel(self.forest, heard)
        told = suppression.steps([step.count for step in counted], self.smallest)
        found = []
        for place, step in enumerate(counted):
            is_told = place > 0 and None not in (told[place], told[place - 1])
            found.append(Step(step.name, told[place], _share(step.of_before) if is_told else NONE))
        return tuple(found)

    def _curves(self, shown: suppression.Shown) -> tuple[Curve, ...]:
        groups = [(name,) for name in shown.cells] + ([shown.together] if shown.together else [])
        if not groups:
            groups = [tuple(SOURCES)]
        days, ends = self._weeks()
        at, source = self.forest.at[self.reached], self.forest.source[self.reached]
        curves = []
        for names in groups:
            of = np.isin(source, [SOURCES.index(name) for name in names])
            counts = np.searchsorted(np.sort(at[of]), ends, side="left")
            told = suppression.curve([int(n) for n in counts], self.smallest)
            curves.append(Curve(names, days, told))
        return tuple(curves)

    def _weeks(self) -> tuple[tuple[date, ...], Floats]:
        """The last days of weeks (or longer), until the last, and the moments at which they end."""
        last = (self.until - timedelta(microseconds=1)).astimezone(self.city.zone).date()
        first = float(self.forest.at[self.reached].min())
        weeks = int(max(0.0, self.forest.now - first) // WEEK) + 1
        apart = WEEK * max(1, -(-weeks // LONGEST_CURVE))
        number = min(weeks, LONGEST_CURVE) + 1
        days = tuple(last - timedelta(days=apart * back) for back in reversed(range(number)))
        ends = [
            datetime.combine(day + timedelta(days=1), datetime.min.time(), self.city.zone) for day in days
        ]
        moments = np.array([_days(end) for end in ends])
        moments[-1] = self.forest.now + 1e-9  # all of them, also in a day that is not over
        return days, moments

    # --- who brings whom ---

    def _pairs(self, shown: suppression.Shown, fitted: Fit) -> Pairs | None:
        mixed = mixing(self.forest, "language", fitted.people)
        groups = [(name,) for name in shown.cells] + ([shown.together] if shown.together else [])
        names = [tuple(one for one in group if one in mixed.labels) for group in groups]
        names = [group for group in names if group]
        if not names or mixed.counts.sum() < self.smallest:
            return None
        places = [[mixed.labels.index(one) for one in group] for group in names]
        cells = np.array([[mixed.counts[np.ix_(r, c)].sum() for c in places] for r in places])
        if not suppression.rounded_down([int(n) for n in cells.ravel()], self.smallest):
            return None
        told = tuple(tuple(int(n) // self.smallest * self.smallest for n in row) for row in cells)
        total = int(mixed.counts.sum())
        # Beside the rounded cells, what is made of the exact ones would tell some of them.
        mixes = mixed.homophily if self.smallest == 1 else homophily(np.array(told))
        grows = mixed.eigenvalue if self._hides_nobody(cells.ravel()) else None
        return Pairs(
            tuple(names), told, _rounded(mixes, self._step(total)), _rounded(grows, self._step(total))
        )

    def _brought(self, fitted: Fit) -> Brought:
        counts = histogram(self.forest)
        curve = None if fitted.people is None else fitted_histogram(fitted.people)
        if sum(counts) < self.smallest:
            return Brought(None, None)
        may = suppression.rounded_down(counts, self.smallest, range(len(counts)))
        told = tuple(n // self.smallest * self.smallest for n in counts) if may else None
        return Brought(told, None if curve is None else tuple(round(share, 3) for share in curve))

    def _spread(self, fitted: Fit) -> Spread:
        forest, s = self.forest, self.smallest
        fifth = active_fifth(forest, fitted.people)
        edges = 0 if fitted.people is None else fitted.people.edges
        between = generations(forest, fitted.people)
        days = between.counted if between.edges >= 2 * s else None
        told = waves(forest)
        told_people = self.people - (told.counts[0] if told.counts else 0)
        heard = ways(forest).word_of_mouth
        passed_on = self._waves()
        is_whole = bool(passed_on.cells) and not passed_on.together
        branched = chains(forest)
        return Spread(
            people_per_person=_estimate(None if fitted.people is None else fitted.people.mean, s),
            evenness=_estimate(None if fitted.people is None else fitted.people.dispersion, s),
            people_per_leader=_estimate(None if fitted.leaders is None else fitted.leaders.mean, s),
            active_fifth=_rounded(fifth.counted, self._step(edges))
            if edges >= s and self._hides_nobody(histogram(forest))
            else NONE,
            active_fifth_fitted=_rounded(fifth.fitted, 0.0 if s == 1 else 0.05),
            days_between=None if days is None else tuple(_to(one, 0.0 if s == 1 else 0.5) for one in days),  # type: ignore[arg-type]
            mean_wave=_rounded(told.mean, self._step(told_people)) if is_whole else NONE,
            virality=_rounded(branched.virality, 0.0 if s == 1 else 0.1)
            if branched.count >= min(s, 2)
            else NONE,
            word_of_mouth=_share(heard, self._step(heard.total)) if self._is_sorted() else NONE,
        )

    def _is_sorted(self) -> bool:
        """Whether it is told how many came through people, and how many otherwise."""
        shown = self._sources()
        by_people = {SOURCES[one] for one in BY_PERSON}
        apart = (by_people, {"unknown"}, set(SOURCES) - by_people - {"unknown"})
        return shown != suppression.NOTHING and any(part.issuperset(shown.together) for part in apart)

    def _hides_nobody(self, counts: Iterable[int]) -> bool:
        return all(n == 0 or n >= self.smallest for n in counts)

    def _informants(self) -> Informants:
        came = self.way.arrivals
        there = came.source >= 0
        found = informants(came.person[there], came.source[there], came.at_s[there], len(reach.SOURCES))
        counts = np.concatenate([found.first, found.last])
        small = bool(np.any((counts > 0) & (counts < self.smallest)))
        if found.people < self.smallest or small:
            return Informants(NONE, None, None, None)
        step = self._step(found.people)

        def shares(counted: Floats) -> dict[str, float]:
            return {
                name: _to(float(n) / found.people, step)
                for name, n in zip(reach.SOURCES, counted, strict=True)
                if n
            }

        several = Figure(_to(found.several / found.people, step))
        return Informants(several, shares(found.first), shares(found.last), shares(found.shared))

    # --- what may come ---

    def _forecast(self, fitted: Fit) -> tuple[Forecast | None, tuple[str, ...]]:
        dropped = bool(np.any(~self.forest.has_edge[self.reached]))
        more = ("edges_dropped",) if dropped else ()
        random = np.random.default_rng(SEED)
        believed = foretelling.beliefs(self.forest, random, fitted=fitted)
        made = foretelling.forecast(self.forest, random, believed=believed) if believed else None
        if made is None or believed is None:
            return None, more
        first = (self.until - timedelta(microseconds=1)).astimezone(self.city.zone).date()
        days = tuple(first + timedelta(days=ahead) for ahead in made.fan.days)
        rows = (made.fan.median, made.fan.low80, made.fan.high80, made.fan.low90, made.fan.high90)
        fan = Fan(days, *(tuple(round(self.people + one, 1) for one in row) for row in rows))
        needed: tuple[LeadersNeeded, ...] = ()
        if believed.leaders is not None:
            needed = tuple(
                LeadersNeeded(target, leaders_needed(target, believed.people, believed.leaders))
                for target in TARGETS
            )
        return Forecast(fan, round(made.dies_out, 2), needed), (*made.warnings, *more)

    def _why(self, told: Report) -> dict[str, str]:
        small = f"a count under {self.smallest}, or one that would tell it"
        tables = {"sources": told.sources, "waves": told.waves, "languages": told.languages}
        hidden = {name: small for name, table in tables.items() if table.together or not table.cells}
        return hidden | ({} if told.pairs else {"pairs": small})

    def _step(self, people: int) -> float:
        """A figure of so many people is told in steps of `smallest` of them."""
        return 0.0 if self.smallest == 1 else max(0.01, self.smallest / max(1, people))


def _table(shown: suppression.Shown) -> Table:
    if not shown.cells and not shown.together:
        return Table({})
    together = (Together(shown.together, shown.sum_together),) if shown.together else ()
    cells: dict[str, int | None] = {**shown.cells, **dict.fromkeys(shown.together)}
    return Table(cells, together, sum(shown.cells.values()) + shown.sum_together)


def _to(value: float, step: float) -> float:
    return round(round(value / step) * step, 4) if step else value


def _rounded(value: float | None, step: float) -> Figure:
    return NONE if value is None else Figure(_to(value, step))


def _share(share: Proportion, step: float = 0.0) -> Figure:
    if share.share is None or share.low is None or share.high is None:
        return NONE
    return Figure(_to(share.share, step), _to(share.low, step), _to(share.high, step))


def _estimate(found: Estimate | None, smallest: int) -> Figure:
    if found is None:
        return NONE
    low, value, high = (one if np.isfinite(one) else None for one in (found.low, found.value, found.high))
    step = 0.0 if smallest == 1 else 0.05
    return Figure(*(None if one is None else _to(one, step) for one in (value, low, high)))
