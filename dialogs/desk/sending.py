"""What can be done about an announcement: send it, pause it, let it go on, stop it, send some copies again.

Its sender may, and any coordinator: somebody must be able to stop it while the sender sleeps.
"""

from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import announcements, copies
from storage.announcements import Announcement
from storage.life import Act, State

_desk = Access.COORDINATOR


def page(news: int) -> str:
    """Where one announcement is looked at."""
    return f"desk/news/{news}"


def stage(talk: Talk, news: Announcement) -> State:
    """Its state; what is due goes out, even where the first copy is not laid out yet."""
    is_due = news.state == "scheduled" and news.due_at <= talk.now
    return "planning" if is_due else news.state


def keys(talk: Talk, news: Announcement, unknown: int) -> Rows:
    """What can be done about one that is no draft any more; `unknown`: copies that may not have arrived."""
    now = stage(talk, news)
    hold = Button(talk.label("⏸ Pause"), to=pause.to(news=news.id))
    end = Button(talk.label("❌ Stop it"), to=(stop if news.planned_to else stop_now).to(news=news.id))
    if now == "scheduled":
        return ((Button(talk.label("📨 Send now"), to=f"{page(news.id)}/send"),), (hold, end))
    if now in ("planning", "sending"):
        return ((hold, end),)
    if now == "paused":
        is_late = news.rests_for == "overdue"
        go_on = talk.label("📨 Send now") if is_late else talk.label("▶️ Go on")
        return ((Button(go_on, to=resume.to(news=news.id)), end),)
    if now == "done" and unknown:
        again = talk.label("🔁 Resend to the unknown")
        return ((Button(again, to=send_again.to(news=news.id)),),)
    return ()


def _do(talk: Talk, news: int, what: Act, noted: str) -> bool:
    is_done = announcements.act(talk.tx, news, what, talk.now)
    if is_done:
        talk.note(noted, f"news/{news}")
    return is_done


@action("desk/news/{news}/send/yes", access=_desk)
def send(talk: Talk, news: int) -> Goto:
    """It goes out, once."""
    _do(talk, news, "send", "sent")
    return Goto(page(news))


@action("desk/news/{news}/pause", access=_desk)
def pause(talk: Talk, news: int) -> Goto:
    """Nothing goes out until it goes on."""
    return Goto(page(news), toast=talk.label("It is paused.") if _do(talk, news, "pause", "paused") else "")


@action("desk/news/{news}/resume", access=_desk)
def resume(talk: Talk, news: int) -> Goto:
    """It goes on from where it was."""
    return Goto(page(news), toast=talk.label("It goes on.") if _do(talk, news, "resume", "resumed") else "")


@screen("desk/news/{news}/stop", access=_desk)
def stop(talk: Talk, news: int) -> Screen | Goto:
    """One more question before what is on its way ends for good."""
    found = announcements.get(talk.tx, news)
    if found is None or found.state in ("done", "cancelled"):
        return Goto(page(news))
    asked = bold(talk.say("Stop announcement {number} for good?", number=news))
    what = talk.say("Whoever has it keeps it; nobody else gets it. To go on later, pause it instead.")
    yes = Button(talk.label("❌ Yes, stop it"), to=stop_now.to(news=news))
    return Screen(lines(asked, what), ((yes, Button(talk.label("No"), to=page(news))),))


@action("desk/news/{news}/stop/yes", access=_desk)
def stop_now(talk: Talk, news: int) -> Goto:
    """Nothing more goes out."""
    _do(talk, news, "cancel", "stopped")
    return Goto(page(news))


@action("desk/news/{news}/again", access=_desk)
def send_again(talk: Talk, news: int) -> Goto:
    """The copies whose fate is unknown go out once more."""
    if not copies.unknown(talk.tx, news) or not _do(talk, news, "again", "sent again"):
        return Goto(page(news))
    in_groups = copies.counts(talk.tx, news, of_groups=True).get("unknown", 0)
    sent = copies.send_again(talk.tx, news, talk.now) - in_groups
    told = talk.count("It goes out again to {n} person.", "It goes out again to {n} people.", sent)
    return Goto(page(news), toast=told if sent else talk.label("Done."))
