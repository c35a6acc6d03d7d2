"""A leader has a poster made: chooses languages and size, is told to wait, and gets a file to print."""

import html
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.screen import Screen
from dialogs.sharing import fonts
from dialogs.sharing.fonts import families, folders
from dialogs.sharing.printed import block, plain
from storage import errands, labs, shares
from storage.labs import Text
from tests.dialogs.chat import BOLOGNA, CATALOGS, COORDINATOR, Chat, Place
from tests.dialogs.printing import Printed

TITLES = {"it": "Storie di lavoro", "fr": "Histoires de travail", "ar": "حكايات العمل"}


@pytest.fixture
def lab(place: Place) -> int:
    """A lab in English, Italian, French and Arabic, and in Bengali, which the city does not speak."""
    lab = place.lab("Job stories")
    for language, title in {**TITLES, "bn": "কাজের গল্প"}.items():
        labs.put_text(place.tx, lab, Text(language, title, "…"), place.now)
    return lab


def gets(chat: Chat) -> Screen:
    """What the one thing that was asked for gives, once it is done."""
    talk = chat.talk()
    errand = errands.begin(talk.tx)
    assert errand is not None
    assert errand.person_id == talk.person.id
    (shown,) = chat.place.site.run(talk, errand.address)
    errands.done(talk.tx, errand.id)
    return shown


def page(shown: Screen) -> Printed:
    """The poster that came with a message."""
    assert shown.media is not None
    assert (shown.media.kind, shown.media.name[:7]) == ("document", "poster-")
    return Printed(shown.media.content)


def test_a_leader_taps_a_size_and_gets_a_poster_in_all_the_labs_languages(place: Place, lab: int) -> None:
    fatou = place.chat(1).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    assert [button.text for row in fatou.screen.rows for button in row] == [
        *("✓ italiano", "✓ English", "✓ français", "✓ العربية"),
        *("🖨 Large (A4)", "🖨 Small (A5)", "Back", "☰ Menu"),
    ]
    assert "Whoever opens it counts as come through a poster: never by name." in fatou.screen.text
    fatou.taps("A4")
    assert fatou.toast == "I am drawing it: it takes a few seconds."
    assert "drawing" not in fatou.screen.text  # it stays below the poster that comes
    fatou.taps("A4")  # once more: it is asked for once
    assert fatou.toast == "I am at it already."
    came = gets(fatou)
    assert errands.begin(place.tx) is None
    assert "Languages: italiano, English, français, \u2068العربية\u2069" in came.text
    poster = page(came)
    share = shares.by_code(place.tx, poster.codes[0].rpartition("=")[2])
    assert share is not None
    assert (share.kind, share.person_id, share.lab_id) == ("poster", fatou.talk().person.id, lab)
    seen = " ".join(poster.text.split())
    for told in ("Bologna", "Job stories", "Storie di lavoro", "Histoires de travail", "Piazza dei Colori"):
        assert told in seen
    assert "Free, with A company" in seen
    assert "lunedì 9 marzo, 10:00–12:00" in seen
    assert (round(poster.width), round(poster.height)) == (595, 842)
    assert poster.overlaps() == []


def test_another_size_is_asked_for_without_a_way_back(place: Place, lab: int) -> None:
    fatou = place.chat(1).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    fatou.taps("✓ العربية")
    before = fatou.screen
    fatou.taps("A4")
    assert fatou.screen == before
    fatou.taps("A5")
    assert fatou.toast == "I am drawing it: it takes a few seconds."
    assert [round(page(gets(fatou)).width) for _ in range(2)] == [595, 420]
    assert errands.begin(place.tx) is None


def test_languages_are_chosen_one_by_one_and_the_last_one_stays(place: Place, lab: int) -> None:
    fatou = place.chat(1).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    for tap in ("✓ italiano", "✓ English", "✓ français", "✓ العربية"):
        fatou.taps(tap)
    chosen = [b.text for row in fatou.screen.rows for b in row if b.text.startswith("✓")]
    assert chosen == ["✓ العربية"]
    fatou.taps("français")
    fatou.taps("A5")
    poster = page(gets(fatou))
    seen = " ".join(poster.text.split())
    assert "Histoires de travail" in seen
    assert "Storie di lavoro" not in seen
    assert (round(poster.width), round(poster.height)) == (420, 595)
    assert poster.code_box[0] > 200  # Arabic was first


