"""My labs: where one has a seat, or waits for one."""

from dialogs.labs.listing import lab_key
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import labs, signups


@screen("mine")
def mine(talk: Talk) -> Screen:
    """All of them, soonest first."""
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    found = signups.mine(talk.tx, talk.person.id, talk.now)
    if not found:
        return Screen(talk.say("You have not signed up for a lab yet. See what is coming:"), (back,))
    rows = []
    for signup in found[:20]:
        lab = labs.get(talk.tx, signup.lab_id)
        if lab is not None and lab.meetings:
            key = lab_key(talk, lab, f"lab/{lab.id}")
            mark = "✅" if signup.state == "seated" else "⏳"
            rows.append((Button(f"{mark} {key.text}", to=key.to),))
    count = talk.count("You are signed up for {n} lab:", "You are signed up for {n} labs:", len(found))
    return Screen(lines(bold(talk.say("My labs")), count), (*rows, back))
