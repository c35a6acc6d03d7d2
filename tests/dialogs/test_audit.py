"""The audit: what a coordinator does to anything but their own chat is written down, whatever it is.

Every page of the desk and of the door is tried, every form is filled in.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from dialogs.event import Showed, Wrote
from dialogs.form import Form
from dialogs.site import Page
from dialogs.talk import Access
from storage import audit, signups
from tests.dialogs.chat import Chat, Place
from tests.dialogs.test_access import PLAUSIBLE, furnished, try_to

OWN = ("drafts", "audit", "inbox", "shares")
"""Tables of one's own chat: forms half filled in, links to pass on."""
AT_THE_DOOR = ("door/",)
WHEN = {False: timedelta(0), True: timedelta(days=7, hours=1)}
"""At the door it is the hour of the meeting; else, the lab is to come."""
ANSWERS = ("Felt", "12", "31/12", "18:30", "https://example.org", "One\nTwo", "2")
"""What is written where no button can be tapped, until one of them will do."""
LONGEST_FORM = 40
"""Steps after which a form is not going to end."""


def changed(place: Place, me: int) -> dict[str, list[object]]:
    """Everything that is not a coordinator's own: without where they are, and what is said to them."""
    rows: dict[str, list[object]] = {name: [*held] for name, held in place.rows().items() if name not in OWN}
    rows["people"] = [{**row, "awaiting": None} for row in _named(place, "people")]
    rows["outbox"] = [row for row in _named(place, "outbox") if row["person_id"] != me]
    return rows


def _named(place: Place, table: str) -> list[dict[str, object]]:
    return [dict(row) for row in place.tx.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").mappings()]


def acts(place: Place) -> int:
    return int(place.tx.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())


def telling(page: Page) -> Iterator[str]:
    """A page's addresses about row 1 of everything, with each word that may stand in them."""
    choices: list[tuple[object, ...]] = []
    for name, shape in page.address.shapes.items():
        if shape.pattern.startswith("(?:0|"):
            choices.append((1,))
        elif re.fullmatch(r"[a-z_|]+", shape.pattern):
            choices.append(tuple(shape.pattern.split("|")))
        else:
            choices.append(PLAUSIBLE[name])
    for values in product(*choices):
        yield page.to(**dict(zip(page.address.shapes, values, strict=True)))


def is_of_desk(page: Page) -> bool:
    at_door = page.address.pattern.startswith(AT_THE_DOOR)
    return page.role in ("action", "answer") and (page.access is Access.COORDINATOR or at_door)


def desk(place: Place) -> Chat:
    """A coordinator, and people with something at stake: seated, waiting, asking."""
    giulia = furnished(place, "coordinator")
    for number, state in enumerate(("seated", "waiting", "seated"), start=50):
        signups.put(place.tx, 1, place.chat(number).talk().person.id, 1, state, place.now)
    return giulia


def forms() -> Iterator[Form]:
    from dialogs import passaparola

    seen: set[str] = set()
    for module in vars(passaparola).values():
        for value in list(vars(module).values()) if hasattr(module, "__file__") else []:
            if isinstance(value, Form) and value.name not in seen:
                seen.add(value.name)
                yield value


def fill_in(chat: Chat, form: Form, subject: int, choice: int) -> bool:
    """Answer every question: by its choice of this number or its last, or by what will do.

    Whether the first question has more choices.
    """
    chat.forges(form.start.to(subject=subject))
    has_more = choice + 1 < len(_picks(chat))
    _go_through(chat, form, choice)
    return has_more


def _picks(chat: Chat) -> list[str]:
    return [b.to for row in chat.messages[-1].rows for b in row if "/pick/" in b.to]


def _go_through(chat: Chat, form: Form, choice: int) -> None:
    for step in range(LONGEST_FORM):
        before = chat.talk().person.awaiting
        if before is None or not before.startswith(f"{form.name}/"):
            return
        picks = _picks(chat)
        if picks and step < LONGEST_FORM - 10:
            chat.forges(picks[min(choice, len(picks) - 1)])
            if chat.talk().person.awaiting == before:
                chat.forges(f"{before}/next")
            continue
        answers: list[Wrote | Showed] = [*(Wrote(words) for words in ANSWERS), Showed("photo", "file-id")]
        for answer in answers:
            chat.hears(answer)
            if chat.talk().person.awaiting != before:
                break
        else:
            return


def unwritten(place: Place, chat: Chat) -> tuple[list[str], set[str]]:
    """What changed something and is in no audit; and all that changed something."""
    me, silent, did = chat.talk().person.id, [], set()

    def look(what: str, before: dict[str, list[object]], noted: int) -> None:
        if changed(place, me) != before:
            did.add(what.split("/")[0])
            if acts(place) == noted:
                silent.append(what)

    before, noted = changed(place, me), acts(place)
    for page in filter(is_of_desk, place.site.pages):
        for address in telling(page):
            with place.taken_back():
                place.now += WHEN[page.address.pattern.startswith(AT_THE_DOOR)]
                try_to(chat, page, address)
                look(address, before, noted)
            chat.messages.clear()
    for form in forms():
        if form.access is not Access.COORDINATOR:
            continue
        for subject in (0, 1):
            has_more = True
            for choice in range(9):
                if has_more:
                    with place.taken_back():
                        has_more = fill_in(chat, form, subject, choice)
                        look(f"{form.name}/{subject} by choice {choice}", before, noted)
                    chat.messages.clear()
    return silent, did


def test_whatever_a_coordinator_does_is_written_down(place: Place) -> None:
    silent, did = unwritten(place, desk(place))
    assert silent == []
    assert {"desk", "newlab", "editlab", "labtext", "announce", "newstext", "newslater", "ask", "door"} <= did


def test_what_were_not_written_down_would_be_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    giulia = desk(place)
    monkeypatch.setattr(audit, "note", lambda *about: None)
    silent, did = unwritten(place, giulia)
    assert {"desk/lab/1/cancel/yes", "ask/copy/1", "desk/news/1/send/yes"} <= set(silent)
    assert did <= {one.split("/")[0] for one in silent}
