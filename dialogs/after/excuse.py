"""Not on that day: somebody with a seat in a lab that meets several times says so beforehand.

Their seat stays theirs; nobody asks them afterwards why they did not come. It must not know what the host
notes.
"""

from dialogs.after import marking
from dialogs.labs.card import visible
from dialogs.labs.wording import title, when
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import attendances, signups
from storage.attendances import Expected
from storage.labs import Lab, Meeting
from storage.signups import Signup


def _place(talk: Talk, meeting: int) -> tuple[Lab, Meeting, Signup] | None:
    """A meeting to come of a lab in which the person who talks has a seat."""
    number = attendances.lab_of(talk.tx, meeting)
    lab = None if number is None else visible(talk, number)
    signup = None if lab is None else signups.of(talk.tx, lab.id, talk.person.id)
    if lab is None or signup is None or signup.state != "seated" or lab.status == "cancelled":
        return None
    one = next((m for m in lab.meetings if m.id == meeting and talk.now < m.starts_at), None)
    return None if one is None else (lab, one, signup)


def _held(talk: Talk, meeting: int) -> Expected | None:
    """The person who talks, as they are at a meeting to come; the lab is held from here on.

    What they are is read after that: the desk may have taken them off the list in this very moment.
    """
    place = _place(talk, meeting)
    return None if place is None else marking.one_of(talk.tx, meeting, place[2].id)


@screen("miss/{meeting}")
def miss(talk: Talk, meeting: int) -> Screen | Goto:
    """This date only, or the whole lab; where it meets but once, that is the same."""
    place = _place(talk, meeting)
    if place is None:
        return Goto("mine")
    lab, one, signup = place
    if len(lab.meetings) == 1:
        return Goto(f"lab/{lab.id}/leave")
    is_excused = attendances.marks(talk.tx, signup.id).get(meeting) == "excused"
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    timed = talk.say("🗓 {when}", when=when(one, talk.words, talk.city))
    if is_excused:
        said = talk.say("We know that you can't come on this day. Thank you for telling us!")
        keys = [(Button(talk.label("😀 I am coming after all"), to=come.to(meeting=meeting)),)]
    else:
        said = talk.say("Can't you come on this day? You keep your seat for the other days.")
        keys = [(Button(talk.label("🙁 Not on this day"), to=excuse.to(meeting=meeting)),)]
    leave = (Button(talk.label("🙁 Not any more at all"), to=f"lab/{lab.id}/leave"),)
    back = (Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"), to_menu(talk))
    return Screen(lines(head, timed, said), (*keys, leave, back))


@action("miss/{meeting}/yes")
def excuse(talk: Talk, meeting: int) -> Goto:
    """They said so beforehand."""
    one = _held(talk, meeting)
    if one is not None:
        marking.step(talk.tx, one, meeting, "excuses", talk.now)
    return Goto(miss.to(meeting=meeting))


@action("miss/{meeting}/no")
def come(talk: Talk, meeting: int) -> Goto:
    """They come after all."""
    one = _held(talk, meeting)
    if one is not None and one.mark == "excused":  # what the host notes is not theirs to take back
        marking.step(talk.tx, one, meeting, "is unmarked", talk.now)
    return Goto(miss.to(meeting=meeting))
