"""Tells in Markdown what was true in a simulated city and what the report said of it.

It must not know how either came about.
"""

from collections.abc import Iterable
from itertools import groupby

from bot.simulation.comparison import Comparison, Line
from bot.simulation.run import Result

_AGREES = {True: "yes", False: "**no**", None: "not told"}
_INTRODUCTION = """\
# A city that is known, and what the report says of it

Made by `passaparola simulate{options}`; run it again to get the same story. Nobody in it is real.

People with phones live in a synthetic city. Who tells whom, and when, is drawn beforehand, as a branching
process whose parameters are known. Then it is played on a Telegram of our own on this computer: the real bot
with its real driver and database, over HTTP, on a clock that is walked through {days} days. Coordinators make
leaders by one-time links, open groups, hang posters and announce labs; people forward cards and copies, and
others open the link that stands in what they got, choose a language, agree or do not, sign up, and come. What
was true is noted as the phones saw it; the report is read from the database, with nothing withheld
(`smallest` is 1), and both are held side by side.
"""
_DRAWN = """\
## The city

| what | how |
|---|---|
| people, on average over such cities | {people} |
| leaders, groups, posters, people who come by themselves | {leaders}, {groups}, {posters}, {alone} |
| brought through links by each person (R), dispersion k | {R:g}, {k:g} |
| brought by each leader, group or poster, dispersion | {seed_R:g}, {seed_k:g} |
| days from coming to bringing: lognormal, median, sigma | {delay:g}, {sigma:g} |
| agree, of those who open a link | {agrees:.0%} |
| come through the link, of those who are told | {keeps:.0%} |
| tell somebody of their own tongue, not whoever it may be | {same:.0%} |
| sign up, of those who agree; come, of those who sign up | {signs_up:.0%}, {comes:.0%} |
| open another link as well, or their own | {strays:.0%} |
"""
_CAME = """\
## What came of it

{people} people agreed; {opened} times a link was opened, {uncounted} of them in ways that must not count. The
bot wrote {messages} messages. It took {minutes:.1f} minutes.

- Counts and other exact figures: **{equal} of {exact} are equal**.
- Estimates whose 95 % interval holds the truth: {held} of {estimates}. Such an interval misses once in
  twenty; `make calibrate` counts how often it does, over many forests.
- Weeks of the forecast made after half of the days whose 90 % interval holds what came: {ahead} of {weeks}.
- Not told by the report: {untold}.
- Negative control: held against a truth from which one arrival was taken out, {caught} exact figures differ.
"""


def account(result: Result, options: str) -> str:
    """The whole page; `options`: of the command, as they were given."""
    city, truth, compared = result.city, result.truth, result.comparison
    leaders, groups, posters, alone = city.beginnings
    exact, estimates, forecasts = (compared.of(how) for how in ("exact", "estimate", "forecast"))
    parts = [
        _INTRODUCTION.format(options=options, days=city.days),
        _DRAWN.format(
            people=city.people,
            leaders=leaders,
            groups=groups,
            posters=posters,
            alone=alone,
            R=city.R,
            k=city.k,
            seed_R=city.seed_R,
            seed_k=city.seed_k,
            delay=city.delay_days,
            sigma=city.delay_sigma,
            agrees=city.ways.agrees,
            keeps=city.ways.keeps_link,
            same=city.ways.same_tongue,
            signs_up=city.ways.signs_up,
            comes=city.ways.comes,
            strays=city.ways.strays,
        ),
        _CAME.format(
            people=len(truth.people),
            opened=len(truth.opened) + truth.uncounted,
            uncounted=truth.uncounted,
            messages=result.messages,
            minutes=result.took_s / 60,
            equal=len(exact) - len(compared.wrong),
            exact=len(exact),
            held=sum(line.agrees is True for line in estimates),
            estimates=len(estimates),
            ahead=sum(line.agrees is True for line in forecasts),
            weeks=len(forecasts),
            untold=len(compared.withheld),
            caught=len(result.control.wrong),
        ),
        *_tables(compared),
    ]
    return "\n".join(parts)


def _tables(compared: Comparison) -> Iterable[str]:
    yield "## Figure by figure\n"
    for part, lines in groupby(compared.lines, key=lambda line: line.part):
        yield f"### {part.capitalize()}\n\n| figure | true | reported | agrees |\n|---|---|---|---|"
        yield "\n".join(_row(line) for line in lines) + "\n"


def _row(line: Line) -> str:
    return f"| {line.name} | {line.true} | {line.reported} | {_AGREES[line.agrees]} |"
