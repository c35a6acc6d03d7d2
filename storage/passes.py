"""Remembers what a sign-up shows at the door: the code of its pass, and a name for the host.

It must not know who opens a pass.
"""

from sqlalchemy import select, update

from storage import signups
from storage.database import Transaction
from storage.signups import Signup
from storage.tables import SignupRow


def own(tx: Transaction, signup: int, new_code: str) -> str:
    """The code of a sign-up's pass; `new_code`, if it had none yet."""
    mine = SignupRow.id == signup
    tx.execute(update(SignupRow).where(mine, SignupRow.pass_code.is_(None)).values(pass_code=new_code))
    code = tx.execute(select(SignupRow.pass_code).where(mine)).scalar_one()
    assert code is not None
    return code


def by_code(tx: Transaction, code: str) -> Signup | None:
    """The sign-up whose pass this is, whatever its state."""
    number = tx.execute(select(SignupRow.id).where(SignupRow.pass_code == code)).scalar()
    return None if number is None else signups.get(tx, number)


def set_name(tx: Transaction, signup: int, name: str | None) -> None:
    """What the host may call them (at most 40 letters); None: nothing."""
    tx.execute(update(SignupRow).where(SignupRow.id == signup).values(name=name))
