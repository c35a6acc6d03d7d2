"""Announcements that pause by themselves, and the letter that asks what shall become of them."""

from datetime import datetime

from dialogs.city import City
from dialogs.desk.progress import figures, state
from dialogs.desk.sending import keys, page
from dialogs.screen import Button, Screen
from dialogs.site import letter
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import announcements, audiences, copies, flow, outbox, people
from storage.database import Transaction
from storage.life import Act


@letter("desk/news/{news}/rests")
def rests(talk: Talk, news: int) -> Screen | None:
    """Why it rests, and what can be done; not told once somebody has decided."""
    found = announcements.get(talk.tx, news)
    if found is None or not talk.is_coordinator or found.state != "paused" or found.rests_for == "asked":
        return None
    copied = copies.counts(talk.tx, news)
    head = bold(talk.say("Announcement {number}", number=news))
    if found.rests_for == "refused":
        asked = talk.say("Please look at its words and its file. Shall it go on all the same?")
    else:
        asked = talk.say("Send it now, or leave it? Nothing goes out until you say so.")
    rows = ((Button(talk.label("👁 Look at it"), to=page(news)),), *keys(talk, found, 0))
    told = figures(talk, copied) if copied else None
    return Screen(lines(head, state(talk, found), told, "", asked), rows)


def sweep(tx: Transaction, city: City, now: datetime) -> int:
    """Pause what is refused too often, or overdue with something left to send, and ask; how many."""
    refused = flow.too_many_refused(tx)
    for news in refused:
        _pause(tx, city, news, "refuse", now)
    flow.finish(tx)
    late = flow.overdue(tx, now)
    for news in late:
        _pause(tx, city, news, "overdue", now)
    return len(refused) + len(late)


def _pause(tx: Transaction, city: City, news: int, why: Act, now: datetime) -> None:
    """Its sender is asked; or, where they have left, stopped or blocked the bot, all coordinators."""
    announcements.act(tx, news, why, now)
    found = announcements.get(tx, news)
    desk = people.coordinators(tx, city.coordinator_ids)
    there = [one.id for one in desk if audiences.is_within_reach(tx, one.id)]
    author = found.author_id if found else None
    for one in [author] if author in there else there:
        outbox.put(tx, "notice", now, person=one, address=rests.to(news=news))
