"""Signing up, in two taps: how many people, done. Where there is not room for all, one is asked."""

from dialogs.form import Wrong, read_number
from dialogs.labs import needing
from dialogs.labs.card import is_open, my_place, no_lab, visible
from dialogs.labs.needing import Needs
from dialogs.labs.offering import off_the_list, offer_seats, room, sits
from dialogs.labs.wording import state, title
from dialogs.people.menu import to_menu
from dialogs.rules.seats import Room, Wish
from dialogs.rules.standing import after
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import facilities, signups, waiting
from storage.labs import Lab
from storage.signups import Signup


def _head(talk: Talk, lab: Lab) -> Html:
    return bold(talk.words.name(title(lab, talk.words, talk.city)))


def _closed(talk: Talk, lab: Lab) -> Screen:
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    sorry = state(lab, talk.words, talk.now) or talk.say("Sign-up for this lab is closed.")
    return Screen(lines(_head(talk, lab), sorry), (back,))


def refused(talk: Talk, lab: int) -> Screen | None:
    """What is said instead, where one cannot sign up."""
    found = visible(talk, lab)
    if found is None:
        return no_lab(talk)
    return None if is_open(talk, found) else _closed(talk, found)


@screen("lab/{lab}/sign-up")
def ask_party(talk: Talk, lab: int) -> Screen:
    """How many people come: a tap, or a number."""
    return _ask_party(talk, lab)


@answer("lab/{lab}/sign-up")
def told_party(talk: Talk, said: Said, lab: int) -> Screen | Goto:
    """The number, written."""
    found = visible(talk, lab)
    most = most_of(talk, found) if found else talk.city.largest_party
    party = read_number(1, most)(talk, said, {})
    if isinstance(party, Wrong):
        return _ask_party(talk, lab, party.why)
    return Goto(sign_up.to(lab=lab, party=party))


def most_of(talk: Talk, lab: Lab) -> int:
    """The most people that one sign-up can be for."""
    return min(talk.city.largest_party, lab.seats)


def _ask_party(talk: Talk, lab: int, wrong: Html | None = None) -> Screen:
    found = visible(talk, lab)
    if found is None or not is_open(talk, found):
        return refused(talk, lab) or no_lab(talk)
    parties = range(1, most_of(talk, found) + 1)
    keys = tuple(Button(f"{n}", to=sign_up.to(lab=lab, party=n)) for n in parties)
    back = (Button(talk.label("Back"), to=f"lab/{lab}"),)
    question = talk.say("How many people are you, with yourself?")
    mine = my_place(talk, signups.of(talk.tx, lab, talk.person.id))
    asked = lines(_head(talk, found), mine, wrong and bold(wrong), question)
    return Screen(asked, (keys, back), awaits=f"lab/{lab}/sign-up")


@action("lab/{lab}/sign-up/{party}")
def sign_up(talk: Talk, lab: int, party: int) -> Goto:
    """On to what they need, where a lab offers any of it; else to a seat at once."""
    if not 1 <= party <= talk.city.largest_party:
        return Goto(ask_party.to(lab=lab))
    if not needing.offered(talk, lab):
        return Goto(join.to(lab=lab, party=party, needs="-"))
    signup = signups.of(talk.tx, lab, talk.person.id)
    known = facilities.needs_of(talk.tx, signup.id) if signup is not None and signup.stands else {}
    needs = {one: min(places, party) for one, places in list(known.items())[: needing.MOST]}
    return Goto(needing.ask.to(lab=lab, party=party, needs=needing.written(needs)))


