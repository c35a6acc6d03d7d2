"""One lab at the desk: how it stands, publish, close, cancel."""

from typing import Literal

from dialogs.address import Tongue
from dialogs.desk.concerned import concerned
from dialogs.desk.desk import to_desk
from dialogs.labs.changing import tell_change
from dialogs.labs.offering import offer_seats, withdraw
from dialogs.labs.wording import MOST, card, title, when
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, bold, lines
from storage import changes, labs, signups
from storage.labs import Lab

Step = Literal["publish", "close", "reopen", "cancel"]
STEPS: dict[Step, tuple[tuple[str, ...], str]] = {
    "publish": (("draft",), "published"),
    "close": (("published",), "closed"),
    "reopen": (("closed",), "published"),
    "cancel": (("draft", "published", "closed"), "cancelled"),
}
"""From which status a step may be taken, and to which it leads."""


def _is_over(talk: Talk, lab: Lab) -> bool:
    return bool(lab.meetings) and talk.now >= lab.ends_at and lab.status in ("published", "closed")


def _status(talk: Talk, lab: Lab) -> str:
    if _is_over(talk, lab):
        return talk.say("🏁 It is over.")
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
    if found is None or not (found.meetings or found.dropped):
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    if not found.meetings and found.status != "cancelled":
        return _dateless(talk, found)
    people = signups.counts(talk.tx, lab)
    seated, offered, waiting = (people.get(state, 0) for state in ("seated", "offered", "waiting"))
    asked = talk.count("🎟 {n} person is offered a seat.", "🎟 {n} people are offered a seat.", offered)
    seats = talk.say("💺 {taken} of {seats} seats are taken.", taken=seated, seats=found.seats)
    line = talk.count("⏳ {n} person waits.", "⏳ {n} people wait.", waiting) if waiting else None
    missing = [o for o in talk.city.languages if o not in found.texts]
    written = ", ".join(NAMES.get(o, o) for o in found.texts)
    texts = talk.say("📝 Written in: {languages}", languages=written)
    lacks = talk.say("⚠️ Missing: {languages}", languages=", ".join(NAMES.get(o, o) for o in missing))
    text = card(found, talk.words, talk.city, talk.now)
    parts = (
        _status(talk, found),
        talk.say("Lab number {n}", n=lab),
        text,
        "",
        seats,
        asked if offered else None,
        line,
        texts,
        lacks if missing else None,
    )
    return Screen(lines(*parts), _keys(talk, found))


def _dateless(talk: Talk, lab: Lab) -> Screen:
    """Nobody sees it any more: it gets a new date, or is cancelled, so that people are told."""
    name = bold(talk.words.name(title(lab, talk.words, talk.city)))
    why = talk.say("⚠️ This lab has no date any more. Give it a new one, or cancel it.")
    more = Button(talk.label("🗓 More dates"), to=f"labdate/{lab.id}")
    cancel = Button(talk.label("❌ Cancel the lab"), to=sure.to(lab=lab.id, step="cancel"))
    rows = ((more, cancel), (Button(talk.label("📅 Labs"), to="desk/labs/0"), to_desk(talk)))
    return Screen(lines(name, why, "", concerned(talk, lab.id)), rows)


def _keys(talk: Talk, lab: Lab) -> tuple[tuple[Button, ...], ...]:
    labels: dict[Step, str] = {
        "publish": talk.label("🟢 Publish"),
        "close": talk.label("🔒 Close sign-up"),
        "reopen": talk.label("🟢 Open sign-up"),
        "cancel": talk.label("❌ Cancel the lab"),
    }
    keys: list[Button] = []
    is_over = _is_over(talk, lab)
    if lab.status == "published" and not is_over:
        keys.append(Button(talk.label("📣 Announce this lab"), to=f"announce/{lab.id}"))
    if lab.status != "cancelled" and is_over:
        keys.append(Button(talk.label("🗓 More dates"), to=f"labdate/{lab.id}"))
    elif lab.status != "cancelled":
        keys.append(Button(talk.label("✏️ Change"), to=f"editlab/{lab.id}"))
        keys.append(Button(talk.label("🗓 More dates"), to=f"labdate/{lab.id}"))
        keys.append(Button(talk.label("📝 Text in a language"), to=f"labtext/{lab.id}"))
        mine = talk.person.language
        keys.append(Button(talk.label("👁 See it as others"), to=see.to(lab=lab.id, language=mine)))
        keys.append(Button(talk.label("📋 Questions"), to=f"desk/lab/{lab.id}/fields"))
        keys.append(Button(talk.label("♿ More than seats"), to=f"desk/lab/{lab.id}/places"))
        keys.append(Button(talk.label("🔑 Hosts"), to=f"desk/hosts/{lab.id}"))
    if lab.status in ("published", "closed"):
        keys.append(Button(talk.label("👥 Who signed up"), to=f"desk/lab/{lab.id}/people/0"))
        keys.append(Button(talk.label("🚪 Who is coming"), to=f"door/lab/{lab.id}"))
        keys.append(Button(talk.label("💬 What people say"), to=f"desk/feedback/{lab.id}/0"))
    if lab.status != "draft":
        keys.append(Button(talk.label("📤 Export"), to=f"desk/lab/{lab.id}/export"))
        keys.append(Button(talk.label("📈 How the word travels"), to=f"desk/word/{lab.id}/draw"))
    steps: list[Step] = [s for s, (of, _) in STEPS.items() if lab.status in of and not is_over]
    keys += [Button(labels[s], to=sure.to(lab=lab.id, step=s)) for s in steps]
    rows = [tuple(keys[i : i + 2]) for i in range(0, len(keys), 2)]
    return (*rows, (Button(talk.label("📅 Labs"), to="desk/labs/0"), to_desk(talk)))


@screen("desk/lab/{lab}/{step}", access=Access.COORDINATOR)
def sure(talk: Talk, lab: int, step: Step) -> Screen | Goto:
    """What will happen, and to how many, before it does."""
    found = labs.get(talk.tx, lab)
    if found is None or found.status not in STEPS[step][0]:
        return Goto(f"desk/lab/{lab}")
    asked = {
        "publish": talk.say("Publish this lab? Everybody can see it and sign up."),
        "close": talk.say("Close sign-up? Those who have a seat keep it."),
        "reopen": talk.say("Open sign-up again?"),
        "cancel": talk.say("Cancel this lab for good?"),
    }[step]
    rows = (
        (
            Button(talk.label("Yes"), to=take.to(lab=lab, step=step)),
            Button(talk.label("No"), to=f"desk/lab/{lab}"),
        ),
    )
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    dates = [talk.say("🗓 {when}", when=when(m, talk.words, talk.city)) for m in found.meetings[:MOST]]
    told = lines("", *dates, concerned(talk, lab)) if step == "cancel" else None
    return Screen(lines(name, asked, told), rows)


@action("desk/lab/{lab}/{step}/yes", access=Access.COORDINATOR)
def take(talk: Talk, lab: int, step: Step) -> Goto:
    """Take the step, once; those who signed up are told of a cancelled lab."""
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    of, after = STEPS[step]
    if found is None or found.status not in of:
        return Goto(f"desk/lab/{lab}")
    if step == "cancel":
        labs.cancel(talk.tx, lab)
        if found.status != "draft":
            tell_change(talk, lab, changes.note(talk.tx, lab, "cancelled", talk.now))
    else:
        labs.change(talk.tx, lab, status=after)
    if step in ("cancel", "close"):
        withdraw(talk.tx, lab, talk.now)
    offer_seats(talk.tx, talk.city, lab, talk.now)
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
