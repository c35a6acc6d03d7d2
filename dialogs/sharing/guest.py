"""The guests somebody signed up: which there are, their number for the door, and taking one off the list.

Only whoever brought a guest sees them here, leader still or not. It must not know how seats are given.
"""

from dialogs.desk.people import MARKS, listed
from dialogs.labs.card import is_open
from dialogs.labs.listing import lab_key
from dialogs.labs.offering import off_the_list, offer_seats
from dialogs.labs.wording import title, when
from dialogs.people.menu import menu_rows, to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, letter, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import guests, labs, signups, waiting
from storage.labs import Lab
from storage.signups import Signup

LABS = 20
"""Labs with guests shown at once: the soonest."""


def lab_name(talk: Talk, lab: Lab) -> Html:
    """A lab's title, in bold."""
    return bold(talk.words.name(title(lab, talk.words, talk.city)))


def found_for(talk: Talk, signup: int) -> tuple[Signup, Lab] | None:
    """A guest of the person who talks, of a lab that is not over; nobody else's."""
    guest = guests.mine(talk.tx, signup, talk.person.id)
    lab = None if guest is None else labs.get(talk.tx, guest.lab_id)
    if guest is None or lab is None or not lab.meetings or talk.now >= lab.ends_at:
        return None
    return (guest, lab) if lab.status != "cancelled" else None


@screen("guests")
def brought(talk: Talk) -> Screen:
    """The labs to come at which one has guests."""
    found = guests.coming(talk.tx, talk.person.id, talk.now)
    if not found:
        return Screen(talk.say("You have not signed up anybody for a lab to come."), menu_rows(talk))
    people: dict[int, int] = {}
    for guest in found:
        people[guest.lab_id] = people.get(guest.lab_id, 0) + guest.party
    rows: Rows = ()
    for number in list(people)[:LABS]:
        lab = labs.get(talk.tx, number)
        if lab is not None and lab.meetings:
            key = lab_key(talk, lab, brought_to.to(lab=number))
            text = talk.label("{lab}: {n}", lab=Html(key.text), n=people[number])
            rows += ((Button(text, to=key.to),),)
    head = bold(talk.say("My guests"))
    told = talk.say("People you signed up, by lab. Only you see this list.")
    return Screen(lines(head, told), (*rows, _back(talk)))


def _back(talk: Talk) -> tuple[Button, ...]:
    kit = (Button(talk.label("🧰 My kit"), to="kit"),) if talk.access >= Access.LEADER else ()
    return (*kit, to_menu(talk))


@screen("guests/{lab}")
def brought_to(talk: Talk, lab: int) -> Screen | Goto:
    """One's guests at one lab."""
    found, mine = labs.get(talk.tx, lab), guests.of(talk.tx, talk.person.id, lab)
    if found is None or not found.meetings or talk.now >= found.ends_at or not mine:
        return Goto(brought.to())
    rows: Rows = tuple(
        (Button(f"{MARKS[guest.state]} {listed(talk, guest)}", to=one.to(signup=guest.id)),) for guest in mine
    )
    more = Button(talk.label("🙋 Sign up somebody"), to=f"bring/{lab}")
    if talk.access >= Access.LEADER and is_open(talk, found):
        rows += ((more,),)
    legend = talk.say("✅ has a seat · 🎟 is offered one · ⏳ waits")
    told = talk.say("Tell each of them their number: they say it at the door.")
    back = (Button(talk.label("👥 My guests"), to=brought.to()), to_menu(talk))
    return Screen(lines(lab_name(talk, found), legend, told), (*rows, back))