@action("lab/{lab}/join/{party}/{needs}")
def join(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """A seat for each and a place for each need, or a place in line; never more than there is.

    Where there is room for a part of it, one is asked whether to take that, or to wait for all.
    """
    return _join(talk, lab, party, needs, may_ask=True)


@action("lab/{lab}/wait/{party}/{needs}")
def wait(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """All of it, or a place in line."""
    return _join(talk, lab, party, needs, may_ask=False)


def _join(talk: Talk, lab: int, party: int, needs: str, may_ask: bool) -> Screen | Goto:
    signups.hold(talk.tx, lab)
    found = visible(talk, lab)
    if found is None or not is_open(talk, found):
        return refused(talk, lab) or no_lab(talk)
    if not 1 <= party <= most_of(talk, found):
        return Goto(ask_party.to(lab=lab))
    wish, before = Wish(party, needing.checked(talk, lab, party, needs)), _before(talk, lab)
    left = room(talk.tx, found)
    if before is not None and before.state in ("seated", "offered"):
        return _change(talk, before, wish, left)
    me = before.id if before is not None and before.state == "waiting" else 0
    has_room = sits(talk.tx, found, left, wish, me)
    if may_ask and not has_room and not me and _part(talk, found, left, wish) is not None:
        return Goto(some.to(lab=lab, party=party, needs=needs))
    state = after(before.state if before else None, "sits" if has_room else "waits")
    assert state is not None
    if me:
        signups.change(talk.tx, me, talk.now, state=state, party=party)
    else:
        me = signups.put(talk.tx, lab, talk.person.id, party, state, talk.now)
    facilities.set_needs(talk.tx, me, wish.needs)
    if before is not None and before.stands:  # a place in line was changed: it may be somebody's turn now
        offer_seats(talk.tx, talk.city, lab, talk.now)
    return Goto(f"lab/{lab}/joined")


def _before(talk: Talk, lab: int) -> Signup | None:
    """How one stands until now; an offer whose time is up is none any more."""
    before = signups.of(talk.tx, lab, talk.person.id)
    if before is None or before.state != "offered" or talk.now < (before.offer_ends_at or talk.now):
        return before
    off_the_list(talk.tx, before, "lapses", talk.now)
    offer_seats(talk.tx, talk.city, lab, talk.now)
    return signups.of(talk.tx, lab, talk.person.id)


def _change(talk: Talk, before: Signup, wish: Wish, left: Room) -> Goto:
    """Other wishes of somebody who has seats, or an offer of them, which is so accepted. Nothing is lost."""
    had = Wish(before.party, facilities.needs_of(talk.tx, before.id))
    is_more = wish.party > had.party or any(n > had.needs.get(one, 0) for one, n in wish.needs.items())
    is_waited_for = next(waiting.line(talk.tx, before.lab_id), None) is not None
    if is_more and (is_waited_for or before.state == "offered" or not left.with_(had).holds(wish)):
        kept = talk.label("Not enough seats for {n}: you keep what you have.", n=wish.party)
        return Goto(f"lab/{before.lab_id}", toast=kept)
    signups.change(talk.tx, before.id, talk.now, party=wish.party, state="seated", offer_ends_at=None)
    facilities.set_needs(talk.tx, before.id, wish.needs)
    offer_seats(talk.tx, talk.city, before.lab_id, talk.now)
    return Goto(f"lab/{before.lab_id}/joined")


def _part(talk: Talk, lab: Lab, left: Room, wish: Wish) -> Wish | None:
    """As much of a wish as could be had at once; None where nothing could."""
    part = left.part_of(wish)
    return part if part.party and sits(talk.tx, lab, left, part) else None


@screen("lab/{lab}/some/{party}/{needs}")
def some(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """Not all of it is there: whether to take what there is, or to wait."""
    found = visible(talk, lab)
    if found is None or not is_open(talk, found):
        return refused(talk, lab) or no_lab(talk)
    left, wish = room(talk.tx, found), Wish(party, needing.checked(talk, lab, party, needs))
    part = _part(talk, found, left, wish)
    if part is None or part == wish:
        return Goto(join.to(lab=lab, party=party, needs=needs))
    short = [one for one in facilities.of(talk.tx, lab) if one.id in left.lacks(wish)]
    told = [
        talk.say("Not enough places are left: {what}", what=needing.name(talk.words, one)) for one in short
    ]
    if part.party < party:
        free = talk.count("{n} seat is left.", "{n} seats are left.", part.party)
        told.insert(0, lines(free, talk.say("You are {n}.", n=party)))
    take = talk.label("✅ Take what there is")
    rows = (
        (Button(take, to=join.to(lab=lab, party=part.party, needs=needing.written(dict(part.needs)))),),
        (Button(talk.label("⏳ Wait for all of it"), to=wait.to(lab=lab, party=party, needs=needs)),),
        (Button(talk.label("Back"), to=f"lab/{lab}/sign-up"),),
    )
    return Screen(lines(_head(talk, found), *told, talk.say("What would you like?")), rows)
