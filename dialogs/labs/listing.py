"""What is coming: labs by topic, soonest first, work first for those who asked."""

from dialogs.address import Slug
from dialogs.labs.wording import ICONS, title, topic
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import labs
from storage.labs import Lab

A_PAGE = 6


def lab_key(talk: Talk, lab: Lab, to: str) -> Button:
    """A lab as a button: when next, and what."""
    day = lab.coming(talk.now).starts_at.astimezone(talk.city.zone)
    icon = ICONS.get(lab.topic, ICONS["other"])
    name = title(lab, talk.words, talk.city)
    return Button(
        talk.label("{icon} {date} {title}", icon=icon, date=f"{day.day}/{day.month}", title=name), to=to
    )


def _listed(talk: Talk, chosen: str, page: int) -> Screen:
    coming = [lab for lab in labs.coming(talk.tx, talk.now) if talk.now < lab.meetings[-1].starts_at]
    topics = [key for key in talk.city.topics if any(lab.topic == key for lab in coming)]
    if chosen != "all":
        coming = [lab for lab in coming if lab.topic == chosen]
    elif talk.person.is_work_first:
        coming.sort(key=lambda lab: lab.topic != "work")
    menu = (to_menu(talk),)
    if not coming:
        return Screen(talk.say("No labs are planned right now. We will tell you when there are."), (menu,))
    page = min(page, (len(coming) - 1) // A_PAGE)
    part = coming[page * A_PAGE : (page + 1) * A_PAGE]
    rows: list[tuple[Button, ...]] = [(lab_key(talk, lab, f"lab/{lab.id}"),) for lab in part]
    turn = []
    if page > 0:
        turn.append(Button(talk.label("⬆️ Earlier"), to=some.to(topic=chosen, page=page - 1)))
    if (page + 1) * A_PAGE < len(coming):
        turn.append(Button(talk.label("⬇️ Later"), to=some.to(topic=chosen, page=page + 1)))
    if turn:
        rows.append(tuple(turn))
    keys = [Button(topic(talk.words, key), to=some.to(topic=key, page=0)) for key in topics if key != chosen]
    if chosen != "all":
        keys.insert(0, Button(talk.label("All labs"), to="labs"))
    groups = (
        [tuple(keys[i : i + 3]) for i in range(0, len(keys), 3)] if len(topics) > 1 or chosen != "all" else []
    )
    head = talk.say("What is coming") if chosen == "all" else talk.words.name(topic(talk.words, chosen))
    count = talk.count("{n} lab. Tap it to read more.", "{n} labs. Tap one to read more.", len(coming))
    return Screen(lines(bold(head), count), (*rows, *groups, menu))


@screen("labs", access=Access.VISITOR)
def listing(talk: Talk) -> Screen:
    """All that is coming."""
    return _listed(talk, "all", 0)


@screen("labs/{topic}/{page}", access=Access.VISITOR)
def some(talk: Talk, topic: Slug, page: int) -> Screen:
    """One topic, or one page of all."""
    return _listed(talk, topic if topic in talk.city.topics else "all", page)
