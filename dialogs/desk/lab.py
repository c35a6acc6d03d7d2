"""One lab at the desk: how it stands, publish, close, cancel."""

from typing import Literal

from dialogs.address import Tongue
from dialogs.desk.desk import to_desk
from dialogs.labs.changing import tell_change
from dialogs.labs.wording import card, text_for
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, bold, lines
from storage import labs, signups
from storage.labs import Lab

Step = Literal["publish", "close", "reopen", "cancel"]
STEPS: dict[Step, tuple[tuple[str, ...], str]] = {
    "publish": (("draft",), "published"),
    "close": (("published",), "closed"),
    "reopen": (("closed",), "published"),
    "cancel": (("draft", "published", "closed"), "cancelled"),
}
"""From which status a step may be taken, and to which it leads."""


def _status(talk: Talk, lab: Lab) -> str:
    return {
        "draft": talk.say("✏️ Draft: only the desk sees it."),
        "published": talk.say("🟢 Published: people can sign up."),
        "closed": talk.say("🔒 Closed: nobody can sign up."),
        "cancelled": talk.say("❌ Cancelled."),
    }[lab.status]


@screen("desk/lab/{lab}", access=Access.COORDINATOR)
def desk_card(talk: Talk, lab: int) -> Screen | Goto:
    """Its card, its sign-ups in numbers, its languages, and what can be done."""
    found = labs.get(talk.tx, lab)
    if found is None or not found.meetings:
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    people = signups.counts(talk.tx, lab)
    seated, waiting = people.get("seated", 0), people.get("waiting", 0)
    seats = talk.say("💺 {taken} of {seats} seats are taken.", taken=seated, seats=found.seats)
    line = talk.count("⏳ {n} person waits.", "⏳ {n} people wait.", waiting) if waiting else None
    missing = [o for o in talk.city.languages if o not in found.texts]
    written = ", ".join(NAMES.get(o, o) for o in found.texts)
    texts = talk.say("📝 Written in: {languages}", languages=written)
    lacks = talk.say("⚠️ Missing: {languages}", languages=", ".join(NAMES.get(o, o) for o in missing))
    text = card(found, talk.words, talk.city, talk.now)
    parts = (_status(talk, found), text, "", seats, line, texts, lacks if missing else None)
    return Screen(lines(*parts), _keys(talk, found))


def _keys(talk: Talk, lab: Lab) -> tuple[tuple[Button, ...], ...]:
    labels: dict[Step, str] = {
        "publish": talk.label("🟢 Publish"),
        "close": talk.label("🔒 Close sign-up"),
        "reopen": talk.label("🟢 Open sign-up"),
        "cancel": talk.label("❌ Cancel the lab"),
    }
    steps = [
        Button(labels[s], to=sure.to(lab=lab.id, step=s)) for s, (of, _) in STEPS.items() if lab.status in of
    ]
    rows: list[tuple[Button, ...]] = []
    if lab.status == "published":
        rows.append((Button(talk.label("📣 Announce this lab"), to=f"announce/{lab.id}"),))
    if lab.status != "cancelled":
        rows.append(tuple(steps))
        rows.append(
            (
                Button(talk.label("✏️ Change"), to=f"editlab/{lab.id}"),
                Button(talk.label("📝 Text in a language"), to=f"labtext/{lab.id}"),
            )
        )
        rows.append(
            (
                Button(talk.label("🗓 One more date"), to=f"labdate/{lab.id}"),
                Button(
                    talk.label("👁 See it as others"), to=see.to(lab=lab.id, language=talk.person.language)
                ),
            )
        )
    rows.append((Button(talk.label("📅 Labs"), to="desk/labs/0"), to_desk(talk)))
    return tuple(rows)


@screen("desk/lab/{lab}/{step}", access=Access.COORDINATOR)
def sure(talk: Talk, lab: int, step: Step) -> Screen | Goto:
    """What will happen, and to how many, before it does."""
    found = labs.get(talk.tx, lab)
    if found is None or found.status not in STEPS[step][0]:
        return Goto(f"desk/lab/{lab}")
    concerned = len(signups.people(talk.tx, lab))
    asked = {
        "publish": talk.say("Publish this lab? Everybody can see it and sign up."),
        "close": talk.say("Close sign-up? Those who have a seat keep it."),
        "reopen": talk.say("Open sign-up again?"),
        "cancel": talk.say("Cancel this lab for good?"),
    }[step]
    told = (
        talk.count("{n} person will be told.", "{n} people will be told.", concerned)
        if step == "cancel"
        else None
    )
    rows = (
        (
            Button(talk.label("Yes"), to=take.to(lab=lab, step=step)),
            Button(talk.label("No"), to=f"desk/lab/{lab}"),
        ),
    )
    title = bold(talk.words.name(text_for(found, talk.city.chain(talk.person.language)).title))
    return Screen(lines(title, asked, told), rows)


@action("desk/lab/{lab}/{step}/yes", access=Access.COORDINATOR)
def take(talk: Talk, lab: int, step: Step) -> Goto:
    """Take the step, once; those who signed up are told of a cancelled lab."""
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    before, after = STEPS[step]
    if found is None or found.status not in before:
        return Goto(f"desk/lab/{lab}")
    labs.change(talk.tx, lab, status=after)
    if step == "cancel":
        tell_change(talk, found)
    talk.note(step, f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


@screen("desk/lab/{lab}/see/{language}", access=Access.COORDINATOR)
def see(talk: Talk, lab: int, language: Tongue) -> Screen | Goto:
    """The card as people of another language see it."""
    found = labs.get(talk.tx, lab)
    if found is None or language not in talk.city.languages:
        return Goto(f"desk/lab/{lab}")
    words = talk.speaking(language)
    text = words.laid_out(card(found, words, talk.city, talk.now, signups.taken(talk.tx, lab)))
    keys = [
        Button(NAMES.get(o, o), to=see.to(lab=lab, language=o)) for o in talk.city.languages if o != language
    ]
    rows = tuple(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3))
    return Screen(text, (*rows, (Button(talk.label("Back"), to=f"desk/lab/{lab}"),)))
