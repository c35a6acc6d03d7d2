"""How the word travels, at the desk: the whole city or one lab, in words and pictures as of last midnight.

It must not know any figure that may not be shown. Drawing takes seconds: it is an errand.
"""

from dialogs.desk.desk import A_PAGE, to_desk
from dialogs.labs.listing import lab_key
from dialogs.screen import Button, Media, Screen
from dialogs.site import Goto, action, errand, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import errands, labs

SMALLEST = 5
"""No fewer people are shown at the desk."""


@screen("desk/word", access=Access.COORDINATOR)
def word(talk: Talk) -> Screen:
    """What will come, and of what."""
    return _page(talk, 0)


@screen("desk/word/{page}", access=Access.COORDINATOR)
def page_of(talk: Talk, page: int) -> Screen:
    """The same, other labs."""
    return _page(talk, page)


def _page(talk: Talk, page: int) -> Screen:
    """The whole city, or a lab: first those to come, then those that are over, the latest first."""
    coming = labs.coming(talk.tx, talk.now, ("published", "closed"))
    page = min(page, (len(coming) + labs.MOST_PAST) // A_PAGE)
    found = (*coming, *labs.past(talk.tx, talk.now, 0, (page + 1) * A_PAGE + 1))
    keys = [(lab_key(talk, lab, draw.to(lab=lab.id)),) for lab in found[page * A_PAGE :][:A_PAGE]]
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Back"), to=page_of.to(page=page - 1)))
    if len(found) > (page + 1) * A_PAGE:
        turn.append(Button(talk.label("⬇️ More"), to=page_of.to(page=page + 1)))
    what = talk.say("How far it went, through whom, and how it may go on: in words and in pictures.")
    care = talk.say(
        "All is counted until last midnight. Fewer than {n} people are never shown, nor who told whom.",
        n=SMALLEST,
    )
    rows = (
        (Button(talk.label("🏙 The whole city"), to=draw.to(lab=0)),),
        *keys,
        *((tuple(turn),) if turn else ()),
        (to_desk(talk),),
    )
    return Screen(lines(bold(talk.say("How the word travels")), what, care), rows)


@action("desk/word/{lab}/draw", access=Access.COORDINATOR)
def draw(talk: Talk, lab: int) -> Goto:
    """Ask for it; `lab` 0: of the whole city. That somebody looked is written down."""
    if lab and labs.get(talk.tx, lab) is None:
        return Goto(word.to(), toast=talk.label("This lab is not there."))
    back = f"desk/lab/{lab}" if lab else word.to()
    if not errands.put(talk.tx, talk.person.id, pictures.to(lab=lab), talk.now):
        return Goto(back, toast=talk.label("I am at it already."))
    talk.note("looked how the word travels", f"lab/{lab}" if lab else "")
    return Goto(back, toast=talk.label("I am drawing it: it takes a few seconds."))


@errand("word/{lab}", access=Access.COORDINATOR)
def pictures(talk: Talk, lab: int) -> tuple[Screen, ...]:
    """First the words, then the pictures for which there is something to draw."""
    from dialogs.reach.pictures.album import PICTURES
    from dialogs.reach.pictures.album import pictures as drawn
    from dialogs.reach.reading import report
    from dialogs.reach.summary import summary

    if lab and labs.get(talk.tx, lab) is None:
        return ()
    found = report(talk.tx, talk.now, talk.city, lab or None, smallest=SMALLEST)
    made = drawn(found, talk.words, talk.speaking("en"), talk.city, "png")
    more = talk.say("More pictures come when there is more to show.") if len(made) < len(PICTURES) else None
    told = summary(found, talk.words, talk.city)
    shown = [Screen(one.words, media=Media("photo", name=one.name, content=one.content)) for one in made]
    return (Screen(lines(told, *(("", more) if more and found.people is not None else ()))), *shown)
