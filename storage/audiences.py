"""Says in SQL who belongs to an audience: everybody who agreed and has not stopped, by one trait."""

from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from storage.database import Transaction
from storage.signups import STANDING
from storage.tables import CircleRow, ContactRow, InterestRow, LabRow, PersonRow, SignupRow

Trait = Literal["all", "language", "topic", "district", "lab", "circle"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom news is for: all, or those with a trait of this value. Written `trait` or `trait:value`."""

    trait: Trait
    value: str = ""

    def __str__(self) -> str:
        return f"{self.trait}:{self.value}" if self.value else self.trait

    @staticmethod
    def read(text: str) -> "Audience":
        """The other way round. Raises ValueError on anything else."""
        trait, _, value = text.partition(":")
        if trait not in get_args(Trait) or (trait == "all") == bool(value):
            raise ValueError(f"no such audience: {text!r}")
        return Audience(trait, value)  # type: ignore[arg-type]  # looked up in the line above


def _belongs(audience: Audience) -> ColumnElement[bool] | None:
    if audience.trait == "language":
        return PersonRow.language == audience.value
    if audience.trait == "topic":
        came = select(SignupRow.person_id).join(LabRow, LabRow.id == SignupRow.lab_id)
        came = came.where(LabRow.topic == audience.value, SignupRow.state.in_(STANDING))
        asked = select(InterestRow.person_id).where(InterestRow.topic == audience.value)
        wants = PersonRow.is_work_first.is_(True) if audience.value == "work" else false()
        return or_(PersonRow.id.in_(came), PersonRow.id.in_(asked), wants)
    if audience.trait == "district":
        return PersonRow.district == audience.value
    if audience.trait == "lab":
        signed_up = select(SignupRow.person_id).where(
            SignupRow.lab_id == int(audience.value), SignupRow.state.in_(STANDING)
        )
        return PersonRow.id.in_(signed_up)
    if audience.trait == "circle":
        in_touch = select(CircleRow.person_id).where(CircleRow.lab_id == int(audience.value))
        return PersonRow.id.in_(in_touch)
    return None


def members(audience: Audience) -> Select[int]:
    """A query for the numbers of the people in an audience whom news may reach."""
    query = (
        select(PersonRow.id)
        .join(ContactRow, ContactRow.person_id == PersonRow.id)
        .where(PersonRow.agreed_at.is_not(None), PersonRow.stopped_at.is_(None))
        .where(ContactRow.unreachable_since.is_(None))
    )
    belongs = _belongs(audience)
    return query if belongs is None else query.where(belongs)


def is_within_reach(tx: Transaction, person: int) -> bool:
    """Whether news may reach this person."""
    return tx.execute(members(Audience("all")).where(PersonRow.id == person)).first() is not None


def languages(tx: Transaction, audience: Audience) -> dict[str, int]:
    """How many people of an audience read in which language, most first."""
    people = members(audience).with_only_columns(PersonRow.language, func.count())
    rows = tx.execute(people.group_by(PersonRow.language).order_by(func.count().desc(), PersonRow.language))
    return dict(rows.all())
