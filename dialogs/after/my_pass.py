"""My pass: what somebody with a seat shows at the door, for the host to scan or to read.

It must not know who scans it, nor name anybody: it holds a link with a random code.
"""

from dialogs.labs.card import visible
from dialogs.labs.wording import title, when
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Screen
from dialogs.sharing import qr
from dialogs.site import Goto, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import passes, signups


@screen("lab/{lab}/pass")
def my_pass(talk: Talk, lab: int) -> Screen | Goto:
    """The picture, the number and how many; for who has a seat, until the lab is over."""
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or found.status == "cancelled" or signup is None or signup.state != "seated":
        return Goto(f"lab/{lab}")
    ahead = [meeting for meeting in found.meetings if talk.now < meeting.ends_at]
    if not ahead:
        return Goto(f"lab/{lab}")
    code = passes.own(talk.tx, signup.id, talk.new_code())
    picture = Media("photo", name="pass.png", content=qr.png(talk.city.link(f"p-{code}")))
    text = lines(
        bold(talk.words.name(title(found, talk.words, talk.city))),
        talk.say("🗓 {when}", when=when(ahead[0], talk.words, talk.city)),
        "",
        bold(talk.say("🎫 Your number is {number}.", number=signup.number)),
        talk.count("It is good for {n} person.", "It is good for {n} people.", signup.party),
        talk.say("Show this picture at the door, or say your number."),
    )
    rows = ((Button(talk.label("🏷 A name for the host"), to=f"lab/{lab}/name"),),)
    back = (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk))
    return Screen(text, (*rows, back), picture)
