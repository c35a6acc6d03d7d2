"""Notes what somebody is at a meeting: only what the table of standings allows.

It must not know who may note it, nor who is told.
"""

from datetime import datetime

from dialogs.labs.offering import off_the_list
from dialogs.rules.standing import Event, Standing, after
from storage import attendances, signups
from storage.attendances import Expected
from storage.database import Transaction


def one_of(tx: Transaction, meeting: int, signup: int) -> Expected | None:
    """One of those who are expected at this meeting; nobody of another lab. The lab is held from here on."""
    lab = attendances.lab_of(tx, meeting)
    if lab is None:
        return None
    signups.hold(tx, lab)
    return next((one for one in attendances.expected(tx, meeting) if one.signup_id == signup), None)


def then(one: Expected, event: Event) -> Standing | None:
    """What somebody is at a meeting after something happened there; None where it cannot.

    A mark is taken back to the seat it was made from: of somebody who has left since, it stays.
    """
    found = after(one.standing, event)
    return None if event == "is unmarked" and found != one.state else found


def step(tx: Transaction, one: Expected, meeting: int, event: Event, now: datetime, came: int = 0) -> bool:
    """Let something happen to somebody at a meeting; False where it cannot. The lab is held.

    `came`: people, where the event is that they come.
    """
    found = then(one, event)
    if found is None:
        return False
    if event == "is unmarked":
        attendances.drop(tx, one.signup_id, meeting)
    else:
        mark, people = ("attended", came) if event == "comes" else (found, 0)
        attendances.put(tx, one.signup_id, meeting, mark, people, now)
    return True


def walks_in(tx: Transaction, lab: int, meeting: int, party: int, now: datetime) -> int:
    """Somebody who is not on the list came, with so many people; their sign-up. The lab is held."""
    state = after(None, "comes")
    assert state is not None
    signup = signups.put(tx, lab, None, party, state, now)
    attendances.put(tx, signup, meeting, "attended", party, now)
    return signup


def was_never_here(tx: Transaction, one: Expected, now: datetime) -> bool:
    """Take off the list who is not signed up and noted nowhere; False for all others. The lab is held."""
    signup = signups.get(tx, one.signup_id)
    if signup is None or signup.state != "walked_in" or attendances.marks(tx, signup.id):
        return False
    return off_the_list(tx, signup, "is removed", now)
