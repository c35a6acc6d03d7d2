"""The list at the door: who is expected at a meeting, by number, and a tap for each who came.

It must not know who anybody is: a number, a first name if they gave one, and how many they are.
"""

from typing import Literal

from dialogs.after import marking
from dialogs.after.rights import meeting_for, nothing_here
from dialogs.labs.wording import title, when
from dialogs.people.menu import to_menu
from dialogs.rules.doors import next_mark
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import attendances
from storage.attendances import Expected
from storage.labs import Lab, Meeting

A_PAGE = 8


def told_of(talk: Talk, one: Expected) -> Html:
    """Somebody who is expected, in a message."""
    if one.name:
        return talk.say("№ {number} · {name} · {party}", number=one.number, name=one.name, party=one.party)
    return talk.say("№ {number} · {party}", number=one.number, party=one.party)


def _key(talk: Talk, meeting: Meeting, page: int, one: Expected) -> Button:
    mark = {"attended": "✅", "absent": "❌", "excused": "🙏", None: "⬜"}[one.mark]
    if one.mark == "attended" and one.came < one.party:
        mark = f"✅ {one.came}/{one.party}"
    about = {"number": one.number, "party": one.party, "mark": Html(mark)}
    text = talk.label("{mark} № {number} · {party}", **about)
    if one.name:
        text = talk.label("{mark} № {number} · {name} · {party}", name=one.name, **about)
    to = next_mark(one, talk.now >= meeting.starts_at)
    if to == "some":
        return Button(text, to=f"door/{meeting.id}/{page}/some/{one.signup_id}")
    return Button(text, to=note.to(meeting=meeting.id, page=page, signup=one.signup_id, to=to))


def totals(talk: Talk, expected: tuple[Expected, ...]) -> Html:
    """How many people were expected, came, and came without a seat; who has left since was expected too."""
    seated = [one for one in expected if one.state != "walked_in"]
    came = sum(one.came for one in expected)
    without = sum(one.came for one in expected if one.state == "walked_in")
    absent = sum(one.party - one.came for one in seated if one.mark is not None)
    wait = sum(one.party for one in seated if one.mark is None)
    people = sum(one.party for one in seated)
    return lines(
        talk.count("{n} person is expected.", "{n} people are expected.", people),
        talk.count("✅ {n} person came.", "✅ {n} people came.", came),
        talk.count("➕ {n} of them without a seat.", "➕ {n} of them without a seat.", without)
        if without
        else None,
        talk.count("❌ {n} person did not come.", "❌ {n} people did not come.", absent) if absent else None,
        talk.count("⬜ {n} person is not noted.", "⬜ {n} people are not noted.", wait) if wait else None,
    )


@screen("door/{meeting}/{page}")
def listed(talk: Talk, meeting: int, page: int) -> Screen:
    """Everybody who is expected, some at a time."""
    place = meeting_for(talk, meeting)
    return nothing_here(talk) if place is None else _listed(talk, *place, page)


def _listed(talk: Talk, lab: Lab, meeting: Meeting, page: int) -> Screen:
    expected = attendances.expected(talk.tx, meeting.id)
    page = min(page, max(0, len(expected) - 1) // A_PAGE)
    part = expected[page * A_PAGE : (page + 1) * A_PAGE]
    rows: Rows = tuple((_key(talk, meeting, page, one),) for one in part)
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=listed.to(meeting=meeting.id, page=page - 1)))
    if (page + 1) * A_PAGE < len(expected):
        turn.append(Button(talk.label("⬇️ Later"), to=listed.to(meeting=meeting.id, page=page + 1)))
    rows += (tuple(turn),) if turn else ()
    more = Button(talk.label("➕ Somebody else came"), to=f"door/{meeting.id}/more")
    rows += ((more,),)
    if talk.now >= meeting.starts_at and any(o.mark is None and o.state == "seated" for o in expected):
        rows += ((Button(talk.label("❌ Nobody else came"), to=f"door/{meeting.id}/others"),),)
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    how = talk.say("Tap a number when they come. Tap it again to change it.") if expected else None
    text = lines(head, timed, "", totals(talk, expected), "", how)
    return Screen(text, (*rows, (to_menu(talk),)))


@action("door/{meeting}/{page}/note/{signup}/{to}")
def note(
    talk: Talk, meeting: int, page: int, signup: int, to: Literal["attended", "absent", "none"]
) -> Screen | Goto:
    """What the button said: all of them came, none did, or nothing is noted."""
    place = meeting_for(talk, meeting)
    if place is None:
        return nothing_here(talk)
    back = Goto(listed.to(meeting=meeting, page=page))
    one = marking.one_of(talk.tx, meeting, signup)
    if one is None or (to == "absent" and talk.now < place[1].starts_at):
        return back
    if to == "none":
        return _unnote(talk, meeting, page, one)
    if to == "attended":
        is_noted = marking.step(talk.tx, one, meeting, "comes", talk.now, one.party)
    else:
        is_noted = marking.step(talk.tx, one, meeting, "misses", talk.now)
    if is_noted:
        talk.note(to, f"meeting/{meeting}/{one.number}")
    return back


def _unnote(talk: Talk, meeting: int, page: int, one: Expected) -> Goto:
    """Take a mark back; who never had a seat, and is noted nowhere, is off the list."""
    back = listed.to(meeting=meeting, page=page)
    if marking.step(talk.tx, one, meeting, "is unmarked", talk.now):
        talk.note("not noted", f"meeting/{meeting}/{one.number}")
        if marking.was_never_here(talk.tx, one, talk.now):
            return Goto(back, toast=talk.label("Taken off the list."))
    return Goto(back)
