"""Tell a friend: a card to forward, in the friend's language, with the sharer's own link in its text."""

from dialogs.address import Tongue
from dialogs.labs.card import is_open, no_lab, visible
from dialogs.labs.listing import lab_key
from dialogs.labs.wording import card as lab_card
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.rules.arrivals import coarse
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines, web_link
from storage import arrivals, labs, shares
from storage.labs import Lab

MOST = 8
"""Labs offered to be passed on."""


@screen("friend")
def choose(talk: Talk) -> Screen:
    """What to pass on, and what came of it so far."""
    rows = [(Button(talk.label("🏙 All the labs"), to=tongues.to(lab=0)),)]
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if is_open(talk, lab)]
    rows += [(lab_key(talk, lab, tongues.to(lab=lab.id)),) for lab in coming[:MOST]]
    head = bold(talk.say("Tell a friend"))
    asked = talk.say("What would your friend like?")
    return Screen(lines(head, what_came(talk), "", asked), (*rows, (to_menu(talk),)))


def what_came(talk: Talk) -> Html:
    """How far one's word went until the last midnight, in words that expose nobody.

    Who came through whom is not kept for ever: of somebody who is here longer, the last days are counted.
    """
    came, signed_up = arrivals.brought(talk.tx, talk.person.id, talk.city.midnight(talk.now))
    kept = talk.city.keep["edges"]
    is_new, days = talk.now - talk.person.met_at <= kept, kept.days
    nobody = talk.count(
        "Nobody has come through you in the last {n} day.",
        "Nobody has come through you in the last {n} days.",
        days,
    )
    counted = talk.count("I count the last {n} day.", "I count the last {n} days.", days)
    arrived = {
        "nobody": talk.say("Nobody has come through you yet.") if is_new else nobody,
        "a few": talk.say("A few people have come through you. Thank you!"),
        "5 or more": talk.say("5 people or more have come through you. Thank you!"),
    }[coarse(came)]
    joined = {
        "nobody": None,
        "a few": talk.say("A few of them signed up for a lab."),
        "5 or more": talk.say("5 of them or more signed up for a lab."),
    }[coarse(signed_up)]
    return lines(arrived, joined, None if is_new or came == 0 else counted)


@screen("lab/{lab}/tell")
def tongues(talk: Talk, lab: int) -> Screen:
    """Which language the friend reads; 0 stands for all the labs."""
    if lab and visible(talk, lab) is None:
        return no_lab(talk)
    mine_first = sorted(talk.city.languages, key=lambda language: language != talk.person.language)
    keys = [Button(NAMES.get(o, o), to=to_forward.to(lab=lab, language=o)) for o in mine_first]
    rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    other = [Button(talk.label("🗣 A code to say"), to=f"spoken/lab/{lab}")]
    if talk.access >= Access.LEADER:
        other.append(Button(talk.label("🖨 My poster"), to=f"poster/lab/{lab}"))
    back = (Button(talk.label("Back"), to=f"lab/{lab}" if lab else "friend"),)
    return Screen(talk.say("Which language does your friend read?"), (*rows, tuple(other), back))


@screen("lab/{lab}/tell/{language}")
def to_forward(talk: Talk, lab: int, language: Tongue) -> Screen | Goto:
    """How to pass it on, and below it the card."""
    if language not in talk.city.languages:
        return Goto(f"lab/{lab}/tell")
    found = visible(talk, lab) if lab else None
    if lab and (found is None or not is_open(talk, found)):
        return Goto(f"lab/{lab}")
    code = shares.own(talk.tx, "friend", talk.person.id, talk.new_code(), talk.now, lab=lab or None)
    how = talk.say("Below is a card. Press it long, tap “Forward”, and choose your friend or your group.")
    rows: Rows = ((Button(talk.label("🌍 Another language"), to=f"lab/{lab}/tell"), to_menu(talk)),)
    if talk.access >= Access.LEADER:
        rows += ((Button(talk.label("🧰 My kit"), to=f"kit/lab/{lab}" if lab else "kit"),),)
    head = None if found is None else bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, how), rows, card=card_with(talk, found, language, code))


def card_with(talk: Talk, lab: Lab | None, language: str, code: str) -> Screen:
    """The card to pass on, about a lab or all of them, with this link in its text."""
    words = talk.speaking(language)
    if lab is not None:
        text = lab_card(lab, words, talk.city, talk.now)
        invitation = words.say("👉 Read more and sign up")
    else:
        text = lines(
            bold(words.say("Community labs of {city}", city=talk.city.name)),
            words.say("Meet people, learn, make things together. Free, in your language."),
        )
        invitation = words.say("👉 See what is coming")
    text = lines(text, "", web_link(invitation, talk.city.link(code)))
    return Screen(words.laid_out(text), is_kept=True)
