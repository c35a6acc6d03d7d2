"""Lines of text in any script set on a PDF page: broken, put in order for both directions, shaped, aligned.

The order within a line is that of the Unicode Bidirectional Algorithm (UAX 9). It must not know what the
lines say, nor where they belong on the page.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from dialogs.sharing.fonts import Choice, Family, advance, is_drawn, is_shown

if TYPE_CHECKING:
    from fpdf import FPDF

Colour = tuple[int, int, int]
POINT = 25.4 / 72
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points, weight, colour, and millimetres between letters."""

    size: float
    is_bold: bool
    colour: Colour
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be set, read from right to left (`is_rtl`) or not, at the right edge (`is_right`) or left.

    `pitch`: from one line to the next, in sizes. `before`: room above, in sizes.
    """

    text: str
    fonts: Choice
    style: Style
    is_rtl: bool
    is_right: bool
    pitch: float = 1.2
    before: float = 0.0

    @property
    def height(self) -> float:
        """The room it takes, in millimetres."""
        return self.style.size * (self.pitch + self.before) * POINT


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line in one font, one script and one direction, as it is read: it is shaped as a whole."""

    text: str
    is_rtl: bool
    family: Family


@lru_cache(maxsize=4096)
def ordered(text: str, fonts: Choice, is_rtl: bool) -> tuple[Run, ...]:
    """The runs of a line from left to right, as they are seen; `is_rtl`: where it begins.

    Marks of direction have done their work then, and are left out.
    """
    from fpdf.bidi import BidiParagraph  # only who asks for a poster waits for it
    from fpdf.enums import TextDirection

    base = TextDirection.RTL if is_rtl else TextDirection.LTR
    seen = BidiParagraph(text, base, preserve_bn_chars=True).get_reordered_characters()
    runs: list[Run] = []
    for level, some in groupby(seen, lambda character: character.embedding_level):
        is_back = level % 2 == 1
        letters = [one.character for one in some if is_drawn(one.character)]
        one_font = _by_family(fonts, letters[::-1] if is_back else letters)
        parts = [(part, family) for text, family in one_font for part in _by_script(text)]
        runs += [Run(part, is_back, family) for part, family in (parts[::-1] if is_back else parts)]
    return tuple(runs)


def _by_script(text: str) -> Iterator[str]:
    """A text cut where its script changes; what several scripts share stays with what is before.

    Vowel signs and accents are so shared (UAX 24: Inherited), as signs and digits are (Common).
    """
    from fpdf.unicode_script import UnicodeScript, get_unicode_script

    shared = (UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.UNKNOWN)
    part, current = "", None
    for letter in text:
        script = get_unicode_script(letter)
        if script not in shared:
            if current not in (None, script):
                yield part
                part = ""
            current = script
        part += letter
    if part:
        yield part


def _by_family(fonts: Choice, letters: Sequence[str]) -> Iterator[tuple[str, Family]]:
    """Letters as they are read, cut where the font changes; spaces and joiners stay with what is before."""
    text, current = "", None
    for letter in letters:
        family = current if current and not is_shown(letter) else fonts.family_of(letter)
        if text and current and family is not current:
            yield text, current
            text = ""
        text, current = text + letter, family
    if text and current:
        yield text, current


def _paper(width: float, height: float) -> "FPDF":
    """A page on which a run is shaped as a whole, as it was measured.

    fpdf cuts a text before and after each sign that several scripts share: letters beside a vowel sign were
    not joined, and the line grew wider.
    """
    from fpdf import FPDF
    from fpdf.line_break import Fragment

    class Paper(FPDF):
        def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:
            shaping = self.text_shaping or {}
            shaping["fragment_direction"] = shaping["paragraph_direction"] = shaping["direction"]
            return (Fragment(text, self._get_current_graphics_state(), self.k),)

    return Paper(format=(width, height))


