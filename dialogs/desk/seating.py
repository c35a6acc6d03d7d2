"""Another number of seats: more are offered at once; fewer throw nobody out, and that is asked first.

It must not know whose turn it is.
"""

from dialogs.desk.questions import MOST_SEATS
from dialogs.labs.offering import offer_seats, tell_hopeless
from dialogs.labs.wording import title
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import labs, signups
from storage.labs import Lab


def seat(talk: Talk, lab: Lab, wanted: int) -> Goto:
    """More seats at once; fewer, after a look at who sits there. The lab is held."""
    if wanted >= lab.seats or lab.status == "draft":
        return _set(talk, lab.id, wanted)
    return Goto(fewer.to(lab=lab.id, seats=wanted))


@screen("desk/lab/{lab}/seats/{seats}", access=Access.COORDINATOR)
def fewer(talk: Talk, lab: int, seats: int) -> Screen | Goto:
    """How many seats there are, how many there would be, and who has one already."""
    found = labs.get(talk.tx, lab)
    if found is None or found.status == "cancelled" or not 1 <= seats <= MOST_SEATS:
        return Goto(f"desk/lab/{lab}")
    taken = signups.taken(talk.tx, lab)
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    was = talk.say("💺 Seats until now: {was}. From now on: {seats}.", was=found.seats, seats=seats)
    full = talk.count(
        "{n} seat is taken or offered already.", "{n} seats are taken or offered already.", taken
    )
    stay = Button(talk.label("Leave it as it is"), to=f"desk/lab/{lab}")
    if seats >= taken:
        yes = Button(talk.label("Yes, 💺 {n}", n=seats), to=seated.to(lab=lab, seats=seats))
        return Screen(lines(head, was, full), ((yes,), (stay,)))
    safe = talk.say("Nobody loses a seat.")
    so = talk.count(
        "With {n} seat, nobody new can sit until fewer come.",
        "With {n} seats, nobody new can sit until fewer come.",
        seats,
    )
    rows: Rows = (
        (Button(talk.label("💺 {n}: who sits, sits", n=taken), to=seated.to(lab=lab, seats=taken)),),
        (Button(talk.label("💺 {n}: nobody new for now", n=seats), to=seated.to(lab=lab, seats=seats)),),
        (stay,),
    )
    return Screen(lines(head, was, full, safe, so), rows)


@action("desk/lab/{lab}/seats/{seats}/yes", access=Access.COORDINATOR)
def seated(talk: Talk, lab: int, seats: int) -> Goto:
    """So many seats from now on."""
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    if found is None or found.status == "cancelled" or not 1 <= seats <= MOST_SEATS:
        return Goto(f"desk/lab/{lab}")
    return _set(talk, lab, seats)


def _set(talk: Talk, lab: int, seats: int) -> Goto:
    labs.change(talk.tx, lab, seats=seats)
    offer_seats(talk.tx, talk.city, lab, talk.now)
    tell_hopeless(talk.tx, lab, talk.now)
    talk.note("changed seats", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))
