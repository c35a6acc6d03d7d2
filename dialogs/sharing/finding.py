"""Decides which labs, in which languages, are meant by what somebody typed after the bot's name.

It must not know who typed it where, nor what is made of it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dialogs.text import NAMES
from storage.labs import Lab

MOST_PARTS = 12
"""Words that are looked at: more name no lab."""
_NO_NAME = ("lab", "labs")
"""In every lab's title, or said with its number."""


def found(coming: Sequence[Lab], typed: str, own: str, offered: Sequence[str]) -> list[tuple[Lab, str]]:
    """Each lab that fits with each language that fits: those in one's `own` language first.

    Labs keep their order, languages that of the city (`offered`). Every word must fit: a lab's number, the
    beginning of a word of its title in any language, or of a language's name. The last may name the language
    that is wanted. Without words, all labs in one's own language, then in the others they have.
    """
    wanted = [part for part in parts(typed) if part not in _NO_NAME][:MOST_PARTS]
    named = next((one for one in offered if wanted and _is_called(one, wanted[-1])), None)
    if named is not None:
        wanted.pop()
    numbers = {lab.id for lab in coming}
    pairs = _in(coming, named) if named else (*_in(coming, own), *_in_others(coming, own, offered))
    return [pair for pair in pairs if all(_fits(*pair, part, numbers) for part in wanted)]


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: small letters, without accents."""
    plain = [letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)]
    return tuple("".join(letter if _is_in_word(letter) else " " for letter in plain).casefold().split())


def _is_in_word(letter: str) -> bool:
    return letter == "_" or unicodedata.category(letter)[0] in "LMN"


def _in(coming: Iterable[Lab], language: str) -> Iterator[tuple[Lab, str]]:
    return ((lab, language) for lab in coming)


def _in_others(coming: Iterable[Lab], own: str, offered: Sequence[str]) -> Iterator[tuple[Lab, str]]:
    return ((lab, one) for lab in coming for one in offered if one != own and one in lab.texts)


def _is_called(language: str, part: str) -> bool:
    return part in (*parts(language), language.partition("_")[0], *parts(NAMES.get(language, "")))


def _fits(lab: Lab, language: str, part: str, numbers: set[int]) -> bool:
    if part.isdecimal() and int(part) in numbers:
        return int(part) == lab.id
    if any(word.startswith(part) for text in lab.texts.values() for word in parts(text.title)):
        return True
    return any(name.startswith(part) for name in (*parts(language), *parts(NAMES.get(language, ""))))
