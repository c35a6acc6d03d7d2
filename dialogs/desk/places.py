"""Places where posters hang: a reception centre, a school, a shop; and how many came through them.

It must not know who came. A count below 5 is not told, and none is newer than last midnight: so nobody who
looks twice can tell who has just come.
"""

from dialogs.desk.desk import to_desk
from dialogs.desk.questions import DISTRICT, district
from dialogs.form import Answers, Choice, Form, Question, read_text
from dialogs.labs.card import is_open
from dialogs.labs.listing import lab_key
from dialogs.labs.wording import title
from dialogs.rules.arrivals import coarse
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing import poster
from dialogs.sharing.spoken import code_for
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import labs, shares
from storage import places as known
from storage.places import Link, Place

A_PAGE = 8
MOST = 12
"""Labs that a poster can be made for, soonest first."""
LONGEST = 60
"""Letters of a place's name."""
ICONS = {"centre": "🏠", "school": "🏫", "shop": "🏪", "other": "📍"}
_desk = Access.COORDINATOR


def _kinds(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("🏠 A reception centre"), "centre"),
        (talk.label("🏫 A school"), "school"),
        (talk.label("🏪 A shop"), "shop"),
        (talk.label("📍 Another place"), "other"),
    )


def _ask_name(talk: Talk, answers: Answers) -> Html:
    return talk.say("What is the place called? Only the desk sees it.")


def _done(talk: Talk, subject: int, answers: Answers) -> Goto:
    name = " ".join(answers["name"].split())
    place = known.add(talk.tx, answers["kind"], name, district(talk, answers), talk.now)
    talk.note("made a place", f"place/{place}")
    return Goto(one.to(place=place))


NEW = Form(
    "newplace",
    _desk,
    (
        Question("kind", lambda t, a: t.say("Where will the poster hang?"), choices=_kinds, across=1),
        Question("name", _ask_name, read_text(LONGEST)),
        DISTRICT,
    ),
    _done,
    leave=lambda subject: "desk/places/0",
)  # fmt: skip


@screen("desk/places/{page}", access=_desk)
def places(talk: Talk, page: int) -> Screen:
    """All that are open, the newest first."""
    found = known.open_ones(talk.tx)
    page = min(page, max(0, len(found) - 1) // A_PAGE)
    rows: Rows = ()
    for place in found[page * A_PAGE : (page + 1) * A_PAGE]:
        label = talk.label("{mark} {name}", mark=Html(ICONS[place.kind]), name=place.name)
        rows += ((Button(label, to=one.to(place=place.id)),),)
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=places.to(page=page - 1)))
    if (page + 1) * A_PAGE < len(found):
        turn.append(Button(talk.label("⬇️ Later"), to=places.to(page=page + 1)))
    rows += (tuple(turn),) if turn else ()
    what = talk.say("Posters of a reception centre, a school, a shop: each place has links of its own.")
    none = None if found else talk.say("There is no place yet.")
    last = (Button(talk.label("➕ New place"), to=NEW.start.to(subject=0)), to_desk(talk))
    return Screen(lines(bold(talk.say("Places")), what, none), (*rows, last))


def _open(talk: Talk, place: int) -> Place | None:
    found = known.get(talk.tx, place)
    return None if found is None or found.closed_at is not None else found


def _gone(talk: Talk) -> Goto:
    return Goto(places.to(page=0), toast=talk.label("This place is not there any more."))


def _name(talk: Talk, place: Place) -> Html:
    return bold(talk.say("{mark} {name}", mark=Html(ICONS[place.kind]), name=place.name))


