"""Makes the report: reads, counts, and withholds whatever could give away a few people.

It must not know how it is shown.
"""

from dataclasses import replace
from datetime import datetime

from dialogs.city import City
from dialogs.reach.counts import (
    curves,
    informants_told,
    languages_shown,
    posted_told,
    said_shown,
    sources_shown,
    steps_told,
    things_counted,
    waves_shown,
)
from dialogs.reach.future import future
from dialogs.reach.growing import grown
from dialogs.reach.passing import brought, pairs, spread
from dialogs.reach.report import Brought, Figure, Informants, Report, Spread, Step, Table, Yardstick
from dialogs.reach.rounding import NONE, table
from dialogs.reach.sight import Sight, days, in_full_groups, selected
from dialogs.rules.reach import yardstick
from dialogs.rules.reach.fit import fit
from dialogs.rules.reach.funnel import STEPS
from storage import labs, people, reach
from storage.database import Transaction


def report(
    tx: Transaction,
    now: datetime,
    city: City,
    lab: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    smallest: int = 5,
    language: str | None = None,
    district: str | None = None,
) -> Report:
    """How far the word went until a moment (the last midnight, if not said), of the city or of one lab.

    No count from 1 to below `smallest` can be told from it. Raises ValueError for a lab, a language or a
    district that is not there.
    """
    found = None if lab is None else labs.get(tx, lab)
    if lab is not None and found is None:
        raise ValueError(f"there is no lab {lab}: its page at the desk says its number")
    until = until or city.midnight(now)
    way = reach.way(tx, until, city.languages, city.districts, lab)
    window = until - city.keep["edges"]
    named = {one.id for one in people.coordinators(tx, city.coordinator_ids)}
    whole = grown(way, days(until), days(window), city.languages, city.districts, named, lab)
    seen = in_full_groups(selected(whole, city, since, language, district), smallest)
    titles = None if found is None else {text.language: text.title for text in found.texts.values()}
    sight = Sight(seen, way, city, since, until, smallest, language, district)
    return told(sight, lab, titles)


def told(sight: Sight, lab: int | None, titles: dict[str, str] | None) -> Report:
    """All of what is looked at that may be told; next to nothing where too few people came."""
    nothing = _nothing(sight, lab, titles)
    if sight.people < sight.smallest:
        return nothing
    fitted = fit(sight.forest)
    sources, spoken = sources_shown(sight), languages_shown(sight)
    forecast, warnings = future(sight, fitted)
    found = replace(
        nothing,
        people=sight.people,
        things=things_counted(sight),
        posted=posted_told(sight),
        sources=table(sources),
        said=table(said_shown(sight)) if lab is None else Table({}),
        waves=table(waves_shown(sight)),
        languages=table(spoken),
        funnel=steps_told(sight),
        curves=curves(sight, sources),
        pairs=pairs(sight, spoken, fitted),
        brought=brought(sight, fitted),
        spread=spread(sight, fitted),
        informants=informants_told(sight),
        forecast=forecast,
        warnings=warnings,
    )
    return replace(found, withheld=_why(found))


def _nothing(sight: Sight, lab: int | None, titles: dict[str, str] | None) -> Report:
    half = yardstick.halves()
    share = Figure(half.share, half.low, half.high)
    return Report(
        city=sight.city.name,
        lab=lab,
        titles=titles,
        language=sight.language,
        district=sight.district,
        since=sight.since,
        until=sight.until,
        smallest=sight.smallest,
        people=None,
        things={},
        posted=None,
        sources=Table({}),
        said=Table({}),
        waves=Table({}),
        languages=Table({}),
        funnel=tuple(Step(name, None, NONE) for name in STEPS),
        curves=(),
        pairs=None,
        brought=Brought(None, None),
        spread=Spread(NONE, NONE, NONE, NONE, NONE, None, NONE, NONE, NONE),
        informants=Informants(NONE, None, None, None),
        forecast=None,
        yardstick=Yardstick(
            yardstick.PEOPLE, yardstick.HALVES, yardstick.LABS, yardstick.STAKEHOLDERS, share
        ),
        withheld={"everything": f"fewer than {sight.smallest} people"},
    )


def _why(found: Report) -> dict[str, str]:
    small = f"a count under {found.smallest}, or one that would tell it"
    tables = {"sources": found.sources, "waves": found.waves, "languages": found.languages}
    hidden = {name: small for name, one in tables.items() if one.together or not one.cells}
    return hidden | ({} if found.pairs else {"pairs": small})
