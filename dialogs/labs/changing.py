"""Telling those who are concerned that a lab has changed, or was cancelled."""

from datetime import timedelta

from dialogs.labs.card import visible
from dialogs.labs.wording import card
from dialogs.screen import Button, Rows, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import labs, signups
from storage.labs import Lab

AT_LEAST = timedelta(hours=1)
"""So long a letter is tried, even of a lab that is over by now."""


def tell_change(talk: Talk, lab: Lab) -> int:
    """A letter to everybody who sits or waits in a lab that people know of; how many."""
    if lab.status == "draft":
        return 0
    concerned = signups.people(talk.tx, lab.id)
    now_is = labs.get(talk.tx, lab.id) or lab
    for person in concerned:
        talk.post(person, changed.to(lab=lab.id), expires_at=max(now_is.ends_at, talk.now + AT_LEAST))
    return len(concerned)


@letter("lab/{lab}/changed")
def changed(talk: Talk, lab: int) -> Screen | None:
    """How the lab is now, to somebody who signed up."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state == "cancelled":
        return None
    head = talk.say("❗ A lab you signed up for has changed. It is now:")
    rows: Rows = (
        (Button(talk.label("😀 I am coming"), to=f"lab/{lab}"),),
        (Button(talk.label("🙁 I can't come"), to=f"lab/{lab}/leave"),),
    )
    if found.status == "cancelled":
        head = talk.say("❌ We are sorry: a lab you signed up for was cancelled.")
        rows = ((Button(talk.label("📅 Labs"), to="labs"),),)
    return Screen(lines(bold(head), "", card(found, talk.words, talk.city, talk.now)), rows)
