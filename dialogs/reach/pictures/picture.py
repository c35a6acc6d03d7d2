"""What a picture is, and the words that go with all of them.

It must not know which pictures there are.
"""

from dataclasses import dataclass

from dialogs.city import City
from dialogs.reach.pictures.letters import legible
from dialogs.reach.report import Report
from dialogs.reach.wording import about, title_of, until
from dialogs.text import Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a file, and the same in words (escaped), for whoever does not see it."""

    name: str
    content: bytes
    words: str


def head(report: Report, words: Words, city: City) -> str:
    """Of what a picture is, and until when; a title that cannot be drawn is left out."""
    when = until(report, words, city)
    title = legible(title_of(report, words, city))
    if report.titles is not None and not title:
        return when
    return words.label("{about}, {until}", about=about(report, words, title or ""), until=when)


def withheld(words: Words) -> str:
    """What the hatching means."""
    return words.label("Not told, so that nobody can be found out")
