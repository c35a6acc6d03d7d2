"""Leaders at the desk: a one-time link that makes one, how many there are, and how far their word went.

It must not know, nor show, who they are. A language is named only where 5 leaders or more read it, and if
those left over were fewer than 5, the smallest that could be named is counted with them: so none can be had
by subtraction. How far a leader's word went is shown only of those who allow it, and only once there are 5
leaders: in coarse words, as of last midnight, beside a language that 5 leaders read, or none. So each is one
of five at least; and not to allow it is what everybody begins with: it tells nothing of anybody.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from dialogs.desk.desk import to_desk
from dialogs.rules.arrivals import coarse
from dialogs.rules.withheld import SMALL
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines, web_link
from storage import group_copies, invites
from storage import leaders as known
from storage.audiences import Audience

LASTS = timedelta(days=7)
"""So long a link that makes a leader is good."""
_desk = Access.COORDINATOR


def named(languages: Mapping[str, int]) -> tuple[str, ...]:
    """The languages whose leaders may be counted, most leaders first; the others only all together."""
    large = sorted((o for o, n in languages.items() if n >= SMALL), key=lambda o: (-languages[o], o))
    if large and 0 < sum(languages.values()) - sum(languages[o] for o in large) < SMALL:
        large.pop()
    return tuple(large)


@screen("desk/leaders", access=_desk)
def leaders(talk: Talk) -> Screen:
    """How many there are, by language; how far their word went; a link for a new one."""
    languages = known.languages(talk.tx)
    everybody = sum(languages.values())
    there = talk.count("There is {n} leader.", "There are {n} leaders.", everybody)
    by_language = [_counted(talk, NAMES.get(o, o), languages[o]) for o in named(languages)]
    others = everybody - sum(languages[o] for o in named(languages))
    if by_language and others:
        by_language.append(_counted(talk, talk.say("Other languages"), others))
    may = talk.say("A leader passes the word on: cards, posters, and signing up people without a phone.")
    rows: Rows = (
        (Button(talk.label("🔑 Link for a leader"), to=make_link.to()),),
        (Button(talk.label("🚫 Unused links"), to=sure.to()), to_desk(talk)),
    )
    head = bold(talk.say("Leaders"))
    told = (there, *by_language, _groups(talk), *_words(talk, languages))
    return Screen(lines(head, may, "", *told), rows)


def _groups(talk: Talk) -> Html | None:
    """In how many groups news is posted that is for everybody."""
    n = group_copies.count(talk.tx, Audience("all"))
    return talk.count("News is posted in {n} group.", "News is posted in {n} groups.", n) if n else None


def _counted(talk: Talk, what: str, n: int) -> Html:
    return talk.say("{what}: {n}", what=what, n=n)


def _words(talk: Talk, languages: Mapping[str, int]) -> list[Html]:
    """How far their word went, of those who allow it."""
    told = known.words(talk.tx, talk.city.midnight(talk.now)) if sum(languages.values()) >= SMALL else ()
    if not told:
        return []
    apart = named(languages)
    counted = Counter((language if language in apart else "", coarse(came)) for language, came in told)
    parts = [Html(""), bold(talk.say("How far their word went, of those who let it be seen:"))]
    for language in (*apart, ""):
        name = NAMES.get(language, language) if language else talk.say("Other languages")
        if any(of == language for of, _ in counted):
            parts += [bold(talk.words.name(name))] if apart else []
            parts += _of_one_language(talk, {how: n for (of, how), n in counted.items() if of == language})
    return parts


def _of_one_language(talk: Talk, counted: Mapping[str, int]) -> list[Html]:
    some, few, none = (counted.get(how, 0) for how in ("5 or more", "a few", "nobody"))
    told = (
        talk.count(
            "5 people or more came through {n} leader.",
            "5 people or more each came through {n} leaders.",
            some,
        ),
        talk.count(
            "A few people came through {n} leader.", "A few people each came through {n} leaders.", few
        ),
        talk.count("Nobody yet came through {n} leader.", "Nobody yet came through {n} leaders.", none),
    )
    return [words for words, n in zip(told, (some, few, none), strict=True) if n]


@action("desk/leaders/link", access=_desk)
def make_link(talk: Talk) -> Screen:
    """A new link, as a card to forward: shown this once, since only its digest is kept."""
    code = talk.new_code()
    invites.make(talk.tx, code, "leader", talk.now + LASTS)
    talk.note("invited a leader")
    how = talk.say("Below is a card for the leader. Forward it: whoever opens it first becomes a leader.")
    once = talk.say("It is good once, for 7 days, and I cannot show it again.")
    card = lines(
        bold(talk.say("Community labs of {city}", city=talk.city.name)),
        talk.say("With this link you become a community leader. Please keep it for yourself."),
        web_link(talk.say("👉 I am a leader"), talk.city.link(f"i-{code}")),
    )
    rows = ((Button(talk.label("Back"), to=leaders.to()), to_desk(talk)),)
    return Screen(lines(how, bold(once)), rows, card=Screen(talk.words.laid_out(card), is_kept=True))


@screen("desk/leaders/links", access=_desk)
def sure(talk: Talk) -> Screen:
    """One more question."""
    asked = talk.say("Shall links that nobody has opened yet be worth nothing any more?")
    stay = talk.say("Whoever is a leader already stays one.")
    also = talk.say("Leaders' unused links for a group go, too. Groups that have the news keep it.")
    yes = Button(talk.label("🚫 Yes"), to=drop.to())
    return Screen(lines(bold(asked), stay, also), ((yes, Button(talk.label("No"), to=leaders.to())),))


@action("desk/leaders/links/drop", access=_desk)
def drop(talk: Talk) -> Goto:
    """Nobody becomes a leader by an older link, and none brings a group."""
    if invites.withdraw_leaders(talk.tx):
        talk.note("dropped leaders' links")
    return Goto(leaders.to(), toast=talk.label("Done."))
