"""Reports made up by hand, of every size: nothing here asks a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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

UNTIL = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Rome"))
TODAY = UNTIL.date()
NONE = Figure(None)
NAMES = ("heard", "started", "signed_up", "attended")
QUIET = Spread(NONE, NONE, NONE, NONE, NONE, None, NONE, NONE, NONE)


def steps(*counts: int | None) -> tuple[Step, ...]:
    """Heard to attended, each with a share of the step before, if both are told."""
    found = []
    for place, (name, count) in enumerate(zip(NAMES, counts, strict=True)):
        before = counts[place - 1] if place else None
        share = NONE
        if count is not None and before:
            part = min(1.0, count / before)
            share = Figure(part, max(0.0, part - 0.1), min(1.0, part + 0.1))
        found.append(Step(name, count, share))
    return tuple(found)


def curve(sources: Sequence[str], *counts: int, apart: int = 7) -> Curve:
    """So many by the end of days that lie so far apart, the last of them yesterday."""
    days = [TODAY - timedelta(days=1 + apart * place) for place in range(len(counts))]
    return Curve(tuple(sources), tuple(reversed(days)), tuple(counts))


def fan(reached: int, days: int = 60) -> Fan:
    """A fan that opens from so many people."""
    ahead = range(1, days + 1)
    bands = [tuple(reached + day * by for day in ahead) for by in (1.0, 0.5, 2.0, 0.25, 3.0)]
    return Fan(tuple(TODAY + timedelta(days=day) for day in range(days)), *bands)


NOBODY = Report(
    city="Bologna",
    lab=None,
    titles=None,
    language=None,
    district=None,
    since=None,
    until=UNTIL,
    smallest=5,
    people=None,
    things={},
    posted=None,
    sources=Table({}),
    said=Table({}),
    waves=Table({}),
    languages=Table({}),
    funnel=steps(None, None, None, None),
    curves=(),
    pairs=None,
    brought=Brought(None, None),
    spread=QUIET,
    informants=Informants(NONE, None, None, None),
    forecast=None,
    yardstick=Yardstick(122, (65, 57), 12, 33, Figure(0.53, 0.45, 0.62)),
)
"""Too few to say anything."""

CITY = replace(
    NOBODY,
    people=414,
    posted=25,
    sources=Table({"friend": 141, "leader": 90, "group": 50, "poster": None}, total=414),
    waves=Table(
        {"0": 120, "1": 160, "2": 90, "3": 32, "4": None, "5": None}, (Together(("4", "5"), 12),), 414
    ),
    funnel=steps(900, 414, 210, 122),
    curves=(
        curve(("friend",), 20, 80, 141),
        curve(("leader",), 10, 60, 90),
        curve(("group",), 12, 50),
        curve(("poster", "unknown"), 40, 133),
    ),
    pairs=Pairs(
        (("ar",), ("fr",), ("bn",), ("it", "en")),
        ((60, 10, 5, 0), (10, 40, 0, None), (5, 0, 20, 10), (0, None, 10, 35)),
        Figure(2.1, 1.6, 2.7),
        Figure(0.6),
    ),
    brought=Brought((290, 60, 35, 15, 0, 10), (0.68, 0.15, 0.08, 0.04, 0.02, 0.03)),
    spread=Spread(
        people_per_person=Figure(0.62, 0.45, 0.84),
        evenness=Figure(0.4, 0.2, 0.9),
        people_per_leader=Figure(2.6, 1.8, 3.7),
        active_fifth=Figure(0.7),
        active_fifth_fitted=Figure(0.75),
        days_between=(1.5, 4.0, 12.0),
        mean_wave=Figure(1.4),
        virality=Figure(2.7),
        word_of_mouth=Figure(0.62, 0.57, 0.67),
    ),
    forecast=Forecast(fan(414), 0.82, (LeadersNeeded(500, 24), LeadersNeeded(5000, None))),
    warnings=("few_edges", "edges_dropped"),
)
"""A whole city with a bit of everything, also of what is only told together, or not at all."""

LAB = replace(
    NOBODY,
    lab=1,
    titles={"it": "Storie di lavoro", "en": "Job <Stories> & $more$ 🧵", "ar": "قصص العمل"},
    people=31,
    posted=0,
    sources=Table({"friend": 10, "leader": None, "poster": None}, total=31),
    waves=Table({"0": 9, "1": 16, "2": None, "3": None}),
    funnel=steps(44, 31, 12, None),
    curves=(curve(("friend",), 5, 10),),
    pairs=Pairs((("ar",), ("fr",)), ((10, None), (0, 5)), NONE, NONE),
    brought=Brought((20, 5, 0, 0, 0, 0), None),
)
"""One lab, much of it withheld."""

HIDDEN = replace(
    NOBODY,
    people=12,
    sources=Table({"friend": None, "group": None}),
    waves=Table({"0": None, "1": None}),
    funnel=steps(None, 12, None, None),
    curves=(Curve(("friend", "group"), (date(2026, 2, 20),), (12,)),),
    pairs=Pairs((("ar",), ("fr",)), ((None, None), (0, None)), NONE, NONE),
    brought=Brought((0, 0, 0, 0, 0, 0), None),
)
"""Nearly all of it withheld."""

MILLION = replace(
    CITY,
    people=1_000_000,
    waves=Table({str(wave): max(7, int(400_000 * 0.6**wave)) for wave in range(14)}, (), 1_000_000),
    funnel=steps(2_500_000, 1_000_000, 410_000, 322_000),
    curves=(curve(("friend",), 300_000, 600_000, apart=300), curve(("leader",), 100_000, 400_000, apart=300)),
    pairs=Pairs(
        tuple((one,) for one in ("ar", "fr", "ur", "bn", "uk", "ps", "fa_AF", "so", "ti", "xx")),
        tuple(tuple(100_000 if row == column else 5 * row for column in range(10)) for row in range(10)),
        Figure(0.8, 0.7, 0.9),
        Figure(1.2),
    ),
    brought=Brought((690_000, 160_000, 75_000, 35_000, 15_000, 25_000), CITY.brought.fitted),
    forecast=Forecast(fan(1_000_000), 0.0, ()),
)
"""A great city, with ten languages."""

REPORTS = {"nobody": NOBODY, "city": CITY, "lab": LAB, "hidden": HIDDEN, "million": MILLION}
