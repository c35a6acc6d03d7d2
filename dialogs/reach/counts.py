"""Counts people by source, wave, language and step, and over time; few are told together, or not at all.

What may be told is decided by `dialogs.rules.suppression`; it must not know how it is shown.
"""

from collections import Counter
from datetime import date, datetime, timedelta

import numpy as np

from dialogs.reach.report import Curve, Figure, Informants, Step
from dialogs.reach.rounding import NONE, share_of, to
from dialogs.reach.sight import Sight, days, full_groups
from dialogs.rules import suppression
from dialogs.rules.reach.forest import ANNOUNCED, SOURCES, THING, UNKNOWN, Floats
from dialogs.rules.reach.funnel import funnel, ways
from dialogs.rules.reach.informants import informants
from dialogs.rules.reach.waves import waves
from storage.way import SAID
from storage.way import SOURCES as HEARD_FROM

WEEK = 7
LONGEST_CURVE = 60
MOST_WAVES = 8


def things_counted(sight: Sight) -> dict[str, int]:
    """How many links are nobody's, by what they are."""
    forest = sight.forest
    is_thing = (forest.kind == THING) & (forest.source != ANNOUNCED)
    return dict(sorted(Counter(SOURCES[one] for one in forest.source[is_thing]).items()))


def posted_told(sight: Sight) -> int | None:
    """How often a card was posted inline: it is only known of everybody. Rounded down, for it is counted up
    to the moment of the look: two looks must not tell of one who posts."""
    posted = sight.way.posted
    if not sight.is_whole or 0 < posted < sight.smallest:
        return None
    return posted // sight.smallest * sight.smallest


def sources_shown(sight: Sight) -> suppression.Shown:
    """Through what people first came."""
    return suppression.table(ways(sight.forest).counts, sight.smallest, ("unknown",))


def waves_shown(sight: Sight) -> suppression.Shown:
    """How many tellings away people are; those far away in one."""
    counts = waves(sight.forest).counts
    cells = {str(wave): n for wave, n in enumerate(counts[:MOST_WAVES])}
    if len(counts) > MOST_WAVES:
        cells[str(MOST_WAVES)] = sum(counts[MOST_WAVES:])
    # Wave 0 are those of whom nobody knows who told them: "unknown" among the sources.
    return suppression.table(cells, sight.smallest, ("0",))


def languages_shown(sight: Sight) -> suppression.Shown:
    """Which languages they read."""
    spoken = sight.forest.language[sight.reached]
    names = (*sight.forest.languages, "other")
    found = np.bincount(np.where(spoken < 0, len(names) - 1, spoken), minlength=len(names))
    return suppression.table({name: int(n) for name, n in zip(names, found, strict=True)}, sight.smallest)


def said_shown(sight: Sight) -> suppression.Shown:
    """What they say themselves of how they heard: only known of the whole city. Rounded down, for it is not
    kept when somebody said it: two looks must not tell what one person said."""
    if not sight.is_whole:
        return suppression.NOTHING
    said = sight.way.people.said
    found = np.bincount(said[said >= 0], minlength=len(SAID)) // sight.smallest * sight.smallest
    return suppression.Shown({name: int(n) for name, n in zip(SAID, found, strict=True) if n})


def steps_told(sight: Sight) -> tuple[Step, ...]:
    """How far people went. How many opened a link is only known of everybody; it is rounded down as well."""
    unknown = int((sight.forest.source[sight.reached] == UNKNOWN).sum())
    opened = sight.way.opened // sight.smallest * sight.smallest
    counted = funnel(sight.forest, opened + unknown)
    told = list(suppression.steps([step.count for step in counted], sight.smallest))
    if not sight.is_whole:
        told[0] = None
    found = []
    for place, step in enumerate(counted):
        is_told = place > 0 and None not in (told[place], told[place - 1])
        found.append(Step(step.name, told[place], share_of(step.of_before) if is_told else NONE))
    return tuple(found)


def curves(sight: Sight, shown: suppression.Shown) -> tuple[Curve, ...]:
    """How many had come, week by week, by the sources that are told."""
    groups = [(name,) for name in shown.cells] + ([shown.together] if shown.together else [])
    if not groups:
        groups = [tuple(SOURCES)]
    ends, moments = _weeks(sight)
    at, source = sight.forest.at[sight.reached], sight.forest.source[sight.reached]
    made = []
    for names in groups:
        of = np.isin(source, [SOURCES.index(name) for name in names])
        counts = np.searchsorted(np.sort(at[of]), moments, side="left")
        made.append(Curve(names, ends, suppression.curve([int(n) for n in counts], sight.smallest)))
    return tuple(made)


def _weeks(sight: Sight) -> tuple[tuple[date, ...], Floats]:
    """Sundays (of every second, third, … week of a long time), the last day, and when they end.

    They do not move with the day of the look: else two looks would tell of single days.
    """
    zone, now = sight.city.zone, sight.forest.now
    last = (sight.until - timedelta(microseconds=1)).astimezone(zone).date()
    first_day = float(sight.forest.at[sight.reached].min())
    first = min(last, (sight.until - timedelta(days=now - first_day)).astimezone(zone).date())
    apart = WEEK * -(-((last - first).days // WEEK + 2) // LONGEST_CURVE)
    before = (first.toordinal() - 1) // apart * apart
    ends = (*(date.fromordinal(day) for day in range(before, last.toordinal(), apart)), last)
    moments = np.array(
        [days(datetime.combine(end + timedelta(days=1), datetime.min.time(), zone)) for end in ends]
    )
    moments[-1] = now + 1e-9  # all of them, also in a day that is not over
    return ends, moments


def informants_told(sight: Sight) -> Informants:
    """Through how many sources people heard it, and which would count; next to nothing if any is small."""
    came = sight.way.arrivals
    there = (came.source >= 0) & sight.of_them(came.person, came.at_s)
    person, source, at_s = came.person[there], came.source[there], came.at_s[there]
    people, of = np.unique(person, return_inverse=True)
    first = np.full(len(people), np.inf)
    np.minimum.at(first, of, at_s)
    counted = full_groups(first, sight.smallest)[of]
    found = informants(person[counted], source[counted], at_s[counted], len(HEARD_FROM))
    if found.people < sight.smallest or not sight.hides_nobody((*found.first, *found.last)):
        return Informants(NONE, None, None, None)
    step = sight.step(found.people)

    def shares(numbers: Floats) -> dict[str, float]:
        return {
            name: to(float(n) / found.people, step) for name, n in zip(HEARD_FROM, numbers, strict=True) if n
        }

    several = Figure(to(found.several / found.people, step))
    return Informants(several, shares(found.first), shares(found.last), shares(found.shared))
