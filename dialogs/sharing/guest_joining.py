"""Signing up somebody without a phone: a leader says how many they are, what they need, what to call them.

A guest has the same seats, the same line and the same rules as everybody. It must not know what becomes of
them afterwards: see `guest`.
"""

from dialogs.after.name import read_name
from dialogs.form import Wrong, read_number
from dialogs.labs import needing
from dialogs.labs.card import is_open, no_lab, visible
from dialogs.labs.joining import most_of, refused
from dialogs.labs.needing import Needs
from dialogs.labs.offering import room, sits
from dialogs.rules.seats import Wish
from dialogs.rules.standing import after
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing.guest import lab_name
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import facilities, guests, signups
from storage.labs import Lab

MOST = 10
"""Guests that one leader can sign up for one lab: a seat is for somebody they know."""
_leader = Access.LEADER


def _place(talk: Talk, lab: int) -> Lab | Screen:
    """A lab that a guest can be signed up for by the person who talks; else what is said instead."""
    found = visible(talk, lab)
    if found is None or not is_open(talk, found):
        return refused(talk, lab) or no_lab(talk)
    if len(guests.of(talk.tx, talk.person.id, lab)) < MOST:
        return found
    full = talk.count(
        "You have signed up {n} guest for this lab. That is all one can bring.",
        "You have signed up {n} guests for this lab. That is all one can bring.",
        MOST,
    )
    rows: Rows = ((Button(talk.label("👥 My guests"), to=f"guests/{lab}"),),)
    return Screen(lines(lab_name(talk, found), full), (*rows, _back(talk, lab)))


def _back(talk: Talk, lab: int) -> tuple[Button, ...]:
    return (Button(talk.label("Back"), to=f"kit/lab/{lab}"), Button(talk.label("🧰 My kit"), to="kit"))


@screen("bring/{lab}", access=_leader)
def ask_party(talk: Talk, lab: int) -> Screen:
    """How many they are."""
    return _ask_party(talk, lab)


@answer("bring/{lab}", access=_leader)
def told_party(talk: Talk, said: Said, lab: int) -> Screen | Goto:
    """The number, written."""
    found = visible(talk, lab)
    party = read_number(1, most_of(talk, found) if found else talk.city.largest_party)(talk, said, {})
    if isinstance(party, Wrong):
        return _ask_party(talk, lab, party.why)
    return Goto(ask_needs.to(lab=lab, party=party, needs="-"))


def _ask_party(talk: Talk, lab: int, wrong: Html | None = None) -> Screen:
    found = _place(talk, lab)
    if isinstance(found, Screen):
        return found
    parties = range(1, most_of(talk, found) + 1)
    keys = tuple(Button(f"{n}", to=ask_needs.to(lab=lab, party=n, needs="-")) for n in parties)
    rows = [keys[i : i + 5] for i in range(0, len(keys), 5)]
    what = talk.say("You sign up somebody without a phone. Please ask them first.")
    asked = talk.say("How many people are they?")
    text = lines(lab_name(talk, found), what, wrong and bold(wrong), asked)
    return Screen(text, (*rows, _back(talk, lab)), awaits=ask_party.to(lab=lab))


@screen("bring/{lab}/{party}/{needs}", access=_leader)
def ask_needs(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """What they need, where the lab offers any of it."""
    found = _place(talk, lab)
    if isinstance(found, Screen):
        return found
    if not 1 <= party <= most_of(talk, found):
        return Goto(ask_party.to(lab=lab))
    chosen = needing.checked(talk, lab, party, needs)
    if not needing.offered(talk, lab):
        return Goto(ask_name.to(lab=lab, party=party, needs="-"))
    rows = needing.keys(talk, lab, party, chosen, lambda more: _needs_to(lab, party, more))
    done = Button(talk.label("Go on"), to=ask_name.to(lab=lab, party=party, needs=needing.written(chosen)))
    asked = talk.say("Do they need any of this? Tap it; tap again for one more person. Then go on.")
    kept = talk.say("The coordinators see how many need it, and not who. It is deleted after the lab.")
    back = (Button(talk.label("Back"), to=ask_party.to(lab=lab)),)
    return Screen(lines(lab_name(talk, found), asked, kept), (*rows, (done,), back))


def _needs_to(lab: int, party: int, needs: str) -> str:
    return ask_needs.to(lab=lab, party=party, needs=needs)


@screen("bring/{lab}/{party}/{needs}/name", access=_leader)
def ask_name(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """What they would get, and what to call them; they need not say."""
    return _ask_name(talk, lab, party, needs)


def _ask_name(talk: Talk, lab: int, party: int, needs: str, wrong: Html | None = None) -> Screen | Goto:
    found = _place(talk, lab)
    if isinstance(found, Screen):
        return found
    if not 1 <= party <= most_of(talk, found):
        return Goto(ask_party.to(lab=lab))
    wish = Wish(party, needing.checked(talk, lab, party, needs))
    here = {"lab": lab, "party": party, "needs": needing.written(dict(wish.needs))}
    left = room(talk.tx, found)
    rows: Rows = ((Button(talk.label("A number is enough"), to=nameless.to(**here)),),)
    if sits(talk.tx, found, left, wish):
        gets = talk.count("✅ There is {n} seat for them.", "✅ There are {n} seats for them.", party)
    else:
        gets = talk.say(
            "⏳ There is not room for all of it now: they wait, and I ask you when it is their turn."
        )
        part = left.part_of(wish)
        if part.party and sits(talk.tx, found, left, part):
            fewer = {**here, "party": part.party, "needs": needing.written(dict(part.needs))}
            free = talk.count("{n} seat is left.", "{n} seats are left.", part.party)
            gets = lines(gets, free)
            rows += ((Button(talk.label("✅ Take what there is"), to=ask_name.to(**fewer)),),)
    asked = talk.say("Write a first name or a nickname, for you and for the host. It can be any name.")
    only = talk.say("It is removed after the lab.")
    back = (Button(talk.label("Back"), to=ask_party.to(lab=lab)),)
    text = lines(lab_name(talk, found), gets, "", wrong and bold(wrong), asked, only)
    return Screen(text, (*rows, back), awaits=ask_name.to(**here))


@answer("bring/{lab}/{party}/{needs}/name", access=_leader)
def told_name(talk: Talk, said: Said, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """The name, written."""
    given = read_name(talk, said)
    if isinstance(given, Wrong):
        return _ask_name(talk, lab, party, needs, given.why)
    return _bring(talk, lab, party, needs, given)


@action("bring/{lab}/{party}/{needs}/none", access=_leader)
def nameless(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """No name."""
    return _bring(talk, lab, party, needs, None)


def _bring(talk: Talk, lab: int, party: int, needs: str, name: str | None) -> Screen | Goto:
    """Seats and places for all of them, or a place in line; never more than there is."""
    signups.hold(talk.tx, lab)
    found = _place(talk, lab)
    if isinstance(found, Screen):
        return found
    if not 1 <= party <= most_of(talk, found):
        return Goto(ask_party.to(lab=lab))
    wish = Wish(party, needing.checked(talk, lab, party, needs))
    state = after(None, "sits" if sits(talk.tx, found, room(talk.tx, found), wish) else "waits")
    assert state is not None
    signup = guests.add(talk.tx, lab, talk.person.id, name, party, state, talk.now)
    facilities.set_needs(talk.tx, signup, wish.needs)
    return Goto(f"guest/{signup}", toast=talk.label("Done."))
