"""How an announcement goes: its state and figures in words, and the one message that tells its sender.

The message updates itself, and in the end is the report.
"""

from datetime import datetime

from dialogs.desk.sending import keys, page, stage
from dialogs.screen import Button, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import NAMES, Html, bold, lines
from storage import announcements, audiences, copies
from storage import progress as told
from storage.announcements import Announcement
from storage.database import Transaction

Figures = dict[str, int]


def state(talk: Talk, news: Announcement) -> Html:
    """How it stands, in a sentence."""
    due = talk.words.day(news.due_at, talk.city.zone)
    hour = talk.words.hour(news.due_at, talk.city.zone)
    match stage(talk, news):
        case "draft":
            return talk.say("✏️ Not sent yet. Look at it, then send it.")
        case "scheduled":
            return talk.say("🕒 Goes out on {day} at {hour}.", day=due, hour=hour)
        case "planning" | "sending":
            return talk.say("📨 It is going out.")
        case "done":
            return talk.say("📨 It has gone out.")
        case "cancelled":
            return talk.say("❌ Stopped: nothing more goes out.")
    if news.rests_for == "refused":
        return talk.say("⏸ Paused by itself: Telegram refuses its copies.")
    if news.rests_for == "overdue" and news.planned_to:
        return talk.say("⏸ Paused by itself: nothing of it went out for more than an hour.")
    if news.rests_for == "overdue":
        return talk.say("⏸ It should have gone out on {day} at {hour}, and did not.", day=due, hour=hour)
    return talk.say("⏸ Paused: nothing goes out until it goes on.")


def figures(talk: Talk, found: Figures) -> Html:
    """What became of the copies."""
    waits = sum(found.get(waiting, 0) for waiting in copies.WAITS)
    dropped = found.get("cancelled", 0) + found.get("expired", 0)
    parts = [
        talk.say("✅ Sent: {n}", n=found.get("sent", 0)),
        talk.say("🚫 Could not be reached: {n}", n=found.get("unreachable", 0)),
        talk.say("❔ Unknown: {n}", n=found.get("unknown", 0)),
        talk.say("⏳ Waiting: {n}", n=waits) if waits else None,
        talk.say("➖ Not needed any more: {n}", n=dropped) if dropped else None,
        talk.say("⚠️ Refused: {n}", n=found["rejected"]) if "rejected" in found else None,
    ]
    return lines(*parts)


def _languages(talk: Talk, news: Announcement) -> Html:
    """The same by language, a line each; counted only when it is over, for it takes a look at each copy."""
    return lines(
        talk.say("By language: ✅ sent, 🚫 not reached, ❔ unknown, ⚠️ refused"),
        *(
            talk.say(
                "• {language}: ✅ {sent} · 🚫 {missed} · ❔ {unknown} · ⚠️ {refused}",
                language=NAMES.get(language, language),
                sent=found.get("sent", 0),
                missed=found.get("unreachable", 0),
                unknown=found.get("unknown", 0),
                refused=found.get("rejected", 0),
            )
            for language, found in copies.by_language(talk.tx, news.id).items()
        ),
    )


def report(talk: Talk, news: Announcement, found: Figures) -> Html:
    """What became of it so far, or in the end."""
    is_over = stage(talk, news) in ("done", "cancelled") and found
    groups = copies.counts(talk.tx, news.id, of_groups=True)
    posted = _groups(talk, groups) if groups else None
    return lines(figures(talk, found), posted, *(("", _languages(talk, news)) if is_over else ()))


def _groups(talk: Talk, found: Figures) -> Html:
    """What became of the copies that are posted in groups, apart from people's."""
    return talk.say(
        "📢 In groups: ✅ {sent} · 🚫 {missed} · ❔ {unknown} · ⏳ {waiting}",
        sent=found.get("sent", 0),
        missed=sum(found.get(missed, 0) for missed in ("unreachable", "rejected", "cancelled", "expired")),
        unknown=found.get("unknown", 0),
        waiting=sum(found.get(waiting, 0) for waiting in copies.WAITS),
    )


@letter("desk/news/{news}/progress")
def progress(talk: Talk, news: int) -> Screen | None:
    """The message that updates itself in the sender's chat."""
    found = announcements.get(talk.tx, news)
    if found is None or not talk.is_coordinator or talk.person.stopped_at is not None:
        return None
    copied = copies.counts(talk.tx, news)
    head = bold(talk.say("Announcement {number}", number=news))
    look = Button(talk.label("👁 Look at it"), to=page(news))
    rows = (*keys(talk, found, copies.unknown(talk.tx, news)), (look,))
    return Screen(lines(head, state(talk, found), "", report(talk, found, copied)), rows)


def sweep(tx: Transaction, now: datetime) -> int:
    """Have senders told what is new; how many announcements it was about."""
    new = told.new(tx, now)
    for news in new:
        sender = news.author_id or 0
        is_gone = not audiences.is_within_reach(tx, sender)
        if is_gone or told.queue(tx, sender, progress.to(news=news.id), now):
            told.note(tx, news, now)
    return len(new)
