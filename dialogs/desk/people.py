"""Who signed up for a lab, as numbers in its list; and taking somebody off it, who is then told.

It must not know whose a sign-up is.
"""

from dataclasses import replace

from dialogs.desk.desk import to_desk
from dialogs.form import Wrong, read_number
from dialogs.labs.calendar import way_out
from dialogs.labs.offering import off_the_list, offer_seats
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Said, action, answer, letter, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import labs, signups
from storage.labs import Lab
from storage.signups import Signup

A_PAGE = 12
HIGHEST = 1_000_000
"""No list is so long."""
MARKS = {"seated": "✅", "offered": "🎟", "waiting": "⏳"}


def listed(talk: Talk, signup: Signup) -> str:
    """A sign-up, plain: its number, the name they gave if any, how many they are."""
    if signup.name:
        return talk.label("№ {number} · {name} · {n}", number=signup.number, name=signup.name, n=signup.party)
    return talk.label("№ {number} · {n}", number=signup.number, n=signup.party)


def _at_desk(talk: Talk, signup: Signup) -> str:
    """The same; a guest's name is for the door, and for whoever brought them."""
    return listed(talk, replace(signup, name=None) if signup.is_guest else signup)


def _name(talk: Talk, lab: Lab) -> Html:
    return bold(talk.words.name(title(lab, talk.words, talk.city)))


@screen("desk/lab/{lab}/people/{page}", access=Access.COORDINATOR)
def people(talk: Talk, lab: int, page: int) -> Screen | Goto:
    """Everybody who sits, is offered a seat, or waits."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    return _people(talk, found, page)


def _people(talk: Talk, lab: Lab, page: int, wrong: Html | None = None) -> Screen:
    everybody = signups.count(talk.tx, lab.id)
    page = min(page, max(0, everybody - 1) // A_PAGE)
    shown = signups.some_of(talk.tx, lab.id, page * A_PAGE, A_PAGE)
    keys = [
        Button(f"{MARKS[one.state]} {_at_desk(talk, one)}", to=one_of_them.to(signup=one.id)) for one in shown
    ]
    rows = [tuple(keys[i : i + 2]) for i in range(0, len(keys), 2)]
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=people.to(lab=lab.id, page=page - 1)))
    if (page + 1) * A_PAGE < everybody:
        turn.append(Button(talk.label("⬇️ Later"), to=people.to(lab=lab.id, page=page + 1)))
    if turn:
        rows.append(tuple(turn))
    legend = talk.say("✅ has a seat · 🎟 is offered one · ⏳ waits") if everybody else None
    nobody = None if everybody else talk.say("Nobody has signed up yet.")
    find = talk.say("Write a number to find it.") if everybody > A_PAGE else None
    back = (Button(talk.label("Back"), to=f"desk/lab/{lab.id}"), to_desk(talk))
    awaits = people.to(lab=lab.id, page=page)
    text = lines(_name(talk, lab), wrong and bold(wrong), legend, find, nobody)
    return Screen(text, (*rows, back), awaits=awaits)


@answer("desk/lab/{lab}/people/{page}", access=Access.COORDINATOR)
def told_number(talk: Talk, said: Said, lab: int, page: int) -> Screen | Goto:
    """The number of a sign-up, written."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    number = read_number(1, HIGHEST)(talk, said, {})
    if isinstance(number, Wrong):
        return _people(talk, found, page, number.why)
    one = signups.numbered(talk.tx, lab, number)
    if one is None or not one.stands:
        return _people(talk, found, page, talk.say("№ {number} is not on the list.", number=number))
    return Goto(one_of_them.to(signup=one.id))


def _of(talk: Talk, number: int) -> tuple[Signup, Lab] | None:
    one = signups.get(talk.tx, number)
    lab = None if one is None or not one.stands else labs.get(talk.tx, one.lab_id)
    return None if one is None or lab is None else (one, lab)


def _gone(talk: Talk) -> Goto:
    return Goto("desk/labs/0", toast=talk.label("This sign-up is not there any more."))


@screen("desk/signup/{signup}", access=Access.COORDINATOR)
def one_of_them(talk: Talk, signup: int) -> Screen | Goto:
    """One of them."""
    found = _of(talk, signup)
    if found is None:
        return _gone(talk)
    one, lab = found
    how = {
        "seated": talk.say("✅ Has a seat."),
        "offered": talk.say("🎟 Is offered a seat, and has not answered yet."),
        "waiting": talk.say("⏳ Waits for a seat."),
    }[one.state]
    rows = (
        (Button(talk.label("❌ Take off the list"), to=sure.to(signup=signup)),),
        (Button(talk.label("Back"), to=people.to(lab=lab.id, page=0)), to_desk(talk)),
    )
    return Screen(lines(_name(talk, lab), talk.words.name(_at_desk(talk, one)), how), rows)


@screen("desk/signup/{signup}/remove", access=Access.COORDINATOR)
def sure(talk: Talk, signup: int) -> Screen | Goto:
    """What will happen, before it does."""
    found = _of(talk, signup)
    if found is None:
        return _gone(talk)
    one, lab = found
    asked = talk.say(
        "Take this sign-up off the list? The person is told, and the seat goes to the next in line."
    )
    yes, no = remove.to(signup=signup), one_of_them.to(signup=signup)
    rows = ((Button(talk.label("Yes"), to=yes), Button(talk.label("No"), to=no)),)
    return Screen(lines(_name(talk, lab), talk.words.name(_at_desk(talk, one)), asked), rows)


@action("desk/signup/{signup}/remove/yes", access=Access.COORDINATOR)
def remove(talk: Talk, signup: int) -> Goto:
    """Off the list; who has a chat with us is told."""
    found = _of(talk, signup)
    if found is None:
        return _gone(talk)
    one, lab = found
    signups.hold(talk.tx, lab.id)
    one = signups.get(talk.tx, signup) or one
    if off_the_list(talk.tx, one, "is removed", talk.now):
        if one.told is not None and lab.meetings:
            to = removed.to(lab=lab.id) if one.person_id is not None else f"guest/{signup}/removed"
            talk.post(one.told, to, expires_at=max(lab.ends_at, talk.now))
        offer_seats(talk.tx, talk.city, lab.id, talk.now)
        talk.note("removed a sign-up", f"lab/{lab.id}/{one.number}")
    return Goto(people.to(lab=lab.id, page=0), toast=talk.label("Done."))


@letter("lab/{lab}/removed")
def removed(talk: Talk, lab: int) -> Screen | None:
    """To somebody whom the desk took off the list."""
    found, mine = labs.get(talk.tx, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or mine is None or mine.state != "removed":
        return None
    told = talk.say("The coordinators have taken your sign-up off the list of this lab. We are sorry.")
    ask = talk.say("Do you want to know why? Tap “Ask”: a person answers you.")
    rows = (
        *way_out(talk, lab, mine),
        (Button(talk.label("❓ Ask"), to="ask"), Button(talk.label("📅 Labs"), to="labs")),
        (to_menu(talk),),
    )
    return Screen(lines(_name(talk, found), told, ask), rows)
