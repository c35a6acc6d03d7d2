"""Drafts: kept as long as they are needed."""

from storage import drafts
from storage.database import Transaction
from tests.storage.rows import NOW, a_person


def test_a_draft_is_kept_for_each_person_and_form(tx: Transaction) -> None:
    amina, fatou = a_person(tx, 1), a_person(tx, 2)
    drafts.put(tx, amina, "lab", {"title": "خياطة", "seats": 5}, NOW)
    drafts.put(tx, amina, "lab", {"title": "خياطة", "seats": 6}, NOW)
    drafts.put(tx, fatou, "lab", {"title": "Cuisine"}, NOW)
    assert drafts.get(tx, amina, "lab") == {"title": "خياطة", "seats": 6}
    assert drafts.get(tx, amina, "announce") == {}
    drafts.drop(tx, amina, "lab")
    assert drafts.get(tx, amina, "lab") == {}
    assert drafts.get(tx, fatou, "lab") == {"title": "Cuisine"}
