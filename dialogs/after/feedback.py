"""What somebody thinks of a lab: three taps, and a sentence if they like.

The answers travel in the addresses; nothing is stored before the third. It must not know whose they are then.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from dialogs.form import Wrong, read_text
from dialogs.labs.card import visible
from dialogs.labs.wording import title
from dialogs.people.menu import menu_rows, to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, Said, action, answer, letter, screen
from dialogs.talk import Talk
from dialogs.text import Html, bold, lines
from storage import attendances, feedback, reminders, signups
from storage.labs import Lab
from storage.signups import Signup

OPEN_FOR = timedelta(days=3)
"""So long after a lab one can answer. Then the desk sees what was said, all at once: were it shown while
answers come in, each would be seen by what changed."""
LONGEST = 500
Face = Literal["1", "2", "3"]


def question(talk: Talk, number: int) -> Html:
    """The first, second or third question (from 0)."""
    return (
        talk.say("Did you feel welcome?"),
        talk.say("Was it useful for you?"),
        talk.say("Would you come again?"),
    )[number]


def faces(talk: Talk) -> tuple[str, str, str]:
    """The three answers, from no to yes."""
    return talk.label("🙁 No"), talk.label("😐 So so"), talk.label("🙂 Yes")


def is_open(talk: Talk, lab: Lab) -> bool:
    """Whether one can say what one thinks of a lab: from its first meeting until some days after its last."""
    return lab.starts_at <= talk.now < lab.ends_at + OPEN_FOR


def _place(talk: Talk, number: int) -> tuple[Signup, Lab] | None:
    """The lab that the person who talks was asked about, where they were or may have been; nobody else's."""
    made = reminders.get(talk.tx, number)
    signup = None if made is None else signups.get(talk.tx, made.signup_id)
    if made is None or made.kind != reminders.FEEDBACK or signup is None:
        return None
    if signup.person_id != talk.person.id or not attendances.may_have_come(talk.tx, signup.id):
        return None
    lab = visible(talk, signup.lab_id)
    if lab is None or lab.status == "cancelled" or not is_open(talk, lab):
        return None
    return signup, lab


def _asked(talk: Talk, lab: Lab, step: int, to: Callable[[Face], str]) -> Screen:
    said: tuple[Face, Face, Face] = ("1", "2", "3")
    row = tuple(Button(text, to=to(face)) for text, face in zip(faces(talk), said, strict=True))
    head = bold(talk.words.name(title(lab, talk.words, talk.city)))
    return Screen(lines(head, bold(question(talk, step))), (row,))


@letter("feedback/{number}")
def asked(talk: Talk, number: int) -> Screen | None:
    """The first question. Not to those who are noted as not having been there, nor twice."""
    place = _place(talk, number)
    if place is None or talk.person.stopped_at is not None or not talk.person.has_reminders:
        return None
    signup, lab = place
    if feedback.has_given(talk.tx, signup.id):
        return None
    first = _asked(talk, lab, 0, lambda face: useful.to(number=number, welcome=face))
    thanks = talk.say("Were you there? Three taps: how was it?")
    if "attended" in attendances.marks(talk.tx, signup.id).values():
        thanks = talk.say("Thank you for having been there! Three taps: how was it?")
    hidden = talk.say("Nobody sees who answered what.")
    return Screen(lines(thanks, hidden, "", first.text), first.rows)


def _may_answer(talk: Talk, number: int) -> tuple[Signup, Lab] | Screen:
    """The same, or a kind word to who cannot answer any more."""
    place = _place(talk, number)
    if place is None:
        return Screen(talk.say("Thank you! For this lab it is too late to answer."), menu_rows(talk))
    return _answered(talk, place[1]) if feedback.has_given(talk.tx, place[0].id) else place


def _answered(talk: Talk, lab: Lab) -> Screen:
    return Screen(talk.say("You have answered already. Thank you!"), _ways_on(talk, lab))


def _ways_on(talk: Talk, lab: Lab) -> Rows:
    touch = Button(talk.label("🤝 Stay in touch"), to=f"touch/{lab.id}")
    return (touch,), (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))


@screen("feel/{number}/{welcome}")
def useful(talk: Talk, number: int, welcome: Face) -> Screen:
    """The second question."""
    place = _may_answer(talk, number)
    if isinstance(place, Screen):
        return place
    return _asked(talk, place[1], 1, lambda face: again.to(number=number, welcome=welcome, useful=face))


@screen("feel/{number}/{welcome}/{useful}")
def again(talk: Talk, number: int, welcome: Face, useful: Face) -> Screen:
    """The third question."""
    place = _may_answer(talk, number)
    if isinstance(place, Screen):
        return place
    said = {"number": number, "welcome": welcome, "useful": useful}
    return _asked(talk, place[1], 2, lambda face: give.to(**said, again=face))


@action("feel/{number}/{welcome}/{useful}/{again}")
def give(talk: Talk, number: int, welcome: Face, useful: Face, again: Face) -> Screen:
    """All three are written down, once; then one sentence may follow: only now, so only one."""
    place = _may_answer(talk, number)
    if isinstance(place, Screen):
        return place
    signup, lab = place
    said = (int(welcome), int(useful), int(again))
    if not feedback.give(talk.tx, signup.id, lab.id, said, _today(talk)):
        return _answered(talk, lab)
    return _ask_words(talk, lab, number, None)


def _today(talk: Talk) -> date:
    return talk.now.astimezone(talk.city.zone).date()


def _ask_words(talk: Talk, lab: Lab, number: int, wrong: Html | None) -> Screen:
    done = talk.say("Thank you! Do you want to add a sentence? Write it now, or go on.")
    hidden = talk.say("The coordinators read it without a name. Please name nobody.")
    row = (Button(talk.label("Go on"), to=thanks.to(lab=lab.id)),)
    return Screen(lines(wrong and bold(wrong), done, hidden), (row,), awaits=f"feel/{number}/words")


@answer("feel/{number}/words")
def told(talk: Talk, said: Said, number: int) -> Screen | Goto:
    """The sentence. No button leads here, so that there is one only."""
    place = _place(talk, number)
    if place is None:
        return Goto("menu")
    _, lab = place
    words = read_text(LONGEST)(talk, said, {})
    if isinstance(words, Wrong):
        return _ask_words(talk, lab, number, words.why)
    feedback.remark(talk.tx, lab.id, talk.person.language, words, _today(talk))
    return Goto(thanks.to(lab=lab.id))


@screen("felt/{lab}")
def thanks(talk: Talk, lab: int) -> Screen | Goto:
    """That it helps, and how to stay in touch."""
    found = visible(talk, lab)
    if found is None:
        return Goto("menu")
    return Screen(talk.say("Thank you! It helps us to make the next labs better."), _ways_on(talk, found))
