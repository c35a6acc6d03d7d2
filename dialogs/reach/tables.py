"""Sets the figures of a report in rows and columns, with the words for what is not told.

It must not know what a page looks like.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dialogs.reach.pictures import brought as histogram
from dialogs.reach.pictures.waves import columns as wave_columns
from dialogs.reach.report import Figure, Report, Table
from dialogs.reach.wording import percent, source, step
from dialogs.text import NAMES, Words


@dataclass(frozen=True, slots=True)
class Told:
    """A table: its title, the heads of its columns, its rows (each begins with its name), words above it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = ()


def sources(report: Report, words: Words) -> Told:
    """People by how they first heard, as their links say."""
    title = words.label("How they first heard")
    return Told(title, _people(words, title), _cells(report.sources, words, source))


def waves(report: Report, words: Words) -> Told:
    """People by wave."""
    rows = tuple((label, _count(words, n)) for label, n in wave_columns(report)) if report.waves.cells else ()
    title = words.label("How far the word was passed on")
    return Told(title, _people(words, words.label("Wave")), rows)


def funnel(report: Report, words: Words) -> Told:
    """How far people went: shares are of the step before, with their 95 % interval."""
    columns = (*_people(words, words.label("Step")), words.label("Of the step before"))
    rows = tuple(
        (step(words, one.name), _count(words, one.count), _share(one.share)) for one in report.funnel
    )
    is_told = any(one.count is not None for one in report.funnel)
    return Told(words.label("From hearing of it to coming"), columns, rows if is_told else ())


def pairs(report: Report, words: Words) -> Told:
    """A row a language of those who tell, a column of those who are told."""
    title, found = words.label("Who tells whom, by language"), report.pairs
    if found is None:
        return Told(title, (), ())
    names = [" + ".join(_language(words, one) for one in label) for label in found.labels]
    rows = tuple(
        (name, *(_amount(words, n, report.smallest) for n in row))
        for name, row in zip(names, found.at_least, strict=True)
    )
    return Told(title, (words.label("Who tells"), *names), rows)


def brought(report: Report, words: Words) -> Told:
    """How many people brought how many others; the fitted curve beside it."""
    title = words.label("How many others each person brought")
    least, fitted = report.brought.at_least, report.brought.fitted
    if least is None:
        return Told(title, (), ())
    columns = _people(words, words.label("Others"))
    rows = [
        (label, _amount(words, n, report.smallest)) for label, n in zip(histogram.LABELS, least, strict=True)
    ]
    if fitted is None:
        return Told(title, columns, tuple(rows))
    shares = (f"{percent(share)} %" for share in fitted)
    both = tuple((*row, share) for row, share in zip(rows, shares, strict=True))
    return Told(title, (*columns, words.label("The fitted curve")), both)


def further(report: Report, words: Words) -> Iterable[Told]:
    """What no picture shows."""
    yield _spread(report, words)
    said = words.label("What they say themselves")
    yield Told(said, _people(words, ""), _cells(report.said, words, source))
    languages = words.label("Languages")
    yield Told(languages, _people(words, ""), _cells(report.languages, words, _language))
    things = tuple((source(words, name), str(n)) for name, n in report.things.items())
    links = words.label("Posters, places and groups with a link")
    yield Told(links, ("", words.label("Links")), things)
    yield _informants(report, words)


def _spread(report: Report, words: Words) -> Told:
    spread = report.spread
    figures = {
        words.label("Others brought by a person (R)"): spread.people_per_person,
        words.label("How evenly (k: the smaller, the fewer bring most)"): spread.evenness,
        words.label("Others brought by a leader"): spread.people_per_leader,
        words.label("Wave, on average"): spread.mean_wave,
        words.label("Steps between two people of a chain, on average"): spread.virality,
    }
    rows = tuple((name, _number(one)) for name, one in figures.items() if one.value is not None)
    return Told(words.label("Passing it on"), ("", words.label("How many")), rows)


def _informants(report: Report, words: Words) -> Told:
    told = report.informants
    title = words.label("If somebody heard from several")
    if told.first is None or told.last is None or told.each is None:
        return Told(title, (), ())
    columns = (
        words.label("The first counts"),
        words.label("The last counts"),
        words.label("All count alike"),
    )
    ways = (told.first, told.last, told.each)
    names = dict.fromkeys(name for way in ways for name in way)
    rows = tuple((source(words, name), *(f"{percent(way.get(name, 0))} %" for way in ways)) for name in names)
    several = told.several.value
    above = () if several is None else (words.label("Of 100, {n} heard from several.", n=percent(several)),)
    return Told(title, (words.label("How they first heard"), *columns), rows, above)


def _people(words: Words, what: str) -> tuple[str, str]:
    return what, words.label("People")


def _cells(table: Table, words: Words, name: Callable[[Words, str], str]) -> tuple[tuple[str, str], ...]:
    """Largest first; what is told together in one row; in the end all of them."""
    together = {key for group in table.together for key in group.names}
    ordered = sorted(table.cells.items(), key=lambda cell: -(cell[1] or 0))
    rows = [(name(words, key), _count(words, n)) for key, n in ordered if key not in together and n != 0]
    rows += [(" + ".join(name(words, key) for key in one.names), str(one.count)) for one in table.together]
    if rows and table.total is not None:
        rows.append((words.label("All together"), str(table.total)))
    return tuple(rows)


def _language(words: Words, key: str) -> str:
    return words.label("Others") if key == "other" else NAMES.get(key, key)


def _count(words: Words, n: int | None) -> str:
    return words.label("not told") if n is None else str(n)


def _amount(words: Words, n: int | None, smallest: int) -> str:
    return words.label("not told") if n is None else histogram.amount(n, smallest)


def _share(share: Figure) -> str:
    if share.value is None or share.low is None or share.high is None:
        return ""
    return f"{percent(share.value)} % ({percent(share.low)}–{percent(share.high)})"


def _number(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"
