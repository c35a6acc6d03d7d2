"""The pictures in the README are drawn from a city's database, whatever is in it."""

from datetime import timedelta
from pathlib import Path

from storage.database import Database
from tests.bench.wood import BEGAN, plant
from tests.pictures.travels import SHOWN, WIDTH, drawn


def test_a_picture_is_drawn_for_each_that_is_shown(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/city.db")
    plant(database, 400)
    made = drawn(database, BEGAN + timedelta(days=120))
    database.close()
    assert sorted(made) == sorted(f"{name.replace('_', '-')}-{language}.png" for name, language in SHOWN)
    for name, picture in made.items():
        assert picture.width == WIDTH
        assert len(picture.getcolors() or ()) > 4, name
        assert (Path("docs/images") / name).exists()