@screen("guest/{signup}")
def one(talk: Talk, signup: int) -> Screen | Goto:
    """One of them: how they stand, and what to tell them."""
    place = found_for(talk, signup)
    if place is None or not place[0].stands:
        return Goto(brought.to())
    guest, lab = place
    coming = lab.coming(talk.now)
    timed = talk.say("🗓 {when}", when=when(coming, talk.words, talk.city))
    rows: Rows = ((Button(talk.label("🙁 They can't come"), to=sure.to(signup=signup)),),)
    if guest.state == "offered":
        rows = offered_rows(talk, signup)
    if guest.state == "seated":
        how = talk.count("✅ {n} seat is theirs.", "✅ {n} seats are theirs.", guest.party)
        number = talk.say("Their number is {number}. They say it at the door.", number=guest.number)
    elif guest.state == "offered":
        how, number = until(talk, guest), None
    else:
        how = talk.say(
            "⏳ They wait. Their place on the waiting list: {place}.", place=waiting.place(talk.tx, guest)
        )
        number = talk.say("When it is their turn, I ask you here.")
    back = (Button(talk.label("👥 My guests"), to=brought_to.to(lab=lab.id)), to_menu(talk))
    who = talk.words.name(listed(talk, guest))
    return Screen(lines(lab_name(talk, lab), timed, "", bold(who), how, number), (*rows, back))


def until(talk: Talk, guest: Signup) -> Html:
    """Until when an offered seat is kept for a guest."""
    ends_at = guest.offer_ends_at or talk.now
    day, hour = talk.words.day(ends_at, talk.city.zone), talk.words.hour(ends_at, talk.city.zone)
    return talk.count(
        "🎟 {n} seat is kept for them until {day}, {hour}.",
        "🎟 {n} seats are kept for them until {day}, {hour}.",
        guest.party,
        day=day,
        hour=hour,
    )


def offered_rows(talk: Talk, signup: int) -> Rows:
    """Yes or no to an offer, for a guest."""
    return (
        (Button(talk.label("✅ Yes, they are coming"), to=f"guest/{signup}/offer/yes"),),
        (Button(talk.label("🙁 No, they can't come"), to=f"guest/{signup}/offer/no"),),
    )


@screen("guest/{signup}/off")
def sure(talk: Talk, signup: int) -> Screen | Goto:
    """Whether they really cannot come."""
    place = found_for(talk, signup)
    if place is None or not place[0].stands:
        return Goto(brought.to())
    guest, lab = place
    asked = talk.say("Can't they come? Then somebody else can have their seat.")
    rows = (
        (Button(talk.label("🙁 They can't come"), to=off.to(signup=signup)),),
        (Button(talk.label("😀 They are coming"), to=one.to(signup=signup)),),
    )
    return Screen(lines(lab_name(talk, lab), bold(talk.words.name(listed(talk, guest))), asked), rows)


@action("guest/{signup}/off/yes")
def off(talk: Talk, signup: int) -> Goto:
    """Off the list; the seat is offered to whoever is next."""
    place = found_for(talk, signup)
    if place is None:
        return Goto(brought.to())
    signups.hold(talk.tx, place[1].id)
    guest = guests.mine(talk.tx, signup, talk.person.id)
    if guest is None or not off_the_list(talk.tx, guest, "leaves", talk.now):
        return Goto(brought.to())
    offer_seats(talk.tx, talk.city, guest.lab_id, talk.now)
    return Goto(brought_to.to(lab=guest.lab_id), toast=talk.label("Taken off the list."))


@letter("guest/{signup}/removed")
def removed(talk: Talk, signup: int) -> Screen | None:
    """To whoever brought a guest whom the desk took off the list."""
    place = found_for(talk, signup)
    if place is None or place[0].state != "removed":
        return None
    guest, lab = place
    told = talk.say(
        "The coordinators have taken your guest № {number} off the list of this lab. We are sorry.",
        number=guest.number,
    )
    ask = talk.say("Do you want to know why? Tap “Ask”: a person answers you.")
    rows = ((Button(talk.label("❓ Ask"), to="ask"), to_menu(talk)),)
    return Screen(lines(lab_name(talk, lab), told, ask), rows)
