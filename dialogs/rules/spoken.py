"""Decides what a code looks like that is said aloud, and what somebody meant who typed one.

Five of thirteen characters. Of letters whose names are taken for one another only one is in it: of B C P T V,
and of F M N S X (R. Conrad, Acoustic confusions in immediate memory, British Journal of Psychology 55, 1964).
K, M and T look and sound the same in Latin, Cyrillic and Greek script; R and W are in neither of these two.
There is no vowel, so that no word arises, as in Open Location Codes. 0 and 1 are left out: they are taken for
O and l, and 0 for the Arabic ٥, which is 5; the other digits everybody has in their own language and script.

371,293 codes: while 100 of them lead somewhere, one guess in 3,700 does, and finds no more than a lab that
everybody may see. The flood guard hears two guesses a second at most.
"""

import hashlib
import re
import unicodedata

ALPHABET = "23456789KMRTW"
LENGTH = 5
_ALIKE = str.maketrans({"К": "K", "М": "M", "Т": "T", "Κ": "K", "Μ": "M", "Τ": "T"})
"""Cyrillic and Greek capitals that are typed for the Latin ones that look the same."""
_BETWEEN = re.compile(r"[\s\-.,_/·\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069«»\"“”]+")


def spoken(chance: str) -> str:
    """A code made of `chance`, a text that nobody can guess; each code is as likely as any other."""
    number, code = int.from_bytes(hashlib.sha256(chance.encode()).digest()), ""
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        code += ALPHABET[letter]
    return code


def read(text: str) -> str | None:
    """The code that was typed: in any case, the digits of any script, with spaces or dashes. Else None."""
    code = _plain(text)
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else None


def is_like(text: str) -> bool:
    """Whether a code may have been meant: as many characters, at most one of them in no code."""
    code = _plain(text)
    return len(code) == LENGTH and sum(letter in ALPHABET for letter in code) >= LENGTH - 1


def _plain(text: str) -> str:
    """Capitals and common digits, without what stands between them; nothing of what is too long."""
    if len(text) > 4 * LENGTH:
        return ""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_ALIKE)
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in plain)
