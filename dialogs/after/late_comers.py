"""Somebody who is not on the list and came: how many they are, and a first name if they want.

It must not know who they are.
"""

from dialogs.after import marking
from dialogs.after.attendance import A_PAGE, listed, told_of
from dialogs.after.name import read_name
from dialogs.after.rights import meeting_for, nothing_here
from dialogs.form import Wrong, read_number
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import attendances, passes, signups
from storage.attendances import Expected


@screen("door/{meeting}/more")
def more(talk: Talk, meeting: int) -> Screen:
    """How many people came together."""
    return nothing_here(talk) if meeting_for(talk, meeting) is None else _ask_party(talk, meeting)


@answer("door/{meeting}/more")
def told_party(talk: Talk, said: Said, meeting: int) -> Screen | Goto:
    """The number, written."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    party = read_number(1, talk.city.largest_party)(talk, said, {})
    if isinstance(party, Wrong):
        return _ask_party(talk, meeting, party.why)
    return Goto(add.to(meeting=meeting, party=party))


def _ask_party(talk: Talk, meeting: int, wrong: Html | None = None) -> Screen:
    keys = [
        Button(f"{n}", to=add.to(meeting=meeting, party=n)) for n in range(1, talk.city.largest_party + 1)
    ]
    rows = [tuple(keys[i : i + 5]) for i in range(0, len(keys), 5)]
    back = (Button(talk.label("Back"), to=listed.to(meeting=meeting, page=0)),)
    asked = talk.say("Somebody who is not on the list: how many are they?")
    return Screen(lines(wrong and bold(wrong), asked), (*rows, back), awaits=more.to(meeting=meeting))


@action("door/{meeting}/more/{party}")
def add(talk: Talk, meeting: int, party: int) -> Screen | Goto:
    """They are on the list, and here."""
    place = meeting_for(talk, meeting)
    if place is None:
        return nothing_here(talk)
    if not 1 <= party <= talk.city.largest_party:
        return Goto(more.to(meeting=meeting))
    lab = place[0].id
    signups.hold(talk.tx, lab)
    signup = marking.walks_in(talk.tx, lab, meeting, party, talk.now)
    one = _here(talk, meeting, signup)
    talk.note("came without a seat", f"meeting/{meeting}/{one.number if one else ''}")
    return Goto(name.to(meeting=meeting, signup=signup))


def _here(talk: Talk, meeting: int, signup: int) -> Expected | None:
    """Somebody who came to this meeting without a seat; nobody else can be named by others."""
    expected = attendances.expected(talk.tx, meeting)
    return next((o for o in expected if o.signup_id == signup and o.state == "walked_in"), None)


def _back(talk: Talk, meeting: int, one: Expected) -> str:
    expected = attendances.expected(talk.tx, meeting)
    return listed.to(meeting=meeting, page=[o.signup_id for o in expected].index(one.signup_id) // A_PAGE)


@screen("door/{meeting}/named/{signup}")
def name(talk: Talk, meeting: int, signup: int) -> Screen | Goto:
    """What to call them; they need not say."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    one = _here(talk, meeting, signup)
    return Goto(listed.to(meeting=meeting, page=0)) if one is None else _ask_name(talk, meeting, one)


def _ask_name(talk: Talk, meeting: int, one: Expected, wrong: Html | None = None) -> Screen:
    asked = talk.say("What is their first name? Write it if they want to say it, or go on.")
    rows = ((Button(talk.label("Go on"), to=_back(talk, meeting, one)),),)
    awaits = name.to(meeting=meeting, signup=one.signup_id)
    return Screen(lines(bold(told_of(talk, one)), wrong and bold(wrong), asked), rows, awaits=awaits)


@answer("door/{meeting}/named/{signup}")
def told_name(talk: Talk, said: Said, meeting: int, signup: int) -> Screen | Goto:
    """The name, written."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    one = _here(talk, meeting, signup)
    if one is None:
        return Goto(listed.to(meeting=meeting, page=0))
    given = read_name(talk, said)
    if isinstance(given, Wrong):
        return _ask_name(talk, meeting, one, given.why)
    passes.set_name(talk.tx, signup, given)
    talk.note("named", f"meeting/{meeting}/{one.number}")
    return Goto(_back(talk, meeting, one))
