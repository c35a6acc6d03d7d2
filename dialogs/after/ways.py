"""The ways from a lab's card to what belongs to its day and after it: pass, name, door, staying in touch.

It must not know what is there.
"""

from dialogs.after.rights import may_note
from dialogs.rules.doors import open_meetings
from dialogs.screen import Button, Rows
from dialogs.talk import Access, Talk
from storage import attendances
from storage.labs import Lab
from storage.signups import Signup


def ways(talk: Talk, lab: Lab, signup: Signup | None) -> Rows:
    """The buttons for this person, by how they stand with a lab; none for a visitor."""
    if talk.access is Access.VISITOR or lab.status not in ("published", "closed") or not lab.meetings:
        return ()
    rows: Rows = ()
    has_seat = signup is not None and signup.state == "seated"
    if has_seat and talk.now < lab.ends_at:
        my_pass = Button(talk.label("🎫 My pass"), to=f"lab/{lab.id}/pass")
        rows += ((my_pass, Button(talk.label("🏷 A name for the host"), to=f"lab/{lab.id}/name")),)
    was_there = has_seat or (signup is not None and attendances.came(talk.tx, signup.id))
    if was_there and lab.starts_at <= talk.now:
        rows += ((Button(talk.label("🤝 Stay in touch"), to=f"touch/{lab.id}"),),)
    if open_meetings(lab, talk.is_coordinator, talk.now) and may_note(talk, lab.id):
        rows += ((Button(talk.label("🚪 Who is coming"), to=f"door/lab/{lab.id}"),),)
    return rows
