"""All pictures of a report, in the order in which they are looked at.

It must not know what is on them.
"""

from dialogs.city import City
from dialogs.reach.pictures import brought, funnel, languages, over_time, waves
from dialogs.reach.pictures.canvas import Kind
from dialogs.reach.pictures.letters import Unwritable
from dialogs.reach.pictures.picture import Picture
from dialogs.reach.report import Report
from dialogs.text import NAMES, Words, lines

PICTURES = {
    "over_time": over_time,
    "waves": waves,
    "funnel": funnel,
    "languages": languages,
    "brought": brought,
}


def pictures(report: Report, words: Words, english: Words, city: City, kind: Kind) -> tuple[Picture, ...]:
    """Those for which there is something to draw.

    Where no font has the letters of a language, the picture is in English, and the words beside it say so.
    """
    made = []
    for name, page in PICTURES.items():
        if not page.is_there(report):
            continue
        said = page.told(report, words)
        try:
            drawn = page.draw(report, words, city).file(kind)
        except Unwritable:
            drawn = page.draw(report, english, city).file(kind)
            language = NAMES.get(words.language, words.language)
            why = words.say(
                "No font here has the letters of {language}: it is drawn in English.", language=language
            )
            said = lines(said, why)
        made.append(Picture(f"{name}.{kind}", drawn, said))
    return tuple(made)
