"""Posting a lab in any chat: who types the bot's name there chooses from cards with a link of their own.

It must not know in which chat, nor who reads what is posted there.
"""

from dataclasses import replace

from dialogs.choices import Choice, Choices
from dialogs.labs.card import is_open
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.sharing.finding import found
from dialogs.sharing.friend import card_with
from dialogs.site import Goto, screen
from dialogs.talk import Talk
from dialogs.text import NAMES, Words, bold, lines
from storage import labs, shares
from storage.database import Transaction
from storage.labs import Lab

A_PAGE = 20
"""Choices in one answer: more are asked for as one scrolls on."""
KEPT_S = 10
"""Seconds for which Telegram may show an answer again: a card tells how things are."""
LONGEST_PLACE = 6
"""Digits of the offset of a page."""


def choices(talk: Talk, typed: str, offset: str) -> Choices:
    """What a person may post: labs that fit what they typed, from an offset on, each with their own link."""
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if is_open(talk, lab)]
    fitting = found(coming, typed, talk.person.language, talk.city.languages)
    if not fitting:
        none = talk.label("No lab found. See all") if coming else talk.label("No labs right now")
        return Choices(button=(none, "labs"), kept_s=KEPT_S)
    first = int(offset) if offset.isdecimal() and len(offset) <= LONGEST_PLACE else 0
    page, rest = fitting[first : first + A_PAGE], fitting[first + A_PAGE :]
    whole = labs.get_all(talk.tx, {lab.id for lab, _ in page})
    codes = shares.own_all(talk.tx, "inline", talk.person.id, talk.new_code, talk.now, list(whole))
    each = (
        _choice(talk, whole[lab.id], language, codes[lab.id]) for lab, language in page if lab.id in whole
    )
    return Choices(tuple(each), str(first + A_PAGE) if rest else "", kept_s=KEPT_S)


def _choice(talk: Talk, lab: Lab, language: str, code: str) -> Choice:
    words, meeting, zone = talk.speaking(language), lab.coming(talk.now), talk.city.zone
    described = talk.label(
        "{language}: {day}, {hours}",
        language=NAMES.get(language, language),
        day=talk.words.day(meeting.starts_at, zone),
        hours=talk.words.hours(meeting.starts_at, meeting.ends_at, zone),
    )
    more = Button(words.label("👉 Read more"), url=talk.city.link(code))
    card = replace(card_with(talk, lab, language, code), rows=((more,),))
    return Choice(f"{code}-{language}", title(lab, words, talk.city), described, card)


def for_strangers(words: Words) -> Choices:
    """For who has not agreed: nothing to post, and where to begin. Not kept: a minute later they may have."""
    return Choices(button=(words.label("Open Passaparola first"), "inline"))


def note_chosen(tx: Transaction, person: int, choice: str) -> None:
    """Count that a person posted one of their choices."""
    share = shares.by_code(tx, choice.partition("-")[0])
    if share is not None and share.kind == "inline" and share.person_id == person:
        shares.is_posted(tx, share.id)


@screen("inline")
def how(talk: Talk) -> Screen | Goto:
    """How to post a lab, for who has come here from another chat."""
    if not talk.city.has_inline:
        return Goto("friend")
    head = bold(talk.say("Post a lab in any chat"))
    told = talk.say("Choose a chat. The labs appear there: tap one, and it is posted with your own link.")
    return Screen(lines(head, told), ((Button(talk.label("💬 Choose a chat"), inline=""),), (to_menu(talk),)))
