"""The file that goes with an announcement: a photo, a voice message, a document, one for each language."""

from dialogs.desk.questions import LANGUAGE
from dialogs.event import Showed
from dialogs.form import Answers, Form, Question, Wrong
from dialogs.site import Goto, Said
from dialogs.talk import Access, Talk
from dialogs.text import Html, lines
from storage import announcements


def _read_file(talk: Talk, said: Said, answers: Answers) -> list[str] | Wrong:
    """Its kind and Telegram's id of it: Telegram keeps the file. Words under it are not taken."""
    match said:
        case Showed(kind="photo" | "voice" | "document", file_id=file_id) if file_id:
            return [said.kind, file_id]
        case Showed(kind="video" | "audio" | "sticker"):
            return Wrong(
                talk.say("This cannot go with an announcement: only a photo, a voice message or a file.")
            )
    return Wrong(talk.say("Please send a photo, a voice message or a file."))


def _ask_file(talk: Talk, answers: Answers) -> Html:
    return lines(
        talk.say("Send the photo, the voice message or the file now. Others get it as it is."),
        talk.say("What is written under it is not sent along: write it as text instead."),
    )


def _keep(talk: Talk, news: int, answers: Answers) -> Goto:
    found = announcements.get(talk.tx, news)
    if found is None or found.state != "draft":
        return Goto(f"desk/news/{news}", toast=talk.label("It has gone out already."))
    language, (kind, file_id) = answers["language"], answers["file"]
    announcements.put_file(talk.tx, news, language, kind, file_id)
    talk.note(f"added a file {language}", f"news/{news}")
    return Goto(f"desk/news/{news}", toast=talk.label("Done."))


news_file = Form(
    "newsfile",
    Access.COORDINATOR,
    (
        Question(
            "language",
            lambda t, a: t.say(
                "For readers of which language? Others get it too if they have none of their own."
            ),
            choices=LANGUAGE.choices,
        ),
        Question("file", _ask_file, _read_file),
    ),
    _keep,
    lambda news: f"desk/news/{news}",
)
