"""What the figures are called, in any language: sources, steps, warnings, whom and when they are of.

It must not know the figures themselves.
"""

from datetime import date, timedelta

from dialogs.city import City
from dialogs.reach.report import Report
from dialogs.text import NAMES, Html, Words

_A_MOMENT = timedelta(seconds=1)


def source(words: Words, key: str) -> str:
    """Through whom or what people first heard of us."""
    return {
        "friend": words.label("Friends"),
        "leader": words.label("Community leaders"),
        "coordinator": words.label("Coordinators"),
        "group": words.label("Groups"),
        "centre": words.label("Reception centres"),
        "poster": words.label("Posters"),
        "announcement": words.label("Announcements"),
        "other": words.label("Something else"),
        "unknown": words.label("Not known"),
    }[key]


def sources(words: Words, keys: tuple[str, ...]) -> str:
    """Several of them that are only told together."""
    return " + ".join(source(words, key) for key in keys)


def step(words: Words, key: str) -> str:
    """How far people went."""
    return {
        "heard": words.label("Heard of it"),
        "started": words.label("Wrote to the bot"),
        "signed_up": words.label("Signed up"),
        "attended": words.label("Came"),
    }[key]


def warning(words: Words, key: str, city: City) -> Html | None:
    """What a reader should bear in mind; None for what is no news to a reader."""
    days = city.keep["edges"].days
    return {
        "near_one": words.say("⚠️ The forecast is weak: if everybody tells one more, there is no end to it."),
        "few_edges": words.say("⚠️ Little is known yet of who tells others: this is a first guess."),
        "many_unknown": words.say("⚠️ Of many people nobody knows how they heard."),
        "recent_cut_off": words.say("⚠️ The newest people are still telling others: more will come."),
        "capped": words.say("⚠️ Some of the forecasts grew beyond all bounds and were cut off."),
        "edges_dropped": words.count(
            "Who told whom is forgotten after {n} day: what is older is counted only.",
            "Who told whom is forgotten after {n} days: what is older is counted only.",
            days,
        ),
    }.get(key)


def title_of(report: Report, words: Words, city: City) -> str:
    """The lab's title as its reader gets it; the city's name."""
    titles = report.titles
    if titles is None:
        return report.city
    found = (titles[language] for language in city.chain(words.language) if language in titles)
    return next(found, next(iter(titles.values()), ""))


def about(report: Report, words: Words, title: str) -> str:
    """Of what the figures are: the lab of this title, or the whole city; of whose language and district."""
    is_lab = report.titles is not None
    whole = (
        words.label("Lab: {title}", title=title) if is_lab else words.label("All labs in {city}", city=title)
    )
    of = NAMES.get(report.language, report.language) if report.language else None
    return " · ".join(one for one in (whole, of, report.district) if one)


def last_day(report: Report, city: City) -> date:
    """The last day that is counted."""
    return (report.until - _A_MOMENT).astimezone(city.zone).date()


def until(report: Report, words: Words, city: City) -> str:
    """Until when it is counted."""
    return words.label("until {day}", day=words.day(report.until - _A_MOMENT, city.zone))


def percent(share: float) -> int:
    """A share as a whole number of a hundred."""
    return round(100 * share)
