"""Signing up, in two taps: how many people, done."""

from dialogs.form import Wrong, read_number
from dialogs.labs.card import is_open, no_lab, visible
from dialogs.labs.leaving import fill_seats
from dialogs.labs.reminding import when_reminded
from dialogs.labs.wording import state, title
from dialogs.people.menu import to_menu
from dialogs.rules.seats import place
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import signups
from storage.labs import Lab


def _closed(talk: Talk, lab: Lab) -> Screen:
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    sorry = state(lab, talk.words, talk.now) or talk.say("Sign-up for this lab is closed.")
    return Screen(lines(bold(talk.words.name(title(lab, talk.words, talk.city))), sorry), (back,))


@screen("lab/{lab}/sign-up")
def ask_party(talk: Talk, lab: int) -> Screen:
    """How many people come: a tap, or a number."""
    return _ask_party(talk, lab)


@answer("lab/{lab}/sign-up")
def told_party(talk: Talk, said: Said, lab: int) -> Screen | Goto:
    """The number, written."""
    found = visible(talk, lab)
    most = _most(talk, found) if found else talk.city.largest_party
    party = read_number(1, most)(talk, said, {})
    if isinstance(party, Wrong):
        return _ask_party(talk, lab, party.why)
    return Goto(sign_up.to(lab=lab, party=party))


def _most(talk: Talk, lab: Lab) -> int:
    """The most people that one sign-up can be for."""
    return min(talk.city.largest_party, lab.seats)


def _ask_party(talk: Talk, lab: int, wrong: Html | None = None) -> Screen:
    found = visible(talk, lab)
    if found is None:
        return no_lab(talk)
    if not is_open(talk, found):
        return _closed(talk, found)
    parties = range(1, _most(talk, found) + 1)
    keys = tuple(Button(f"{n}", to=sign_up.to(lab=lab, party=n)) for n in parties)
    back = (Button(talk.label("Back"), to=f"lab/{lab}"),)
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    asked = lines(head, wrong and bold(wrong), talk.say("How many people are you, with yourself?"))
    return Screen(asked, (keys, back), awaits=f"lab/{lab}/sign-up")


@action("lab/{lab}/sign-up/{party}")
def sign_up(talk: Talk, lab: int, party: int) -> Screen | Goto:
    """A seat for each, or a place in line: never more people than seats."""
    seats = signups.hold(talk.tx, lab) or 0
    found = visible(talk, lab)
    if found is None:
        return no_lab(talk)
    if not is_open(talk, found):
        return _closed(talk, found)
    if not 1 <= party <= _most(talk, found):
        return Goto(ask_party.to(lab=lab))
    before = signups.of(talk.tx, lab, talk.person.id)
    mine = before.party if before is not None and before.state == "seated" else 0
    state = place(seats, signups.taken(talk.tx, lab) - mine, party)
    if before is not None and before.state == "seated":
        if state == "waiting":
            left = talk.label("Not enough seats for {n}: you keep what you have.", n=party)
            return Goto(f"lab/{lab}", toast=left)
        signups.set_party(talk.tx, before.id, party, talk.now)
        if party < mine:
            fill_seats(talk, lab)
    elif before is not None and before.state == "waiting" and state == "waiting":
        signups.set_party(talk.tx, before.id, party, talk.now)
    else:
        signups.put(talk.tx, lab, talk.person.id, party, state, talk.now)
    return Goto(joined.to(lab=lab))


@screen("lab/{lab}/joined")
def joined(talk: Talk, lab: int) -> Screen | Goto:
    """That it is done, and what comes next."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state == "cancelled":
        return Goto(f"lab/{lab}")
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    if signup.state == "seated":
        done = talk.count("✅ Done: {n} seat is yours.", "✅ Done: {n} seats are yours.", signup.party)
        next_step = when_reminded(talk, found)
    else:
        done = talk.say(
            "⏳ The lab is full. Your place on the waiting list: {place}.",
            place=signups.place(talk.tx, signup),
        )
        next_step = talk.say("If somebody leaves, the seat is yours and I tell you.")
    rows = (
        (Button(talk.label("📣 Tell a friend"), to=f"lab/{lab}/tell"),),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), Button(talk.label("✅ My labs"), to="mine")),
        (to_menu(talk),),
    )
    return Screen(lines(done, name, next_step), rows)
