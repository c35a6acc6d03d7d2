"""Says how many people a change of a lab concerns, before it is made. It must not know who they are."""

from dialogs.talk import Talk
from dialogs.text import Html, lines
from storage import signups


def concerned(talk: Talk, lab: int) -> Html:
    """How many people sit, are offered a seat, or wait; and that they will be told."""
    people = signups.counts(talk.tx, lab)
    seated, offered, waiting = (people.get(state, 0) for state in ("seated", "offered", "waiting"))
    if not seated + offered + waiting:
        return talk.say("Nobody has signed up yet: nobody need be told.")
    sit = talk.count("💺 {n} person has a seat.", "💺 {n} people have a seat.", seated)
    asked = talk.count("🎟 {n} person is offered a seat.", "🎟 {n} people are offered a seat.", offered)
    wait = talk.count("⏳ {n} person waits.", "⏳ {n} people wait.", waiting)
    told = talk.say("Whoever signed up will be told, in their language.")
    return lines(sit if seated else None, asked if offered else None, wait if waiting else None, told)
