"""First contact: a language, one plain sentence on what is kept, a yes; then the thing they came for."""

import re

from dialogs.address import Then, Tongue
from dialogs.screen import Button, Screen
from dialogs.sharing.via import forget_opened, look_in
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, bold, lines

ELSEWHERE = ("inline", "labs")
"""Payloads of the lines above what can be posted inline: each is the address that it leads to."""

_CODE = re.compile(r"[0-9A-Za-z]{8,12}")


def start(talk: Talk, payload: str) -> str:
    """Where /start leads: through the link that was opened; strangers choose a language first."""
    then = "menu"
    if _CODE.fullmatch(payload):
        then = f"via/{payload}"
    elif payload.startswith("i-") and _CODE.fullmatch(payload[2:]):
        then = f"invited/{payload[2:]}"
    elif payload.startswith("p-") and _CODE.fullmatch(payload[2:]):
        then = f"pass/{payload[2:]}"
    elif payload in ELSEWHERE:
        then = payload
    if talk.access is not Access.VISITOR:
        return then
    if then.startswith("via/"):
        look_in(talk, payload)
    return choose.to(then=then)


def consent_to(then: str) -> str:
    """Where somebody is asked to agree before they go on to `then`."""
    return consent.to(then=then) if len(then) <= 37 else consent.to(then="menu")


@screen("hello/{then}", access=Access.VISITOR)
def choose(talk: Talk, then: Then) -> Screen:
    """Each language in its own script, the likely one first."""
    likely = talk.person.language
    offered = sorted(talk.city.languages, key=lambda language: language != likely)
    keys = [
        Button(NAMES.get(language, language), to=speak.to(language=language, then=then))
        for language in offered
    ]
    hello = talk.say("Hello! Which language do you read best?")
    asked = [hello] + [
        talk.speaking(o).say("Hello! Which language do you read best?") for o in offered if o != likely
    ]
    rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    return Screen(lines(bold(asked[0]), *asked[1:]), rows)


@action("speak/{language}/{then}", access=Access.VISITOR)
def speak(talk: Talk, language: Tongue, then: Then) -> Goto:
    """Their language from now on."""
    if language in talk.city.languages:
        talk.change(language=language)
    return Goto(consent.to(then=then) if talk.access is Access.VISITOR else then)


@screen("consent/{then}", access=Access.VISITOR)
def consent(talk: Talk, then: Then) -> Screen:
    """What is kept and why, in one sentence."""
    welcome = talk.say("Welcome to the community labs of {city}.", city=talk.city.name)
    kept = talk.say(
        "If you agree, {keeper} keeps your Telegram number, your language, what you sign up for, whether you "
        "came and whose link brought you: only for the labs, and to send you news and reminders.",
        keeper=talk.city.keeper,
    )
    rows = (
        (Button(talk.label("✅ I agree"), to=agree.to(then=then)),),
        (Button(talk.label("Only look"), to=_look(then)), Button(talk.label("More"), to=more.to(then=then))),
    )
    return Screen(lines(bold(welcome), "", kept), rows)


def _look(then: str) -> str:
    """What can be read without agreeing: the lab a link is about, else all labs."""
    if then.startswith("via/"):
        return f"look/{then.removeprefix('via/')}"
    return then if re.fullmatch(r"lab/[1-9][0-9]{0,8}", then) else "labs"


@screen("more/{then}", access=Access.VISITOR)
def more(talk: Talk, then: Then) -> Screen:
    """The same at length, with what is kept for how long."""
    days = {kind: lasting.days for kind, lasting in talk.city.keep.items()}
    parts = (
        talk.say("Your name on Telegram, your phone number and your picture are not kept."),
        talk.count(
            "What you tell us for a lab (a first name, needs, answers) is removed {n} day after it is over.",
            "What you tell us for a lab (a first name, needs, answers) is removed {n} days after it is over.",
            days["details"],
        ),
        talk.count(
            "That it was you who signed up, and whether you came, is forgotten {n} day after the lab.",
            "That it was you who signed up, and whether you came, is forgotten {n} days after the lab.",
            days["signups"],
        ),
        talk.say(
            "At the lab it is noted who came. If you say why you could not, your name is not shown with it."
        ),
        talk.say("Nobody sees who told you, or whom you told; only how many people came is counted."),
        talk.count(
            "Whose link brought you is forgotten {n} day after you came.",
            "Whose link brought you is forgotten {n} days after you came.",
            days["edges"],
        ),
        talk.count(
            "What you ask us is removed {n} day after it was answered.",
            "What you ask us is removed {n} days after it was answered.",
            days["answers"],
        ),
        talk.count(
            "If you are not here for {n} day, we forget you by ourselves.",
            "If you are not here for {n} days, we forget you by ourselves.",
            days["absent"],
        ),
        talk.say("In “Settings” you can see all we hold about you, and have it erased at once."),
        talk.say("Messages with a bot pass through Telegram, which can read them: write nothing secret."),
        talk.count(
            "Without agreeing you can read the labs; then only this chat's number, its language and the last "
            "link you opened are kept, for {n} day.",
            "Without agreeing you can read the labs; then only this chat's number, its language and the last "
            "link you opened are kept, for {n} days.",
            days["visitors"],
        ),
    )
    agreeing = (Button(talk.label("✅ I agree"), to=agree.to(then=then)),)
    looking = (
        Button(talk.label("Only look"), to=_look(then)),
        Button(talk.label("Back"), to=consent.to(then=then)),
    )
    return Screen(lines(*(f"• {part}" for part in parts)), (agreeing, looking))


@action("agree/{then}", access=Access.VISITOR)
def agree(talk: Talk, then: Then) -> Goto:
    """They agreed: from now on they are a person, and go on to what they came for."""
    if talk.access is Access.VISITOR:
        talk.agree()
        if not then.startswith("via/"):
            forget_opened(talk)
    return Goto(then)
