"""Says things in a language: gettext catalogs through Babel, plurals, dates, direction.

It must not know what is said, nor to whom.
"""

import gettext
import html
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "passaparola"
SOURCE = "en"
RTL = frozenset({"ar", "ur", "ps", "fa", "fa_AF", "pa_Arab", "ckb"})
NAMES = {
    "en": "English",
    "it": "italiano",
    "fr": "français",
    "ar": "العربية",
    "ur": "اردو",
    "bn": "বাংলা",
    "uk": "українська",
    "ps": "پښتو",
    "fa_AF": "دری",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "es": "español",
    "de": "Deutsch",
    "sl": "slovenščina",
}
"""Each language's own name in its own script: Babel does not know them all as their speakers write them."""

_FSI, _LRI, _PDI, _RLM, _WJ = "\u2068", "\u2066", "\u2069", "\u200f", "\u2060"
_OPEN = (_FSI, _LRI, "\u2067")
_BABEL = {"en": "en_GB"}
_DAYS = {
    "ar": "EEEE، d MMMM",
    "ur": "EEEE، d MMMM",
    "ps": "EEEE، d MMMM",
    "es": "EEEE d 'de' MMMM",
    "de": "EEEE, d. MMMM",
    "sl": "EEEE, d. MMMM",
    "uk": "EEEE, d MMMM",
}
"""Weekday, day and month where it is not weekday day month: CLDR has no long form without the year."""


class Html(str):
    """Text that is escaped already."""

    __slots__ = ()


def bold(text: Html) -> Html:
    """In bold."""
    return Html(f"<b>{text}</b>")


def quote(text: str) -> Html:
    """Somebody's words, set apart."""
    return Html(f"<blockquote>{html.escape(text, quote=False)}</blockquote>")


def web_link(label: Html, url: str) -> Html:
    """A link in the text: it survives being forwarded."""
    return Html(f'<a href="{html.escape(url)}">{label}</a>')


def lines(*parts: str | None) -> Html:
    """Parts below each other; None is left out, "" is an empty line."""
    return Html("\n".join(part for part in parts if part is not None))


def is_rtl(text: str) -> bool | None:
    """The direction of the first strong character outside isolates; None if there is none."""
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character == _PDI)
        if depth > 0:
            continue
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return None


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    locale = Locale.parse(_BABEL.get(language, language))
    name: str = format_date(day, _DAYS.get(language, "EEEE d MMMM"), locale=locale)
    return f"{name} ({day.day}/{day.month})" if language in RTL else name


class Words:
    """One language's voice, falling back along a chain of catalogs, in the end to the English source."""

    def __init__(self, language: str, catalogs: tuple[Catalog, ...]) -> None:
        self.language = language
        self.is_rtl = language in RTL
        self._catalogs = catalogs
        self._plain: dict[str, str] = {}

    def _find(self, message: str) -> str:
        found = self._plain.get(message)
        if found is None:
            found = message
            for catalog in self._catalogs:
                entry = catalog.get(message)
                if entry is not None and entry.string and not entry.fuzzy and isinstance(entry.string, str):
                    found = entry.string
                    break
            self._plain[message] = found
        return found

    def _find_count(self, one: str, many: str, n: int) -> str:
        for catalog in self._catalogs:
            entry = catalog.get(one)
            if (
                entry is not None
                and not entry.fuzzy
                and isinstance(entry.string, tuple)
                and all(entry.string)
            ):
                return str(entry.string[_plural(catalog.plural_expr)(n)])
        return one if n == 1 else many

    def _value(self, value: object, is_html: bool) -> str:
        if isinstance(value, int):
            return str(value)
        text = str(value)
        if is_html and not isinstance(value, Html):
            text = html.escape(text, quote=False)
        if text and (self.is_rtl or is_rtl(text)):
            return "\n".join(line and f"{_FSI}{line}{_PDI}" for line in text.split("\n"))
        return text

    def say(self, message: str, /, **values: object) -> Html:
        """A whole sentence, its values escaped and isolated: for a message."""
        return Html(self._find(message).format(**{k: self._value(v, True) for k, v in values.items()}))

    def label(self, message: str, /, **values: object) -> str:
        """The same as plain text: for a button, a command, a short answer to a tap."""
        return self._find(message).format(**{k: self._value(v, False) for k, v in values.items()})

    def count(self, one: str, many: str, n: int, /, **values: object) -> Html:
        """A whole sentence about `n` of something, in the form the language has for that number."""
        values = {"n": n, **values}
        message = self._find_count(one, many, n)
        return Html(message.format(**{k: self._value(v, True) for k, v in values.items()}))

    def name(self, text: str) -> Html:
        """A name or any text from outside, escaped and isolated."""
        return Html(self._value(text, True))

    def day(self, moment: datetime, zone: ZoneInfo) -> str:
        """Weekday, day and month on the city's wall; digits beside month names that differ by country."""
        return _day(moment.astimezone(zone).date(), self.language)

    def hours(self, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
        """From when to when, on the city's 24-hour clock."""
        start, end = f"{starts_at.astimezone(zone):%H:%M}", f"{ends_at.astimezone(zone):%H:%M}"
        return f"{_LRI}{start}{_WJ}–{_WJ}{end}{_PDI}" if self.is_rtl else f"{start}–{end}"

    def hour(self, moment: datetime, zone: ZoneInfo) -> str:
        """The time of day on the city's 24-hour clock."""
        return f"{moment.astimezone(zone):%H:%M}"

    def laid_out(self, text: str) -> str:
        """A whole message, begun so that it is laid out in the language's direction."""
        if not self.is_rtl:
            return text
        each = text.split("\n")
        return "\n".join(line if not line or is_rtl(line) else f"{_RLM}{line}" for line in each)


@lru_cache(maxsize=32)
def _plural(expression: str) -> Callable[[int], int]:
    return gettext.c2py(expression)


class Catalogs:
    """All catalogs under `locales/`, read when first needed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._read: dict[str, Catalog] = {}
        self._words: dict[tuple[str, ...], Words] = {}

    @cached_property
    def shipped(self) -> tuple[str, ...]:
        """The languages there are, the source first."""
        found = sorted(path.parent.parent.name for path in self.folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
        return (SOURCE, *found)

    def catalog(self, language: str) -> Catalog:
        """One language's catalog. Raises FileNotFoundError if it is not shipped."""
        if language not in self._read:
            path = self.folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
            with path.open("rb") as file:
                self._read[language] = read_po(file, locale=None)
        return self._read[language]

    def written(self, language: str) -> int:
        """How many texts a catalog has, plural ones with all their forms."""
        texts = (entry.string for entry in self.catalog(language) if entry.id)
        return sum(all(text) if isinstance(text, tuple) else bool(text) for text in texts)

    def words(self, chain: tuple[str, ...]) -> Words:
        """The voice of the first language of a chain; what it lacks is said in the next ones."""
        if chain not in self._words:
            before_source = chain[: chain.index(SOURCE)] if SOURCE in chain else chain
            shipped = tuple(self.catalog(lang) for lang in before_source if lang in self.shipped)
            self._words[chain] = Words(chain[0], shipped)
        return self._words[chain]
