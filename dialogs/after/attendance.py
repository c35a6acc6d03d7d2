"""The list at the door: who is expected at a meeting, by number, and a tap for each who came.

It must not know who anybody is: a number, a first name if they gave one, and how many they are.
"""

from typing import Literal

from dialogs.after.rights import meeting_for, nothing_here
from dialogs.labs.wording import title, when
from dialogs.people.menu import to_menu
from dialogs.rules.doors import next_mark
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import attendances, passes, signups
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
    place = {"meeting": meeting.id, "page": page, "signup": one.signup_id}
    to = next_mark(one, talk.now >= meeting.starts_at)
    return Button(text, to=some_came.to(**place) if to == "some" else note.to(**place, to=to))


def totals(talk: Talk, expected: tuple[Expected, ...]) -> Html:
    """How many people were expected, came, and came without a seat."""
    seated = [one for one in expected if one.state == "seated"]
    came = sum(one.came for one in expected)
    without = sum(one.came for one in expected if one.state != "seated")
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
        rows += ((Button(talk.label("❌ The others did not come"), to=others.to(meeting=meeting.id)),),)
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    how = talk.say("Tap a number when they come. Tap it again to change it.") if expected else None
    text = lines(head, timed, "", totals(talk, expected), "", how)
    return Screen(text, (*rows, (to_menu(talk),)))


def _one(talk: Talk, meeting: int, signup: int) -> Expected | None:
    """One of those who are expected at this meeting; nobody of another lab. The lab is held from here on."""
    lab = attendances.lab_of(talk.tx, meeting)
    if lab is None:
        return None
    signups.hold(talk.tx, lab)
    return next((o for o in attendances.expected(talk.tx, meeting) if o.signup_id == signup), None)


@action("door/{meeting}/{page}/note/{signup}/{to}")
def note(
    talk: Talk, meeting: int, page: int, signup: int, to: Literal["attended", "absent", "none"]
) -> Screen | Goto:
    """What the button said: all of them came, none did, or nothing is noted."""
    place = meeting_for(talk, meeting)
    if place is None:
        return nothing_here(talk)
    back = Goto(listed.to(meeting=meeting, page=page))
    one = _one(talk, meeting, signup)
    if one is None:
        return back
    if to == "attended":
        attendances.put(talk.tx, signup, meeting, "attended", one.party, talk.now)
    elif to == "none":
        return _unnote(talk, meeting, page, one)
    elif talk.now >= place[1].starts_at and one.state == "seated":
        if one.mark != "absent":  # a second tap asks nobody a second time later
            attendances.put(talk.tx, signup, meeting, "absent", 0, talk.now)
    else:
        return back
    talk.note(to, f"meeting/{meeting}/{one.number}")
    return back


def _unnote(talk: Talk, meeting: int, page: int, one: Expected) -> Goto:
    """Take a mark back; who never had a seat, and is noted nowhere, is off the list."""
    back = listed.to(meeting=meeting, page=page)
    attendances.drop(talk.tx, one.signup_id, meeting)
    talk.note("not noted", f"meeting/{meeting}/{one.number}")
    if one.state == "walked_in" and not attendances.marks(talk.tx, one.signup_id):
        signups.set_state(talk.tx, one.signup_id, "removed", talk.now)
        passes.set_name(talk.tx, one.signup_id, None)
        return Goto(back, toast=talk.label("Taken off the list."))
    return Goto(back)


@screen("door/{meeting}/{page}/some/{signup}")
def some_came(talk: Talk, meeting: int, page: int, signup: int) -> Screen | Goto:
    """How many of a party came."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    one = _one(talk, meeting, signup)
    back = listed.to(meeting=meeting, page=page)
    if one is None:
        return Goto(back)
    place = {"meeting": meeting, "page": page, "signup": signup}
    keys = [Button(f"{n}", to=came.to(**place, people=n)) for n in range(1, one.party + 1)]
    rows = [tuple(keys[i : i + 5]) for i in range(0, len(keys), 5)]
    if one.state == "seated":
        rows.append((Button(talk.label("❌ Nobody came"), to=note.to(**place, to="absent")),))
    rows.append(
        (
            Button(talk.label("⬜ Not noted"), to=note.to(**place, to="none")),
            Button(talk.label("Back"), to=back),
        )
    )
    asked = talk.say("How many of them came?")
    return Screen(lines(bold(told_of(talk, one)), asked), tuple(rows))


@action("door/{meeting}/{page}/came/{signup}/{people}")
def came(talk: Talk, meeting: int, page: int, signup: int, people: int) -> Screen | Goto:
    """So many of a party came: at least one, at most all; others who came along are noted by themselves."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    one = _one(talk, meeting, signup)
    if one is not None and 1 <= people <= one.party:
        attendances.put(talk.tx, signup, meeting, "attended", people, talk.now)
        talk.note("attended", f"meeting/{meeting}/{one.number}")
    return Goto(listed.to(meeting=meeting, page=page))


@screen("door/{meeting}/others")
def others(talk: Talk, meeting: int) -> Screen | Goto:
    """One more question before everybody else is noted as absent."""
    place = meeting_for(talk, meeting)
    if place is None:
        return nothing_here(talk)
    expected = attendances.expected(talk.tx, meeting)
    left = sum(one.party for one in expected if one.mark is None and one.state == "seated")
    if not left or talk.now < place[1].starts_at:
        return Goto(listed.to(meeting=meeting, page=0))
    asked = talk.count(
        "{n} person is not noted. Did they not come?", "{n} people are not noted. Did they not come?", left
    )
    later = talk.say("Later I ask each of them kindly what was in the way.")
    yes = Button(talk.label("❌ They did not come"), to=others_absent.to(meeting=meeting))
    return Screen(
        lines(bold(asked), later),
        ((yes,), (Button(talk.label("Back"), to=listed.to(meeting=meeting, page=0)),)),
    )


@action("door/{meeting}/others/yes")
def others_absent(talk: Talk, meeting: int) -> Screen | Goto:
    """Everybody with a seat of whom nothing is noted did not come."""
    place = meeting_for(talk, meeting)
    if place is None:
        return nothing_here(talk)
    lab, one = place
    if talk.now >= one.starts_at:
        signups.hold(talk.tx, lab.id)
        if attendances.others_absent(talk.tx, meeting, talk.now):
            talk.note("others absent", f"meeting/{meeting}")
    return Goto(listed.to(meeting=meeting, page=0))
