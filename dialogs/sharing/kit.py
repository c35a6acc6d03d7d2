"""A leader's kit: what one needs to pass the word on, lab by lab, in any language a lab has.

It must not know who gets a card, nor what came of it: see `my_word`.
"""

from dialogs.labs.card import is_open
from dialogs.labs.listing import lab_key
from dialogs.labs.wording import title, when
from dialogs.people.menu import menu_rows, to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, bold, lines
from storage import guests, labs
from storage.labs import Lab

A_PAGE = 6
_leader = Access.LEADER


@screen("kit", access=_leader)
def kit(talk: Talk) -> Screen:
    """The labs to pass on, and what is one's own."""
    return _kit(talk, 0)


@screen("kit/labs/{page}", access=_leader)
def more(talk: Talk, page: int) -> Screen:
    """Labs further on."""
    return _kit(talk, page)


def _kit(talk: Talk, page: int) -> Screen:
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if is_open(talk, lab)]
    page = min(page, max(0, len(coming) - 1) // A_PAGE)
    part = coming[page * A_PAGE : (page + 1) * A_PAGE]
    rows: Rows = tuple((lab_key(talk, lab, one.to(lab=lab.id)),) for lab in part)
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=more.to(page=page - 1)))
    if (page + 1) * A_PAGE < len(coming):
        turn.append(Button(talk.label("⬇️ Later"), to=more.to(page=page + 1)))
    rows += (tuple(turn),) if turn else ()
    rows += (
        (Button(talk.label("🏙 All the labs"), to="lab/0/tell"),),
        (Button(talk.label("📈 My word"), to="kit/word"), Button(talk.label("➕ A group"), to="kit/group")),
    )
    if guests.has_any(talk.tx, talk.person.id, talk.now):
        rows += ((Button(talk.label("👥 My guests"), to="guests"),),)
    if talk.person.role == "leader":
        rows += ((Button(talk.label("👋 Stop being a leader"), to=sure.to()),),)
    head = bold(talk.say("My kit"))
    asked = talk.say("Which lab do you want to pass on?")
    if not coming:
        asked = talk.say("No labs are planned right now. We will tell you when there are.")
    return Screen(lines(head, asked), (*rows, (to_menu(talk),)))


def spoken_by(talk: Talk, lab: Lab) -> tuple[str, ...]:
    """The languages a lab's card can be in, the reader's own first."""
    found = [language for language in talk.city.languages if language in lab.texts]
    return tuple(sorted(found, key=lambda language: language != talk.person.language))


@screen("kit/lab/{lab}", access=_leader)
def one(talk: Talk, lab: int) -> Screen | Goto:
    """All the ways to pass one lab on."""
    found = labs.get(talk.tx, lab)
    if found is None or not found.meetings or not is_open(talk, found):
        return Goto(kit.to(), toast=talk.label("Sign-up for this lab is closed."))
    cards = [Button(NAMES.get(o, o), to=f"lab/{lab}/tell/{o}") for o in spoken_by(talk, found)]
    rows: Rows = tuple(tuple(cards[i : i + 2]) for i in range(0, len(cards), 2))
    if len(cards) < len(talk.city.languages):
        rows += ((Button(talk.label("🌍 Another language"), to=f"lab/{lab}/tell"),),)
    poster = Button(talk.label("🖨 My poster"), to=f"poster/lab/{lab}")
    aloud = Button(talk.label("🗣 A code to say"), to=f"spoken/lab/{lab}")
    rows += ((Button(talk.label("💬 Post in a chat"), inline=f"lab {lab}"),), (poster, aloud))
    rows += ((Button(talk.label("🙋 Sign up somebody"), to=f"bring/{lab}"),),)
    people = guests.people(talk.tx, talk.person.id, lab)
    mine = talk.count("You have signed up {n} person.", "You have signed up {n} people.", people)
    if people:
        rows += ((Button(talk.label("👥 My guests"), to=f"guests/{lab}"),),)
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    timed = talk.say("🗓 {when}", when=when(found.coming(talk.now), talk.words, talk.city))
    how = talk.say("Tap a language: you get a card to forward.")
    phone = talk.say("For somebody without a phone, tap “Sign up somebody”.")
    back = (Button(talk.label("🧰 My kit"), to=kit.to()), to_menu(talk))
    return Screen(lines(head, timed, "", how, phone, mine if people else None), (*rows, back))


@screen("kit/stop", access=_leader)
def sure(talk: Talk) -> Screen | Goto:
    """What it means to stop, before it is done."""
    if talk.person.role != "leader":
        return Goto(kit.to())
    asked = bold(talk.say("Do you want to stop being a leader?"))
    links = talk.say("Your links go on leading to the labs.")
    kept = talk.say("Whom you signed up keeps their seat, and I still write to you about them.")
    yes = Button(talk.label("👋 Yes, stop"), to=stop.to())
    return Screen(lines(asked, links, kept), ((yes,), (Button(talk.label("No, stay"), to=kit.to()),)))


@action("kit/stop/yes", access=_leader)
def stop(talk: Talk) -> Screen | Goto:
    """A person like others again; to become a leader once more takes a new link."""
    if talk.person.role != "leader":
        return Goto(kit.to())
    talk.change(shows_figures=False)
    talk.become("person")
    talk.note("is no leader any more")
    thanks = talk.say("You are not a leader any more. Thank you for passing the word on!")
    return Screen(thanks, menu_rows(talk))
