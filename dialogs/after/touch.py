"""Stay in touch: with the people of a lab one was at (its circle), and with labs like it, if one asks for it.

It must not know who else is in a circle.
"""

from typing import Literal

from dialogs.address import Slug
from dialogs.labs.card import visible
from dialogs.labs.wording import title, topic
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import attendances, circles, labs, signups
from storage.labs import Lab

MOST = 10
"""Circles shown to be left: the latest."""


def was_there(talk: Talk, lab: Lab) -> bool:
    """Whether the person who talks has a seat in a lab that has begun, or came and has left since."""
    signup = signups.of(talk.tx, lab.id, talk.person.id)
    if signup is None or talk.now < lab.starts_at:
        return False
    return signup.state == "seated" or attendances.came(talk.tx, signup.id)


@screen("touch/{lab}")
def touch(talk: Talk, lab: int) -> Screen | Goto:
    """What one can ask for after a lab."""
    found = visible(talk, lab)
    if found is None or not was_there(talk, found):
        return Goto(f"lab/{lab}")
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    circle = talk.say("🤝 In touch: we write to you when this lab's people do something together.")
    hidden = talk.say("Nobody sees that you are in it.")
    rows: Rows = ()
    if lab in circles.of(talk.tx, talk.person.id):
        rows += ((Button(talk.label("👋 Not in touch any more"), to=turn.to(lab=lab, to="out")),),)
    else:
        rows += ((Button(talk.label("🤝 Stay in touch"), to=turn.to(lab=lab, to="in")),),)
    like = talk.say("🔔 Labs like this: news about “{topic}”.", topic=topic(talk.words, found.topic))
    if found.topic in circles.interests(talk.tx, talk.person.id):
        rows += ((Button(talk.label("🔕 No more labs like this"), to=hear.to(lab=lab, to="off")),),)
    else:
        rows += ((Button(talk.label("🔔 More labs like this"), to=hear.to(lab=lab, to="on")),),)
    back = (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk))
    return Screen(lines(head, circle, hidden, like), (*rows, back))


@action("touch/{lab}/circle/{to}")
def turn(talk: Talk, lab: int, to: Literal["in", "out"]) -> Goto:
    """Into the circle of a lab one was at, or out of it."""
    found = visible(talk, lab)
    if to == "out":
        circles.leave(talk.tx, lab, talk.person.id)
    elif found is not None and was_there(talk, found):
        circles.join(talk.tx, lab, talk.person.id, talk.now)
    return Goto(touch.to(lab=lab), toast=talk.label("Done."))


@action("touch/{lab}/topic/{to}")
def hear(talk: Talk, lab: int, to: Literal["on", "off"]) -> Goto:
    """Labs of the same topic, or not any more."""
    found = visible(talk, lab)
    if found is not None and was_there(talk, found):
        if to == "on":
            circles.take_interest(talk.tx, found.topic, talk.person.id, talk.now)
        else:
            circles.lose_interest(talk.tx, found.topic, talk.person.id)
    return Goto(touch.to(lab=lab), toast=talk.label("Done."))


@screen("interests")
def interests(talk: Talk) -> Screen:
    """What one has asked for, each to be left with a tap."""
    rows: list[tuple[Button, ...]] = [
        (Button(talk.label("🔕 {topic}", topic=topic(talk.words, key)), to=lose.to(topic=key)),)
        for key in circles.interests(talk.tx, talk.person.id)
    ]
    for number in circles.of(talk.tx, talk.person.id)[:MOST]:
        lab = labs.get(talk.tx, number)
        if lab is not None:
            name = title(lab, talk.words, talk.city)
            rows.append((Button(talk.label("👋 {title}", title=name), to=leave.to(lab=number)),))
    said = talk.say("Tap what you do not want to hear of any more.")
    if not rows:
        said = talk.say("You have not asked for anything yet. After a lab you can.")
    back = (Button(talk.label("Back"), to="settings"), to_menu(talk))
    return Screen(lines(bold(talk.say("My interests")), said), (*rows, back))


@action("interests/topic/{topic}")
def lose(talk: Talk, topic: Slug) -> Goto:
    """No more news of a topic for its own sake."""
    circles.lose_interest(talk.tx, topic, talk.person.id)
    return Goto(interests.to(), toast=talk.label("Done."))


@action("interests/circle/{lab}")
def leave(talk: Talk, lab: int) -> Goto:
    """Out of a lab's circle."""
    circles.leave(talk.tx, lab, talk.person.id)
    return Goto(interests.to(), toast=talk.label("Done."))
