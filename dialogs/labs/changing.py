"""Telling those who are concerned what has changed in a lab, or that it was cancelled.

Of several changes in a row, the last letter tells all that was not told yet, and those before it are not
told. It must not know who made them.
"""

from datetime import datetime, timedelta

from dialogs.labs.wording import card, news_of, title
from dialogs.rules.differences import differences
from dialogs.screen import Button, Rows, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import guests, labs, outbox, signups
from storage.changes import Change
from storage.labs import Lab
from storage.signups import Signup

AT_LEAST = timedelta(hours=1)
"""So long a letter is tried, even of a lab that is over by now."""


def tell_change(talk: Talk, lab: int, change: int) -> None:
    """A letter to everybody who sits, is offered a seat or waits; for a guest, to whoever brought them.

    `change`: the newest that was made.
    """
    found, address = labs.get(talk.tx, lab), changed.to(lab=lab, change=change)
    ends_at = talk.now if found is None else found.ends_at
    letters = [(person, address) for person in signups.people(talk.tx, lab)]
    outbox.put_letters(talk.tx, "notice", talk.now, letters, max(ends_at, talk.now + AT_LEAST))


@letter("lab/{lab}/changed/{change}")
def changed(talk: Talk, lab: int, change: int) -> Screen | None:
    """What is other than the reader last heard; not told if nothing is, or if a later letter tells it."""
    found = talk.recall(("lab", lab), lambda: labs.get(talk.tx, lab))
    own = signups.of(talk.tx, lab, talk.person.id)
    brought = talk.recall(("guests", lab), lambda: guests.at(talk.tx, lab)).get(talk.person.id, ())
    signup = own if own is not None and own.stands else None
    mine = brought if signup is None else (signup, *brought)
    if found is None or found.status == "draft" or not mine:
        return None
    untold = _untold(talk, found, min(one.joined_at for one in mine), change)
    if not untold:
        return None
    pass_on = _pass_on(talk, brought)
    if found.status == "cancelled":
        return _cancelled(talk, found, signup, pass_on)
    different = differences(found, untold, talk.now)
    if not different:
        return None
    head = bold(talk.say("❗ A lab you signed up for has changed."))
    if signup is None:
        head = bold(talk.say("❗ A lab you signed up somebody for has changed."))
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    told = news_of(found, different, talk.words, talk.city)
    rows: Rows = ((Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"),),)
    if brought:
        rows += ((Button(talk.label("👥 My guests"), to=f"guests/{lab}"),),)
    if signup is not None and talk.now < found.ends_at:
        rows += ((Button(talk.label("🙁 I can't come"), to=f"lab/{lab}/leave/yes"),),)
    if signup is not None and signup.state == "seated":
        rows += ((Button(talk.label("📆 To my calendar"), to=f"lab/{lab}/calendar"),),)
    return Screen(lines(head, name, "", told, pass_on), rows)


def _pass_on(talk: Talk, brought: tuple[Signup, ...]) -> Html | None:
    """For whoever brought guests: who has no phone hears it from them."""
    people = sum(guest.party for guest in brought)
    told = talk.count(
        "📣 Please tell the {n} person you signed up.", "📣 Please tell the {n} people you signed up.", people
    )
    return lines("", bold(told)) if people else None


def _cancelled(talk: Talk, lab: Lab, signup: Signup | None, pass_on: Html | None) -> Screen:
    head = bold(talk.say("❌ We are sorry: a lab you signed up for was cancelled."))
    if signup is None:
        head = bold(talk.say("❌ We are sorry: a lab you signed up somebody for was cancelled."))
    rows: Rows = ((Button(talk.label("📅 Labs"), to="labs"),),)
    if signup is not None and signup.state == "seated":
        rows += ((Button(talk.label("📆 Out of my calendar"), to=f"lab/{lab.id}/calendar"),),)
    return Screen(lines(head, "", card(lab, talk.words, talk.city, talk.now), pass_on), rows)


def _untold(talk: Talk, lab: Lab, joined_at: datetime, change: int) -> tuple[Change, ...]:
    """The changes since the reader signed up, or was last told of any; none if a later letter tells them.

    The outbox is read after the lab: what is changed in between has its letter there already.
    """
    told = 0
    for address, state in outbox.letters(talk.tx, talk.person.id, f"lab/{lab.id}/changed/"):
        values = changed.address.read(address)
        number = 0 if values is None else values["change"]
        if number > change and state == "queued":
            return ()
        if number < change and state == "sent":
            told = max(told, number)
    since = max(joined_at, talk.now - talk.city.keep["messages"])
    return tuple(one for one in lab.changes if one.id > told and one.made_at >= since)