class Composer:
    """One page being made. Lengths are millimetres, from its top left corner."""

    def __init__(self, width: float, height: float, made_at: datetime, title: str) -> None:
        self._pdf = _paper(width, height)
        self._pdf.set_creation_date(made_at)
        self._pdf.set_producer("Passaparola")
        self._pdf.set_title(title)
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pdf.add_page()

    def made(self) -> bytes:
        """The file; of the fonts it has no more than the letters that are used."""
        return bytes(self._pdf.output())

    def rule(self, left: float, right: float, top: float, thickness: float, colour: Colour) -> None:
        """A line across."""
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(left, top, right - left, thickness, style="F")

    def picture(self, png: bytes, left: float, top: float, side: float) -> None:
        """A square picture."""
        self._pdf.image(io.BytesIO(png), left, top, side, side)

    def write(
        self, lines: Sequence[Line], left: float, right: float, top: float, is_centred: bool = False
    ) -> float:
        """Set lines below each other; where the next one would begin."""
        for line in lines:
            wide = width(line)
            x = right - wide if line.is_right else left
            x = (left + right - wide) / 2 if is_centred else x
            self._pdf.set_text_color(*line.style.colour)
            self._pdf.set_char_spacing(line.style.spread / POINT)
            for run in _runs(line):
                self._take(run.family, line.style)
                self._pdf.set_text_shaping(True, direction="rtl" if run.is_rtl else "ltr")
                self._pdf.set_xy(x, top + line.style.size * line.before * POINT)
                self._pdf.cell(h=line.style.size * line.pitch * POINT, text=run.text)
                x += _wide(run, line.style)
            top += line.height
        return top

    def _take(self, family: Family, style: Style) -> None:
        """Make a font the current one."""
        weight, file = ("B", family.bold) if style.is_bold else ("", family.regular)
        if f"{family.name.lower()}{weight}" not in self._pdf.fonts:
            self._pdf.add_font(family.name, weight, file)
        self._pdf.set_font(family.name, weight, style.size)


def _runs(line: Line) -> tuple[Run, ...]:
    return ordered(line.text, line.fonts, line.is_rtl)


def _wide(run: Run, style: Style) -> float:
    file = run.family.bold if style.is_bold else run.family.regular
    return advance(run.text, file, run.is_rtl) * style.size * POINT + len(run.text) * style.spread


def width(line: Line) -> float:
    """How wide a line is, in millimetres."""
    return sum(_wide(run, line.style) for run in _runs(line))


def height(lines: Iterable[Line]) -> float:
    """How much room lines take below each other, in millimetres."""
    return sum(line.height for line in lines)


def broken(line: Line, room: float, most: int = 0) -> list[Line]:
    """A text as lines that fit, broken at spaces, and within words that are too wide.

    `most`: what goes beyond so many lines is cut short with “…”; 0: any number of lines.
    """
    rows: list[str] = []
    row = ""
    for word in line.text.split(" "):
        for piece in _pieces(line, word, room):
            longer = f"{row} {piece}" if row else piece
            if row and width(replace(line, text=longer)) > room:
                rows.append(row)
                longer = piece
            row = longer
    rows.append(row)
    if most and len(rows) > most:
        rows = [*rows[: most - 1], _cut_short(line, rows[most - 1], room)]
    return [replace(line, text=row, before=0.0 if number else line.before) for number, row in enumerate(rows)]


def breaks_words(line: Line, room: float) -> bool:
    """Whether a word of it is wider than this."""
    return any(width(replace(line, text=word)) > room for word in line.text.split(" "))


def _pieces(line: Line, word: str, room: float) -> Iterator[str]:
    while len(word) > 1 and width(replace(line, text=word)) > room:
        sizes = range(len(word) - 1, 0, -1)
        fits = next((n for n in sizes if width(replace(line, text=word[:n])) <= room), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def _cut_short(line: Line, row: str, room: float) -> str:
    while row and width(replace(line, text=f"{row}…")) > room:
        row = row[:-1].rstrip()
    return f"{row}…"