def test_a_poster_of_all_the_labs_says_what_they_are(place: Place) -> None:
    giulia = place.chat(COORDINATOR)
    giulia.forges("lab/0/tell")
    giulia.taps("🖨 My poster")
    giulia.taps("✓ العربية")
    giulia.taps("A4")
    seen = " ".join(page(gets(giulia)).text.split())
    assert "Community labs of Bologna" in seen
    assert "Free, in your language." in seen
    assert plain(CATALOGS.words(("fr", "en")).say("Community labs of {city}", city="Bologna")) in seen


def test_a_fifth_language_takes_the_place_of_the_fourth(place: Place) -> None:
    fatou = place.chat(1).becomes("leader")
    fatou.forges("poster/lab/0")
    fatou.taps("دری")
    chosen = [b.text for row in fatou.screen.rows for b in row if b.text.startswith("✓")]
    assert chosen == ["✓ italiano", "✓ English", "✓ français", "✓ دری"]


def test_what_a_lab_asks_is_as_it_is_when_it_is_drawn(place: Place, lab: int) -> None:
    fatou = place.chat(1).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    fatou.taps("A4")
    labs.cancel(place.tx, lab)
    came = gets(fatou)
    assert came.media is None
    assert "This lab is not there any more." in came.text
    fatou.forges(f"poster/lab/{lab}")
    assert "❌ This lab was cancelled." in fatou.screen.text


def test_nobody_makes_a_poster_with_the_link_of_somebody_else(place: Place, lab: int) -> None:
    fatou, marco = place.chat(1).becomes("leader"), place.chat(2).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    hers = next(b.to for row in fatou.screen.rows for b in row if "A4" in b.text)
    marco.forges(hers)
    assert marco.toast == "This poster can't be made any more."
    assert errands.begin(place.tx) is None
    asked = hers.replace("poster/", "sheet/", 1).split("/")
    (shown,) = place.site.run(marco.talk(), "/".join(asked))
    assert shown.media is None
    assert place.site.run(place.chat(3).talk(), "/".join(asked)) == ()


def test_where_no_font_has_the_letters_it_is_said_and_the_others_are_printed(
    place: Place, lab: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders_before = folders()
    monkeypatch.setattr(fonts, "families", lambda places=None: families(folders_before[-1:]))
    place.city = replace(place.city, languages=(*place.city.languages, "bn"))
    fatou = place.chat(1).becomes("leader")
    fatou.forges(f"poster/lab/{lab}")
    for tap in ("✓ italiano", "✓ English", "✓ français"):
        fatou.taps(tap)
    fatou.taps("বাংলা")
    fatou.taps("A4")
    came = gets(fatou)
    assert "No font here has the letters of: বাংলা" in came.text
    assert "Languages: \u2068العربية\u2069" in came.text
    assert len(page(came).codes) == 1
    fatou.taps("✓ العربية")
    fatou.taps("A4")
    alone = gets(fatou)
    assert alone.media is None
    assert "No font here has the letters of: বাংলা" in alone.text


def test_a_text_is_plain_without_pictures_but_with_its_marks_of_direction() -> None:
    assert plain("<b>🗓 A &amp; B</b>  📍\ufe0f \u2068Piazza\u2069") == "A & B \u2068Piazza\u2069"
    assert plain("1° maggio, №\u00a05 ☺") == "1° maggio, № 5"


def test_what_must_be_known_of_the_words_stands_on_the_poster(place: Place) -> None:
    lab = place.lab("Felt")
    labs.put_text(place.tx, lab, Text("it", "Feltro", "…", "machine"), place.now)
    found = labs.get(place.tx, lab)
    told = block(found, CATALOGS.words(("it", "en")), BOLOGNA, place.now, "K7M42")
    assert told is not None
    assert told.small == (plain(CATALOGS.words(("it", "en")).say("(A machine translated this.)")),)
    assert told.title == "Feltro"
    assert told.free == plain(CATALOGS.words(("it", "en")).say("Free, with {host}", host="A company"))
    assert html.unescape(told.where) == "Piazza dei Colori"


def test_the_fonts_that_are_shipped_are_where_they_are_looked_for() -> None:
    assert any((Path(folder) / "DejaVuSans.ttf").exists() for folder in folders())
