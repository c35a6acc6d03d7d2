"""Remembers where people say they heard of us, apart from the links they came by."""

from sqlalchemy import bindparam, func, select

from storage.database import Transaction
from storage.tables import SignupRow

_SIGNUPS = select(func.count()).where(SignupRow.person_id == bindparam("person"))


def is_first_signup(tx: Transaction, person: int) -> bool:
    """Whether somebody has signed up once, for one lab, and never for another that is still known."""
    return tx.execute(_SIGNUPS, {"person": person}).scalar_one() == 1
