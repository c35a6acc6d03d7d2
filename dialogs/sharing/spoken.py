"""A link said aloud: a few characters for somebody who is not on the same phone, or has none at hand.

It must not know what such a code is made of: see `rules.spoken`.
"""

from dialogs.labs.card import is_open, visible
from dialogs.labs.wording import title
from dialogs.people import first_contact
from dialogs.people.menu import menu_rows, to_menu
from dialogs.rules import spoken as rule
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import shares
from storage import spoken as codes

TRIES = 50
"""New codes, until one is free: even when half of all were taken, all of these never are."""


def code_for(talk: Talk, link: str) -> str:
    """What is said aloud for the link with this code, from now on."""
    return codes.give(talk.tx, link, (rule.spoken(talk.new_code()) for _ in range(TRIES)))


def leads(talk: Talk, text: str) -> str | None:
    """Where a text leads that nobody asked for: through a link, as if it were opened, if it is one's code.

    What only looks like a code leads to `unknown`; anything else, nowhere.
    """
    said = rule.read(text)
    link = None if said is None else codes.meant(talk.tx, said, talk.now)
    if link is None:
        return unknown.to() if rule.is_like(text) else None
    return first_contact.start(talk, link)


@screen("spoken/unknown", access=Access.VISITOR)
def unknown(talk: Talk) -> Screen:
    """For a code that leads nowhere: the same whether it never did, does no more, or cannot be one."""
    sorry = talk.say("I do not know this code. Please look at it once more.")
    how = talk.say(
        "It has 5 signs: numbers from 2 to 9, and the letters {letters}.",
        letters=" ".join(sign for sign in rule.ALPHABET if sign.isalpha()),
    )
    return Screen(lines(bold(sorry), how), menu_rows(talk))


@action("spoken/lab/{lab}")
def aloud(talk: Talk, lab: int) -> Screen | Goto:
    """One's own link to a lab, or to all of them (0), to be said aloud: the code, and the sentence."""
    found = visible(talk, lab) if lab else None
    if lab and (found is None or not is_open(talk, found)):
        return Goto(f"lab/{lab}")
    link = shares.own(talk.tx, "friend", talk.person.id, talk.new_code(), talk.now, lab=lab or None)
    code, bot = code_for(talk, link), f"@{talk.city.bot_username}"
    about = title(found, talk.words, talk.city) if found else talk.label("All the labs")
    how = talk.say("Say or write it to somebody:")
    sentence = talk.say("“Write to {bot} on Telegram and send: {code}”", bot=bot, code=code)
    until = talk.say("It leads to this lab, until the lab is over.") if found else None
    large = Html(f"\u2066<b>{'  '.join(code)}</b>\u2069")
    rows = ((Button(talk.label("Back"), to=f"lab/{lab}/tell" if lab else "friend"), to_menu(talk)),)
    text = lines(bold(talk.words.name(about)), "", large, "", how, sentence, "" if until else None, until)
    return Screen(text, rows)
