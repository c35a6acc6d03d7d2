"""Renewing one's links: whatever was passed on before leads on to the lab, and tells nothing of whose it was.

It must not know who came through them.
"""

from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import shares


def _back(talk: Talk) -> tuple[Button, ...]:
    kit = (Button(talk.label("🧰 My kit"), to="kit"),) if talk.access >= Access.LEADER else ()
    return (Button(talk.label("⚙️ Settings"), to="settings"), *kit, to_menu(talk))


@screen("links")
def links(talk: Talk) -> Screen:
    """What it does, before it is done."""
    head = bold(talk.say("New links"))
    what = talk.say("Cards, posters and news you pass on carry a link of your own.")
    old = talk.say(
        "With new links, the old ones still lead to the labs, but nobody counts as coming through you."
    )
    why = talk.say("Do it if a card or a phone fell into wrong hands. Posters must be printed again.")
    yes = Button(talk.label("🔗 Yes, new links"), to=renew.to())
    return Screen(lines(head, what, old, why), ((yes,), _back(talk)))


@action("links/new")
def renew(talk: Talk) -> Goto:
    """All of them, at once; new ones are made when they are needed."""
    shares.renew(talk.tx, talk.person.id, talk.now)
    return Goto(renewed.to(), toast=talk.label("Done."))


@screen("links/renewed")
def renewed(talk: Talk) -> Screen:
    """That it is done."""
    told = talk.say("Your old links count no more. What you pass on from now carries new ones.")
    return Screen(told, ((Button(talk.label("📣 Tell a friend"), to="friend"),), _back(talk)))
