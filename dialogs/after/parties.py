"""Of a party that was expected at a meeting, how many came.

It must not know what a mark may follow: see `marking`.
"""

from dialogs.after import marking
from dialogs.after.attendance import listed, note, told_of
from dialogs.after.rights import meeting_for, nothing_here
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines


@screen("door/{meeting}/{page}/some/{signup}")
def some_came(talk: Talk, meeting: int, page: int, signup: int) -> Screen | Goto:
    """How many of a party came."""
    found = meeting_for(talk, meeting)
    if found is None:
        return nothing_here(talk)
    one = marking.one_of(talk.tx, meeting, signup)
    back = listed.to(meeting=meeting, page=page)
    if one is None:
        return Goto(back)
    place = {"meeting": meeting, "page": page, "signup": signup}
    keys = [Button(f"{n}", to=came.to(**place, people=n)) for n in range(1, one.party + 1)]
    rows = [tuple(keys[i : i + 5]) for i in range(0, len(keys), 5)]
    if talk.now >= found[1].starts_at and marking.then(one, "misses"):
        rows.append((Button(talk.label("❌ Nobody came"), to=note.to(**place, to="absent")),))
    last = [Button(talk.label("Back"), to=back)]
    if marking.then(one, "is unmarked"):
        last.insert(0, Button(talk.label("⬜ Not noted"), to=note.to(**place, to="none")))
    rows.append(tuple(last))
    asked = talk.say("How many of them came?")
    return Screen(lines(bold(told_of(talk, one)), asked), tuple(rows))


@action("door/{meeting}/{page}/came/{signup}/{people}")
def came(talk: Talk, meeting: int, page: int, signup: int, people: int) -> Screen | Goto:
    """So many of a party came: at least one, at most all; others who came along are noted by themselves."""
    if meeting_for(talk, meeting) is None:
        return nothing_here(talk)
    one = marking.one_of(talk.tx, meeting, signup)
    if one is None or not 1 <= people <= one.party:
        return Goto(listed.to(meeting=meeting, page=page))
    if marking.step(talk.tx, one, meeting, "comes", talk.now, people):
        talk.note("attended", f"meeting/{meeting}/{one.number}")
    return Goto(listed.to(meeting=meeting, page=page))
