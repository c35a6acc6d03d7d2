"""Ask: a question goes to the coordinators as a number and a language; a human's answer comes back."""

from datetime import datetime

from dialogs.city import City
from dialogs.event import Showed, Wrote
from dialogs.form import clean, length
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Message, Screen
from dialogs.site import Goto, Said, answer, letter, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines, quote
from storage import outbox, people, questions
from storage.database import Transaction
from storage.questions import Question

LONGEST = 2000
"""Characters of a question or an answer: with what we add, it stays one message."""


def _said(talk: Talk, said: Said) -> tuple[str, str] | Html:
    """A text or a voice note's file id; or what is wrong with it."""
    if isinstance(said, Showed) and said.kind == "voice":
        return "", said.file_id
    text = clean(said.text) if isinstance(said, Wrote) else ""
    if not text:
        return talk.say("Please write it as text, or record a voice message.")
    if length(text) > LONGEST:
        return talk.count("Please keep it to {n} letter.", "Please keep it to {n} letters.", LONGEST)
    return text, ""


@screen("ask")
def ask(talk: Talk) -> Screen:
    """What to do to ask."""
    return _ask(talk, None)


def _ask(talk: Talk, wrong: Html | None) -> Screen:
    how = talk.say(
        "Write your question, or record a voice message, in your language. A person will answer you here."
    )
    hidden = talk.say("They see your question and your language, not who you are.")
    head = bold(wrong) if wrong else bold(talk.say("Ask"))
    return Screen(lines(head, how, hidden), ((to_menu(talk),),), awaits="ask")


@answer("ask")
def asked(talk: Talk, said: Said) -> Screen:
    """The question goes to everybody at the desk."""
    given = _said(talk, said)
    if isinstance(given, Html):
        return _ask(talk, given)
    text, voice = given
    number = questions.ask(talk.tx, talk.person.id, talk.person.language, text, voice, talk.now)
    put_before_desk(talk.tx, talk.city, number, talk.now)
    thanks = talk.say("Thank you! Your question has number {number}. The answer comes here.", number=number)
    return Screen(thanks, ((Button(talk.label("❓ Ask something else"), to="ask"), to_menu(talk)),))


def put_before_desk(tx: Transaction, city: City, question: int, now: datetime) -> None:
    """A copy for each coordinator."""
    for one in people.coordinators(tx, city.coordinator_ids):
        outbox.put(tx, "notice", now, person=one.id, address=copy.to(question=question))


def raise_overdue(tx: Transaction, city: City, now: datetime) -> int:
    """Put before the desk again what has waited too long; how many."""
    late = questions.overdue(tx, now - city.question_wait, now)
    for question in late:
        put_before_desk(tx, city, question, now)
    return len(late)


def told(talk: Talk, question: Question) -> Html:
    """A question as the desk sees it: number, language, words."""
    language = NAMES.get(question.language, question.language)
    head = bold(talk.say("❓ Question {number} · {language}", number=question.id, language=language))
    hours = int((talk.now - question.asked_at).total_seconds() // 3600)
    waits = (
        talk.count("It has waited for {n} hour.", "It has waited for {n} hours.", hours) if hours else None
    )
    return lines(
        head, waits if question.state == "open" else None, quote(question.text) if question.text else None
    )


@letter("ask/copy/{question}")
def copy(talk: Talk, question: int) -> Screen | None:
    """A coordinator's copy; to be answered by replying to it."""
    found = questions.get(talk.tx, question)
    if found is None or found.state == "answered" or not talk.is_coordinator:
        return None
    how = talk.say("Reply to this message to answer; the person sees only that a human answers.")
    rows = ((Button(talk.label("✍️ Answer"), to=f"desk/question/{question}"),),)
    media = Media("voice", found.voice) if found.voice else None
    return Screen(lines(told(talk, found), how), rows, media, is_private=True)


@answer("ask/copy/{question}", access=Access.COORDINATOR)
def answered(talk: Talk, said: Said, question: int) -> Screen | Goto:
    """A coordinator's answer goes back, in a frame of the person's language."""
    found = questions.get(talk.tx, question)
    to_desk = Button(talk.label("🗂 Desk"), to="desk")
    if found is None or found.person_id is None:
        return Screen(
            talk.say("This question is gone: the person has left, or it is long ago."), ((to_desk,),)
        )
    given = _said(talk, said)
    if isinstance(given, Html):
        return Screen(lines(bold(given), told(talk, found)), ((to_desk,),), awaits=copy.to(question=question))
    text, voice = given
    reader = people.get(talk.tx, found.person_id)
    words = talk.speaking(reader.language if reader else found.language)
    head = bold(words.say("👤 A person answers your question {number}:", number=question))
    rows = (
        (Button(words.label("❓ Ask something else"), to="ask"), Button(words.label("☰ Menu"), to="menu")),
    )
    media = Media("voice", voice) if voice else None
    shown = Screen(words.laid_out(lines(head, quote(text) if text else None)), rows, media, is_kept=True)
    outbox.put(talk.tx, "notice", talk.now, person=found.person_id, message=Message(shown).to_json())
    questions.answered(talk.tx, question, talk.now)
    talk.note("answered", f"question/{question}")
    return Screen(talk.say("Your answer to question {number} is on its way.", number=question), ((to_desk,),))
