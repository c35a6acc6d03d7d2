"""One kind question to who did not come: what was in the way? Reasons to tap, and never a penalty.

Only to those who did not say so before, and once for each meeting. It must not know how reasons are counted.
"""

from datetime import datetime, timedelta

from dialogs.after.reasons import LASTS, REASONS, Reason, answers_end_at, name
from dialogs.city import City
from dialogs.labs.card import visible
from dialogs.labs.wording import title, when
from dialogs.people.menu import menu_rows, to_menu
from dialogs.rules.quiet import awake_after
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, letter, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import absences, outbox, reminders, signups
from storage.database import Transaction
from storage.labs import Lab, Meeting
from storage.reminders import Reminder

WAITS = timedelta(hours=1)
"""So long after somebody was noted as absent they are asked: a wrong tap can be mended until then."""


def sweep(tx: Transaction, city: City, now: datetime) -> int:
    """Ask those whose turn it is, once each, not in quiet hours nor while the meeting goes on; how many."""
    if awake_after(now, city) > now:
        return 0
    asked = 0
    for whom in absences.missed(tx, now - LASTS):
        if now < max(whom.marked_at + WAITS, whom.ends_at):
            continue
        number = absences.ask_once(tx, whom, now)
        if number is not None:
            address, ends_at = missed.to(number=number), answers_end_at(whom.ends_at, whom.marked_at)
            outbox.put(tx, "notice", now, person=whom.person_id, address=address, expires_at=ends_at)
            asked += 1
    return asked


def _place(talk: Talk, number: int) -> tuple[Reminder, Lab, Meeting] | None:
    """The meeting that the person who talks is noted to have missed, not too long ago; nobody else's."""
    made = reminders.get(talk.tx, number)
    signup = None if made is None else signups.get(talk.tx, made.signup_id)
    if made is None or made.kind != absences.MISSED or signup is None:
        return None
    if signup.person_id != talk.person.id or signup.state != "seated":
        return None
    marked_at = absences.absent_since(talk.tx, signup.id, made.meeting_id)
    lab = visible(talk, signup.lab_id)
    if marked_at is None or lab is None or lab.status == "cancelled":
        return None
    meeting = next((m for m in lab.meetings if m.id == made.meeting_id), None)
    if meeting is None or talk.now >= answers_end_at(meeting.ends_at, marked_at):
        return None
    return made, lab, meeting


@letter("missed/{number}")
def missed(talk: Talk, number: int) -> Screen | None:
    """What was in the way? Not told if it was mended since, or they want no messages."""
    place = _place(talk, number)
    if place is None or talk.person.stopped_at is not None or not talk.person.has_reminders:
        return None
    made, lab, meeting = place
    if absences.has_reason(talk.tx, made.signup_id, made.meeting_id):
        return None
    head = talk.say("💛 We missed you at {title}.", title=title(lab, talk.words, talk.city))
    timed = talk.say("🗓 {when}", when=when(meeting, talk.words, talk.city))
    asked = talk.say("What was in the way? One tap helps us to do better; you need not answer.")
    fine = talk.say("It changes nothing for you: you are welcome at the next lab.")
    rows = tuple((Button(name(talk, why), to=tell.to(number=number, reason=why)),) for why in REASONS)
    return Screen(lines(bold(head), timed, "", asked, fine), rows)


@action("missed/{number}/{reason}")
def tell(talk: Talk, number: int, reason: Reason) -> Screen | Goto:
    """One reason, in place of one given before."""
    place = _place(talk, number)
    if place is None:
        return Screen(talk.say("Thank you, this is settled already."), menu_rows(talk))
    made, _, _ = place
    absences.give_reason(talk.tx, made.signup_id, made.meeting_id, reason)
    return Goto(thanks_welcome.to() if reason == "not_welcome" else thanks.to())


@screen("missed/thanks")
def thanks(talk: Talk) -> Screen:
    """That it helps, and what is coming."""
    said = talk.say("Thank you for telling us. See you at another lab!")
    return Screen(said, ((Button(talk.label("📅 Labs"), to="labs"), to_menu(talk)),))


@screen("missed/sorry")
def thanks_welcome(talk: Talk) -> Screen:
    """That we are sorry, and that a person listens."""
    said = talk.say("We are sorry, and thank you for telling us.")
    more = talk.say("If you want to say more, tap “Ask”: a person reads it and does not see who you are.")
    ask = (Button(talk.label("❓ Ask"), to="ask"), Button(talk.label("📅 Labs"), to="labs"))
    return Screen(lines(bold(said), more), (ask, (to_menu(talk),)))
