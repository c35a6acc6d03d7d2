"""The picture of how far the word was passed on: people by wave.

It must not know who passed it on.
"""

from dialogs.city import City
from dialogs.reach.pictures.canvas import ACCENT, QUIET, VALUE, WITHHELD, Key, Sheet, fitting, grouped, sheet
from dialogs.reach.pictures.picture import head, withheld
from dialogs.reach.report import Report
from dialogs.text import Html, Words, bold, lines

MOST = 9
"""Columns side by side; the waves after them are one column."""
Column = tuple[str, int | None]


def columns(report: Report) -> list[Column]:
    """What is drawn: a wave, or several together, and how many people; None: not told."""
    found: dict[tuple[int, ...], int | None] = {}
    told = {name for group in report.waves.together for name in group.names}
    for name, count in report.waves.cells.items():
        if name not in told:
            found[(int(name),)] = count
    for group in report.waves.together:
        found[tuple(sorted(map(int, group.names)))] = group.count
    ordered = sorted(found.items())
    late = ordered[MOST - 1 :] if len(ordered) > MOST else []
    made = [(_label(waves), count) for waves, count in (ordered[: -len(late)] if late else ordered)]
    if late:
        counts = [count for _, count in late]
        total = None if None in counts else sum(filter(None, counts))
        made.append((f"{min(min(waves) for waves, _ in late)}+", total))
    return made


def _label(waves: tuple[int, ...]) -> str:
    first, last = waves[0], waves[-1]
    if len(waves) > 1 and last - first == len(waves) - 1:
        return f"{first}–{last}"
    return "+".join(map(str, waves))


def furthest(report: Report) -> int | None:
    """The last wave that surely has people; None if there are none, or it is not told."""
    there = [int(name) for name, count in report.waves.cells.items() if count]
    there += [min(map(int, group.names)) for group in report.waves.together if group.count]
    return max(there, default=None)


def is_there(report: Report) -> bool:
    """Whether there is anything to draw."""
    return furthest(report) is not None


def title(report: Report, words: Words) -> str:
    """What is seen."""
    far = furthest(report) or 0
    if not far and len(report.waves.cells) > 1:
        return words.label("How far the word was passed on")
    if not far:
        return words.label("The word has not been passed on yet")
    return words.count("The word was passed on {n} time", "The word was passed on {n} times in a row", far)


def draw(report: Report, words: Words, city: City) -> Sheet:
    """A column a wave. Raises Unwritable."""
    shown = columns(report)
    explained = words.label(
        "0: told by nobody we know of; 1: told where it began; 2: told by wave 1, and so on"
    )
    gaps = any(count is None for _, count in shown)
    legend = [Key(withheld(words), WITHHELD)] if gaps else []
    on = sheet(words, title(report, words), head(report, words, city), 3.7, legend=legend, note=explained)
    top = max((count or 0 for _, count in shown), default=0) or 1
    axes = on.axes
    axes.set_xlim(-0.7, max(len(shown), 4) - 0.3)
    axes.set_ylim(0, 1.12 * top)
    room = 0.94 * on.width / max(len(shown) + 0.4, 4.4)
    for place, (label, count) in enumerate(shown):
        if count is None:
            axes.bar([place], [top], width=0.72, **WITHHELD)
        else:
            axes.bar([place], [count], width=0.72, color=ACCENT)
            text = grouped(count)
            size = fitting(text, VALUE, room)
            on.number(place, count + 0.055 * top, text, size, weight="bold")
        on.number(place, -0.07 * top, label, color=QUIET)
    return on


def told(report: Report, words: Words) -> Html:
    """The same in words."""
    parts: list[Html] = [bold(words.name(title(report, words)))]
    for label, count in columns(report):
        if count is None:
            parts.append(words.say("Wave {wave}: not told.", wave=label))
        else:
            parts.append(
                words.count("Wave {wave}: {n} person.", "Wave {wave}: {n} people.", count, wave=label)
            )
    return lines(*parts)
