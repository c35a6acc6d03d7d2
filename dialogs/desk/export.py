"""A lab's sign-ups, answers and attendance as a file for the desk; each export is written down.

It must not know whose a sign-up is: a number, and a name where one was given. What somebody needs, or why
they did not come, stands beside no name: only in the totals.
"""

from typing import Literal, get_args

from dialogs.after import reasons
from dialogs.desk.desk import to_desk
from dialogs.desk.sheets import Cell, Sheet, as_csv, as_xlsx
from dialogs.labs.field_wording import read_as, text_for
from dialogs.labs.needing import name
from dialogs.labs.wording import title
from dialogs.rules.standing import State
from dialogs.rules.withheld import withheld
from dialogs.screen import Button, Media, Screen
from dialogs.site import Goto, action, letter, screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import absences, attendances, facilities, fields, labs, signups
from storage.attendances import Expected
from storage.labs import Lab, Meeting

STATES: tuple[State, ...] = get_args(State)
Row = tuple[Cell, ...]


@screen("desk/lab/{lab}/export", access=Access.COORDINATOR)
def export(talk: Talk, lab: int) -> Screen | Goto:
    """What the file holds, and which file."""
    found = labs.get(talk.tx, lab)
    if found is None or not (found.meetings or found.dropped):
        return Goto("desk/labs/0", toast=talk.label("This lab is not there."))
    what = talk.say(
        "A file with the sign-ups, the answers and who came. There are no Telegram numbers in it."
    )
    care = talk.say("Names may be in it: keep it safe, and delete it when you need it no more.")
    noted = talk.say("It is written down that you took it.")
    rows = (
        (
            Button(talk.label("📊 Excel"), to=take.to(lab=lab, kind="xlsx")),
            Button(talk.label("📄 CSV"), to=take.to(lab=lab, kind="csv")),
        ),
        (Button(talk.label("Back"), to=f"desk/lab/{lab}"), to_desk(talk)),
    )
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, what, care, noted), rows)


@action("desk/lab/{lab}/export/{kind}", access=Access.COORDINATOR)
def take(talk: Talk, lab: int, kind: Literal["xlsx", "csv"]) -> Goto:
    """The file comes as a message of its own (CSV: two); it is made when it is sent, and stored nowhere."""
    if labs.get(talk.tx, lab) is None:
        return Goto(f"desk/lab/{lab}")
    for part in ("xlsx",) if kind == "xlsx" else ("csv", "totals"):
        talk.post(talk.person.id, file.to(lab=lab, part=part), kind="reply")
    talk.note(f"exported {kind}", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("The file is coming."))


@letter("export/{lab}/{part}")
def file(talk: Talk, lab: int, part: Literal["xlsx", "csv", "totals"]) -> Screen | None:
    """One file. Only to who coordinates still."""
    found = labs.get(talk.tx, lab)
    if found is None or not talk.is_coordinator:
        return None
    if part == "xlsx":
        media = _media(
            f"lab-{lab}.xlsx", as_xlsx((_people(talk, found), _totals(talk, found)), talk.words.is_rtl)
        )
    elif part == "csv":
        media = _media(f"lab-{lab}.csv", as_csv(_people(talk, found)))
    else:
        media = _media(f"lab-{lab}-totals.csv", as_csv(_totals(talk, found)))
    words = talk.say("{title}: sign-ups and attendance.", title=title(found, talk.words, talk.city))
    return Screen(words, media=media)


def _media(called: str, content: bytes) -> Media:
    return Media("document", name=called, content=content)


def _meetings(lab: Lab) -> tuple[Meeting, ...]:
    return tuple(sorted((*lab.meetings, *lab.dropped), key=lambda one: (one.starts_at, one.id)))


def _moment(talk: Talk, meeting: Meeting) -> str:
    return f"{meeting.starts_at.astimezone(talk.city.zone):%Y-%m-%d %H:%M}"


