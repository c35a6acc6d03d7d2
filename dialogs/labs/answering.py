"""Answering what a lab asks of those who come or wait: one question at a time, and each may be left out.

It must not know who reads the answers.
"""

from dataclasses import dataclass

from dialogs.address import Slug
from dialogs.form import Wrong, read_number, read_text
from dialogs.labs.field_wording import honesty, read_as, text_for
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, Said, action, answer, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import fields, labs, signups
from storage.fields import UNSAID, Field, FieldText
from storage.labs import Lab

LONGEST = 300
"""Letters of an answer: with the questions, all of a lab's answers stay one message."""
LARGEST = 9999
"""The largest number that can be an answer: a year is one."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody who comes or waits is asked, and has answered."""

    lab: Lab
    signup: int
    fields: tuple[Field, ...]
    answers: dict[int, str]

    @property
    def left(self) -> list[Field]:
        """What they have not answered, nor left out."""
        return [field for field in self.fields if field.id not in self.answers]


def _asked(talk: Talk, lab: int) -> _Asked | None:
    found = fields.of(talk.tx, lab)
    signup = signups.of(talk.tx, lab, talk.person.id) if found else None
    if signup is None or not signup.stands:
        return None
    whole = labs.get(talk.tx, lab)
    if whole is None or not whole.meetings or whole.status == "cancelled" or talk.now >= whole.ends_at:
        return None
    return _Asked(whole, signup.id, found, fields.answers_of(talk.tx, signup.id))


def to_questions(talk: Talk, lab: int) -> Rows:
    """The way to what is still asked, or else to one's answers; none where nothing is asked."""
    asked = _asked(talk, lab)
    if asked is None:
        return ()
    if asked.left:
        return ((Button(talk.label("✍️ A few questions"), to=ask.to(lab=lab)),),)
    return ((Button(talk.label("✍️ My answers"), to=mine.to(lab=lab)),),)


@screen("lab/{lab}/questions")
def ask(talk: Talk, lab: int) -> Goto:
    """On to the first question that is open; after the last one, to all the answers."""
    asked = _asked(talk, lab)
    if asked is None:
        return Goto(f"lab/{lab}")
    return Goto(one.to(lab=lab, field=asked.left[0].id) if asked.left else mine.to(lab=lab))


@screen("lab/{lab}/question/{field}")
def one(talk: Talk, lab: int, field: int) -> Screen | Goto:
    """One question, and what was answered before."""
    return _one(talk, lab, field)


def _one(talk: Talk, lab: int, field: int, wrong: Html | None = None) -> Screen | Goto:
    asked = _asked(talk, lab)
    found = next((each for each in asked.fields if each.id == field), None) if asked else None
    if asked is None or found is None:
        return Goto(ask.to(lab=lab))
    text, before = text_for(talk, found), asked.answers.get(field)
    number, all_of_them = asked.fields.index(found) + 1, len(asked.fields)
    step = talk.say("Question {number} of {all}", number=number, all=all_of_them)
    how = {
        "text": talk.say("Write your answer."),
        "number": talk.say("Write a number."),
    }.get(found.kind)
    parts = (
        talk.words.name(title(asked.lab, talk.words, talk.city)),
        step if all_of_them > 1 else None,
        wrong and bold(wrong),
        "",
        bold(talk.words.name(text.words)),
        honesty(talk, text),
        how,
        talk.say("The coordinators see your answers, to prepare the lab."),
        talk.say("Your answer: {answer}", answer=read_as(talk, found, before)) if before else None,
    )
    rows: Rows = (
        *_choices(talk, lab, found, text),
        (Button(talk.label("I would rather not say"), to=skip.to(lab=lab, field=field)),),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"),),
    )
    return Screen(lines(*parts), rows, awaits=one.to(lab=lab, field=field))


def _choices(talk: Talk, lab: int, field: Field, text: FieldText) -> Rows:
    def key(label: str, value: str) -> Button:
        return Button(label, to=pick.to(lab=lab, field=field.id, value=value))

    if field.kind == "yes_no":
        return ((key(talk.label("Yes"), "yes"), key(talk.label("No"), "no")),)
    return tuple((key(label, f"{value}"),) for value, label in enumerate(text.choices))


@answer("lab/{lab}/question/{field}")
def written(talk: Talk, said: Said, lab: int, field: int) -> Screen | Goto:
    """What was written, if it will do."""
    found = fields.get(talk.tx, field)
    value: str | int | Wrong
    if found is not None and found.kind == "text":
        value = read_text(LONGEST)(talk, said, {})
    elif found is not None and found.kind == "number":
        value = read_number(0, LARGEST)(talk, said, {})
    else:
        value = Wrong(talk.say("I am a bot and did not understand. Please tap a button."))
    if isinstance(value, Wrong):
        return _one(talk, lab, field, value.why)
    return _keep(talk, lab, field, " ".join(f"{value}".split()))


@action("lab/{lab}/question/{field}/pick/{value}")
def pick(talk: Talk, lab: int, field: int, value: Slug) -> Screen | Goto:
    """What was tapped, if it is one of the choices."""
    found = fields.get(talk.tx, field)
    if found is None or value not in _values(found):
        return _one(talk, lab, field)
    return _keep(talk, lab, field, value)


def _values(field: Field) -> list[str]:
    return ["yes", "no"] if field.kind == "yes_no" else [f"{one}" for one in range(field.choice_count)]


@action("lab/{lab}/question/{field}/skip")
def skip(talk: Talk, lab: int, field: int) -> Goto:
    """They would rather not say; what they said before is gone."""
    return _keep(talk, lab, field, UNSAID)


def _keep(talk: Talk, lab: int, field: int, value: str) -> Goto:
    signups.hold(talk.tx, lab)
    asked = _asked(talk, lab)
    if asked is not None and any(each.id == field for each in asked.fields):
        fields.answer(talk.tx, asked.signup, field, value)
    return Goto(ask.to(lab=lab))


@screen("lab/{lab}/answers")
def mine(talk: Talk, lab: int) -> Screen | Goto:
    """All that the person has answered, each to be changed."""
    asked = _asked(talk, lab)
    if asked is None:
        return Goto(f"lab/{lab}")
    parts: list[str | None] = [talk.words.name(title(asked.lab, talk.words, talk.city))]
    if not asked.left:
        parts.append(bold(talk.say("Thank you! This helps us to prepare the lab.")))
        parts.append(talk.say("You can change your answers until the lab is over."))
    rows: list[tuple[Button, ...]] = []
    for field in asked.fields:
        words, value = text_for(talk, field).words, asked.answers.get(field.id)
        said = talk.words.name(read_as(talk, field, value)) if value else None
        nothing = talk.say("Not answered yet.") if value is None else talk.say("You would rather not say.")
        parts += ["", bold(talk.words.name(words)), said or nothing]
        change = talk.label("✏️ {words}", words=words[:30])
        rows.append((Button(change, to=one.to(lab=lab, field=field.id)),))
    return Screen(
        lines(*parts), (*rows, (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)))
    )
