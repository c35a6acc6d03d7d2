"""What was said of a lab, for the desk: counts with small ones withheld, sentences without a name.

It must not know who said what; nobody does.
"""

from dialogs.after.feedback import OPEN_FOR, faces, question
from dialogs.desk.desk import to_desk
from dialogs.labs.wording import title
from dialogs.rules.withheld import withheld
from dialogs.screen import Button, Screen
from dialogs.site import Goto, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, bold, lines, quote
from storage import feedback, labs

FEWEST = 3
"""Sentences are shown from so many on: they are no counts, from which one could subtract, but of one or two
it would be easily guessed whose they are."""
A_PAGE = 5
"""Sentences in one message: each is at most 500 letters long."""


@screen("desk/feedback/{lab}/{page}", access=Access.COORDINATOR)
def results(talk: Talk, lab: int, page: int) -> Screen | Goto:
    """Counts by question, and sentences in the order of their words, once nobody can answer any more."""
    found = labs.get(talk.tx, lab)
    if found is None or not found.meetings:
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    back = (Button(talk.label("Back"), to=f"desk/lab/{lab}"), to_desk(talk))
    opens_at = found.ends_at + OPEN_FOR
    if talk.now < opens_at:
        day, hour = talk.words.day(opens_at, talk.city.zone), talk.words.hour(opens_at, talk.city.zone)
        wait = talk.say("What people say of it is shown from {day}, {hour}: all at once.", day=day, hour=hour)
        return Screen(lines(head, wait), (back,))
    remarks = feedback.remarks(talk.tx, lab)
    remarks = remarks if len(remarks) >= FEWEST else ()
    page = min(page, max(0, len(remarks) - 1) // A_PAGE)
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=results.to(lab=lab, page=page - 1)))
    if (page + 1) * A_PAGE < len(remarks):
        turn.append(Button(talk.label("⬇️ Later"), to=results.to(lab=lab, page=page + 1)))
    parts: list[Html] = [quote(words) for words in remarks[page * A_PAGE : (page + 1) * A_PAGE]]
    if not parts:
        parts = [talk.say("Sentences are shown from {n} on.", n=FEWEST)]
    rows = (tuple(turn), back) if turn else (back,)
    return Screen(lines(head, *_counts(talk, lab), "", *parts), rows)


def _counts(talk: Talk, lab: int) -> list[Html]:
    counts = feedback.counts(talk.tx, lab)
    most = max(sum(counts[0]), feedback.asked(talk.tx, lab))
    shown = withheld(counts, most)
    if not any(any(row) for row in shown):
        return [talk.say("Too few answered, or all too alike, to show it without showing who.")]
    told: list[Html] = []
    for number, row in enumerate(shown):
        told += [Html(""), bold(question(talk, number))]
        for face, n in zip(faces(talk), row, strict=True):
            if n is None:
                told.append(talk.say("{face}: fewer than 5, or none", face=face))
            else:
                told.append(talk.count("{face}: {n} person", "{face}: {n} people", n, face=face))
    return told
