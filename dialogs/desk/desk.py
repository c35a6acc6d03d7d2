"""The desk: where coordinators see what is to do."""

from dialogs.labs.listing import lab_key
from dialogs.labs.wording import title
from dialogs.people.asking import copy, told
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Screen
from dialogs.sharing.news import text_for
from dialogs.site import Goto, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines
from storage import announcements, labs, questions

A_PAGE = 8
A_GLANCE = 30
"""Characters of a text that tell it from others, on a button."""


def _glance(words: str) -> str:
    return words if len(words) <= A_GLANCE else f"{words[: A_GLANCE - 1].rstrip()}…"


def to_desk(talk: Talk) -> Button:
    """The way back to the desk."""
    return Button(talk.label("🗂 Desk"), to="desk")


@screen("desk", access=Access.COORDINATOR)
def desk(talk: Talk) -> Screen:
    """What is planned and what waits."""
    coming = labs.coming(talk.tx, talk.now, ("draft", "published", "closed"))
    waiting = questions.count_open(talk.tx)
    planned = talk.count("{n} lab is planned.", "{n} labs are planned.", len(coming))
    open_ones = talk.count("{n} question waits for an answer.", "{n} questions wait for an answer.", waiting)
    rows = (
        (Button(talk.label("➕ New lab"), to="newlab/0"), Button(talk.label("📅 Labs"), to="desk/labs/0")),
        (Button(talk.label("📣 Announce"), to="announce/0"), Button(talk.label("📨 Sent"), to="desk/news")),
        (
            Button(talk.label("❓ Questions"), to="desk/questions"),
            Button(talk.label("⭐ Leaders"), to="desk/leaders"),
        ),
        (
            Button(talk.label("🏠 Places"), to="desk/places/0"),
            Button(talk.label("📈 How the word travels"), to="desk/word"),
        ),
        (to_menu(talk),),
    )
    return Screen(lines(bold(talk.say("Desk")), planned, open_ones), rows)


@screen("desk/labs/{page}", access=Access.COORDINATOR)
def all_labs(talk: Talk, page: int) -> Screen:
    """Every lab that is not over, those first that have no date: drafts, published, closed, cancelled."""
    statuses = ("draft", "published", "closed", "cancelled")
    coming = labs.dateless(talk.tx) + labs.coming(talk.tx, talk.now, statuses)
    page = min(page, max(0, len(coming) - 1) // A_PAGE)
    rows = []
    for lab in coming[page * A_PAGE : (page + 1) * A_PAGE]:
        key = lab_key(talk, lab, f"desk/lab/{lab.id}")
        mark = {"draft": "✏️", "published": "🟢", "closed": "🔒", "cancelled": "❌"}[lab.status]
        rows.append((Button(f"{mark} {key.text}", to=key.to),))
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=all_labs.to(page=page - 1)))
    if (page + 1) * A_PAGE < len(coming):
        turn.append(Button(talk.label("⬇️ Later"), to=all_labs.to(page=page + 1)))
    legend = talk.say("✏️ draft · 🟢 published · 🔒 closed · ❌ cancelled")
    return Screen(
        lines(bold(talk.say("Labs")), legend),
        (
            *rows,
            *((tuple(turn),) if turn else ()),
            (Button(talk.label("🕰 Past labs"), to="desk/past/0"),),
            (Button(talk.label("➕ New lab"), to="newlab/0"), to_desk(talk)),
        ),
    )


@screen("desk/questions", access=Access.COORDINATOR)
def waiting(talk: Talk) -> Screen:
    """Questions without an answer, oldest first."""
    found = questions.open_ones(talk.tx)
    if not found:
        return Screen(talk.say("No question waits. Well done!"), ((to_desk(talk),),))
    rows = []
    for question in found:
        first = _glance(question.text) or talk.label("🎤 voice message")
        label = talk.label("{number}: {words}", number=question.id, words=first)
        rows.append((Button(label, to=one.to(question=question.id)),))
    return Screen(bold(talk.say("These questions wait for an answer:")), (*rows, (to_desk(talk),)))


@screen("desk/question/{question}", access=Access.COORDINATOR)
def one(talk: Talk, question: int) -> Screen | Goto:
    """One question; the next text or voice message is its answer."""
    found = questions.get(talk.tx, question)
    if found is None or found.person_id is None:
        return Goto("desk/questions", toast=talk.label("This question is gone."))
    how = talk.say("Write your answer now, or record a voice message.")
    done = talk.say("(It was answered once already.)") if found.state == "answered" else None
    back = (Button(talk.label("Back"), to="desk/questions"), to_desk(talk))
    media = Media("voice", found.voice) if found.voice else None
    text = lines(told(talk, found), done, "", how)
    return Screen(text, (back,), media, awaits=copy.to(question=question))


@screen("desk/news", access=Access.COORDINATOR)
def sent(talk: Talk) -> Screen:
    """The last announcements."""
    rows = []
    for news in announcements.recent(talk.tx):
        lab = None if news.lab_id is None else labs.get(talk.tx, news.lab_id)
        own = text_for(talk, news, talk.person.language)
        name = title(lab, talk.words, talk.city) if lab else own[1] if own else "…"
        mark = {"draft": "✏️", "scheduled": "🕒", "paused": "⏸", "cancelled": "❌"}.get(news.state, "📨")
        label = talk.label("{mark} {number}: {words}", mark=Html(mark), number=news.id, words=_glance(name))
        rows.append((Button(label, to=f"desk/news/{news.id}"),))
    head = bold(talk.say("Announcements")) if rows else talk.say("Nothing was announced yet.")
    return Screen(head, (*rows, (Button(talk.label("📣 Announce"), to="announce/0"), to_desk(talk))))
