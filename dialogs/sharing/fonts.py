"""Which fonts have the letters of a text: DejaVu, which comes with matplotlib, and Noto where there is any.

It must not know what the text is for. Letters of one script join only within one font: so each script gets
one that has all its letters, never two.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Font

NOTO = re.compile(r"(Noto(?:Sans[A-Za-z]*|NaskhArabic|Serif(?:Bengali|Ethiopic|Tibetan)))-Regular\.ttf")
DEJAVU = re.compile(r"(DejaVuSans)\.ttf")
"""Latin, Cyrillic, Greek and Hebrew, Arabic and Persian letters (some of Urdu and Pashto are missing): it is
there wherever the bot is."""


@dataclass(frozen=True, slots=True)
class Family:
    """A font, in two weights; where there is no bold one, the regular one stands for it."""

    name: str
    regular: Path
    bold: Path

    def has(self, character: str) -> bool:
        """Whether both weights have a glyph for it."""
        return ord(character) in letters(self.regular) and ord(character) in letters(self.bold)


@dataclass(frozen=True, slots=True)
class Choice:
    """The fonts for a text: most of it is set in `main`, the rest in `others`; `lacks`: in none of them."""

    main: Family
    others: tuple[Family, ...]
    lacks: str

    def family_of(self, character: str) -> Family:
        """The font that a character is set in."""
        known = (self.main, *self.others)
        return next((family for family in known if family.has(character)), self.main)


@cache
def letters(file: Path) -> frozenset[int]:
    """The code points that a font has glyphs for (its cmap)."""
    return frozenset(_font(file).face.unicodes)


@cache
def _font(file: Path) -> "Font":
    import uharfbuzz  # only who asks for a poster waits for it

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)))


@cache
def advance(text: str, file: Path, is_rtl: bool) -> float:
    """How wide a text in one direction is in this font, shaped, in sizes of the font."""
    import uharfbuzz

    buffer, font = uharfbuzz.Buffer(), _font(file)
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    uharfbuzz.shape(font, buffer)
    wide: float = sum(glyph.x_advance for glyph in buffer.glyph_positions or ()) / font.face.upem
    return wide


def folders() -> tuple[Path, ...]:
    """Where fonts usually are, on Linux, macOS and Windows; matplotlib's own last."""
    matplotlib = find_spec("matplotlib")
    shipped = () if matplotlib is None else tuple(matplotlib.submodule_search_locations or ())
    own: tuple[Path, ...] = ()
    with suppress(RuntimeError):  # a user that the system does not know has no home
        own = (Path.home() / ".local/share/fonts", Path.home() / ".fonts")
    return (
        *own,
        *(Path("/usr/local/share/fonts"), Path("/usr/share/fonts")),
        *(Path("/Library/Fonts"), Path("C:/Windows/Fonts")),
        *(Path(place) / "mpl-data" / "fonts" / "ttf" for place in shipped),
    )


@cache
def families(places: tuple[Path, ...] | None = None) -> tuple[Family, ...]:
    """The fonts in these folders, best first: Noto Sans, its sisters for other scripts, DejaVu.

    A folder that may not be looked into is left out.
    """
    found: dict[str, Family] = {}
    for place in folders() if places is None else places:
        with suppress(OSError):
            for file in sorted(place.rglob("*.ttf")):
                named = NOTO.fullmatch(file.name) or DEJAVU.fullmatch(file.name)
                if named is not None and named[1] not in found:
                    bold = file.with_name(f"{named[1]}-Bold.ttf")
                    found[named[1]] = Family(named[1], file, bold if bold.exists() else file)
    return tuple(sorted(found.values(), key=_rank))


def _rank(family: Family) -> tuple[bool, bool, bool, str]:
    name = family.name
    return name.startswith("DejaVu"), name != "NotoSans", not name.startswith("NotoSans"), name


def script(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name, as ARABIC, LATIN, BENGALI."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def is_shown(character: str) -> bool:
    """Whether it has a look of its own: no space, no mark of direction, nothing that only joins or breaks."""
    return unicodedata.category(character) not in ("Zs", "Cf", "Cc") and character != "\ufe0f"


def is_drawn(character: str) -> bool:
    """Whether it goes to the page: what is shown, spaces, and the joiners that change how letters look."""
    return is_shown(character) or character in " \u00a0\u202f\u200c\u200d"


def _by_script(text: str) -> Iterator[tuple[str, str]]:
    """Each letter with its script; an accent goes with the letter before it; "" is what all scripts share."""
    before = ""
    for character in text:
        if not is_shown(character):
            continue
        kind = unicodedata.category(character)
        if kind.startswith("M") and script(character) in ("COMBINING", "VARIATION"):
            yield before, character
        elif kind.startswith(("L", "M")):
            before = script(character)
            yield before, character
        else:
            before = ""
            yield before, character


def choose(text: str, known: tuple[Family, ...] | None = None) -> Choice:
    """The fonts for a text, among all that are here unless told which; spaces and invisible marks need none.

    Raises LookupError where there is no font at all.
    """
    known = families() if known is None else known
    needed: dict[str, set[str]] = {}
    often: Counter[str] = Counter()
    for name, character in _by_script(text):
        needed.setdefault(name, set()).add(character)
        often[name] += bool(name)
    given, lacks = {}, set()
    for name, its in needed.items():
        if name:
            has_all = next((family for family in known if all(map(family.has, its))), None)
            given[name] = has_all
            lacks |= its if has_all is None else set()
    used = [given[name] for name, _ in often.most_common() if given.get(name) is not None]
    fonts = list(dict.fromkeys(family for family in used if family is not None)) or list(known[:1])
    # Digits and signs: in what is used already, if that has them.
    for character in sorted(needed.get("", ())):
        if not any(family.has(character) for family in fonts):
            more = next((family for family in known if family.has(character)), None)
            fonts += [] if more is None else [more]
            lacks |= {character} if more is None else set()
    if not fonts:
        raise LookupError("no font at all: matplotlib, which brings one, is not installed")
    return Choice(fonts[0], tuple(fonts[1:]), "".join(sorted(lacks)))
