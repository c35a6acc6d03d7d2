"""Writing an announcement: about which lab or what, and to whom."""

from dialogs.desk.questions import languages
from dialogs.desk.reading import day_choices, hour_choices, moment, read_day, read_hour
from dialogs.form import Answers, Choice, Form, Question, read_text
from dialogs.labs.card import is_open
from dialogs.labs.wording import title, topic
from dialogs.site import Goto
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, lines
from storage import announcements, circles, labs
from storage.audiences import Audience

LONGEST = 1500
"""Characters of an announcement's own words: with the lab's card below, it stays one message."""


def audience_name(talk: Talk, audience: Audience) -> str:
    """An audience in words, plain."""
    value = audience.value
    if audience.trait == "language":
        return talk.label("Who reads {language}", language=NAMES.get(value, value))
    if audience.trait == "topic":
        return talk.label("Interested in: {topic}", topic=topic(talk.words, value))
    if audience.trait == "district":
        return talk.label("District: {district}", district=value)
    if audience.trait == "lab":
        return talk.label("Signed up for: {title}", title=_title(talk, int(value)))
    if audience.trait == "circle":
        return talk.label("In touch after: {title}", title=_title(talk, int(value)))
    return talk.label("Everybody")


def _title(talk: Talk, lab: int) -> str:
    found = labs.get(talk.tx, lab)
    return title(found, talk.words, talk.city) if found else f"{lab}"


def _labs(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if is_open(talk, lab)]
    named = tuple((title(lab, talk.words, talk.city), f"{lab.id}") for lab in coming[:20])
    return ((talk.label("📝 Something else, in my words"), "0"), *named)


def _kinds(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    kinds: tuple[Choice, ...] = (
        (talk.label("👥 Everybody"), "all"),
        (talk.label("🌍 One language"), "language"),
        (talk.label("🏷 One topic"), "topic"),
        (talk.label("✅ Signed up to a lab"), "lab"),
    )
    if circles.labs(talk.tx):
        kinds += ((talk.label("🤝 A lab's circle"), "circle"),)
    if talk.city.districts:
        kinds += ((talk.label("🏙 One district"), "district"),)
    return kinds


def _values(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    match answers.get("whom"):
        case "language":
            return languages(talk, answers)
        case "topic":
            return tuple((topic(talk.words, key), key) for key in talk.city.topics)
        case "district":
            return tuple((name, f"{number}") for number, name in enumerate(talk.city.districts))
        case "lab":
            return _labs(talk, answers)[1:]
        case "circle":
            return tuple((_title(talk, lab), f"{lab}") for lab in circles.labs(talk.tx))
        case _:
            return ()


def _has_lab(answers: Answers) -> bool:
    return bool(answers["subject"]) or answers.get("what", "0") != "0"


def _ask_words(talk: Talk, answers: Answers) -> Html:
    if not _has_lab(answers):
        return talk.say("What do you want to tell? Write it in your language.")
    extra = talk.say("A few words of your own above the lab's card? Write them, or go on.")
    return lines(extra, talk.say("The card itself goes to each person in their language."))


def _make(talk: Talk, subject: int, answers: Answers) -> Goto:
    lab = subject or int(answers.get("what", "0"))
    whom, value = answers["whom"], answers.get("value", "")
    if whom == "district":
        value = talk.city.districts[int(value)]
    text = answers.get("words") or answers.get("extra")
    texts = {talk.person.language: text} if text else {}
    if lab and labs.get(talk.tx, lab) is None:
        return Goto("desk/labs/0")
    audience = Audience(whom, value)
    news = announcements.add(
        talk.tx, talk.person.id, audience, talk.person.language, texts, talk.now, talk.now, lab or None
    )
    talk.note("wrote news", f"news/{news}")
    return Goto(f"desk/news/{news}")


_desk = Access.COORDINATOR
_WORDS = read_text(LONGEST)
announce = Form(
    "announce",
    _desk,
    (
        Question(
            "what",
            lambda t, a: t.say("What is it about?"),
            choices=_labs,
            is_asked=lambda t, a: not a["subject"],
            across=1,
        ),
        Question("words", _ask_words, _WORDS, is_asked=lambda t, a: not _has_lab(a)),
        Question("extra", _ask_words, _WORDS, is_optional=True, is_asked=lambda t, a: _has_lab(a)),
        Question("whom", lambda t, a: t.say("Who should get it?"), choices=_kinds),
        Question(
            "value",
            lambda t, a: t.say("Which one?"),
            choices=_values,
            is_asked=lambda t, a: a.get("whom") in ("language", "topic", "district", "lab", "circle"),
            across=1,
            hangs_on="whom",
        ),
    ),
    _make,
    lambda lab: f"desk/lab/{lab}" if lab else "desk",
)


def _write(talk: Talk, news: int, answers: Answers) -> Goto:
    found = announcements.get(talk.tx, news)
    if found is None or found.state != "draft":
        return Goto(f"desk/news/{news}", toast=talk.label("It has gone out already."))
    announcements.put_text(talk.tx, news, answers["language"], answers["words"])
    talk.note(f"wrote {answers['language']}", f"news/{news}")
    return Goto(f"desk/news/{news}", toast=talk.label("Done."))


write_news = Form(
    "newstext",
    _desk,
    (
        Question("language", lambda t, a: t.say("In which language do you write?"), choices=languages),
        Question("words", lambda t, a: t.say("What does it say in this language?"), _WORDS),
    ),
    _write,
    lambda news: f"desk/news/{news}",
)


def _schedule(talk: Talk, news: int, answers: Answers) -> Goto:
    due_at = moment(talk, answers["day"], answers["hour"])
    if announcements.schedule(talk.tx, news, due_at):
        talk.note("scheduled", f"news/{news}")
    return Goto(f"desk/news/{news}")


send_later = Form(
    "newslater",
    _desk,
    (
        Question(
            "day", lambda t, a: t.say("On which day? Tap, or write it like 31/12."), read_day, day_choices
        ),
        Question(
            "hour",
            lambda t, a: t.say("At what time? Tap, or write it like 18:30."),
            read_hour,
            hour_choices,
            hangs_on="day",
        ),
    ),
    _schedule,
    lambda news: f"desk/news/{news}",
)
