"""Tells a report in plain words, for a message: how far, through what, how it may go on, how sure that is.

It must not know anything that the report does not say.
"""

from collections.abc import Iterable

from dialogs.city import City
from dialogs.reach.report import Figure, Forecast, Report, Table
from dialogs.reach.wording import about, percent, source, sources, title_of, until, warning
from dialogs.text import Html, Words, bold, lines


def summary(report: Report, words: Words, city: City) -> Html:
    """The whole report, some twenty short lines. Too few people: a kind word, and nothing about them."""
    whom = about(report, words, title_of(report, words, city))
    head = (
        bold(words.say("How the word travels")),
        words.name(whom),
        words.name(until(report, words, city)),
        "",
    )
    if report.people is None:
        few = words.say("Fewer than {n} people have come so far.", n=report.smallest)
        why = words.say("Figures are shown when there are more: nobody is to be found out by them.")
        then = words.say("Until then: pass the word on, and look again in some days.")
        return lines(*head, few, why, then)
    return lines(
        *head,
        bold(
            words.count("The word has reached {n} person", "The word has reached {n} people", report.people)
        ),
        _beside(report, words),
        *_through(report, words),
        *_spread(report, words),
        *_forecast(report, words, city),
        *_bear_in_mind(report, words, city),
    )


def _beside(report: Report, words: Words) -> Html:
    pilot = report.yardstick
    return words.say(
        "For comparison: the pilot had {people} people ({first} newcomers, {second} locals) in {labs} labs,"
        " and {stakeholders} partners.",
        people=pilot.people,
        first=pilot.halves[0],
        second=pilot.halves[1],
        labs=pilot.labs,
        stakeholders=pilot.stakeholders,
    )


def _through(report: Report, words: Words) -> Iterable[Html | str]:
    told = _cells(report.sources, words)
    if told:
        yield ""
        yield bold(words.say("How they first heard"))
        yield from told
    share = report.spread.word_of_mouth
    if _is_whole(share):
        yield words.say(
            "Of 100, {n} heard it from a person (between {low} and {high}).", **_of_hundred(share)
        )
    if report.posted:
        yield words.say("Cards posted in other chats: {n} or more.", n=report.posted)


def _cells(table: Table, words: Words) -> list[Html]:
    together = {name for group in table.together for name in group.names}
    ordered = sorted(table.cells.items(), key=lambda cell: -(cell[1] or 0))
    found = [_cell(words, source(words, key), n) for key, n in ordered if key not in together and n != 0]
    return found + [_cell(words, sources(words, group.names), group.count) for group in table.together]


def _cell(words: Words, what: str, n: int | None) -> Html:
    if n is None:
        return words.say("• {what}: not told", what=what)
    return words.say("• {what}: {n}", what=what, n=n)


def _is_whole(figure: Figure) -> bool:
    return None not in (figure.value, figure.low, figure.high)


def _of_hundred(figure: Figure) -> dict[str, int]:
    return {
        "n": percent(figure.value or 0),
        "low": percent(figure.low or 0),
        "high": percent(figure.high or 0),
    }


def _of_ten(figure: Figure) -> dict[str, int]:
    named = {"n": figure.value, "low": figure.low, "high": figure.high}
    return {name: round(10 * (value or 0)) for name, value in named.items()}


def _spread(report: Report, words: Words) -> Iterable[Html | str]:
    spread = report.spread
    told: list[Html] = []
    if _is_whole(spread.people_per_person):
        told.append(
            words.say(
                "10 people bring about {n} more (between {low} and {high}).",
                **_of_ten(spread.people_per_person),
            )
        )
    if _is_whole(spread.people_per_leader):
        told.append(
            words.say(
                "10 leaders bring about {n} (between {low} and {high}).", **_of_ten(spread.people_per_leader)
            )
        )
    if spread.active_fifth.value is not None:
        share = percent(spread.active_fifth.value)
        told.append(words.say("The most active fifth brings {n} of 100.", n=share))
    if spread.days_between is not None:
        low, middle, high = (max(1, round(days)) for days in spread.days_between)
        told.append(
            words.count(
                "From hearing to telling it takes about {n} day (often between {low} and {high}).",
                "From hearing to telling it takes about {n} days (often between {low} and {high}).",
                middle,
                low=low,
                high=high,
            )
        )
    return ("", bold(words.say("Passing it on")), *told) if told else ()


def _forecast(report: Report, words: Words, city: City) -> Iterable[Html | str]:
    forecast = report.forecast
    if forecast is None or not forecast.fan.days:
        return
    fan, last = forecast.fan, forecast.fan.days[-1]
    yield ""
    yield bold(words.say("How it may go on"))
    yield words.say(
        "By {day}/{month}, about {n} people in all (8 of 10 times between {low} and {high}).",
        day=last.day,
        month=last.month,
        n=round(fan.median[-1]),
        low=round(fan.low80[-1]),
        high=round(fan.high80[-1]),
    )
    yield words.say("That the word ends by itself: {n} of 100.", n=percent(forecast.dies_out))
    yield from _leaders(forecast, words)


def _leaders(forecast: Forecast, words: Words) -> Iterable[Html]:
    for needed in forecast.leaders_needed:
        if needed.leaders is None:
            yield words.say("To reach {n} people, leaders alone are not enough.", n=needed.people)
        else:
            yield words.count(
                "To reach {people} people 8 of 10 times: tell {n} leader first.",
                "To reach {people} people 8 of 10 times: tell {n} leaders first.",
                needed.leaders,
                people=needed.people,
            )


def _bear_in_mind(report: Report, words: Words, city: City) -> Iterable[Html | str]:
    groups = words.say(
        "People are counted in full groups of {n}: who came last is counted with the next.", n=report.smallest
    )
    told = [groups] if report.smallest > 1 else []
    told += [said for key in report.warnings if (said := warning(words, key, city)) is not None]
    if None in report.sources.cells.values():
        why = words.say("What is not told is too small to be told, or would give such a number away.")
        told.append(why)
    return ("", *told) if told else ()
