"""How far somebody's word went: in coarse words, late, and without a name.

Late: only who came before last midnight counts, so that nobody is recognised by a figure that moves just when
they come. It must not know who came.
"""

from typing import Literal

from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.rules.withheld import SMALL
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing.friend import what_came
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import labs, leaders

MOST = 10
"""Labs named: the newest. Of a lab nothing is said below 5 people: "a few" would be a circle of friends."""


@screen("kit/word", access=Access.LEADER)
def my_word(talk: Talk) -> Screen:
    """For the whole, and by lab; and whether coordinators may see it."""
    head = bold(talk.say("How far my word went"))
    late = talk.say("I count until last midnight, and tell nobody who it was.")
    found = leaders.by_lab(talk.tx, talk.person.id, talk.city.midnight(talk.now), SMALL)[:MOST]
    parts: list[str | None] = []
    for lab in filter(None, (labs.get(talk.tx, number) for number in found)):
        name = title(lab, talk.words, talk.city)
        parts.append(talk.say("{title}: 5 people or more", title=name))
    rows: Rows = ()
    if talk.person.role == "leader":
        parts += ["", _consent(talk)]
        rows += ((_switch(talk),),)
    back = (Button(talk.label("🔗 New links"), to="links"), Button(talk.label("🧰 My kit"), to="kit"))
    return Screen(lines(head, what_came(talk), *parts, "", late), (*rows, back, (to_menu(talk),)))


def _consent(talk: Talk) -> Html:
    if talk.person.shows_figures:
        return talk.say("Coordinators may see how far your word went: no name, in these coarse words.")
    return talk.say("Coordinators cannot see how far your word went.")


def _switch(talk: Talk) -> Button:
    if talk.person.shows_figures:
        return Button(talk.label("🙈 Do not show it"), to=turn.to(to="off"))
    return Button(talk.label("👀 Let them see it"), to=turn.to(to="on"))


@action("kit/word/{to}", access=Access.LEADER)
def turn(talk: Talk, to: Literal["on", "off"]) -> Goto:
    """Let coordinators see it, or not; it holds at once."""
    if talk.person.role == "leader":
        talk.change(shows_figures=to == "on")
    return Goto(my_word.to(), toast=talk.label("Done."))
