"""The posters in the documentation are posters of ours: a camera reads them, and they are as drawn."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.dialogs.chat import BOLOGNA
from tests.pictures.posters import CODE, POSTERS, drawn

IMAGES = Path(__file__).parents[2] / "docs" / "images"


@pytest.mark.parametrize("name", POSTERS)
def test_the_picture_of_a_poster_leads_where_a_poster_leads(name: str) -> None:
    with Image.open(IMAGES / name) as picture:
        assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == [BOLOGNA.link(CODE)]
        assert picture.size == drawn(*POSTERS[name]).size
    assert (IMAGES / name).stat().st_size < 150_000
