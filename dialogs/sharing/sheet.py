"""One page to hang on a wall, as a PDF: what it says in each language, and a picture that a camera follows.

It must not know what a lab is. Black on white with one accent that is dark in grey too; whatever is written
on it, it stays one page and nothing overlaps: letters shrink, lines are broken, in the end texts cut short.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dialogs.sharing.composing import Composer, Line, Style, breaks_words, broken, height
from dialogs.sharing.fonts import Choice
from dialogs.sharing.qr import png
from dialogs.text import is_rtl

SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
"""Width and height in millimetres (ISO 216)."""
ISOLATES = "\u2066\u2067\u2068\u2069"
ACCENT, BLACK, GREY, PALE = (158, 42, 43), (0, 0, 0), (70, 70, 70), (190, 190, 190)
MARGIN, GAP, CLOSE = 14.0, 8.0, 5.0
"""In millimetres on A4; `CLOSE`: between blocks, where there are more than two."""
BORDER = 4 / 45
"""Of the picture's side, about: its light border is four modules of 41 to 49."""
LARGEST, SMALLEST = 72.0, 13.0
"""Of a title, in points on A4; a smaller page has all in proportion."""


@dataclass(frozen=True, slots=True)
class Block:
    """What the page says in one language, plain texts.

    `free`: what it costs, and with whom. `small`: what must be known besides, a line each.

    `is_tall`: its letters need room above and below, as Arabic, Bengali or Ethiopic ones do.
    """

    is_rtl: bool
    is_tall: bool
    fonts: Choice
    title: str
    when: str
    where: str
    free: str
    small: tuple[str, ...]
    point: str
    send: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page. `name` stands above all; `link` is what the picture says, `code` and `bot` are below."""

    name: str
    name_fonts: Choice
    link: str
    code: str
    bot: str
    blocks: tuple[Block, ...]


def pdf(sheet: Sheet, size: str, day: date) -> bytes:
    """The page, always one. It says of its making no more than the day."""
    width, height = SIZES[size]
    unit = width / 210
    page = Composer(width, height, datetime.combine(day, time(), UTC), sheet.blocks[0].title)
    is_right = sheet.blocks[0].is_rtl
    left, right, top = MARGIN * unit, width - MARGIN * unit, MARGIN * unit
    head = Line(sheet.name, sheet.name_fonts, Style(20 * unit, True, ACCENT), False, is_right)
    top = page.write([head], left, right, top) + 2.5 * unit
    page.rule(left, right, top, 1.6 * unit, ACCENT)
    side = (98 if len(sheet.blocks) <= 2 else 82) * unit
    foot = height - MARGIN * unit - side * (1 - BORDER) - 23 * unit
    _tell(page, sheet, unit, (left, right, top + GAP * unit, foot - GAP * unit))
    page.rule(left, right, foot, 0.5 * unit, PALE)
    _invite(page, sheet, unit, side, (left, right, foot + 5 * unit, height - MARGIN * unit))
    return page.made()


Frame = tuple[float, float, float, float]
"""Left, right, top and bottom, in millimetres."""


def _tell(page: Composer, sheet: Sheet, unit: float, frame: Frame) -> None:
    """The blocks below each other, as large as there is room for; what is left over lies between them."""
    left, right, top, bottom = frame
    gaps = len(sheet.blocks) - 1
    written, free = _fitting(sheet, unit, right - left, bottom - top)
    space = min(free / gaps, 3.2 * GAP * unit) if gaps else 0.0
    for number, block in enumerate(written):
        if number:
            page.rule(left, right, top + space / 2, 0.25 * unit, PALE)
            top += space
        top = page.write(block, left, right, top)


def _fitting(sheet: Sheet, unit: float, width: float, room: float) -> tuple[list[list[Line]], float]:
    """Each block's lines in the largest letters that fit, and the room left over."""
    gaps = len(sheet.blocks) - 1
    least = gaps * unit * (GAP if gaps < 2 else CLOSE)
    sizes = [size for n in range(30) if (size := LARGEST * 0.94**n) > SMALLEST]
    written: list[list[Line]] = []
    free = 0.0
    for title, most in [*((size, 0) for size in sizes), (SMALLEST, 0), (SMALLEST, 2), (SMALLEST, 1)]:
        whole = [_lines(block, title, unit) for block in sheet.blocks]
        written = [[row for line in block for row in broken(line, width, most)] for block in whole]
        free = room - sum(map(height, written))
        is_whole = not any(breaks_words(line, width) for block in whole for line in block)
        if free >= least and (is_whole or title < LARGEST * 0.6):
            break
    return written, free


def _lines(block: Block, title: float, unit: float) -> list[Line]:
    told = 8 + title * 0.34
    parts = (
        (block.title, Style(title * unit, True, BLACK), 0.0),
        (block.when, Style(told * unit, True, ACCENT), 0.35),
        (block.where, Style(told * 0.9 * unit, False, BLACK), 0.15),
        (block.free, Style(told * 0.8 * unit, False, BLACK), 0.15),
        *((text, Style(told * 0.68 * unit, False, GREY), 0.25) for text in block.small),
    )
    return [_line(block, text, style, before) for text, style, before in parts if text]


def _line(block: Block, text: str, style: Style, before: float = 0.0) -> Line:
    """A text of a block, at the block's edge, in the direction of its own first letter."""
    own = is_rtl(text.strip(ISOLATES))
    reads = block.is_rtl if own is None else own
    return Line(text, block.fonts, style, reads, block.is_rtl, 1.45 if block.is_tall else 1.2, before)


def _invite(page: Composer, sheet: Sheet, unit: float, side: float, frame: Frame) -> None:
    """The picture with its code below, and beside it what to do, in each language."""
    left, right, top, bottom = frame
    is_right = sheet.blocks[0].is_rtl
    border = side * BORDER  # the picture's own: light, and out in the margin
    x = right + border - side if is_right else left - border
    page.picture(png(sheet.link, error="q"), x, top - border / 2, side)
    code = Line(sheet.code, sheet.name_fonts, Style(30 * unit, True, BLACK, 2.2 * unit), False, False)
    bot = Line(sheet.bot, sheet.name_fonts, Style(10 * unit, False, GREY), False, False)
    page.write([code, bot], x, x + side, top + side - border, is_centred=True)
    near, far = (left, x - border) if is_right else (x + side + border, right)
    top += border / 2  # beside where the picture is dark
    written: list[list[Line]] = []
    free = 0.0
    for size, most in [*((32 * 0.93**n, 0) for n in range(18)), (9.0, 2)]:
        written = [
            broken(_line(block, block.point, Style(size * unit, True, BLACK)), far - near, most)
            + broken(
                _line(block, block.send, Style((3 + size * 0.55) * unit, False, BLACK), 0.2), far - near, most
            )
            for block in sheet.blocks
        ]
        free = bottom - top - sum(map(height, written))
        if free >= 4 * unit * (len(written) - 1):
            break
    space = min(free / max(1, len(written) - 1), 9 * unit)
    for each in written:
        top = page.write(each, near, far, top) + space