@screen("desk/place/{place}", access=_desk)
def one(talk: Talk, place: int) -> Screen | Goto:
    """One place: how many came, and what can be said aloud instead of its posters."""
    found = _open(talk, place)
    if found is None:
        return _gone(talk)
    codes = [said for link in known.links(talk.tx, place) if (said := _said(talk, link))]
    rows = (
        (Button(talk.label("🖨 Poster"), to=which.to(place=place)),),
        (Button(talk.label("🗑 Close"), to=sure.to(place=place)),),
        (Button(talk.label("Back"), to=places.to(page=0)), to_desk(talk)),
    )
    where = None if found.district is None else talk.words.name(found.district)
    aloud = talk.say("🗣 To be said aloud, and written to the bot:") if codes else None
    return Screen(lines(_name(talk, found), where, _came(talk, place), aloud, *codes), rows)


def _said(talk: Talk, link: Link) -> Html | None:
    """What is said aloud for a link that leads somewhere still."""
    lab = None if link.lab_id is None else labs.get(talk.tx, link.lab_id)
    if link.spoken is None or (link.lab_id is not None and (lab is None or not is_open(talk, lab))):
        return None
    about = title(lab, talk.words, talk.city) if lab else talk.label("All the labs")
    return talk.say("{code}: {title}", code=link.spoken, title=about)


def _came(talk: Talk, place: int) -> Html:
    """How many people came through its links, as long as that is kept, and in words where they are few."""
    n = known.came(talk.tx, place, talk.city.midnight(talk.now))
    days = talk.city.keep["edges"].days
    told = {
        "nobody": talk.say("Nobody came through it in the last {days} days.", days=days),
        "a few": talk.say("A few people came through it in the last {days} days.", days=days),
        "5 or more": talk.count(
            "{n} person came through it in the last {days} days.",
            "{n} people came through it in the last {days} days.",
            n,
            days=days,
        ),
    }[coarse(n)]
    return lines(told, talk.say("(Counted until last midnight.)"))


@screen("desk/place/{place}/labs", access=_desk)
def which(talk: Talk, place: int) -> Screen | Goto:
    """What its poster is to lead to."""
    found = _open(talk, place)
    if found is None:
        return _gone(talk)
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if is_open(talk, lab)][:MOST]
    rows = (
        (Button(talk.label("🏙 All the labs"), to=link.to(place=place, lab=0)),),
        *((lab_key(talk, lab, link.to(place=place, lab=lab.id)),) for lab in coming),
        (Button(talk.label("Back"), to=one.to(place=place)), to_desk(talk)),
    )
    lasting = talk.say("A poster of all the labs can hang for months; that of one lab, until it is over.")
    return Screen(lines(_name(talk, found), talk.say("What does the poster lead to?"), lasting), rows)


@action("desk/place/{place}/lab/{lab}", access=_desk)
def link(talk: Talk, place: int, lab: int) -> Goto:
    """A link of the place's own, and on to its poster."""
    found, about = _open(talk, place), labs.get(talk.tx, lab) if lab else None
    if found is None:
        return _gone(talk)
    if lab and (about is None or not is_open(talk, about)):
        return Goto(which.to(place=place), toast=talk.label("Sign-up for this lab is closed."))
    code = shares.own(talk.tx, "place", None, talk.new_code(), talk.now, lab=lab or None, place=place)
    code_for(talk, code)
    tongues = poster.written(poster.offered(talk, about))
    return Goto(poster.choose.to(code=code, tongues=tongues))


@screen("desk/place/{place}/close", access=_desk)
def sure(talk: Talk, place: int) -> Screen | Goto:
    """What will happen, before it does."""
    found = _open(talk, place)
    if found is None:
        return _gone(talk)
    asked = talk.say("Close this place? Its posters still lead to the labs, but nobody is counted any more.")
    yes, no = close.to(place=place), one.to(place=place)
    rows = ((Button(talk.label("Yes"), to=yes), Button(talk.label("No"), to=no)),)
    return Screen(lines(_name(talk, found), asked), rows)


@action("desk/place/{place}/close/yes", access=_desk)
def close(talk: Talk, place: int) -> Goto:
    """Its links count no more."""
    if not known.close(talk.tx, place, talk.now):
        return _gone(talk)
    talk.note("closed a place", f"place/{place}")
    return Goto(places.to(page=0), toast=talk.label("Done."))
