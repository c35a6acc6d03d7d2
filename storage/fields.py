"""Remembers what labs ask of those who sign up, in each language, and what these answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, delete, func, insert, select

from storage.database import Transaction
from storage.signups import STANDING
from storage.tables import FieldAnswerRow, FieldRow, FieldTextRow, SignupRow

Kind = Literal["text", "choice", "yes_no", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)
UNSAID = ""
"""The answer of somebody who would rather not say."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field's words in one language, and what can be chosen."""

    language: str
    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a lab's own, with its texts by language."""

    id: int
    lab_id: int
    kind: Kind
    texts: dict[str, FieldText]

    @property
    def choice_count(self) -> int:
        """How many can be chosen from, the same in each language; 0 where nothing is."""
        return max((len(text.choices) for text in self.texts.values()), default=0)

    def text_for(self, chain: tuple[str, ...]) -> FieldText:
        """Its words in the first language of a chain that it has; else in any."""
        found = next((self.texts[one] for one in chain if one in self.texts), None)
        return found or next(iter(self.texts.values()))


def shown(field: Field, value: str, chain: tuple[str, ...]) -> str:
    """An answer as it is read: a choice in its words; "" for who would rather not say; the rest as it is."""
    if field.kind != "choice" or value == UNSAID:
        return value
    return field.text_for(chain).choices[int(value)]


def of(tx: Transaction, lab: int) -> tuple[Field, ...]:
    """What a lab asks, in the order in which it is asked."""
    return _whole(tx, FieldRow.lab_id == lab)


def get(tx: Transaction, field: int) -> Field | None:
    """A field by its number."""
    return next(iter(_whole(tx, FieldRow.id == field)), None)


_TEXT = (FieldTextRow.language, FieldTextRow.words, FieldTextRow.choices)


def _whole(tx: Transaction, which: ColumnElement[bool]) -> tuple[Field, ...]:
    query = (
        select(FieldRow.id, FieldRow.lab_id, FieldRow.kind, *_TEXT)
        .join(FieldTextRow, FieldTextRow.field_id == FieldRow.id)
        .where(which)
        .order_by(FieldRow.position, FieldRow.id, FieldTextRow.language)
    )
    found: dict[int, Field] = {}
    row: Any
    for row in tx.execute(query):
        number, lab, kind, language, words, choices = row
        field = found.setdefault(number, Field(number, lab, kind, {}))
        field.texts[language] = FieldText(language, words, tuple(choices.splitlines()))
    return tuple(found.values())


def add(tx: Transaction, lab: int, kind: Kind, text: FieldText) -> int:
    """Ask one more thing, after all the others; its number. The lab is held."""
    highest = tx.execute(select(func.max(FieldRow.position)).where(FieldRow.lab_id == lab)).scalar()
    made = insert(FieldRow).values(lab_id=lab, kind=kind, position=(highest or 0) + 1)
    field = tx.execute(made.returning(FieldRow.id)).scalar_one()
    put_text(tx, field, text)
    return field


def put_text(tx: Transaction, field: int, text: FieldText) -> None:
    """A field's words in one language, in place of those it had."""
    mine = (FieldTextRow.field_id == field, FieldTextRow.language == text.language)
    tx.execute(delete(FieldTextRow).where(*mine))
    values = {"language": text.language, "words": text.words, "choices": "\n".join(text.choices)}
    tx.execute(insert(FieldTextRow).values(field_id=field, **values))


def remove(tx: Transaction, field: int) -> None:
    """Ask it no more; its answers go with it. The lab is held."""
    tx.execute(delete(FieldRow).where(FieldRow.id == field))


def answer(tx: Transaction, signup: int, field: int, value: str) -> None:
    """What somebody answers, in place of what they answered. The lab is held."""
    mine = (FieldAnswerRow.signup_id == signup, FieldAnswerRow.field_id == field)
    tx.execute(delete(FieldAnswerRow).where(*mine))
    tx.execute(insert(FieldAnswerRow).values(signup_id=signup, field_id=field, value=value))


def answers_of(tx: Transaction, signup: int) -> dict[int, str]:
    """What one sign-up has answered, by field."""
    query = select(FieldAnswerRow.field_id, FieldAnswerRow.value).where(FieldAnswerRow.signup_id == signup)
    return {row.field_id: row.value for row in tx.execute(query.order_by(FieldAnswerRow.field_id))}


def answers(tx: Transaction, lab: int, states: Sequence[str] = STANDING) -> dict[int, dict[int, str]]:
    """What a lab's sign-ups in these states have answered: by sign-up, then by field."""
    query = (
        select(FieldAnswerRow.signup_id, FieldAnswerRow.field_id, FieldAnswerRow.value)
        .join(SignupRow, SignupRow.id == FieldAnswerRow.signup_id)
        .where(SignupRow.lab_id == lab, SignupRow.state.in_(states))
        .order_by(SignupRow.number, FieldAnswerRow.field_id)
    )
    found: dict[int, dict[int, str]] = {}
    for signup, field, value in tx.execute(query):
        found.setdefault(signup, {})[field] = value
    return found


def count_answers(tx: Transaction, field: int) -> int:
    """How many answers go with a field, whoever gave them."""
    query = select(func.count()).where(FieldAnswerRow.field_id == field, FieldAnswerRow.value != UNSAID)
    return tx.execute(query).scalar_one()


def said(tx: Transaction, field: Field) -> tuple[str, ...]:
    """What those answered who come or wait, ordered by itself: nobody is recognised by their place."""
    of_all = answers(tx, field.lab_id).values()
    return tuple(sorted(one[field.id] for one in of_all if one.get(field.id, UNSAID) != UNSAID))


def wipe(tx: Transaction, signup: int) -> None:
    """Forget all that was answered for a sign-up."""
    tx.execute(delete(FieldAnswerRow).where(FieldAnswerRow.signup_id == signup))
