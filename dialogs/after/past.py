"""Labs that are over, at the desk: the way to who came, and to what people say.

It must not know either.
"""

from dialogs.desk.desk import A_PAGE, to_desk
from dialogs.labs.listing import lab_key
from dialogs.screen import Button, Screen
from dialogs.site import screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import labs


@screen("desk/past/{page}", access=Access.COORDINATOR)
def past(talk: Talk, page: int) -> Screen:
    """Those that took place, the latest first."""
    page = min(page, labs.MOST_PAST // A_PAGE)
    found = labs.past(talk.tx, talk.now, page * A_PAGE, A_PAGE + 1)
    rows = [(lab_key(talk, lab, f"desk/lab/{lab.id}"),) for lab in found[:A_PAGE]]
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Later"), to=past.to(page=page - 1)))
    if len(found) > A_PAGE and page < labs.MOST_PAST // A_PAGE:
        turn.append(Button(talk.label("⬇️ Earlier"), to=past.to(page=page + 1)))
    none = None if found else talk.say("No lab is over yet.")
    back = (Button(talk.label("📅 Labs"), to="desk/labs/0"), to_desk(talk))
    head = bold(talk.say("Past labs"))
    return Screen(lines(head, none), (*rows, *((tuple(turn),) if turn else ()), back))
