"""Sheets to draw on, alike for all pictures: a title, a plot, a legend, a note; and how one becomes a file.

It must not know what is drawn. Sizes are in inches of 200 pixels: a sheet fills a phone's width.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from dialogs.reach.pictures.letters import Unwritable, families, legible
from dialogs.text import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Kind = Literal["png", "svg"]
Style = dict[str, Any]
WIDTH, DPI = 6.4, 200
"""1,280 pixels: what Telegram keeps of a photo."""
EDGE = 0.3
ACCENT, INK, QUIET, RULE, PAPER, FAINT = "#8f2d5e", "#211c27", "#5f5867", "#dedae4", "#ffffff", "#efecf3"
TITLE, UNDER, VALUE, LABEL, NOTE = 17.0, 12.5, 14.0, 13.0, 11.5
"""Sizes of letters, in points of 1/72 inch: the smallest is read on a phone of 65 mm."""
WITHHELD: Style = {"facecolor": FAINT, "edgecolor": "#a39bad", "hatch": "///", "linewidth": 1.0}
"""How it is drawn that something is there and not told: always the same, whatever it is."""
LEADING = 1.32


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: what it is, and how it is drawn, as a box or as a line."""

    label: str
    style: Style
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with its words on it, and the place where the plot goes."""

    figure: "Figure"
    axes: "Axes"
    words: Words

    @property
    def width(self) -> float:
        """How wide the plot is, in inches."""
        return float(self.axes.get_position().width) * WIDTH

    def write(self, x: float, y: float, text: str, size: float = LABEL, **style: Any) -> None:
        """Words in the plot, at x and y of its scales; `style` as matplotlib's Text takes it."""
        self.number(x, y, line(text, self.words), size, **style)

    def number(self, x: float, y: float, text: str, size: float = LABEL, **style: Any) -> None:
        """Digits in the plot: they are read from the left in every language, also with a dash or a plus."""
        style = {"ha": "center", "va": "center", "color": INK, "parse_math": False, **style}
        self.axes.text(x, y, text, size=size, family=families(text), **style)

    def file(self, kind: Kind) -> bytes:
        """The sheet as a file: the same sheet, the same bytes."""
        import matplotlib

        to = io.BytesIO()
        nothing: dict[str, Any] = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
        with matplotlib.rc_context({"svg.hashsalt": "passaparola", "svg.fonttype": "path"}):
            self.figure.savefig(to, format=kind, dpi=DPI, metadata=nothing)
        return to.getvalue()


def line(text: str, words: Words) -> str:
    """A line of a picture, begun in the reader's direction. Raises Unwritable."""
    found = legible(text)
    if found is None:
        raise Unwritable(text)
    return words.laid_out(found)


@lru_cache(maxsize=4096)
def width(text: str, size: float, is_bold: bool = False) -> float:
    """How long a line is, in inches."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=families(text), size=size, weight="bold" if is_bold else "normal")
    renderer: Any = RendererAgg(8, 8, DPI)  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
    return float(renderer.get_text_width_height_descent(text, font, ismath=False)[0]) / DPI


def fitting(text: str, size: float, within: float) -> float:
    """The size at which bold digits are no wider than so many inches: this one, or smaller."""
    return min(size, size * within / width(text, size, True))


def wrapped(text: str, size: float, within: float, is_bold: bool = False) -> list[str]:
    """A text in lines no longer than so many inches; a word that is longer stays whole."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, is_bold) <= within:
            found[-1] = longer
        else:
            found.append(word)
    return found


def grouped(n: int) -> str:
    """A number as it is read in every language: digits by threes from 10,000 on, thin spaces between."""
    return f"{n:,}".replace(",", "\u202f") if n >= 10_000 else str(n)


def _height(lines: int, size: float) -> float:
    return lines * size * LEADING / 72


