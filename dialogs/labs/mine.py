"""My labs: where one has a seat or waits for one, and those one is a host of."""

from dialogs.labs.listing import lab_key
from dialogs.people.menu import to_menu
from dialogs.rules.doors import CLOSES
from dialogs.screen import Button, Screen
from dialogs.site import screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import guests, hosts, labs, signups


@screen("mine")
def mine(talk: Talk) -> Screen:
    """All of them, soonest first."""
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    found = signups.mine(talk.tx, talk.person.id, talk.now)
    rows = _hosted(talk)
    if guests.has_any(talk.tx, talk.person.id, talk.now):
        rows.append((Button(talk.label("👥 My guests"), to="guests"),))
    if not found and not rows:
        return Screen(talk.say("You have not signed up for a lab yet. See what is coming:"), (back,))
    for signup in found[:20]:
        lab = labs.get(talk.tx, signup.lab_id)
        if lab is not None and lab.meetings:
            key = lab_key(talk, lab, f"lab/{lab.id}")
            mark = "✅" if signup.state == "seated" else "⏳"
            row: tuple[Button, ...] = (Button(f"{mark} {key.text}", to=key.to),)
            if signup.state == "seated":
                row += (Button(talk.label("🎫 My pass"), to=f"lab/{lab.id}/pass"),)
            rows.append(row)
    count = talk.count("You are signed up for {n} lab:", "You are signed up for {n} labs:", len(found))
    return Screen(lines(bold(talk.say("My labs")), count if found else None), (*rows, back))


def _hosted(talk: Talk) -> list[tuple[Button, ...]]:
    """The way to the door of each lab one is a host of, until its list is closed."""
    numbers = hosts.labs_of(talk.tx, talk.person.id, talk.now - CLOSES)
    found = [lab for lab in (labs.get(talk.tx, number) for number in numbers) if lab and lab.meetings]
    keys = [lab_key(talk, lab, f"door/lab/{lab.id}") for lab in found]
    return [(Button(f"🚪 {key.text}", to=key.to),) for key in keys]
