"""One announcement at the desk: look at it in each language, send it, see what became of it."""

from dialogs.address import Tongue
from dialogs.desk.announcing import audience_name
from dialogs.desk.desk import to_desk
from dialogs.labs import wording
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing.news import body, text_for
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines
from storage import announcements, audiences, labs
from storage.announcements import Announcement
from storage.labs import Lab


def _lab(talk: Talk, news: Announcement) -> Lab | None:
    return None if news.lab_id is None else labs.get(talk.tx, news.lab_id)


def _reads(talk: Talk, news: Announcement, lab: Lab | None, language: str) -> str:
    """Which language somebody who reads `language` will get."""
    own = text_for(talk, news, language)
    if lab is None or (own is not None and own[0] != language):
        return own[0] if own else news.language
    return wording.text_for(lab, talk.city.chain(language)).language


def _readers(talk: Talk, news: Announcement) -> list[Html]:
    """How many people read it in which language, and who falls back to another."""
    lab = _lab(talk, news)
    told = []
    for language, people in audiences.languages(talk.tx, news.audience).items():
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
    return told or [talk.say("Nobody yet.")]


def _progress(talk: Talk, news: Announcement) -> Html:
    """What became of the copies."""
    copies = announcements.counts(talk.tx, news.id)
    waits = copies.get("queued", 0) + copies.get("leased", 0)
    dropped = copies.get("cancelled", 0) + copies.get("expired", 0)
    parts = [
        talk.say("✅ Sent: {n}", n=copies.get("sent", 0)),
        talk.say("🚫 Could not be reached: {n}", n=copies.get("unreachable", 0)),
        talk.say("❔ Unknown: {n}", n=copies.get("unknown", 0)),
        talk.say("⏳ Waiting: {n}", n=waits) if waits else None,
        talk.say("➖ Not needed any more: {n}", n=dropped) if dropped else None,
        talk.say("⚠️ Refused: {n}", n=copies["rejected"]) if "rejected" in copies else None,
    ]
    return lines(*parts)


def _state(talk: Talk, news: Announcement) -> Html:
    due = talk.words.day(news.due_at, talk.city.zone)
    hour = talk.words.hour(news.due_at, talk.city.zone)
    return {
        "draft": talk.say("✏️ Not sent yet. Look at it, then send it."),
        "scheduled": talk.say("🕒 Goes out on {day} at {hour}.", day=due, hour=hour),
        "planning": talk.say("📨 It is going out."),
        "sending": talk.say("📨 It is going out."),
        "done": talk.say("📨 It has gone out."),
        "cancelled": talk.say("❌ Stopped: nothing more goes out."),
    }[_stage(talk, news)]


def _stage(talk: Talk, news: Announcement) -> str:
    """Its state; what is due goes out, even where the first copy is not laid out yet."""
    is_due = news.state == "scheduled" and news.due_at <= talk.now
    return "planning" if is_due else news.state


@screen("desk/news/{news}", access=Access.COORDINATOR)
def one(talk: Talk, news: int) -> Screen | Goto:
    """How it stands: its words, whom it reaches in which language, and then what became of it."""
    found = announcements.get(talk.tx, news)
    if found is None:
        return Goto("desk/news", toast=talk.label("This announcement is not there."))
    whom = talk.say("To: {audience}", audience=audience_name(talk, found.audience))
    head = bold(talk.say("Announcement {number}", number=news))
    parts: list[str | None] = [head, _state(talk, found), whom]
    if _stage(talk, found) in ("draft", "scheduled"):
        parts += ["", *_readers(talk, found), "", body(talk, found, _lab(talk, found), talk.words)]
    else:
        parts += ["", _progress(talk, found)]
    return Screen(lines(*parts), _keys(talk, found))


def _keys(talk: Talk, news: Announcement) -> Rows:
    rows: Rows = ()
    if news.state == "draft":
        rows += (
            (
                Button(
                    talk.label("👁 Look in each language"),
                    to=see.to(news=news.id, language=talk.person.language),
                ),
            ),
            (Button(talk.label("📝 Text in a language"), to=f"newstext/{news.id}"),),
            (
                Button(talk.label("📨 Send now"), to=sure.to(news=news.id)),
                Button(talk.label("🕒 Send later"), to=f"newslater/{news.id}"),
            ),
        )
    if news.state in ("draft", "scheduled", "planning", "sending"):
        rows += ((Button(talk.label("❌ Stop it"), to=stop.to(news=news.id)),),)
    if _stage(talk, news) in ("planning", "sending", "done"):
        rows += ((Button(talk.label("🔄 Look again"), to=one.to(news=news.id)),),)
    return (*rows, (Button(talk.label("📨 Sent"), to="desk/news"), to_desk(talk)))


@screen("desk/news/{news}/see/{language}", access=Access.COORDINATOR)
def see(talk: Talk, news: int, language: Tongue) -> Screen | Goto:
    """As people of one language get it."""
    found = announcements.get(talk.tx, news)
    if found is None or language not in talk.city.languages:
        return Goto("desk/news")
    words = talk.speaking(language)
    others = [o for o in talk.city.languages if o != language]
    keys = [Button(NAMES.get(o, o), to=see.to(news=news, language=o)) for o in others]
    rows = tuple(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3))
    text = words.laid_out(body(talk, found, _lab(talk, found), words))
    return Screen(text, (*rows, (Button(talk.label("Back"), to=one.to(news=news)),)))


@screen("desk/news/{news}/send", access=Access.COORDINATOR)
def sure(talk: Talk, news: int) -> Screen | Goto:
    """How many people, in which language, before it goes."""
    found = announcements.get(talk.tx, news)
    if found is None or found.state != "draft":
        return Goto(one.to(news=news))
    people = sum(audiences.languages(talk.tx, found.audience).values())
    asked = talk.count("Send it to {n} person now?", "Send it to {n} people now?", people)
    rows = (
        (
            Button(talk.label("📨 Yes, send"), to=send.to(news=news)),
            Button(talk.label("No"), to=one.to(news=news)),
        ),
    )
    return Screen(lines(bold(asked), *_readers(talk, found)), rows)


@action("desk/news/{news}/send/yes", access=Access.COORDINATOR)
def send(talk: Talk, news: int) -> Goto:
    """It goes out, once."""
    if announcements.schedule(talk.tx, news, talk.now):
        talk.note("sent", f"news/{news}")
    return Goto(one.to(news=news))


@action("desk/news/{news}/stop", access=Access.COORDINATOR)
def stop(talk: Talk, news: int) -> Goto:
    """Nothing more goes out."""
    before = ("draft", "scheduled", "planning", "sending")
    if announcements.set_state(talk.tx, news, "cancelled", before):
        talk.note("stopped", f"news/{news}")
    return Goto(one.to(news=news))
