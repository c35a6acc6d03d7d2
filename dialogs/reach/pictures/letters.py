"""Which letters can be drawn: what is written with which fonts, and what instead where none has them.

It must not know what a picture shows. Shaping and order are the drawing library's (HarfBuzz and FriBidi): a
text is handed over as it is written.
"""

import unicodedata
from functools import cache

from dialogs.sharing.fonts import Family, choose
from dialogs.text import NAMES

IN_LATIN = {
    "ar": "Arabic",
    "ur": "Urdu",
    "bn": "Bengali",
    "uk": "Ukrainian",
    "ps": "Pashto",
    "fa_AF": "Dari",
    "ti": "Tigrinya",
}
"""What a language is called where its own letters cannot be drawn."""


class Unwritable(Exception):
    """Words of ours for which no font has the letters: the picture is drawn in English."""


@cache
def _known(family: Family) -> str:
    """The name by which the drawing library knows a font."""
    from matplotlib.font_manager import fontManager, get_font

    for file in dict.fromkeys((family.regular, family.bold)):
        fontManager.addfont(file)
    return get_font(str(family.regular)).family_name


@cache
def families(text: str) -> list[str]:
    """The fonts to draw a text with, the one of most of it first."""
    choice = choose(text)
    fonts: tuple[Family | None, ...] = (choice.main, *choice.others)
    return [_known(family) for family in fonts if family is not None]


def legible(text: str) -> str | None:
    """One line without the signs that no font has, such as emoji; None if a letter or digit is among them."""
    lacks = choose(text).lacks
    if any(unicodedata.category(sign)[0] in "LN" for sign in lacks):
        return None
    return " ".join("".join(sign for sign in text if sign not in lacks).replace("\ufe0f", "").split())


def name(language: str) -> str:
    """A language's own name; in Latin letters where its own are missing."""
    own = NAMES.get(language, language)
    return own if legible(own) is not None else IN_LATIN.get(language, language)
