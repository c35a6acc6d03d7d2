"""A first name for the host, if one wants to give it: kept with the sign-up and nowhere else.

It must not know whether it is a true one.
"""

from dialogs.form import Wrong, read_text
from dialogs.labs.card import visible
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import passes, signups
from storage.labs import Lab
from storage.signups import Signup

LONGEST = 20
A_NUMBER = 5
"""So many digits are no name, but a telephone number or that of a document: we keep none."""


def read_name(talk: Talk, said: Said) -> str | Wrong:
    """A first name on one line, of at most 20 letters."""
    given = read_text(LONGEST)(talk, said, {})
    if isinstance(given, str) and sum(character.isdigit() for character in given) >= A_NUMBER:
        return Wrong(talk.say("Please write only a first name, and no number."))
    return given if isinstance(given, Wrong) else " ".join(given.split())


def _place(talk: Talk, lab: int) -> tuple[Lab, Signup] | None:
    """A lab that is not over and the sign-up of the person who talks, which stands."""
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or not signup.stands or found.status == "cancelled":
        return None
    return (found, signup) if found.meetings and talk.now < found.ends_at else None


@screen("lab/{lab}/name")
def name(talk: Talk, lab: int) -> Screen | Goto:
    """What the name is for, and that it need not be given."""
    return _ask(talk, lab, None)


def _ask(talk: Talk, lab: int, wrong: Html | None) -> Screen | Goto:
    place = _place(talk, lab)
    if place is None:
        return Goto(f"lab/{lab}")
    found, signup = place
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    known = talk.say("The host knows you as № {number}.", number=signup.number)
    if signup.name:
        known = talk.say("The host knows you as № {number}, {name}.", number=signup.number, name=signup.name)
    asked = talk.say("If you like, write a first name for the host to call you by. It can be any name.")
    only = talk.say("Only the host and the coordinators of this lab see it, and it is removed after the lab.")
    rows: Rows = ((Button(talk.label("Back"), to=f"lab/{lab}"), to_menu(talk)),)
    if signup.name:
        rows = ((Button(talk.label("🗑 Remove the name"), to=remove.to(lab=lab)),), *rows)
    text = lines(head, wrong and bold(wrong), known, "", asked, only)
    return Screen(text, rows, awaits=name.to(lab=lab))


@answer("lab/{lab}/name")
def told(talk: Talk, said: Said, lab: int) -> Screen | Goto:
    """The name, written."""
    given = read_name(talk, said)
    if isinstance(given, Wrong):
        return _ask(talk, lab, given.why)
    place = _place(talk, lab)
    if place is None:
        return Goto(f"lab/{lab}")
    passes.set_name(talk.tx, place[1].id, given)
    return Goto(f"lab/{lab}", toast=talk.label("Done."))


@action("lab/{lab}/name/none")
def remove(talk: Talk, lab: int) -> Goto:
    """A number is enough."""
    signup = signups.of(talk.tx, lab, talk.person.id)
    if signup is not None:
        passes.set_name(talk.tx, signup.id, None)
    return Goto(f"lab/{lab}", toast=talk.label("The name is removed."))
