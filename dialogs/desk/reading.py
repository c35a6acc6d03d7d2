"""Reads what coordinators write: days, hours, numbers. What will not do comes back as a sentence."""

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from dialogs.event import Wrote
from dialogs.form import Answers, Choice, Wrong, clean, plain_digits
from dialogs.rules.repeating import MOST, Every, dates
from dialogs.site import Said
from dialogs.talk import Talk
from dialogs.text import lines

_DAY = re.compile(r"(\d{1,2})[./\-](\d{1,2})(?:[./\-](\d{4}))?")
_LENGTH = re.compile(r"([0-9]{1,2})(?:[.,٫]0|:00|([.,٫]5|:30))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*h?")
AHEAD = timedelta(days=730)


def _today(talk: Talk) -> date:
    return talk.now.astimezone(talk.city.zone).date()


def read_day(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
    """A day to come, as 2026-12-31; without a year, the next one."""
    text, today = plain_digits(said), _today(talk)
    wanted = talk.say("Please write a day like 31/12 or 31/12/{year}.", year=today.year)
    iso, short = _ISO.fullmatch(text), _DAY.fullmatch(text)
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif short and short[3]:
            day = date(int(short[3]), int(short[2]), int(short[1]))
        elif short:
            day = _next(today, int(short[2]), int(short[1]))
        else:
            return Wrong(wanted)
    except ValueError:
        return Wrong(wanted)
    if day < today:
        return Wrong(talk.say("This day is past. Please write one to come, like 31/12."))
    if day > today + AHEAD:
        return Wrong(talk.say("This day is too far away. Please write one within two years."))
    return day.isoformat()


def read_length(talk: Talk, said: Said, answers: Answers) -> float | Wrong:
    """How long something lasts, in hours and halves: 2, 2.5, 2,5 or 2:30; at most twelve."""
    found = _LENGTH.fullmatch(plain_digits(said))
    hours = int(found[1]) + (0.5 if found[2] else 0.0) if found else 0.0
    if not 0.5 <= hours <= 12:
        return Wrong(talk.say("Please write how many hours, up to 12, like 2 or 2.5."))
    return hours


def _next(today: date, month: int, day: int) -> date:
    """The next such day; of a 29 February, in the next leap year. Raises ValueError if there is none."""
    years = [today.year + ahead for ahead in range(9)]  # 1897 to 1903 had no leap year, nor will 2097 to 2103
    if month == 2 and day == 29:
        years = [year for year in years if isleap(year)]
    return next(found for found in (date(year, month, day) for year in years) if found >= today)


def read_until(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
    """The day until which a lab repeats: with two dates or more, and not too many."""
    day = read_day(talk, said, answers)
    every: Any = answers.get("every")
    if isinstance(day, Wrong) or not answers.get("hour") or every not in get_args(Every):
        return day
    found = dates(moment(talk, answers["day"], answers["hour"]), every, date.fromisoformat(day))
    if len(found) == 1:
        return Wrong(talk.say("Until then there is only one date. Please write a later day."))
    if len(found) > MOST:
        much = talk.count(
            "At most {n} date can be made at once.", "At most {n} dates can be made at once.", MOST
        )
        return Wrong(lines(much, talk.say("Please write an earlier day.")))
    return day


def day_choices(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    """Today and the seven days after it."""
    days = [_today(talk) + timedelta(days=n) for n in range(8)]
    noon = [datetime.combine(day, time(12), talk.city.zone) for day in days]
    return tuple((talk.words.day(at, talk.city.zone), at.date().isoformat()) for at in noon)


def read_hour(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
    """A time of day as 18:30, on the 24-hour clock; not in the past."""
    found = _HOUR.fullmatch(plain_digits(said))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return Wrong(talk.say("Please write the time like 18:30."))
    hour = f"{int(found[1]):02}:{int(found[2] or 0):02}"
    day = answers.get("day")
    if day and moment(talk, day, hour) <= talk.now:
        return Wrong(talk.say("This hour is past. Please write a later one, like 18:30."))
    return hour


def hour_choices(talk: Talk, answers: Answers) -> tuple[Choice, ...]:
    """Usual hours that are still to come."""
    day = answers.get("day") or _today(talk).isoformat()
    usual = ("10:00", "15:00", "17:00", "18:00", "18:30", "20:00")
    return tuple((hour, hour) for hour in usual if moment(talk, day, hour) > talk.now)


def moment(talk: Talk, day: str, hour: str) -> datetime:
    """A day and an hour on the city's wall clock."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), talk.city.zone)


def read_web(talk: Talk, said: Said, answers: Answers) -> str | Wrong:
    """A web address."""
    text = clean(said.text) if isinstance(said, Wrote) else ""
    if len(text) > 300 or not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", text):
        return Wrong(talk.say("Please send a web address that begins with https://"))
    return text


def numbers(*values: int) -> tuple[Choice, ...]:
    """Numbers as choices."""
    return tuple((str(value), str(value)) for value in values)
