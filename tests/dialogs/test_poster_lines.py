"""Lines of a poster: whatever is written in whichever scripts, it fits, and nothing of it is lost."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.sharing.composing import Line, Style, breaks_words, broken, ordered, width
from dialogs.sharing.fonts import choose, families, folders

SHIPPED = families(folders()[-1:])
LETTERS = "aWñ Їлباد٣12(),.…\u2068\u2069\u200f"
FONTS = choose(LETTERS, SHIPPED)
STYLE = Style(12, True, (0, 0, 0))
lines = st.builds(
    Line, st.text(LETTERS, max_size=40), st.just(FONTS), st.just(STYLE), st.booleans(), st.booleans()
)
tried = settings(max_examples=150)


def seen(text: str) -> str:
    """What of a text goes to the page, without spaces."""
    return "".join(letter for letter in text if letter not in " \u2068\u2069\u200f")


@tried
@given(lines, st.floats(8, 60))
def test_every_line_fits_and_every_letter_is_there_in_the_order_in_which_it_is_read(
    line: Line, room: float
) -> None:
    rows = broken(line, room)
    assert all(width(row) <= room or len(seen(row.text)) <= 1 for row in rows)
    assert seen("".join(row.text for row in rows)) == seen(line.text)
    if not breaks_words(line, room):
        assert " ".join(row.text for row in rows).split() == line.text.split()


@tried
@given(lines)
def test_a_line_put_in_order_loses_nothing(line: Line) -> None:
    runs = ordered(line.text, line.fonts, line.is_rtl)
    assert sorted(seen("".join(run.text for run in runs))) == sorted(seen(line.text))
    assert all(run.text for run in runs)


@tried
@given(lines, st.floats(8, 60), st.integers(1, 3))
def test_what_is_cut_short_fits_and_says_so(line: Line, room: float, most: int) -> None:
    whole, rows = broken(line, room), broken(line, room, most)
    assert len(rows) == min(len(whole), most)
    assert (rows != whole) == (len(whole) > most)
    if len(whole) > most:
        assert rows[-1].text.endswith("…")
        assert width(rows[-1]) <= room


def test_the_bot_does_not_load_what_only_posters_need() -> None:
    asked = "import sys, dialogs.passaparola; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ("fpdf", "uharfbuzz", "fontTools", "matplotlib", "PIL", "segno")
    done = subprocess.run(
        [sys.executable, "-c", asked, *heavy],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
