"""A row of questions, answered one by one, kept as a draft: nothing is lost by a mistake or a restart.

It must not know what the answers are for; `done` is told them when all are there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from dialogs.address import Shape, Slug
from dialogs.event import Wrote
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Page, Said, Section, Shown
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import drafts

Answers = dict[str, Any]
Choice = tuple[str, str]
"""A button's text and its value (a slug)."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that will not do, and a sentence saying what is wanted."""

    why: Html


def read_text(longest: int, shortest: int = 1) -> Callable[[Talk, Said, Answers], str | Wrong]:
    """A reader of plain text of so many letters, as Telegram counts them."""

    def read(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
        text = clean(said.text) if isinstance(said, Wrote) else ""
        if len(text) < shortest or not any(c.isalnum() for c in text):
            return Wrong(talk.say("Please write it as text."))
        if length(text) > longest:
            wanted = talk.count("Please keep it to {n} letter.", "Please keep it to {n} letters.", longest)
            return Wrong(lines(wanted, talk.say("Yours has {n}.", n=length(text))))
        return text

    return read


def read_number(least: int, most: int) -> Callable[[Talk, Said, Answers], int | Wrong]:
    """A reader of a whole number between two, in the digits of any script."""

    def read(talk: Talk, said: Said, answers: Answers) -> int | Wrong:
        text = plain_digits(said)
        if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
            return Wrong(talk.say("Please write a number from {least} to {most}.", least=least, most=most))
        return int(text)

    return read


def plain_digits(said: Said) -> str:
    """What was written, its digits as 0-9 whatever script they came in; "" for what is no text."""
    text = said.text.strip() if isinstance(said, Wrote) else ""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def length(text: str) -> int:
    """How long a text is for Telegram, which counts an emoji, or a letter of some scripts, twice (UTF-16)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without what cannot be shown, without space around; each space inside is a plain one or a new line."""
    spaced = ("\n" if c == "\n" else " " if c.isspace() else c for c in text if c != "\r")
    kept = (c for c in spaced if c in "\n\u200c\u200d" or (c.isprintable() and c != "\ufffd"))
    return "".join(kept).strip()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    `ask` says it; `read` makes an answer (plain JSON) of what was written, or says what is Wrong;
    `choices` are buttons (with `is_many`, several of them); `is_asked` leaves a question out. `hangs_on`:
    the question whose answer, when it changes, makes this one to be asked again.
    """

    name: str
    ask: Callable[[Talk, Answers], Html]
    read: Callable[[Talk, Said, Answers], Any] | None = None
    choices: Callable[[Talk, Answers], tuple[Choice, ...]] = lambda talk, answers: ()
    is_many: bool = False
    is_optional: bool = False
    is_asked: Callable[[Talk, Answers], bool] = lambda talk, answers: True
    across: int = 2
    hangs_on: str = ""

    def has_answer(self, talk: Talk, answers: Answers) -> bool:
        """Whether it was answered; a choice that can be chosen no more is no answer."""
        value = answers.get(self.name)
        if self.name not in answers or value is None or self.read is not None or self.is_many:
            return self.name in answers
        return value in (one for _, one in self.choices(talk, answers))


Step = Annotated[str, Shape(r"[a-z_]{1,12}", 12)]


class Form(Section):
    """Questions at `{name}/{subject}/{step}`; `subject` is the row they are about, 0 for a new one.

    `is_kept`: whoever starts it again is asked whether to go on with what they began.
    """

    def __init__(
        self,
        name: str,
        access: Access,
        questions: Iterable[Question],
        done: Callable[[Talk, int, Answers], Shown],
        leave: Callable[[int], str],
        is_kept: bool = False,
    ) -> None:
        self.name, self.access, self._is_kept = name, access, is_kept
        self.questions = {question.name: question for question in questions}
        self._done, self._leave = done, leave
        one = f"{name}/{{subject}}/{{step}}"
        self._pages = (
            Page("action", f"{name}/{{subject}}", access, self._start),
            Page("screen", one, access, self._show),
            Page("answer", one, access, self._take),
            Page("action", f"{one}/pick/{{value}}", access, self._pick),
            Page("action", f"{one}/next", access, self._skip),
            Page("action", f"{name}/{{subject}}/x/cancel", access, self._cancel),
            Page("action", f"{name}/{{subject}}/x/anew", access, self._begin),
        )
        self.start = self._pages[0]

    def pages(self) -> Iterable[Page]:
        """Where its questions are asked."""
        return self._pages

    def _draft(self, talk: Talk, subject: int) -> Answers:
        draft = drafts.get(talk.tx, talk.person.id, self.name)
        return draft if draft.get("subject") == subject else {"subject": subject}

    def _asked(self, talk: Talk, answers: Answers) -> list[Question]:
        return [question for question in self.questions.values() if question.is_asked(talk, answers)]

    def _missing(self, talk: Talk, answers: Answers) -> list[str]:
        return [q.name for q in self._asked(talk, answers) if not q.has_answer(talk, answers)]

    def _start(self, talk: Talk, subject: int) -> Shown:
        answers = self._draft(talk, subject)
        if not self._is_kept or len(answers) == 1:  # the subject alone
            return self._begin(talk, subject)
        asked = self._asked(talk, answers)
        written = next((answers[q.name] for q in asked if q.name in answers and q.read is not None), "")
        next_one = next(iter(self._missing(talk, answers)), asked[0].name)
        rows = (
            (Button(talk.label("▶️ Go on with it"), to=f"{self.name}/{subject}/{next_one}"),),
            (Button(talk.label("➕ Begin anew"), to=f"{self.name}/{subject}/x/anew"),),
        )
        head = bold(talk.say("You have begun something here and not finished it:"))
        return Screen(lines(head, talk.words.name(f"{written}") if written else None), rows)

    def _begin(self, talk: Talk, subject: int) -> Goto:
        drafts.drop(talk.tx, talk.person.id, self.name)
        first = self._asked(talk, {"subject": subject})[0]
        return Goto(f"{self.name}/{subject}/{first.name}")

    def _show(self, talk: Talk, subject: int, step: Step) -> Shown:
        return self._screen(talk, subject, step)

    def _screen(self, talk: Talk, subject: int, step: str, wrong: Html | None = None) -> Shown:
        answers = self._draft(talk, subject)
        asked = self._asked(talk, answers)
        names = [question.name for question in asked]
        left = self._missing(talk, answers)
        if step not in names or any(name in left for name in names[: names.index(step)]):
            missing = next(iter(left), names[0])
            return Goto(f"{self.name}/{subject}/{missing}") if missing != step else Goto(self._leave(subject))
        question, here = self.questions[step], f"{self.name}/{subject}/{step}"
        picked = answers.get(step) if question.is_many else None
        keys = [
            Button(f"✓ {text}" if picked and value in picked else text, to=f"{here}/pick/{value}")
            for text, value in question.choices(talk, answers)
        ]
        rows: list[tuple[Button, ...]] = [
            tuple(keys[i : i + question.across]) for i in range(0, len(keys), question.across)
        ]
        if question.is_many or question.is_optional:
            rows.append((Button(talk.label("Go on"), to=f"{here}/next"),))
        number = names.index(step)
        back = [Button(talk.label("Back"), to=f"{self.name}/{subject}/{names[number - 1]}")] if number else []
        cancel = Button(talk.label("Cancel"), to=f"{self.name}/{subject}/x/cancel")
        rows.append((*back, cancel))
        step_of = talk.say("Step {number} of {all}", number=number + 1, all=len(names))
        head = [step_of] if len(names) > 1 else []
        text = lines(*head, wrong and bold(wrong), question.ask(talk, answers))
        return Screen(text, tuple(rows), awaits=here)

    def _take(self, talk: Talk, said: Said, subject: int, step: Step) -> Shown:
        question = self.questions.get(step)
        if question is None or question.read is None:
            sorry = talk.say("I am a bot and did not understand. Please tap a button.")
            return self._screen(talk, subject, step, sorry)
        value = question.read(talk, said, self._draft(talk, subject))
        if isinstance(value, Wrong):
            return self._screen(talk, subject, step, value.why)
        return self._keep(talk, subject, step, value)

    def _pick(self, talk: Talk, subject: int, step: Step, value: Slug) -> Shown:
        answers = self._draft(talk, subject)
        question = self.questions.get(step)
        if question is None or value not in (v for _, v in question.choices(talk, answers)):
            return self._screen(talk, subject, step)
        if not question.is_many:
            return self._keep(talk, subject, step, value)
        picked = [v for v in answers.get(step, ()) if v != value]
        answers[step] = picked if value in answers.get(step, ()) else [*picked, value]
        drafts.put(talk.tx, talk.person.id, self.name, answers, talk.now)
        return self._screen(talk, subject, step)

    def _skip(self, talk: Talk, subject: int, step: Step) -> Shown:
        question = self.questions.get(step)
        if question is None or not (question.is_many or question.is_optional):
            return self._screen(talk, subject, step)
        empty = self._draft(talk, subject).get(step, []) if question.is_many else None
        return self._keep(talk, subject, step, empty)

    def _keep(self, talk: Talk, subject: int, step: str, value: Any) -> Shown:
        answers = self._draft(talk, subject)
        if answers.get(step) != value:
            for question in self.questions.values():
                if question.hangs_on == step:
                    answers.pop(question.name, None)
        answers[step] = value
        drafts.put(talk.tx, talk.person.id, self.name, answers, talk.now)
        asked = [question.name for question in self._asked(talk, answers)]
        left = self._missing(talk, answers)
        after = asked[asked.index(step) + 1 :] if step in asked else left
        if left:
            going_on = after[0] if after and any(name in left for name in after) else left[0]
            return self._screen(talk, subject, going_on)
        drafts.drop(talk.tx, talk.person.id, self.name)
        return self._done(talk, subject, answers)

    def _cancel(self, talk: Talk, subject: int) -> Goto:
        drafts.drop(talk.tx, talk.person.id, self.name)
        return Goto(self._leave(subject), toast=talk.label("Cancelled."))
