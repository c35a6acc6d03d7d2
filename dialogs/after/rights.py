"""Who may see who is expected at a lab, and note who came: its hosts, and the coordinators.

Every page about a lab's people asks here itself, by the number in its address; no button is a right. It
must not know who anybody is.
"""

from dialogs.people.menu import menu_rows
from dialogs.rules.doors import is_open
from dialogs.screen import Screen
from dialogs.talk import Talk
from storage import attendances, hosts, labs
from storage.labs import Lab, Meeting


def may_note(talk: Talk, lab: int) -> bool:
    """Whether the person who talks is at this lab's door."""
    return talk.is_coordinator or hosts.is_host(talk.tx, lab, talk.person.id)


def lab_for(talk: Talk, lab: int) -> Lab | None:
    """A lab that takes place, for whoever may note; None for all others, as if it were not there."""
    found = labs.get(talk.tx, lab)
    if found is None or found.status not in ("published", "closed") or not may_note(talk, lab):
        return None
    return found


def meeting_for(talk: Talk, meeting: int) -> tuple[Lab, Meeting] | None:
    """A meeting whose list is open, for whoever may note; None for all others."""
    lab = attendances.lab_of(talk.tx, meeting)
    found = None if lab is None else lab_for(talk, lab)
    if found is None:
        return None
    one = next((m for m in found.meetings if m.id == meeting), None)
    return (found, one) if one is not None and is_open(one, talk.is_coordinator, talk.now) else None


def nothing_here(talk: Talk) -> Screen:
    """For everybody else: the same words, whether there is such a lab or not."""
    return Screen(talk.say("This button leads nowhere any more. Here is the menu."), menu_rows(talk))
