"""Sets a report as one page that needs nothing else: summary, pictures, and a table beside each.

It must not know anything that the report does not say.
"""

import html
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from dialogs.city import City
from dialogs.reach import tables
from dialogs.reach.pictures.album import PICTURES, pictures
from dialogs.reach.pictures.picture import Picture
from dialogs.reach.report import Report
from dialogs.reach.summary import summary
from dialogs.reach.tables import Told
from dialogs.reach.wording import about, last_day, title_of, until
from dialogs.text import Words

_TAG = re.compile(r"</?b>")
_HEAD = 4
"""Lines at the top of a summary that are the page's head: what, of whom, until when, an empty line."""
_BESIDE = {
    "over_time": tables.sources,
    "waves": tables.waves,
    "funnel": tables.funnel,
    "languages": tables.pairs,
    "brought": tables.brought,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: what it shows, a picture (base64) with its words, a table. Any may be missing."""

    title: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    image: str = ""
    alt: str = ""
    words: Sequence[str] = ()


def page(report: Report, words: Words, english: Words, city: City) -> str:
    """The page as HTML, in the reader's language and direction. Pictures take some seconds."""
    drawn = {one.name.partition(".")[0]: one for one in pictures(report, words, english, city, "svg")}
    parts = [_part(name, drawn.get(name), report, words) for name in PICTURES]
    parts += [
        Part(one.title, one.columns, one.rows, words=one.words) for one in tables.further(report, words)
    ]
    since = report.since
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        language=words.language.replace("_", "-"),
        is_rtl=words.is_rtl,
        title=words.label("How the word travels"),
        about=about(report, words, title_of(report, words, city)),
        since=since and words.label("from {day}", day=words.day(since, city.zone)),
        since_day=since and since.astimezone(city.zone).date().isoformat(),
        until=until(report, words, city),
        until_day=last_day(report, city).isoformat(),
        summary=_paragraphs(report, words, city),
        parts=[part for part in parts if part.image or part.rows],
        withheld=words.label(
            "Numbers of fewer than {n} people are not told, nor what would give them away.", n=report.smallest
        ),
    )


def _part(name: str, drawn: Picture | None, report: Report, words: Words) -> Part:
    told: Told = _BESIDE[name](report, words)
    if drawn is None:
        return Part(told.title, told.columns, told.rows)
    title, _, rest = html.unescape(_TAG.sub("", drawn.words)).partition("\n")
    return Part(title, told.columns, told.rows, b64encode(drawn.content).decode(), rest or title)


def _paragraphs(report: Report, words: Words, city: City) -> list[list[Markup]]:
    """The summary without its head; what it says is escaped already."""
    told = "\n".join(summary(report, words, city).split("\n")[_HEAD:])
    return [[Markup(line) for line in each.split("\n")] for each in told.split("\n\n")]  # noqa: S704  # escaped
