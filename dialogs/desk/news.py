"""One announcement at the desk: look at it in each language, and at what became of it."""

from dialogs.address import Tongue
from dialogs.desk.announcing import audience_name
from dialogs.desk.desk import to_desk
from dialogs.desk.progress import report, state
from dialogs.desk.sending import keys, page, send, stage, stop_now
from dialogs.labs import wording
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing.news import body, file_for, text_for
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines
from storage import announcements, audiences, copies, group_copies, labs
from storage.announcements import Announcement
from storage.labs import Lab

_desk = Access.COORDINATOR


def _lab(talk: Talk, news: Announcement) -> Lab | None:
    return None if news.lab_id is None else labs.get(talk.tx, news.lab_id)


def _reads(talk: Talk, news: Announcement, lab: Lab | None, language: str) -> str:
    """Which language somebody who reads `language` will get."""
    own = text_for(talk, news, language)
    if lab is None or (own is not None and own[0] != language):
        return own[0] if own else news.language
    return wording.text_for(lab, talk.city.chain(language)).language


def _languages(talk: Talk, news: Announcement, lab: Lab | None) -> list[Html | None]:
    """Who falls back to another language, and which readers get a file. People are counted before it goes."""
    whom = news.audience
    readers = (whom.value,) if whom.trait == "language" else talk.city.languages
    reads = {language: _reads(talk, news, lab, language) for language in readers}
    told: list[Html | None] = [
        talk.say(
            "• {language}: gets {other}",
            language=NAMES.get(language, language),
            other=NAMES.get(got, got),
        )
        for language, got in reads.items()
        if got != language
    ]
    files = ", ".join(NAMES.get(language, language) for language in news.files)
    return [*told, talk.say("📎 With a file: {languages}", languages=files) if files else None]


def _readers(talk: Talk, news: Announcement) -> tuple[int, list[Html]]:
    """How many people read it; how many in which language, and who falls back to another."""
    lab, readers = _lab(talk, news), audiences.languages(talk.tx, news.audience)
    told = []
    for language, people in readers.items():
        got, name = _reads(talk, news, lab, language), NAMES.get(language, language)
        if got == language:
            told.append(
                talk.count("• {language}: {n} person", "• {language}: {n} people", people, language=name)
            )
        else:
            other = NAMES.get(got, got)
            told.append(
                talk.count(
                    "• {language}: {n} person, gets {other}",
                    "• {language}: {n} people, get {other}",
                    people,
                    language=name,
                    other=other,
                )
            )
    return sum(readers.values()), told or [talk.say("Nobody yet.")]


@screen("desk/news/{news}", access=_desk)
def one(talk: Talk, news: int) -> Screen | Goto:
    """How it stands: its words and who falls back to another language, and then what became of it."""
    found = announcements.get(talk.tx, news)
    if found is None:
        return Goto("desk/news", toast=talk.label("This announcement is not there."))
    whom = talk.say("To: {audience}", audience=audience_name(talk, found.audience))
    head = bold(talk.say("Announcement {number}", number=news))
    parts: list[str | None] = [head, state(talk, found), whom]
    copied = copies.counts(talk.tx, news)
    if copied or stage(talk, found) in ("planning", "sending", "done"):
        parts += ["", report(talk, found, copied)]
    else:
        lab = _lab(talk, found)
        parts += [*_languages(talk, found, lab), "", body(talk, found, lab, talk.words)]
    return Screen(lines(*parts), _keys(talk, found, copies.unknown(talk.tx, news)))


def _keys(talk: Talk, news: Announcement, unknown: int) -> Rows:
    look = Button(
        talk.label("👁 Look in each language"), to=see.to(news=news.id, language=talk.person.language)
    )
    rows: Rows = ((look,),)
    if news.state == "draft":
        rows += (
            (
                Button(talk.label("📝 Text in a language"), to=f"newstext/{news.id}"),
                Button(talk.label("📎 Photo, voice or file"), to=f"newsfile/{news.id}"),
            ),
            (
                Button(talk.label("📨 Send now"), to=sure.to(news=news.id)),
                Button(talk.label("🕒 Send later"), to=f"newslater/{news.id}"),
            ),
            (Button(talk.label("❌ Do not send it"), to=stop_now.to(news=news.id)),),
        )
    rows += keys(talk, news, unknown)
    if stage(talk, news) not in ("draft", "scheduled"):
        rows += ((Button(talk.label("🔄 Look again"), to=one.to(news=news.id)),),)
    return (*rows, (Button(talk.label("📨 Sent"), to="desk/news"), to_desk(talk)))


@screen("desk/news/{news}/see/{language}", access=_desk)
def see(talk: Talk, news: int, language: Tongue) -> Screen | Goto:
    """As people of one language get it, with the file that goes with it."""
    found = announcements.get(talk.tx, news)
    if found is None or language not in talk.city.languages:
        return Goto("desk/news")
    words = talk.speaking(language)
    others = [o for o in talk.city.languages if o != language]
    names = [Button(NAMES.get(o, o), to=see.to(news=news, language=o)) for o in others]
    rows = tuple(tuple(names[i : i + 3]) for i in range(0, len(names), 3))
    if found.state == "draft" and language in found.files:
        rows += ((Button(talk.label("🗑 Without this file"), to=unfile.to(news=news, language=language)),),)
    text = words.laid_out(body(talk, found, _lab(talk, found), words))
    rows += ((Button(talk.label("Back"), to=one.to(news=news)),),)
    return Screen(text, rows, file_for(talk, found, language))


@action("desk/news/{news}/unfile/{language}", access=_desk)
def unfile(talk: Talk, news: int, language: Tongue) -> Goto:
    """A draft goes without the file it had for readers of one language."""
    found = announcements.get(talk.tx, news)
    if found is not None and found.state == "draft" and announcements.drop_file(talk.tx, news, language):
        talk.note(f"removed the file {language}", f"news/{news}")
    return Goto(one.to(news=news))


@screen("desk/news/{news}/send", access=_desk)
def sure(talk: Talk, news: int) -> Screen | Goto:
    """How many people, in which language, before it goes."""
    found = announcements.get(talk.tx, news)
    if found is None or stage(talk, found) not in ("draft", "scheduled"):
        return Goto(one.to(news=news))
    people, told = _readers(talk, found)
    groups = group_copies.count(talk.tx, found.audience)
    if groups:
        told.append(
            talk.count("📢 And it is posted in {n} group.", "📢 And it is posted in {n} groups.", groups)
        )
    asked = talk.count("Send it to {n} person now?", "Send it to {n} people now?", people)
    yes = Button(talk.label("📨 Yes, send"), to=send.to(news=news))
    return Screen(lines(bold(asked), *told), ((yes, Button(talk.label("No"), to=page(news))),))
