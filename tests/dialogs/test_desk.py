"""Lists at the desk: each in the coordinator's language, cut where a button ends."""

from datetime import timedelta

from storage import announcements, labs, questions
from storage.audiences import Audience
from storage.labs import Text
from tests.dialogs.chat import COORDINATOR, Place

LONG = "Handcraft and recycling for everybody"


def test_what_was_sent_is_named_in_the_readers_language_and_cut_with_a_sign(place: Place) -> None:
    giulia = place.chat(COORDINATOR)
    lab = place.lab("Feltro")
    labs.put_text(place.tx, lab, Text("it", "Feltro", "…"), place.now)
    labs.put_text(place.tx, lab, Text("en", "Felt", "…"), place.now)
    due_at, me = place.now + timedelta(days=1), giulia.talk().person.id
    for about, words in ((lab, {"it": "Vieni!"}), (None, {"it": "Tutti insieme", "en": LONG})):
        announcements.add(place.tx, me, Audience("all"), "it", words, due_at, place.now, about)
    questions.ask(place.tx, me, "en", LONG, "", place.now)
    giulia.forges("desk/news")
    shown = [button.text for row in giulia.screen.rows for button in row]
    assert {"✏️ 1: Felt", "✏️ 2: Handcraft and recycling for e…"} <= set(shown)
    giulia.forges("desk/questions")
    assert giulia.screen.rows[0][0].text == "1: Handcraft and recycling for e…"
