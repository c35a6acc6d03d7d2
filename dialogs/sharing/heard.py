"""Where somebody heard of us: asked once, after their first sign-up, and never needed for anything.

What they say is kept apart from the link they came by, and shown to nobody singly.
"""

from typing import Literal

from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import heard as asked

UNSAID = "unsaid"
"""They were asked, and would rather not say."""
Said = Literal["friend", "leader", "centre", "poster", "group", "other", "unsaid"]


def is_to_ask(talk: Talk) -> bool:
    """Whether to ask: after the first sign-up, unless they have answered."""
    return talk.person.said_source is None and asked.is_first_signup(talk.tx, talk.person.id)


def to_question(talk: Talk, lab: int) -> tuple[Html, Button]:
    """How it is asked beneath what they came for: a sentence, and the way to the answers."""
    asks = talk.say("One question, if you like: where did you hear of us?")
    return asks, Button(talk.label("💬 How I heard of you"), to=question.to(lab=lab))


@screen("heard/{lab}")
def question(talk: Talk, lab: int) -> Screen | Goto:
    """The question, and what one can say to it."""
    if not is_to_ask(talk):
        return Goto(f"lab/{lab}")
    head = bold(talk.say("Where did you hear of us?"))
    why = talk.say("It helps us reach others. Nobody sees that it was you who said it.")
    pairs: tuple[tuple[tuple[str, Said], ...], ...] = (
        ((talk.label("🙂 A friend"), "friend"), (talk.label("⭐ A leader"), "leader")),
        ((talk.label("🏠 A centre"), "centre"), (talk.label("🖼 A poster"), "poster")),
        ((talk.label("💬 A group"), "group"), (talk.label("✨ Somewhere else"), "other")),
        ((talk.label("Rather not say"), "unsaid"),),
    )
    rows = tuple(tuple(Button(text, to=say.to(lab=lab, said=said)) for text, said in pair) for pair in pairs)
    legend = talk.say("⭐ somebody who leads your community · 🏠 a reception centre, a school")
    return Screen(lines(head, why, legend), rows)


@action("heard/{lab}/{said}")
def say(talk: Talk, lab: int, said: Said) -> Goto:
    """What they say, the first time; then back to what they have."""
    if not is_to_ask(talk):
        return Goto(f"lab/{lab}")
    talk.change(said_source=said)
    return Goto(f"lab/{lab}/joined", toast="" if said == UNSAID else talk.label("Thank you!"))
