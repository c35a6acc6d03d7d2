"""Writing labs: a new one, a change, words in one more language, more dates."""

from dataclasses import replace
from datetime import datetime

from dialogs.desk import questions as q
from dialogs.desk.proposing import Proposal, propose
from dialogs.desk.seating import seat
from dialogs.form import Answers, Choice, Form, Question
from dialogs.site import Goto
from dialogs.talk import Access, Talk
from storage import drafts, labs, signups
from storage.labs import Lab, Meeting, Text


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
        (talk.label("🗑 Drop a date"), "drop"),
        (talk.label("💺 Seats"), "seats"),
        (talk.label("👥 Host"), "host"),
        (talk.label("🗣 Languages"), "spoken"),
        (talk.label("🏙 District"), "district"),
    )


def _ahead(talk: Talk, lab: Lab) -> list[Meeting]:
    return [meeting for meeting in lab.meetings if meeting.ends_at > talk.now]


def _meetings(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    lab = labs.get(talk.tx, answers["subject"])
    ahead = _ahead(talk, lab) if lab else []
    days = tuple((talk.words.day(m.starts_at, talk.city.zone), f"{m.id}") for m in ahead)
    is_for_all = answers.get("field") == "place" and len(days) > 1
    return (*days, (talk.label("All of these dates"), "all")) if is_for_all else days


def _has_several(talk: Talk, answers: Answers) -> bool:
    return answers.get("field") in q.OF_A_DATE and len(_meetings(talk, answers)) > 1


def _chosen(talk: Talk, lab: Lab, answers: Answers) -> tuple[tuple[int, int], ...]:
    """The dates that were chosen, with their sequence; without a choice, the one not over, or the last."""
    ahead = _ahead(talk, lab) or [lab.meetings[-1]]
    chosen = answers.get("meeting")
    if chosen != "all":
        ahead = [next((meeting for meeting in ahead if f"{meeting.id}" == chosen), ahead[0])]
    return tuple((meeting.id, meeting.sequence) for meeting in ahead)


def _change(talk: Talk, lab: int, answers: Answers) -> Goto:
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    if found is None or not found.meetings or found.status == "cancelled":
        return Goto(f"desk/lab/{lab}")
    field = answers["field"]
    if field in q.OF_A_DATE:
        return _change_date(talk, found, answers)
    if field == "seats":
        return seat(talk, found, int(answers["seats"]))
    if field == "district":
        labs.change(talk.tx, lab, district=q.district(talk, answers))
    else:
        value = tuple(answers["spoken"]) if field == "spoken" else answers[field]
        labs.change(talk.tx, lab, **{field: value})
    talk.note(f"changed {field}", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


def _change_date(talk: Talk, lab: Lab, answers: Answers) -> Goto:
    one = Proposal(lab.id, "dropped", _chosen(talk, lab, answers))
    if answers["field"] == "drop":
        return propose(talk, lab, one)
    if answers["field"] == "place":
        place, map_url, venue = answers["place"], answers.get("map"), answers["venue"]
        return propose(talk, lab, replace(one, what="placed", place=place, map_url=map_url, venue=venue))
    too_late = _is_past(talk, "editlab", lab.id, answers)
    if too_late is not None:
        return too_late
    return propose(talk, lab, replace(one, what="moved", times=_written((q.times(talk, answers),))))


def _written(times: tuple[tuple[datetime, datetime], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((starts_at.isoformat(), ends_at.isoformat()) for starts_at, ends_at in times)


def _write(talk: Talk, lab: int, answers: Answers) -> Goto:
    if labs.get(talk.tx, lab) is None:
        return Goto("desk/labs/0")
    labs.put_text(talk.tx, lab, Text(answers["language"], answers["title"], answers["summary"]), talk.now)
    talk.note(f"wrote {answers['language']}", f"lab/{lab}")
    return Goto(f"desk/lab/{lab}", toast=talk.label("Done."))


def _add_dates(talk: Talk, lab: int, answers: Answers) -> Goto:
    signups.hold(talk.tx, lab)
    found = labs.get(talk.tx, lab)
    known = (found.meetings or found.dropped) if found else ()
    if found is None or not known or found.status == "cancelled":
        return Goto(f"desk/lab/{lab}")
    too_late = _is_past(talk, "labdate", lab, answers)
    if too_late is not None:
        return too_late
    there = {meeting.starts_at for meeting in found.meetings}
    new = tuple(times for times in q.all_times(talk, answers) if times[0] not in there)
    if not new:
        return Goto(f"desk/lab/{lab}", toast=talk.label("The lab has this date already."))
    place, map_url = answers["place"], answers.get("map")
    if place == q.SAME:
        place, map_url = known[-1].place, known[-1].map_url
    added = Proposal(lab, "added", times=_written(new), place=place, map_url=map_url)
    return propose(talk, found, replace(added, is_monthly=answers["every"] == "month"))


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
    is_kept=True,
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
_MORE = (q.DAY, q.HOUR, q.LENGTH, q.EVERY, q.UNTIL, q.PLACE_AGAIN, q.MAP_AGAIN)
add_dates = Form("labdate", _desk, _MORE, _add_dates, _back_to_lab)
