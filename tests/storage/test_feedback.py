"""Feedback: once for each sign-up, counted by question, and nobody's."""

from concurrent.futures import ThreadPoolExecutor

from storage import attendances, feedback, labs, signups
from storage.database import Database, Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything

TODAY = NOW.date()


def test_it_is_given_once(tx: Transaction) -> None:
    lab = a_lab(tx)
    signup = signups.put(tx, lab, a_person(tx, 1), 1, "seated", NOW)
    assert feedback.has_given(tx, signup) is False
    assert feedback.give(tx, signup, lab, (3, 2, 3), TODAY) is True
    assert feedback.give(tx, signup, lab, (1, 1, 1), TODAY) is False
    assert feedback.has_given(tx, signup) is True
    assert feedback.counts(tx, lab) == ((0, 0, 1), (0, 1, 0), (0, 0, 1))


def test_of_many_taps_at_once_one_counts(database: Database) -> None:
    with database.transaction() as tx:
        lab = a_lab(tx)
        signup = signups.put(tx, lab, a_person(tx, 1), 1, "seated", NOW)

    def give(_: int) -> bool:
        with database.transaction() as tx:
            return feedback.give(tx, signup, lab, (3, 3, 3), TODAY)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(give, range(8))) == [*[False] * 7, True]
    with database.transaction() as tx:
        assert feedback.counts(tx, lab) == ((0, 0, 1),) * 3


def test_neither_answers_nor_sentences_say_whose_they_are(tx: Transaction) -> None:
    lab = a_lab(tx)
    signup = signups.put(tx, lab, a_person(tx, 4711), 1, "seated", NOW)
    feedback.give(tx, signup, lab, (3, 2, 1), TODAY)
    feedback.remark(tx, lab, "en", "It was warm.", TODAY)
    held = everything(tx)
    about = {"id": 1, "lab_id": lab, "given_on": TODAY}
    assert held["feedback"] == [{**about, "welcome": 3, "useful": 2, "again": 1}]
    assert held["remarks"] == [{**about, "language": "en", "words": "It was warm."}]
    assert held["signups"][0]["changed_at"] == NOW


def test_sentences_come_in_the_order_of_their_words_and_labs_apart(tx: Transaction) -> None:
    felt, clay = a_lab(tx, "Felt"), a_lab(tx, "Clay")
    for words in ("Warm.", "Again!", "More time."):
        feedback.remark(tx, felt, "en", words, TODAY)
    feedback.remark(tx, clay, "en", "Cold.", TODAY)
    assert feedback.remarks(tx, felt) == ("Again!", "More time.", "Warm.")
    assert feedback.counts(tx, clay) == ((0, 0, 0),) * 3


def test_who_could_have_answered_came_or_has_a_seat_and_was_not_only_absent(tx: Transaction) -> None:
    lab = a_lab(tx)
    found = labs.get(tx, lab)
    assert found is not None
    states = ("seated", "seated", "seated", "waiting", "cancelled")
    ids = [signups.put(tx, lab, a_person(tx, n), 2, state, NOW) for n, state in enumerate(states)]
    guest = signups.put(tx, lab, None, 1, "walked_in", NOW)  # nobody who could answer
    for came in (guest, ids[4]):  # the other has left for later dates
        attendances.put(tx, came, found.meetings[0].id, "attended", 1, NOW)
    attendances.put(tx, ids[0], found.meetings[0].id, "attended", 2, NOW)
    attendances.put(tx, ids[1], found.meetings[0].id, "absent", 0, NOW)
    assert feedback.asked(tx, lab) == 3
