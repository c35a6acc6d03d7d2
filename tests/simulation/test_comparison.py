"""The report beside what was true: what is equal, what is not, what is not told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.simulation.account import account
from bot.simulation.city import City
from bot.simulation.clock import BEGINS
from bot.simulation.comparison import Comparison, compare
from bot.simulation.figures import Figures
from bot.simulation.run import Result
from bot.simulation.truth import Truth
from dialogs.reach.report import (
    Brought,
    Curve,
    Fan,
    Figure,
    Forecast,
    Informants,
    Pairs,
    Report,
    Spread,
    Step,
    Table,
    Yardstick,
)
from tests.simulation.test_figures import told_in_full

NONE = Figure(None)
CITY = City()


def _true_report(truth: Truth) -> Report:
    """What a report says that is right in everything."""
    figures = Figures(truth)
    languages = tuple(sorted(figures.languages()))
    pairs = figures.pairs()
    days = tuple(date(2026, 2, 2) + timedelta(days=n) for n in range(10))
    ends = tuple(24.0 * n + 14.0 for n in range(10))  # it began at 10 in the morning
    between = figures.days_between()
    assert between is not None
    return Report(
        city="Bologna",
        lab=None,
        titles=None,
        language=None,
        district=None,
        since=None,
        until=BEGINS + timedelta(hours=240),
        smallest=1,
        people=len(figures.people),
        things={},
        posted=0,
        sources=Table(dict(figures.sources())),
        said=Table(dict(figures.said())),
        waves=Table({f"{wave}": count for wave, count in figures.waves().items()}),
        languages=Table(dict(figures.languages())),
        funnel=tuple(
            Step(name, count, Figure(figures.share(name)))
            for name, count in zip(
                ("heard", "started", "signed_up", "attended"), figures.funnel(), strict=True
            )
        ),
        curves=tuple(Curve((source,), days, counts) for source, counts in figures.curve(ends).items()),
        pairs=Pairs(
            tuple((language,) for language in languages),
            tuple(tuple(pairs[row, column] for column in languages) for row in languages),
            Figure(figures.homophily()),
            NONE,
        ),
        brought=Brought(figures.histogram(), None),
        spread=Spread(
            people_per_person=Figure(0.7, 0.5, 0.9),
            evenness=Figure(0.5, 0.4, 0.8),
            people_per_leader=NONE,
            active_fifth=Figure(figures.fifth()),
            active_fifth_fitted=NONE,
            days_between=between,
            mean_wave=Figure(figures.mean_wave()),
            virality=Figure(figures.virality()),
            word_of_mouth=Figure(figures.word_of_mouth()),
        ),
        informants=Informants(NONE, *(figures.informants(way) for way in ("first", "last", "each"))),
        forecast=Forecast(Fan(days, *((value,) * 10 for value in (5.0, 4.0, 6.0, 4.0, 6.0))), 1.0, ()),
        yardstick=Yardstick(122, (65, 57), 12, 33, NONE),
    )


@pytest.fixture
def truth() -> Truth:
    """What happened in the story of eleven."""
    return told_in_full()


def _compared(truth: Truth, report: Report) -> Comparison:
    return compare(CITY, truth, report, replace(report, until=BEGINS))


def test_a_report_that_is_right_agrees_in_everything(truth: Truth) -> None:
    compared = _compared(truth, _true_report(truth))
    assert compared.wrong == ()
    assert len(compared.of("exact")) > 40
    assert {line.name: line.agrees for line in compared.of("estimate", "forecast")} == {
        "R, brought by each person": True,
        "k, how unequally": False,
        "people by 08 February": True,
    }
    assert [line.name for line in compared.withheld] == ["R of leaders"]


def test_a_truth_without_one_arrival_does_not_agree(truth: Truth) -> None:
    wrong = _compared(truth.without_one(), _true_report(truth)).wrong
    assert {"first source", "wave", "funnel", "chains", "word of mouth"} <= {line.part for line in wrong}
    assert "| group | 1 | 2 | **no** |" in _page(truth, _compared(truth.without_one(), _true_report(truth)))


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"people": 8}, "reached"),
        (
            {"sources": Table({"friend": 3, "leader": 1, "group": 2, "unknown": 1, "centre": 1})},
            "first source",
        ),
        ({"brought": Brought((5, 2, 0, 0, 0, 0), None)}, "people who brought"),
    ],
)
def test_each_figure_that_is_wrong_is_found(truth: Truth, changed: dict[str, object], part: str) -> None:
    report = replace(_true_report(truth), **changed)  # type: ignore[arg-type]  # of any of its types
    assert {line.part for line in _compared(truth, report).wrong} == {part}


def test_what_the_report_does_not_tell_is_neither_right_nor_wrong(truth: Truth) -> None:
    report = replace(_true_report(truth), people=None, pairs=None, forecast=None)
    compared = _compared(truth, report)
    assert compared.wrong == ()
    assert {line.part for line in compared.withheld} == {"reached", "who tells whom", "estimate", "forecast"}
    assert "| people | 7 |  | not told |" in _page(truth, compared)


def _page(truth: Truth, compared: Comparison) -> str:
    result = Result(CITY, truth, _true_report(truth), compared, compared, 100, 60.0)
    return account(result, " --seed 2")
