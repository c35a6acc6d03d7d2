"""Hosts at the desk: a one-time link that makes one of a lab, how many there are, and taking it back.

It must not know, nor show, who they are.
"""

from datetime import timedelta

from dialogs.desk.desk import to_desk
from dialogs.labs.wording import title
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines, web_link
from storage import hosts, invites, labs

LASTS = timedelta(days=7)
"""So long a link that makes a host is good."""
_desk = Access.COORDINATOR


@screen("desk/hosts/{lab}", access=_desk)
def hosted(talk: Talk, lab: int) -> Screen | Goto:
    """How many hosts a lab has, and what they may do."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    people = hosts.count(talk.tx, lab)
    there = talk.count("{n} host is noted for this lab.", "{n} hosts are noted for this lab.", people)
    may = talk.say("On its day a host sees who is expected, by number and first name, and notes who came.")
    rows: list[tuple[Button, ...]] = [(Button(talk.label("🔑 Link for the host"), to=make_link.to(lab=lab)),)]
    if people:
        rows.append((Button(talk.label("🚫 Take it away from all"), to=sure.to(lab=lab)),))
    rows.append((Button(talk.label("Back"), to=f"desk/lab/{lab}"), to_desk(talk)))
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, there, may), tuple(rows))


@action("desk/hosts/{lab}/link", access=_desk)
def make_link(talk: Talk, lab: int) -> Screen | Goto:
    """A new link, as a card to forward: shown this once, since only its digest is kept."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0")
    code = talk.new_code()
    invites.make(talk.tx, code, "host", talk.now + LASTS, lab)
    talk.note("invited a host", f"lab/{lab}")
    how = talk.say("Below is a card for the host. Forward it: whoever opens it first becomes a host here.")
    once = talk.say("It is good once, for 7 days, and I cannot show it again.")
    card = lines(
        bold(talk.words.name(title(found, talk.words, talk.city))),
        talk.say("With this link you see who is coming, and note who came. Please keep it for yourself."),
        web_link(talk.say("👉 I am the host"), talk.city.link(f"i-{code}")),
    )
    rows = ((Button(talk.label("Back"), to=hosted.to(lab=lab)), to_desk(talk)),)
    return Screen(lines(how, bold(once)), rows, card=Screen(talk.words.laid_out(card), is_kept=True))


@screen("desk/hosts/{lab}/drop", access=_desk)
def sure(talk: Talk, lab: int) -> Screen | Goto:
    """One more question."""
    people = hosts.count(talk.tx, lab)
    if not people:
        return Goto(hosted.to(lab=lab))
    asked = talk.count("Take it away from {n} host?", "Take it away from {n} hosts?", people)
    links = talk.say("Links that nobody has opened yet are worth nothing then, too.")
    yes = Button(talk.label("🚫 Yes, take it away"), to=drop.to(lab=lab))
    return Screen(lines(bold(asked), links), ((yes, Button(talk.label("No"), to=hosted.to(lab=lab))),))


@action("desk/hosts/{lab}/drop/yes", access=_desk)
def drop(talk: Talk, lab: int) -> Goto:
    """Nobody is a host of this lab any more, nor becomes one by an older link."""
    unused, people = invites.withdraw(talk.tx, lab), hosts.drop_all(talk.tx, lab)
    if unused or people:
        talk.note("dropped hosts", f"lab/{lab}")
    return Goto(hosted.to(lab=lab), toast=talk.label("Done."))
