"""The way to the list at the door: from the lab, or by opening the pass that somebody shows.

It must not know how attendance is counted. Who may not note learns nothing from a pass, not even of which
lab it is.
"""

from dialogs.address import Code
from dialogs.after import marking
from dialogs.after.attendance import A_PAGE, listed, told_of
from dialogs.after.parties import some_came
from dialogs.after.rights import lab_for, nothing_here
from dialogs.labs.wording import title, when
from dialogs.people.menu import menu_rows, to_menu
from dialogs.rules.doors import OPENS, open_meetings, todays
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import passes
from storage.labs import Lab, Meeting
from storage.signups import Signup


@screen("door/lab/{lab}")
def door(talk: Talk, lab: int) -> Screen | Goto:
    """The list of the meeting that is open; a choice, if several are."""
    found = lab_for(talk, lab)
    if found is None:
        return nothing_here(talk)
    ready = open_meetings(found, talk.is_coordinator, talk.now)
    if len(ready) == 1:
        return Goto(listed.to(meeting=ready[0].id, page=0))
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    if not ready:
        return Screen(lines(head, _not_yet(talk, found)), ((to_menu(talk),),))
    return Goto(dates.to(lab=lab, page=0))


@screen("door/lab/{lab}/{page}")
def dates(talk: Talk, lab: int, page: int) -> Screen | Goto:
    """The meetings whose list is open, the latest first, some at a time."""
    found = lab_for(talk, lab)
    if found is None:
        return nothing_here(talk)
    ready = open_meetings(found, talk.is_coordinator, talk.now)[::-1]
    if len(ready) < 2:
        return Goto(door.to(lab=lab))
    page = min(page, (len(ready) - 1) // A_PAGE)
    part = ready[page * A_PAGE : (page + 1) * A_PAGE]
    rows: Rows = tuple((_key(talk, m, listed.to(meeting=m.id, page=0)),) for m in part)
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Later"), to=dates.to(lab=lab, page=page - 1)))
    if (page + 1) * A_PAGE < len(ready):
        turn.append(Button(talk.label("⬇️ Earlier"), to=dates.to(lab=lab, page=page + 1)))
    rows += (tuple(turn),) if turn else ()
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, talk.say("Which date?")), (*rows, (to_menu(talk),)))


def _key(talk: Talk, meeting: Meeting, to: str) -> Button:
    day = talk.words.day(meeting.starts_at, talk.city.zone)
    hour = talk.words.hour(meeting.starts_at, talk.city.zone)
    return Button(talk.label("🗓 {day}, {hour}", day=day, hour=hour), to=to)


def _not_yet(talk: Talk, lab: Lab) -> Html:
    ahead = [meeting.starts_at - OPENS for meeting in lab.meetings if meeting.starts_at - OPENS > talk.now]
    if not ahead:
        return talk.say("The list of this lab is closed.")
    day, hour = talk.words.day(ahead[0], talk.city.zone), talk.words.hour(ahead[0], talk.city.zone)
    return talk.say("Who is coming is shown here from {day}, {hour}.", day=day, hour=hour)


@action("pass/{code}")
def opened(talk: Talk, code: Code) -> Screen:
    """Whoever shows this pass is here: noted at the meeting of today."""
    signup = passes.by_code(talk.tx, code)
    lab = None if signup is None else lab_for(talk, signup.lab_id)
    if signup is None or lab is None:
        return _of_no_use(talk)
    today = todays(open_meetings(lab, talk.is_coordinator, talk.now), talk.city.zone, talk.now)
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    if not today:
        return Screen(lines(head, talk.say("This lab does not meet now.")), ((to_menu(talk),),))
    if len(today) == 1:
        return _note(talk, lab, today[0], signup)
    rows = tuple((_key(talk, m, opened_at.to(code=code, meeting=m.id)),) for m in today)
    return Screen(lines(head, talk.say("Which date?")), (*rows, (to_menu(talk),)))


@action("pass/{code}/{meeting}")
def opened_at(talk: Talk, code: Code, meeting: int) -> Screen:
    """The same, at one of several meetings of today."""
    signup = passes.by_code(talk.tx, code)
    lab = None if signup is None else lab_for(talk, signup.lab_id)
    ready = () if lab is None else open_meetings(lab, talk.is_coordinator, talk.now)
    found = next((m for m in ready if m.id == meeting), None)
    if signup is None or lab is None or found is None:
        return _of_no_use(talk)
    return _note(talk, lab, found, signup)


def _of_no_use(talk: Talk) -> Screen:
    kind = talk.say("This is a pass for the door of a lab. It is of use only to the host there.")
    return Screen(kind, menu_rows(talk))


def _note(talk: Talk, lab: Lab, meeting: Meeting, signup: Signup) -> Screen:
    one = marking.one_of(talk.tx, meeting.id, signup.id)
    to_list = (
        Button(talk.label("🚪 Who is coming"), to=listed.to(meeting=meeting.id, page=0)),
        to_menu(talk),
    )
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    if one is None:
        gone = talk.say("№ {number} has no seat any more.", number=signup.number)
        return Screen(lines(head, timed, "", bold(gone)), (to_list,))
    if one.mark == "attended" or not marking.step(talk.tx, one, meeting.id, "comes", talk.now, one.party):
        said = talk.say("№ {number} was noted already.", number=one.number)
    else:
        talk.note("attended", f"meeting/{meeting.id}/{one.number}")
        said = talk.count("✅ {n} person is here.", "✅ {n} people are here.", one.party)
    rows: Rows = (to_list,)
    if one.party > 1:
        fewer = some_came.to(meeting=meeting.id, page=0, signup=one.signup_id)
        rows = ((Button(talk.label("👥 Not all of them"), to=fewer),), to_list)
    return Screen(lines(head, timed, "", told_of(talk, one), bold(said)), rows)
