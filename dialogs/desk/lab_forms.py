"""Writing labs: a new one, a change, words in one more language, one more date."""

from dialogs.desk import questions as q
from dialogs.form import Answers, Choice, Form, Question
from dialogs.labs.changing import tell_change
from dialogs.labs.leaving import fill_seats
from dialogs.site import Goto
from dialogs.talk import Access, Talk
from storage import drafts, labs, signups
from storage.labs import Text


def _is_past(talk: Talk, form: str, subject: int, answers: Answers) -> Goto | None:
    """Back to the day where it has gone by since it was written; the other answers are kept."""
    if q.times(talk, answers)[0] > talk.now:
        return None
    kept = {name: value for name, value in answers.items() if name not in ("day", "hour")}
    drafts.put(talk.tx, talk.person.id, form, kept, talk.now)
    sorry = talk.label("This day is past. Please write one to come, like 31/12.")
    return Goto(f"{form}/{subject}/day", toast=sorry)


def _create(talk: Talk, subject: int, answers: Answers) -> Goto:
    too_late = _is_past(talk, "newlab", subject, answers)
    if too_late is not None:
        return too_late
    text = Text(talk.person.language, answers["title"], answers["summary"])
    lab = labs.add(
        talk.tx,
        text,
        talk.now,
        topic=answers["topic"],
        venue=answers["venue"],
        host=answers["host"],
        district=q.district(talk, answers),
        spoken=tuple(answers["spoken"]),
        seats=int(answers["seats"]),
        made_by=talk.person.id,
    )
    labs.add_meeting(talk.tx, lab, *q.times(talk, answers), answers["place"], answers.get("map"))
    talk.note("made", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}")


def _back_to_lab(lab: int) -> str:
    return f"desk/lab/{lab}" if lab else "desk"


def _fields(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    return (
        (talk.label("🏷 Topic"), "topic"),
        (talk.label("🗓 Day and hour"), "date"),
        (talk.label("📍 Place"), "place"),
        (talk.label("💺 Seats"), "seats"),
        (talk.label("👥 Host"), "host"),
        (talk.label("🗣 Languages"), "spoken"),
        (talk.label("🏙 District"), "district"),
    )


def _meetings(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    lab = labs.get(talk.tx, answers["subject"])
    ahead = [meeting for meeting in lab.meetings if meeting.ends_at > talk.now] if lab else []
    return tuple((talk.words.day(m.starts_at, talk.city.zone), f"{m.id}") for m in ahead)


def _has_several(talk: Talk, answers: Answers) -> bool:
    return answers.get("field") in ("date", "place") and len(_meetings(talk, answers)) > 1


def _meeting(talk: Talk, lab: labs.Lab, answers: Answers) -> int:
    ahead = [meeting.id for meeting in lab.meetings if meeting.ends_at > talk.now]
    chosen = int(answers.get("meeting", 0))
    return chosen if chosen in ahead else (ahead or [lab.meetings[-1].id])[0]


def _change(talk: Talk, lab: int, answers: Answers) -> Goto:
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0")
    field = answers["field"]
    if field == "date":
        too_late = _is_past(talk, "editlab", lab, answers)
        if too_late is not None:
            return too_late
        starts_at, ends_at = q.times(talk, answers)
        labs.change_meeting(talk.tx, _meeting(talk, found, answers), starts_at=starts_at, ends_at=ends_at)
    elif field == "place":
        place = {"place": answers["place"], "map_url": answers.get("map")}
        labs.change(talk.tx, lab, venue=answers["venue"])
        labs.change_meeting(talk.tx, _meeting(talk, found, answers), **place)
    elif field == "seats":
        taken, wanted = signups.taken(talk.tx, lab), int(answers["seats"])
        if wanted < taken:
            return Goto(f"desk/lab/{lab}", toast=talk.label("{n} people have a seat already.", n=taken))
        labs.change(talk.tx, lab, seats=wanted)
        fill_seats(talk, lab)
    elif field == "district":
        labs.change(talk.tx, lab, district=q.district(talk, answers))
    else:
        value = tuple(answers["spoken"]) if field == "spoken" else answers[field]
        labs.change(talk.tx, lab, **{field: value})
    if field in ("date", "place"):
        tell_change(talk, found)
    talk.note(f"changed {field}", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


def _write(talk: Talk, lab: int, answers: Answers) -> Goto:
    if labs.get(talk.tx, lab) is None:
        return Goto("desk/labs/0")
    labs.put_text(talk.tx, lab, Text(answers["language"], answers["title"], answers["summary"]), talk.now)
    talk.note(f"wrote {answers['language']}", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


def _add_date(talk: Talk, lab: int, answers: Answers) -> Goto:
    found = labs.get(talk.tx, lab)
    if found is None:
        return Goto("desk/labs/0")
    too_late = _is_past(talk, "labdate", lab, answers)
    if too_late is not None:
        return too_late
    labs.add_meeting(talk.tx, lab, *q.times(talk, answers), answers["place"], answers.get("map"))
    tell_change(talk, found)
    talk.note("added a date", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


_desk = Access.COORDINATOR
new_lab = Form(
    "newlab",
    _desk,
    (
        *(q.TITLE, q.TEXT, q.TOPIC, q.VENUE, q.PLACE, q.MAP),
        *(q.DAY, q.HOUR, q.LENGTH, q.SEATS, q.HOST, q.DISTRICT, q.SPOKEN),
    ),
    _create,
    _back_to_lab,
)
_WHAT = Question("field", lambda t, a: t.say("What do you want to change?"), choices=_fields)
_WHICH = Question(
    "meeting", lambda t, a: t.say("Which date?"), choices=_meetings, is_asked=_has_several, across=1
)
change_lab = Form(
    "editlab",
    _desk,
    (
        *(_WHAT, _WHICH),
        *(q.only_for(question, "date") for question in (q.DAY, q.HOUR, q.LENGTH)),
        *(q.only_for(question, "place") for question in (q.VENUE, q.PLACE, q.MAP)),
        *(q.only_for(q.TOPIC, "topic"), q.only_for(q.SEATS, "seats"), q.only_for(q.HOST, "host")),
        *(q.only_for(q.SPOKEN, "spoken"), q.only_for(q.DISTRICT, "district")),
    ),
    _change,
    _back_to_lab,
)
write_lab = Form("labtext", _desk, (q.LANGUAGE, q.TITLE, q.TEXT), _write, _back_to_lab)
add_date = Form("labdate", _desk, (q.DAY, q.HOUR, q.LENGTH, q.PLACE, q.MAP), _add_date, _back_to_lab)
