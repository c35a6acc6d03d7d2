"""Draws two posters for the documentation: `python -m tests.pictures.posters docs/images`.

Best on a machine with the Noto fonts, as most that people print from have them.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageOps

from dialogs.sharing.fonts import choose
from dialogs.sharing.printed import block
from dialogs.sharing.sheet import Sheet, pdf
from storage.labs import Lab, Meeting, Text
from tests.dialogs.chat import BOLOGNA, CATALOGS, NOW
from tests.dialogs.printing import Printed

CODE, SPOKEN = "Ab3dEf7hJk", "K7M42"
TITLES = {"it": "Storie di lavoro", "fr": "Histoires de travail", "ar": "حكايات العمل", "en": "Job stories"}
POSTERS = {
    "poster-a4.png": ("a4", ("it", "fr", "ar", "en"), 86),
    "poster-a5-arabic.png": ("a5", ("ar",), 100),
}
"""File → size, languages, dots per inch."""


def a_lab() -> Lab:
    """Two evenings."""
    first = datetime(2026, 3, 9, 17, tzinfo=UTC)
    evenings = (first, first + timedelta(days=7))
    meetings = tuple(
        Meeting(number, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori 25", None)
        for number, starts_at in enumerate(evenings)
    )
    texts = {language: Text(language, title, "") for language, title in TITLES.items()}
    values = ("published", "work", "in_person", "A company", None, ("it",), 10, "it")
    return Lab(1, *values, texts, meetings)


def drawn(size: str, languages: tuple[str, ...], dots_per_inch: int) -> Image.Image:
    """A poster with a thin frame, so that one sees where the paper ends."""
    lab, city, blocks = a_lab(), BOLOGNA, []
    for language in languages:
        told = block(lab, CATALOGS.words(city.chain(language)), city, NOW, SPOKEN)
        assert told is not None, f"no font here has the letters of {language}"
        blocks.append(told)
    bot = f"t.me/{city.bot_username}"
    sheet = Sheet(city.name, choose(f"{city.name}{bot}{SPOKEN}"), city.link(CODE), SPOKEN, bot, tuple(blocks))
    page = Printed(pdf(sheet, size, NOW.date()), dots_per_inch).image.convert("RGB")
    return ImageOps.expand(page, 2, (200, 200, 200)).quantize(32)


if __name__ == "__main__":
    for name, poster in POSTERS.items():
        drawn(*poster).save(Path(sys.argv[1]) / name, optimize=True)
