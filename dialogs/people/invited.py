"""Opening a one-time link that gives a role."""

from dialogs.address import Code
from dialogs.people.menu import menu_rows
from dialogs.screen import Screen
from dialogs.site import action
from dialogs.talk import Talk
from storage import invites


@action("invited/{code}")
def invited(talk: Talk, code: Code) -> Screen:
    """The role, the first time; afterwards the link is used up."""
    role = invites.use(talk.tx, code, talk.now)
    if role is None:
        return Screen(
            talk.say("This invitation was used already, or is too old. Ask for a new one."), menu_rows(talk)
        )
    if role == "coordinator" or talk.person.role == "person":
        talk.become(role)
    talk.note("became", role)
    welcome = {
        "coordinator": talk.say("You are a coordinator now: the desk is open to you."),
        "leader": talk.say("You are a community leader now. Thank you for passing the word on!"),
    }[role]
    return Screen(welcome, menu_rows(talk))
