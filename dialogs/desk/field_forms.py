"""Writing a lab's own questions: a new one, and its words in one more language."""

from collections.abc import Callable
from dataclasses import replace

from dialogs.desk.questions import LANGUAGE
from dialogs.event import Wrote
from dialogs.form import Answers, Choice, Form, Question, Wrong, clean, length, read_text
from dialogs.labs.field_wording import text_for
from dialogs.site import Goto, Said
from dialogs.talk import Access, Talk
from dialogs.text import Html, lines
from storage import fields, signups
from storage.fields import Field, FieldText

MOST = 5
"""Questions of one lab: more are not answered by people who read little."""
FEWEST_CHOICES, MOST_CHOICES, LONGEST_CHOICE = 2, 8, 40
LONGEST = 200
"""Letters of a question."""


def _kinds(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("✍️ Some words"), "text"),
        (talk.label("👍 Yes or no"), "yes_no"),
        (talk.label("🔘 One of several"), "choice"),
        (talk.label("🔢 A number"), "number"),
    )


def _one_line(longest: int) -> Callable[[Talk, Said, Answers], str | Wrong]:
    def read(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
        text = read_text(longest)(talk, said, answers)
        return text if isinstance(text, Wrong) else " ".join(text.split())

    return read


def _read_choices(talk: Talk, said: Said, answers: Answers) -> list[str] | Wrong:
    text = clean(said.text) if isinstance(said, Wrote) else ""
    choices = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    wanted = _wanted(talk, answers)
    if wanted and len(choices) != wanted:
        return Wrong(talk.count("Please write {n} line.", "Please write {n} lines.", wanted))
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        least, most = FEWEST_CHOICES, MOST_CHOICES
        return Wrong(talk.say("Please write {least} to {most} lines.", least=least, most=most))
    if len(set(choices)) < len(choices):
        return Wrong(talk.say("Please write each of them once."))
    if any(length(choice) > LONGEST_CHOICE for choice in choices):
        return Wrong(
            talk.count(
                "Please keep each line to {n} letter.",
                "Please keep each line to {n} letters.",
                LONGEST_CHOICE,
            )
        )
    return choices


def _field(talk: Talk, answers: Answers) -> Field | None:
    return fields.get(talk.tx, answers["subject"])


def _wanted(talk: Talk, answers: Answers) -> int:
    """How many choices there must be; 0 where that is free."""
    field = None if "kind" in answers else _field(talk, answers)
    return field.choice_count if field else 0


def _ask_choices(talk: Talk, answers: Answers) -> Html:
    if "kind" in answers:
        return talk.say("What can people choose? Write one on each line.")
    field = _field(talk, answers)
    there = [talk.words.name(choice) for choice in text_for(talk, field).choices] if field else []
    return lines(talk.say("These in your language, one on each line, in the same order:"), *there)


def _ask_words(talk: Talk, answers: Answers) -> Html:
    field = _field(talk, answers)
    there = talk.words.name(text_for(talk, field).words) if field else None
    return lines(talk.say("What does the question say in this language?"), there)


def _add(talk: Talk, lab: int, answers: Answers) -> Goto:
    back = f"desk/lab/{lab}/fields"
    if signups.hold(talk.tx, lab) is None:
        return Goto(back)
    if len(fields.of(talk.tx, lab)) >= MOST:
        return Goto(back, toast=talk.label("A lab can ask {n} questions at most.", n=MOST))
    choices = tuple(answers["choices"]) if answers["kind"] == "choice" else ()
    text = FieldText(talk.person.language, answers["words"], choices)
    field = fields.add(talk.tx, lab, answers["kind"], text)
    talk.note("added a question", f"lab/{lab}")
    return Goto(f"desk/field/{field}", toast=talk.label("Done."))


def _write(talk: Talk, number: int, answers: Answers) -> Goto:
    field = held(talk, number)
    if field is None:
        return Goto("desk/labs/0")
    choices = tuple(answers.get("choices", ())) if field.choice_count else ()
    if len(choices) != field.choice_count:  # the draft was of another question, with the number this one has
        return Goto(write_field.start.to(subject=number))
    fields.put_text(talk.tx, number, FieldText(answers["language"], answers["words"], choices))
    talk.note(f"wrote {answers['language']}", f"field/{number}")
    return Goto(f"desk/field/{number}", toast=talk.label("Done."))


def held(talk: Talk, number: int) -> Field | None:
    """A field that stays until the transaction ends."""
    field = fields.get(talk.tx, number)
    if field is not None:
        signups.hold(talk.tx, field.lab_id)
    return fields.get(talk.tx, number)


_desk = Access.COORDINATOR
_CHOICES = Question("choices", _ask_choices, _read_choices)
add_field = Form(
    "labfield",
    _desk,
    (
        Question("kind", lambda t, a: t.say("How do people answer?"), choices=_kinds),
        Question(
            "words", lambda t, a: t.say("What do you want to ask? One short sentence."), _one_line(LONGEST)
        ),
        replace(_CHOICES, is_asked=lambda t, a: a.get("kind") == "choice"),
    ),
    _add,
    lambda lab: f"desk/lab/{lab}/fields",
)
write_field = Form(
    "fieldtext",
    _desk,
    (
        LANGUAGE,
        Question("words", _ask_words, _one_line(LONGEST)),
        replace(_CHOICES, is_asked=lambda t, a: _wanted(t, a) > 0),
    ),
    _write,
    lambda field: f"desk/field/{field}",
)