def _people(talk: Talk, lab: Lab) -> Sheet:
    """A sign-up a row, by number. Who came to a meeting: so many; 0 for nobody; empty where not noted."""
    asked, meetings = fields.of(talk.tx, lab.id), _meetings(lab)
    answers = fields.answers(talk.tx, lab.id, STATES)
    came = [{one.signup_id: _came(one) for one in attendances.expected(talk.tx, m.id)} for m in meetings]
    heads: Row = (
        talk.label("Number"),
        talk.label("Name"),
        talk.label("People"),
        talk.label("How it stands"),
        talk.label("Signed up on"),
        *(text_for(talk, field).words for field in asked),
        *(talk.label("Came on {when}", when=_moment(talk, meeting)) for meeting in meetings),
    )
    rows: list[Row] = [heads]
    for one in signups.all_of(talk.tx, lab.id, STATES):
        said = answers.get(one.id, {})
        told = tuple(read_as(talk, field, said[field.id]) if field.id in said else None for field in asked)
        joined_on = one.joined_at.astimezone(talk.city.zone).date()
        rows.append(
            (
                one.number,
                None if one.is_guest else one.name,
                one.party,
                _state(talk, one.state),
                joined_on,
                *told,
                *_at(came, one.id),
            )
        )
    return Sheet(talk.label("Sign-ups"), tuple(rows))


def _at(came: list[dict[int, Cell]], signup: int) -> Row:
    return tuple(noted.get(signup) for noted in came)


def _came(one: Expected) -> Cell:
    return None if one.mark is None else one.came


def _state(talk: Talk, state: str) -> str:
    return {
        "seated": talk.label("Has a seat"),
        "offered": talk.label("Is offered a seat"),
        "waiting": talk.label("Waits"),
        "cancelled": talk.label("Cannot come"),
        "removed": talk.label("Taken off the list"),
        "expired": talk.label("Did not answer an offer"),
        "walked_in": talk.label("Came without a seat"),
    }[state]


def _totals(talk: Talk, lab: Lab) -> Sheet:
    """People by state, places by kind, who came by meeting, reasons: small ones of these are withheld.

    Reasons are told when nobody can give one any more: sooner, each would be seen by what changed.
    """
    rows: list[Row] = [(talk.label("What"), talk.label("When"), talk.label("People"))]
    people = signups.counts(talk.tx, lab.id)
    rows += [(_state(talk, state), None, people[state]) for state in STATES if state in people]
    wanted = facilities.wanted(talk.tx, lab.id)
    rows += [(name(talk.words, one), None, wanted.get(one.id, 0)) for one in facilities.of(talk.tx, lab.id)]
    missed = 0
    for meeting in _meetings(lab):
        noted = [one for one in attendances.expected(talk.tx, meeting.id) if one.mark is not None]
        missed += sum(one.mark == "absent" for one in noted)
        when, came = _moment(talk, meeting), sum(one.came for one in noted)
        rows.append((talk.label("Came"), when, came))
        rows.append((talk.label("Did not come"), when, sum(one.party - one.came for one in noted)))
    return Sheet(talk.label("Totals"), (*rows, *_reasons(talk, lab, missed)))


def _reasons(talk: Talk, lab: Lab, missed: int) -> list[Row]:
    """Sign-ups by why they did not come; `missed`: how many could have said it, which readers may know."""
    if not missed:
        return []
    told_at = reasons.answers_end_at(max(meeting.ends_at for meeting in _meetings(lab)))
    if talk.now < told_at:
        day = f"{told_at.astimezone(talk.city.zone):%Y-%m-%d %H:%M}"
        return [(talk.label("Why they did not come"), day, talk.label("shown from then on"))]
    given = absences.reasons(talk.tx, lab.id)
    (shown,) = withheld(([given.get(reason, 0) for reason in reasons.REASONS],), missed)
    few = talk.label("fewer than 5, or none")
    return [
        (reasons.name(talk, reason), None, few if n is None else n)
        for reason, n in zip(reasons.REASONS, shown, strict=True)
    ]