def sheet(
    words: Words,
    title: str,
    under: str,
    plot: float,
    *,
    legend: Sequence[Key] = (),
    note: str = "",
    margins: tuple[float, float] = (0.35, 0.35),
    foot: float = 0.45,
) -> Sheet:
    """A sheet as high as what is on it. Raises Unwritable.

    `plot`: how high the plot is; `foot`: room for what is written below it; `margins`: left and right of it.
    """
    from matplotlib.figure import Figure

    room = WIDTH - 2 * EDGE
    blocks = [
        (wrapped(line(title, words), TITLE, room, True), TITLE, {"weight": "bold", "color": INK}),
        (wrapped(line(under, words), UNDER, room), UNDER, {"color": QUIET}),
    ]
    above = EDGE + sum(_height(len(lines), size) for lines, size, _ in blocks) + 0.22
    keys = _columns(legend, words, room)
    notes = wrapped(line(note, words), NOTE, room)
    key_height = 0.3
    below = foot + len(keys) * key_height + (0.12 if keys else 0) + _height(len(notes), NOTE)
    height = above + plot + below + EDGE
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
    left, right = margins
    axes = figure.add_axes(
        ((EDGE + left) / WIDTH, (below + EDGE) / height, (room - left - right) / WIDTH, plot / height)
    )
    axes.set_axis_off()
    made = Sheet(figure, axes, words)
    y = height - EDGE
    for lines, size, style in blocks:
        y = _paragraph(made, lines, size, y, height, style)
    y = EDGE + _height(len(notes), NOTE)
    _paragraph(made, notes, NOTE, y, height, {"color": QUIET})
    y += len(keys) * key_height + (0.12 if notes else 0)
    for row in keys:
        y -= key_height
        for x, key in row:
            _key(made, key, x, y + key_height / 2 - 0.06, height)
    return made


def _paragraph(
    on: Sheet, lines: list[str], size: float, y: float, height: float, style: dict[str, Any]
) -> float:
    is_rtl = on.words.is_rtl
    x, align = (WIDTH - EDGE, "right") if is_rtl else (EDGE, "left")
    for each in lines:
        y -= _height(1, size)
        on.figure.text(
            x / WIDTH,
            (y + size * 0.3 / 72) / height,
            on.words.laid_out(each),
            size=size,
            ha=align,
            va="baseline",
            family=families(each),
            parse_math=False,
            **style,
        )
    return y


SWATCH, GAP = 0.32, 0.12


def _columns(legend: Sequence[Key], words: Words, room: float) -> list[list[tuple[float, Key]]]:
    """Keys row by row, each with how far from where lines begin: in two columns if all fit into half.

    They are read downwards, column by column.
    """
    widest = max((SWATCH + GAP + width(line(key.label, words), LABEL) for key in legend), default=0.0)
    columns = 2 if len(legend) > 1 and widest + 0.25 <= room / 2 else 1
    rows = -(-len(legend) // columns)
    return [[(column * room / 2, key) for column, key in enumerate(legend[row::rows])] for row in range(rows)]


def _key(on: Sheet, key: Key, x: float, y: float, height: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    is_rtl = on.words.is_rtl
    left = WIDTH - EDGE - x - SWATCH if is_rtl else EDGE + x
    if key.is_line:
        middle = (y + 0.06) / height
        ends = (left / WIDTH, (left + SWATCH / 2) / WIDTH, (left + SWATCH) / WIDTH)
        on.figure.add_artist(Line2D(ends, (middle,) * 3, markevery=[1], **key.style))
    else:
        on.figure.add_artist(
            Rectangle((left / WIDTH, (y - 0.04) / height), SWATCH / WIDTH, 0.2 / height, **key.style)
        )
    start = left - GAP if is_rtl else left + SWATCH + GAP
    on.figure.text(
        start / WIDTH,
        (y + 0.06) / height,
        line(key.label, on.words),
        size=LABEL,
        ha="right" if is_rtl else "left",
        va="center",
        color=INK,
        family=families(key.label),
        parse_math=False,
    )
