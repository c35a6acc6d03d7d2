"""What a party needs beside its seats (interpreter, childcare, step-free), asked only where a lab offers it.

What is needed travels in the address, as `12x2:15x1`: facility 12 for two, facility 15 for one.
"""

from collections.abc import Callable
from typing import Annotated

from dialogs.address import Shape
from dialogs.labs.card import is_open, visible
from dialogs.labs.wording import title
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, screen
from dialogs.talk import Talk
from dialogs.text import NAMES, Html, Words, bold, lines
from storage import facilities
from storage.facilities import Facility

Needs = Annotated[str, Shape(r"-|[1-9][0-9]{0,6}x[1-9](?::[1-9][0-9]{0,6}x[1-9]){0,2}", 29)]
"""Up to three needs; `-` for none."""
MOST = 3


def read(needs: str) -> dict[int, int]:
    """Places by facility."""
    pairs = (one.split("x") for one in needs.split(":")) if needs != "-" else ()
    return {int(facility): int(places) for facility, places in pairs}


def written(needs: dict[int, int]) -> str:
    """The other way round."""
    return ":".join(f"{facility}x{places}" for facility, places in sorted(needs.items())) or "-"


def offered(talk: Talk, lab: int) -> tuple[Facility, ...]:
    """What can be asked for at a lab."""
    return tuple(one for one in facilities.of(talk.tx, lab) if one.places > 0 and one.id < 10**7)


def checked(talk: Talk, lab: int, party: int, needs: str) -> dict[int, int]:
    """Needs as they came from outside: of this lab, and of no more than the party."""
    known = {one.id for one in facilities.of(talk.tx, lab)}
    return {one: min(places, party) for one, places in read(needs).items() if one in known}


def name(words: Words, facility: Facility) -> str:
    """A facility in words, plain."""
    if facility.kind == "interpreter":
        language = NAMES.get(facility.language, facility.language)
        return words.label("🗣 Interpreter: {language}", language=language)
    return {"childcare": words.label("🧒 Childcare"), "step_free": words.label("♿ No steps")}[facility.kind]


@screen("lab/{lab}/needs/{party}/{needs}")
def ask(talk: Talk, lab: int, party: int, needs: Needs) -> Screen | Goto:
    """What they need; each tap on a need asks for one place more, and after the whole party for none."""
    found = visible(talk, lab)
    if found is None or not is_open(talk, found) or not 1 <= party <= talk.city.largest_party:
        return Goto(f"lab/{lab}")
    chosen = checked(talk, lab, party, needs)
    rows = keys(talk, lab, party, chosen, lambda more: ask.to(lab=lab, party=party, needs=more))
    back = Button(talk.label("Back"), to=f"lab/{lab}/sign-up")
    done = Button(talk.label("Go on"), to=f"lab/{lab}/join/{party}/{written(chosen)}")
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    asked = talk.say("Do you need any of this? Tap it; tap again for one more person. Then go on.")
    kept = talk.say("The coordinators see how many need it, and not who. It is deleted after the lab.")
    return Screen(lines(head, asked, kept), (*rows, (done,), (back,)))


def keys(talk: Talk, lab: int, party: int, chosen: dict[int, int], to: Callable[[str], str]) -> Rows:
    """A button for each need that can be had, with what is chosen of it; `to`: where other needs lead."""
    rows: Rows = ()
    for one in facilities.of(talk.tx, lab):
        places = chosen.get(one.id, 0)
        if (one.places <= 0 and not places) or (not places and len(chosen) == MOST):
            continue
        more = {**chosen, one.id: places + 1}
        if more[one.id] > min(party, one.places, 9):
            del more[one.id]
        text = name(talk.words, one)
        label = talk.label("☑️ {what}: {n}", what=Html(text), n=places) if places else f"▫️ {text}"
        rows += ((Button(label, to=to(written(more))),),)
    return rows
