"""What we hold about a person: shown as a file, erased on request."""

import json
from datetime import date, datetime

from dialogs.people import forgetting
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Screen
from dialogs.site import Farewell, Goto, action, letter, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import people


@screen("my-data")
def about(talk: Talk) -> Screen:
    """That there is a file with everything."""
    text = talk.say("I can send you a file with everything we hold about you.")
    send = Button(talk.label("📄 Send me the file"), to=ask_file.to())
    return Screen(text, ((send,), (Button(talk.label("Back"), to="settings"), to_menu(talk))))


@action("my-data/send")
def ask_file(talk: Talk) -> Goto:
    """The file comes as a message of its own; it is written when it is sent, and stored nowhere."""
    talk.post(talk.person.id, my_file.to(), kind="reply")
    return Goto("settings", toast=talk.label("The file is coming."))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


@letter("my-data/file")
def my_file(talk: Talk) -> Screen:
    """All that is held, as JSON: theirs to keep, so it may be saved and passed on."""
    held = people.held(talk.tx, talk.person.id)
    content = json.dumps(held, ensure_ascii=False, indent=2, default=_plain).encode()
    media = Media("document", name="my-data.json", content=content)
    return Screen(talk.say("This is everything we hold about you."), media=media)


@screen("forget")
def sure(talk: Talk) -> Screen:
    """What will go, before it goes."""
    text = talk.say("Everything we hold about you is erased at once: your seats, your links, your settings.")
    forever = talk.say("It cannot be undone. You can come back at any time, as somebody new.")
    rows = (
        (Button(talk.label("🗑 Yes, forget me"), to=forget.to()),),
        (Button(talk.label("No, stay"), to="menu"),),
    )
    return Screen(lines(bold(talk.say("Forget me")), text, forever), rows)


@action("forget/yes")
def forget(talk: Talk) -> Farewell:
    """Gone: seats to come go to others, and nothing is left but an anonymous stub for the counts."""
    words = talk.say("You are forgotten. Thank you for having been here, and all the best!")
    again = Button(talk.label("👋 Begin anew"), to="hello/menu")
    forgetting.forget(talk.tx, talk.city, talk.person.id, talk.now)
    return Farewell(Screen(words, ((again,),)))
