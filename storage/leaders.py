"""Remembers of the leaders how many there are, and how far their word went: counts by language, and no names.

It must not know which counts may be shown.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, func, literal_column, select

from storage.database import Transaction
from storage.tables import ArrivalRow, PersonRow, ShareRow

_LEADS = PersonRow.role == literal_column("'leader'")


def languages(tx: Transaction) -> Mapping[str, int]:
    """Leaders by the language they read."""
    query = select(PersonRow.language, func.count()).where(_LEADS).group_by(PersonRow.language)
    return dict(tx.execute(query).all())


def words(tx: Transaction, before: datetime) -> tuple[tuple[str, int], ...]:
    """Of each leader who lets it be seen: their language, and how many came through them before a moment."""
    came = (
        select(PersonRow.id, PersonRow.language, func.count(ArrivalRow.person_id.distinct()).label("came"))
        .outerjoin(ShareRow, ShareRow.person_id == PersonRow.id)
        .outerjoin(ArrivalRow, and_(ArrivalRow.share_id == ShareRow.id, ArrivalRow.at < before))
        .where(_LEADS, PersonRow.shows_figures)
        .group_by(PersonRow.id, PersonRow.language)
        .subquery()
    )
    rows = tx.execute(select(came.c.language, came.c.came).order_by(came.c.language, came.c.came))
    return tuple((language, people) for language, people in rows)


def by_lab(tx: Transaction, person: int, before: datetime, least: int) -> tuple[int, ...]:
    """Labs of which `least` people or more heard through somebody before a moment, the newest first."""
    query = (
        select(ArrivalRow.lab_id)
        .join(ShareRow, ShareRow.id == ArrivalRow.share_id)
        .where(ShareRow.person_id == person, ArrivalRow.lab_id.is_not(None), ArrivalRow.at < before)
        .group_by(ArrivalRow.lab_id)
        .having(func.count(ArrivalRow.person_id.distinct()) >= least)
        .order_by(ArrivalRow.lab_id.desc())
    )
    return tuple(lab for lab in tx.execute(query).scalars() if lab is not None)
