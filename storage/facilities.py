"""Remembers the places a lab has beside its seats (interpreter, childcare, step-free), and who needs them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, func, insert, select, update

from storage.database import Transaction
from storage.tables import FacilityRow, NeedRow, SignupRow

Kind = Literal["interpreter", "childcare", "step_free"]


@dataclass(frozen=True, slots=True)
class Facility:
    """Places of one kind at one lab. `language`: of an interpreter, else ""."""

    id: int
    lab_id: int
    kind: str
    language: str
    places: int


_COLUMNS = (FacilityRow.id, FacilityRow.lab_id, FacilityRow.kind, FacilityRow.language, FacilityRow.places)


def of(tx: Transaction, lab: int) -> tuple[Facility, ...]:
    """What a lab offers, or has promised to somebody, always in the same order."""
    query = select(*_COLUMNS).where(FacilityRow.lab_id == lab)
    return tuple(Facility(*row) for row in tx.execute(query.order_by(FacilityRow.kind, FacilityRow.id)))


def put(tx: Transaction, lab: int, kind: Kind, language: str, places: int) -> None:
    """So many places of a kind, in place of what there was. The lab is held."""
    mine = (FacilityRow.lab_id == lab, FacilityRow.kind == kind, FacilityRow.language == language)
    changed = tx.execute(update(FacilityRow).where(*mine).values(places=places)).rowcount
    if not changed and places:
        values = {"lab_id": lab, "kind": kind, "language": language, "places": places}
        tx.execute(insert(FacilityRow).values(values))


def wanted(tx: Transaction, lab: int, states: Collection[str] = ("seated", "offered")) -> dict[int, int]:
    """Places by facility that sign-ups in these states have (or wait for)."""
    query = (
        select(NeedRow.facility_id, func.sum(NeedRow.places))
        .join(SignupRow, SignupRow.id == NeedRow.signup_id)
        .where(SignupRow.lab_id == lab, SignupRow.state.in_(states))
        .group_by(NeedRow.facility_id)
    )
    return dict(tx.execute(query).all())


def needs_of(tx: Transaction, signup: int) -> dict[int, int]:
    """What a sign-up needs: places by facility."""
    query = select(NeedRow.facility_id, NeedRow.places).where(NeedRow.signup_id == signup)
    return dict(tx.execute(query.order_by(NeedRow.facility_id)).all())


def needs_of_each(tx: Transaction, signups: Collection[int]) -> dict[int, dict[int, int]]:
    """The same by sign-up, of those that need anything."""
    query = select(NeedRow.signup_id, NeedRow.facility_id, NeedRow.places)
    found: dict[int, dict[int, int]] = {}
    for signup, facility, places in tx.execute(query.where(NeedRow.signup_id.in_(signups))):
        found.setdefault(signup, {})[facility] = places
    return found


def set_needs(tx: Transaction, signup: int, needs: Mapping[int, int]) -> None:
    """What a sign-up needs, in place of what it needed."""
    tx.execute(delete(NeedRow).where(NeedRow.signup_id == signup))
    rows = [{"signup_id": signup, "facility_id": one, "places": n} for one, n in needs.items() if n]
    if rows:
        tx.execute(insert(NeedRow), rows)
