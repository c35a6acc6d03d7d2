"""The picture of how far people went: heard, wrote to the bot, signed up, came.

It must not know who went how far.
"""

from dialogs.city import City
from dialogs.reach.pictures.canvas import (
    ACCENT,
    FAINT,
    INK,
    QUIET,
    VALUE,
    WITHHELD,
    Key,
    Sheet,
    Style,
    grouped,
    sheet,
)
from dialogs.reach.pictures.picture import head, withheld
from dialogs.reach.report import Report, Step
from dialogs.reach.wording import percent, step
from dialogs.text import Html, Words, bold, lines


def is_there(report: Report) -> bool:
    """Whether there is anything to draw."""
    return any(one.count for one in report.funnel)


def title(report: Report, words: Words) -> str:
    """What is seen."""
    first, last = report.funnel[0].count, report.funnel[-1].count
    if not first or last is None:
        return words.label("From hearing of it to coming")
    return words.label("Of {heard} who heard of it, {came} came", heard=grouped(first), came=grouped(last))


def bounds(before: Step | None, one: Step) -> tuple[float, float] | None:
    """Between how many the step may well have been; None if it is not told."""
    if before is None or before.count is None or one.share.low is None or one.share.high is None:
        return None
    return before.count * one.share.low, before.count * one.share.high


def draw(report: Report, words: Words, city: City) -> Sheet:
    """A bar a step, in the direction in which lines are read: it is a list. Raises Unwritable."""
    steps = report.funnel
    spans = [bounds(before, one) for before, one in zip((None, *steps), steps, strict=False)]
    legend = []
    if any(spans):
        style: Style = {
            "color": INK,
            "linewidth": 1.8,
            "marker": "|",
            "markersize": 9,
            "markeredgewidth": 1.8,
        }
        legend.append(Key(words.label("Margin of chance (95 %)"), style, is_line=True))
    if any(one.count is None for one in steps):
        legend.append(Key(withheld(words), WITHHELD))
    note = words.label("Each share is of the step above it")
    on = sheet(
        words,
        title(report, words),
        head(report, words, city),
        4.3,
        legend=legend,
        note=note,
        margins=(0.0, 0.0),
        foot=0.1,
    )
    top = max([1.0, *(one.count or 0 for one in steps), *(span[1] for span in spans if span is not None)])
    axes = on.axes
    axes.set_xlim((top, 0) if words.is_rtl else (0, top))
    axes.set_ylim(len(steps) - 0.3, -0.65)
    near, far = ("right", "left") if words.is_rtl else ("left", "right")
    for row, (one, span) in enumerate(zip(steps, spans, strict=True)):
        on.write(0, row - 0.38, step(words, one.name), VALUE, ha=near, color=INK)
        axes.barh([row], [top], height=0.34, color=FAINT)
        if one.count is None:
            axes.barh([row], [top], height=0.34, **WITHHELD)
            continue
        axes.barh([row], [one.count], height=0.34, color=ACCENT)
        if span is not None:
            bar: Style = {"capsize": 5, "capthick": 1.8, "elinewidth": 1.8, "ecolor": INK, "fmt": "none"}
            axes.errorbar([sum(span) / 2], [row], xerr=[(span[1] - span[0]) / 2], **bar)
        on.number(top, row - 0.38, grouped(one.count), VALUE, ha=far, weight="bold", color=ACCENT)
        if one.share.value is not None:
            share = words.label("{share} %", share=percent(one.share.value))
            on.write(top * 0.8, row - 0.38, share, ha=far, color=QUIET)
    return on


def told(report: Report, words: Words) -> Html:
    """The same in words."""
    parts: list[Html] = [bold(words.name(title(report, words)))]
    for one in report.funnel:
        name = step(words, one.name)
        share = one.share
        if one.count is None:
            parts.append(words.say("{step}: not told.", step=name))
        elif share.value is None or share.low is None or share.high is None:
            parts.append(words.count("{step}: {n} person.", "{step}: {n} people.", one.count, step=name))
        else:
            low, middle, high = (percent(each) for each in (share.low, share.value, share.high))
            parts.append(
                words.count(
                    "{step}: {n} person, {share} % of the step before (between {low} and {high} %).",
                    "{step}: {n} people, {share} % of the step before (between {low} and {high} %).",
                    one.count,
                    step=name,
                    share=middle,
                    low=low,
                    high=high,
                )
            )
    return lines(*parts)
