"""All others did not come: with one tap, after a question.

It must not know who they are.
"""

from dialogs.after.attendance import listed
from dialogs.after.rights import meeting_for, nothing_here
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import attendances, signups


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
