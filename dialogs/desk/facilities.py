"""What a lab has beside its seats, at the desk: how many places of each, how many are needed, who may pass.

It must not show who needs what: so it tells what is promised (with a seat, or with one that is offered) in
one figure, from which nobody's offer or place in line can be told; and that something is waited for, only
where so many wait that it could be any of them.
"""

from collections.abc import Collection
from typing import Literal

from dialogs.desk.desk import to_desk
from dialogs.desk.questions import languages
from dialogs.desk.reading import numbers
from dialogs.form import Answers, Choice, Form, Question, read_number
from dialogs.labs.needing import name
from dialogs.labs.offering import offer_seats, tell_hopeless
from dialogs.labs.wording import title
from dialogs.rules.withheld import SMALL
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import facilities, labs, signups, waiting
from storage.facilities import Facility, Kind

MOST = 1000
"""Places of one kind: as many as a lab can have seats."""
PROMISED = ("seated", "offered")
_desk = Access.COORDINATOR


@screen("desk/lab/{lab}/places", access=_desk)
def places(talk: Talk, lab: int) -> Screen | Goto:
    """Each kind of places in numbers, and whether smaller groups may pass."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0")
    promised, waited_for = facilities.wanted(talk.tx, lab, PROMISED), _waited_for(talk, lab)
    there = [
        one for one in facilities.of(talk.tx, lab) if one.places or one.id in promised or one.id in waited_for
    ]
    parts: list[str | None] = [bold(talk.words.name(title(found, talk.words, talk.city)))]
    if not there:
        parts.append(talk.say("This lab has no places for an interpreter, for childcare or without steps."))
    for one in there:
        given = promised.get(one.id, 0)
        parts += ["", bold(Html(name(talk.words, one)))]
        parts.append(talk.count("{n} place", "{n} places", one.places))
        parts.append(talk.say("Promised: {promised} · free: {free}", promised=given, free=_free(one, given)))
        parts.append(talk.say("Some of those who wait need one.") if one.id in waited_for else None)
    passes = waiting.lets_pass(talk.tx, lab)
    parts += ["", _passing(talk, passes)]
    label = talk.label("🚶 Let nobody pass") if passes else talk.label("🏃 Let small groups pass")
    rows = (
        (Button(talk.label("✏️ Set places"), to=set_places.start.to(subject=lab)),),
        (Button(label, to=let_pass.to(lab=lab, how="off" if passes else "on")),),
        (Button(talk.label("Back"), to=f"desk/lab/{lab}"), to_desk(talk)),
    )
    return Screen(lines(*parts), rows)


def _free(facility: Facility, promised: int) -> int:
    return max(0, facility.places - promised)  # places may be lowered below what is promised


def _waited_for(talk: Talk, lab: int) -> Collection[int]:
    """The facilities that somebody waits for; none while only a few wait for this lab."""
    is_few = signups.count(talk.tx, lab, ("waiting",)) < SMALL
    return () if is_few else facilities.wanted(talk.tx, lab, ("waiting",))


def _passing(talk: Talk, passes: bool) -> Html:
    if passes:
        return talk.say("🏃 A smaller group may pass a bigger one for which there is no room.")
    return talk.say("🚶 Whoever came first is first, also where there is room only for a smaller group.")


@action("desk/lab/{lab}/pass/{how}", access=_desk)
def let_pass(talk: Talk, lab: int, how: Literal["on", "off"]) -> Goto:
    """Whether smaller groups may pass; those who now fit are offered what is free."""
    if signups.hold(talk.tx, lab) is None:
        return Goto("desk/labs/0")
    if waiting.lets_pass(talk.tx, lab) != (how == "on"):
        labs.change(talk.tx, lab, lets_pass=how == "on")
        offer_seats(talk.tx, talk.city, lab, talk.now)
        talk.note("lets pass" if how == "on" else "lets nobody pass", f"lab/{lab}")
    return Goto(places.to(lab=lab), toast=talk.label("Done."))


def _kinds(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("🧒 Childcare"), "childcare"),
        (talk.label("🗣 Interpreter"), "interpreter"),
        (talk.label("♿ No steps"), "step_free"),
    )


def _which(answers: Answers) -> tuple[Kind, str]:
    return answers["kind"], answers["language"] if answers["kind"] == "interpreter" else ""


def _found(talk: Talk, lab: int, answers: Answers) -> Facility | None:
    wanted = _which(answers)
    return next((f for f in facilities.of(talk.tx, lab) if (f.kind, f.language) == wanted), None)


def _ask_places(talk: Talk, answers: Answers) -> Html:
    found = _found(talk, answers["subject"], answers)
    now = talk.say("So far: {places}.", places=found.places) if found else None
    return lines(talk.say("For how many people? Tap, or write a number. 0 takes it away."), now)


def _set(talk: Talk, lab: int, answers: Answers) -> Goto:
    if signups.hold(talk.tx, lab) is None:
        return Goto("desk/labs/0")
    found, wanted = _found(talk, lab, answers), int(answers["places"])
    if found is not None and wanted < _promised(talk, found):
        return Goto(sure.to(lab=lab, facility=found.id, places=wanted))
    kind, language = _which(answers)
    return _put(talk, lab, kind, language, wanted)


def _promised(talk: Talk, facility: Facility) -> int:
    return facilities.wanted(talk.tx, facility.lab_id, PROMISED).get(facility.id, 0)


def _put(talk: Talk, lab: int, kind: Kind, language: str, wanted: int) -> Goto:
    facilities.put(talk.tx, lab, kind, language, wanted)
    offer_seats(talk.tx, talk.city, lab, talk.now)
    tell_hopeless(talk.tx, lab, talk.now)
    what = f"{kind} {language}".strip()
    talk.note(f"set {what} to {wanted}", f"lab/{lab}")
    return Goto(places.to(lab=lab), toast=talk.label("Done."))


@screen("desk/lab/{lab}/lower/{facility}/{places}", access=_desk)
def sure(talk: Talk, lab: int, facility: int, places: int) -> Screen | Goto:
    """How many places are promised already, before there are fewer."""
    found = _of(talk, lab, facility)
    if found is None or places >= found.places:
        return Goto(f"desk/lab/{lab}/places")
    promised = _promised(talk, found)
    parts = (
        bold(Html(name(talk.words, found))),
        talk.count("{n} place is promised already.", "{n} places are promised already.", promised),
        talk.say("Nobody loses theirs: a place that is given back goes to nobody else."),
        talk.say("Set it to {places} all the same?", places=places),
    )
    keys = (
        Button(talk.label("Yes"), to=lower.to(lab=lab, facility=facility, places=places)),
        Button(talk.label("No"), to=f"desk/lab/{lab}/places"),
    )
    return Screen(lines(*parts), (keys,))


@action("desk/lab/{lab}/lower/{facility}/{places}/yes", access=_desk)
def lower(talk: Talk, lab: int, facility: int, places: int) -> Goto:
    """Fewer places from now on; who has one keeps it."""
    signups.hold(talk.tx, lab)
    found = _of(talk, lab, facility)
    if found is None or places >= found.places:
        return Goto(f"desk/lab/{lab}/places")
    kind: Kind = found.kind  # type: ignore[assignment]  # the database holds no others
    return _put(talk, lab, kind, found.language, places)


def _of(talk: Talk, lab: int, facility: int) -> Facility | None:
    return next((one for one in facilities.of(talk.tx, lab) if one.id == facility), None)


set_places = Form(
    "labplaces",
    _desk,
    (
        Question("kind", lambda t, a: t.say("Places for what?"), choices=_kinds, across=1),
        Question(
            "language",
            lambda t, a: t.say("Into which language is it interpreted?"),
            choices=languages,
            is_asked=lambda t, a: a.get("kind") == "interpreter",
        ),
        Question(
            "places",
            _ask_places,
            read_number(0, MOST),
            lambda t, a: numbers(0, 1, 2, 3, 5, 8),
            across=3,
        ),
    ),
    _set,
    lambda lab: f"desk/lab/{lab}/places",
)
