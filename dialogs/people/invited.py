"""Opening a one-time link that gives a role."""

from dialogs.address import Code
from dialogs.labs.wording import title
from dialogs.people.menu import menu_rows
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import hosts, invites, labs


@action("invited/{code}")
def invited(talk: Talk, code: Code) -> Screen | Goto:
    """The role, the first time; afterwards the link is used up. A leader is led to the kit. A leader's link
    is not used up by a leader, nor by a coordinator who tries it out."""
    leads = talk.person.role == "leader"
    roles = [role for role in invites.TO_PERSONS if role != "leader" or not (leads or talk.is_coordinator)]
    given = invites.use(talk.tx, code, talk.now, roles)
    if given is None and leads:
        already = talk.label(
            "You are a leader already. If this invitation was for something else, ask for a new one."
        )
        return Goto("kit", toast=already)
    if given is None:
        used = talk.say("This invitation was used already, or is too old. Ask for a new one.")
        or_not = talk.say(
            "This invitation was used already, or is too old; or it is for a leader: then forward it, it is "
            "still good."
        )
        return Screen(or_not if talk.is_coordinator else used, menu_rows(talk))
    if given.role == "host":
        return _host(talk, given.lab_id)
    talk.become(given.role)
    talk.note("became", given.role)
    welcome = {
        "coordinator": talk.say("You are a coordinator now: the desk is open to you."),
        "leader": talk.say("You are a community leader now. Thank you for passing the word on!"),
    }[given.role]
    if given.role == "coordinator":
        return Screen(welcome, menu_rows(talk))
    how = talk.say("Your kit has what you need: cards to forward, and signing up people without a phone.")
    return Screen(lines(bold(welcome), how), menu_rows(talk))


def _host(talk: Talk, lab: int | None) -> Screen:
    found = None if lab is None else labs.get(talk.tx, lab)
    if found is None:
        return Screen(talk.say("This lab is not there any more. See what is coming:"), menu_rows(talk))
    hosts.add(talk.tx, found.id, talk.person.id)
    talk.note("became host", f"lab/{found.id}")
    welcome = talk.say("You are a host of this lab now. Thank you!")
    how = talk.say("On its day you see here who is coming, and tap who came. You find it in “My labs”, too.")
    door = (Button(talk.label("🚪 Who is coming"), to=f"door/lab/{found.id}"),)
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, welcome, how), (door, *menu_rows(talk)))
