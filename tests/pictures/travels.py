"""Draws how the word travelled in a city: `python -m tests.pictures.travels city.db docs/images`.

`city.db` is what `passaparola simulate --keep city.db` left: nobody in it is real.
"""

import io
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image

from bot.simulation.clock import BEGINS
from dialogs.reach.pictures.album import pictures
from dialogs.reach.reading import report
from storage.database import Database
from tests.dialogs.chat import BOLOGNA, CATALOGS

DAYS, WIDTH = 42, 640
"""So far into the story that it still goes on; so wide, in pixels, are the files."""
SHOWN = (("over_time", "it"), ("languages", "ar"))
"""Pictures, and the language of each."""


def drawn(database: Database, until: datetime) -> dict[str, Image.Image]:
    """The pictures by the names of their files."""
    city = replace(BOLOGNA, zone=ZoneInfo("Europe/Rome"))
    with database.reading_twice() as tx:
        found = report(tx, until, city, until=until)
    english, made = CATALOGS.words(("en",)), {}
    for name, language in SHOWN:
        all_of_them = pictures(found, CATALOGS.words((language, "en")), english, city, "png")
        (content,) = (one.content for one in all_of_them if Path(one.name).stem == name)
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        small = picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS)
        made[f"{name.replace('_', '-')}-{language}.png"] = small.quantize(64)
    return made


def main(file: str, folder: str) -> None:
    """Draw them into a folder."""
    database = Database(f"sqlite:///{file}")
    for name, picture in drawn(database, BEGINS + timedelta(days=DAYS)).items():
        picture.save(Path(folder) / name, optimize=True)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
