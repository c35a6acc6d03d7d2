"""A lab's own questions at the desk: what is asked, in which languages, and what was answered.

It must not show who answered.
"""

from collections import Counter

from dialogs.desk.desk import to_desk
from dialogs.desk.field_forms import MOST, add_field, held, write_field
from dialogs.labs.field_wording import honesty, read_as, text_for
from dialogs.labs.wording import title
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines
from storage import fields, labs
from storage.fields import Field

A_PAGE = 8
_desk = Access.COORDINATOR


@screen("desk/lab/{lab}/fields", access=_desk)
def all_fields(talk: Talk, lab: int) -> Screen | Goto:
    """What a lab asks, in its order."""
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0")
    asked = fields.of(talk.tx, lab)
    rows = [
        (Button(talk.label("📋 {words}", words=text_for(talk, field).words[:30]), to=one.to(field=field.id)),)
        for field in asked
    ]
    if len(asked) < MOST:
        rows.append((Button(talk.label("➕ New question"), to=add_field.start.to(subject=lab)),))
    about = talk.say("Those who sign up are asked these questions. Nobody must answer.")
    none = None if asked else talk.say("This lab asks nothing yet.")
    back = (Button(talk.label("Back"), to=f"desk/lab/{lab}"), to_desk(talk))
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, about, none), (*rows, back))


@screen("desk/field/{field}", access=_desk)
def one(talk: Talk, field: int) -> Screen | Goto:
    """One question: its words, the languages it lacks, and what was answered, in numbers."""
    found = fields.get(talk.tx, field)
    lab = labs.get(talk.tx, found.lab_id) if found else None
    if found is None or lab is None:
        return Goto("desk/labs/0", toast=talk.label("This question is gone."))
    text, said = text_for(talk, found), fields.said(talk.tx, found)
    written = ", ".join(NAMES.get(o, o) for o in found.texts)
    lacking = lab.texts.keys() - found.texts.keys()
    missing = ", ".join(NAMES.get(o, o) for o in talk.city.languages if o in lacking)
    parts = (
        bold(talk.words.name(text.words)),
        honesty(talk, text),
        "",
        talk.say("📝 Written in: {languages}", languages=written),
        talk.say("⚠️ Missing: {languages}", languages=missing) if missing else None,
        "",
        talk.count("{n} person has answered.", "{n} people have answered.", len(said)),
        *_summed_up(talk, found, said),
    )
    rows: list[tuple[Button, ...]] = []
    if found.kind == "text" and said:
        rows.append((Button(talk.label("📖 Read the answers"), to=read.to(field=field, page=0)),))
    rows.append(
        (
            Button(talk.label("📝 Text in a language"), to=write_field.start.to(subject=field)),
            Button(talk.label("🗑 Remove"), to=sure.to(field=field)),
        )
    )
    rows.append((Button(talk.label("Back"), to=all_fields.to(lab=found.lab_id)), to_desk(talk)))
    return Screen(lines(*parts), tuple(rows))


def _summed_up(talk: Talk, field: Field, said: tuple[str, ...]) -> list[Html]:
    if field.kind == "number" and said:
        given = [int(value) for value in said]
        least, most, together = min(given), max(given), sum(given)
        return [talk.say("From {least} to {most}; together {sum}.", least=least, most=most, sum=together)]
    counted = Counter(said)
    values = {"yes_no": ["yes", "no"], "choice": [f"{n}" for n in range(field.choice_count)]}
    return [
        talk.say("• {answer}: {n}", answer=read_as(talk, field, value), n=counted[value])
        for value in values.get(field.kind, [])
    ]


@screen("desk/field/{field}/read/{page}", access=_desk)
def read(talk: Talk, field: int, page: int) -> Screen | Goto:
    """What was written, without a name, in no order that tells of one."""
    found = fields.get(talk.tx, field)
    said = fields.said(talk.tx, found) if found and found.kind == "text" else ()
    if found is None or not said:
        return Goto(one.to(field=field))
    page = min(page, (len(said) - 1) // A_PAGE)
    part = said[page * A_PAGE : (page + 1) * A_PAGE]
    turn = []
    if page:
        turn.append(Button(talk.label("⬆️ Earlier"), to=read.to(field=field, page=page - 1)))
    if (page + 1) * A_PAGE < len(said):
        turn.append(Button(talk.label("⬇️ Later"), to=read.to(field=field, page=page + 1)))
    texts = [talk.say("• {words}", words=words) for words in part]
    back = (Button(talk.label("Back"), to=one.to(field=field)), to_desk(talk))
    head = bold(talk.words.name(text_for(talk, found).words))
    return Screen(lines(head, "", *texts), (*((tuple(turn),) if turn else ()), back))


@screen("desk/field/{field}/remove", access=_desk)
def sure(talk: Talk, field: int) -> Screen | Goto:
    """How many answers go with it, before it does."""
    found = fields.get(talk.tx, field)
    if found is None:
        return Goto(one.to(field=field))
    going = fields.count_answers(talk.tx, field)
    told = talk.count("{n} answer goes with it.", "{n} answers go with it.", going)
    keys = (
        Button(talk.label("Yes"), to=remove.to(field=field)),
        Button(talk.label("No"), to=one.to(field=field)),
    )
    head = bold(talk.words.name(text_for(talk, found).words))
    return Screen(lines(head, talk.say("Remove this question?"), told), (keys,))


@action("desk/field/{field}/remove/yes", access=_desk)
def remove(talk: Talk, field: int) -> Goto:
    """It is asked no more."""
    found = held(talk, field)
    if found is None:
        return Goto(one.to(field=field))
    fields.remove(talk.tx, field)
    talk.note("removed a question", f"lab/{found.lab_id}")
    return Goto(all_fields.to(lab=found.lab_id), toast=talk.label("Done."))
