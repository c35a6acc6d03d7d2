"""Draws how the word travelled in a city: `python -m tests.pictures.travels city.db docs/images`.

`city.db` is what `passaparola simulate --keep city.db` left: nobody in it is real.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.simulation.clock import BEGINS
from dialogs.reach.pictures.album import pictures
from dialogs.reach.reading import report
from storage.database import Database
from tests.dialogs.chat import BOLOGNA, CATALOGS

DAYS = 42
"""So far into the story that it still goes on."""
LANGUAGES = ("it", "ar")


def drawn(database: Database, until: datetime) -> dict[str, bytes]:
    """The pictures as files, by name: each in two languages."""
    city = replace(BOLOGNA, zone=ZoneInfo("Europe/Rome"))
    with database.reading_twice() as tx:
        found = report(tx, until, city, until=until)
    english, made = CATALOGS.words(("en",)), {}
    for language in LANGUAGES:
        for one in pictures(found, CATALOGS.words((language, "en")), english, city, "png"):
            made[f"{Path(one.name).stem.replace('_', '-')}-{language}.png"] = one.content
    return made


def main(file: str, folder: str) -> None:
    """Draw them all into a folder."""
    database = Database(f"sqlite:///{file}")
    for name, content in drawn(database, BEGINS + timedelta(days=DAYS)).items():
        (Path(folder) / name).write_bytes(content)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
