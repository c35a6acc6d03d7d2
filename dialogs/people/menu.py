"""The menu, and kind words for whoever got lost."""

from dialogs.screen import Button, Rows, Screen
from dialogs.site import Lost, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines


def menu_rows(talk: Talk) -> Rows:
    """The ways on from the menu; for a visitor, only what can be read."""
    if talk.access is Access.VISITOR:
        return (
            (Button(talk.label("📅 Labs"), to="labs"),),
            (
                Button(talk.label("👋 Join"), to="consent/menu"),
                Button(talk.label("🌍 Language"), to="hello/menu"),
            ),
        )
    rows: Rows = (
        (Button(talk.label("📅 Labs"), to="labs"), Button(talk.label("✅ My labs"), to="mine")),
        (Button(talk.label("📣 Tell a friend"), to="friend"),),
        (Button(talk.label("❓ Ask"), to="ask"), Button(talk.label("⚙️ Settings"), to="settings")),
    )
    kit = (Button(talk.label("🧰 My kit"), to="kit"),) if talk.access >= Access.LEADER else ()
    desk = (Button(talk.label("🗂 Desk"), to="desk"),) if talk.is_coordinator else ()
    return (*rows, (*kit, *desk)) if kit else rows


def to_menu(talk: Talk) -> Button:
    """The way back to the menu."""
    return Button(talk.label("☰ Menu"), to="menu")


@screen("menu", access=Access.VISITOR)
def menu(talk: Talk) -> Screen:
    """What one can do here."""
    head = bold(talk.say("Community labs of {city}", city=talk.city.name))
    return Screen(lines(head, talk.say("What would you like to do?")), menu_rows(talk))


@screen("help", access=Access.VISITOR)
def helped(talk: Talk) -> Screen:
    """What this is, in a few words."""
    parts = (
        talk.say(
            "Here you find the community labs of {city}: meet, learn, make things.", city=talk.city.name
        ),
        talk.say("Tap a button below. A question for a person? Tap “Ask”."),
    )
    return Screen(lines(*parts), menu_rows(talk))


def lost(talk: Talk, why: Lost) -> Screen:
    """A kind sentence and the menu, for whatever leads nowhere."""
    sentence = {
        "unknown": talk.say("This button leads nowhere any more. Here is the menu."),
        "forbidden": talk.say("This is only for the coordinators. Here is the menu."),
        "not a leader": talk.say("This is only for community leaders. Here is the menu."),
        "unasked": talk.say(
            "I am a bot and did not understand. Tap a button, or “Ask” to write to a person."
        ),
    }[why]
    if why == "unasked" and talk.access is Access.VISITOR:
        sentence = talk.say("I am a bot and did not understand. Please tap a button.")
    return Screen(sentence, menu_rows(talk))


def broken(talk: Talk) -> Screen:
    """For a fault of ours."""
    sorry = talk.say("Something went wrong on our side. We are sorry: please try again.")
    return Screen(sorry, menu_rows(talk))


def hurried(talk: Talk) -> Screen:
    """For whoever sent more at once than is heard."""
    calm = talk.say("That was a lot at once, and I missed some of it. Take your time: I am here.")
    return Screen(calm, menu_rows(talk))
