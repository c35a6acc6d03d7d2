"""Remembers what people think of a lab, and of a sign-up that it has answered.

It must not know whose an answer is.
"""

from datetime import date

from sqlalchemy import func, insert, select, update

from storage.attendances import MAY_HAVE_COME
from storage.database import Transaction
from storage.tables import FeedbackRow, RemarkRow, SignupRow

QUESTIONS = ("welcome", "useful", "again")
"""What is asked, in this order; each is answered from 1 (not at all) to 3 (very)."""


def has_given(tx: Transaction, signup: int) -> bool:
    """Whether this sign-up has answered."""
    return bool(tx.execute(select(SignupRow.has_given_feedback).where(SignupRow.id == signup)).scalar())


def give(tx: Transaction, signup: int, lab: int, answers: tuple[int, int, int], on: date) -> bool:
    """Write answers down, in the order of the questions; False if this sign-up has answered before."""
    first = update(SignupRow).where(SignupRow.id == signup, SignupRow.has_given_feedback.is_(False))
    if not tx.execute(first.values(has_given_feedback=True)).rowcount:
        return False
    tx.execute(
        insert(FeedbackRow).values(lab_id=lab, given_on=on, **dict(zip(QUESTIONS, answers, strict=True)))
    )
    return True


def remark(tx: Transaction, lab: int, language: str, words: str, on: date) -> None:
    """Write a sentence down."""
    tx.execute(insert(RemarkRow).values(lab_id=lab, language=language, words=words, given_on=on))


def counts(tx: Transaction, lab: int) -> tuple[tuple[int, int, int], ...]:
    """How many said 1, 2 and 3, question by question."""
    sums = [func.count().filter(getattr(FeedbackRow, q) == n) for q in QUESTIONS for n in (1, 2, 3)]
    row = tx.execute(select(*sums).where(FeedbackRow.lab_id == lab)).one()
    return tuple((row[i], row[i + 1], row[i + 2]) for i in range(0, len(row), 3))


def asked(tx: Transaction, lab: int) -> int:
    """How many could have answered: whoever came, and who has a seat and may have come."""
    query = select(func.count()).where(SignupRow.lab_id == lab, SignupRow.person_id.is_not(None))
    return tx.execute(query.where(MAY_HAVE_COME)).scalar_one()


def remarks(tx: Transaction, lab: int) -> tuple[str, ...]:
    """The sentences about a lab, in the order of their words: when each was written is not told."""
    return tuple(sorted(tx.execute(select(RemarkRow.words).where(RemarkRow.lab_id == lab)).scalars()))
