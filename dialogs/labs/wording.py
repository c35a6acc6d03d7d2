"""How a lab is put into words, in any language: its card, its topic, its seats."""

from dataclasses import replace
from datetime import datetime

from dialogs.city import City
from dialogs.rules.differences import Difference, differences
from dialogs.rules.seats import how_many
from dialogs.text import NAMES, Html, Words, bold, lines, web_link
from storage.labs import Lab, Meeting, Text

ICONS = {
    "work": "💼",
    "crafts": "🧵",
    "art": "🎨",
    "media": "🎬",
    "territory": "🧭",
    "community": "🤝",
    "language": "💬",
    "other": "✨",
}
MOST = 5
"""Dates, or differences, that are told at once: a card stays short."""


def topic(words: Words, key: str) -> str:
    """A topic's name, for a button."""
    names = {
        "work": words.label("Work"),
        "crafts": words.label("Crafts"),
        "art": words.label("Art"),
        "media": words.label("Video and phone"),
        "territory": words.label("The city"),
        "community": words.label("Community"),
        "language": words.label("Language"),
        "other": words.label("Other"),
    }
    known = key if key in names else "other"
    return f"{ICONS[known]} {names[known]}"


def text_for(lab: Lab, chain: tuple[str, ...]) -> Text:
    """The lab's words in the first language of a chain that it has; else in its own."""
    for language in chain:
        if language in lab.texts:
            return lab.texts[language]
    return lab.texts[lab.language]


def title(lab: Lab, words: Words, city: City) -> str:
    """The lab's title as its reader gets it, plain."""
    return text_for(lab, city.chain(words.language)).title


def when(meeting: Meeting, words: Words, city: City) -> Html:
    """Day and hours of a meeting."""
    day = words.day(meeting.starts_at, city.zone)
    hours = words.hours(meeting.starts_at, meeting.ends_at, city.zone)
    return words.say("{day}, {hours}", day=day, hours=Html(hours))


def where(lab: Lab, meeting: Meeting, words: Words) -> Html:
    """Where a meeting is, with a map if there is one."""
    place = words.name(meeting.place)
    if meeting.map_url:
        place = web_link(place, meeting.map_url)
    if lab.venue == "online":
        return words.say("💻 On line: {place}", place=place)
    if lab.venue == "outdoors":
        return words.say("🌳 Outdoors: {place}", place=place)
    return words.say("📍 {place}", place=place)


def seats(words: Words, total: int, taken: int) -> Html:
    """Free seats in words."""
    return {
        "plenty": words.say("🟢 Plenty of seats"),
        "few": words.say("🟡 Few seats left"),
        "full": words.say("🔴 Full: you can join the waiting list"),
    }[how_many(total, taken)]


def honesty(text: Text, words: Words) -> Html | None:
    """What the reader must know of the words themselves."""
    if text.language != words.language:
        return words.say(
            "(Not in your language yet: this is {language}.)",
            language=NAMES.get(text.language, text.language),
        )
    if text.origin == "machine":
        return words.say("(A machine translated this.)")
    if text.is_outdated:
        return words.say("(The original has changed since this was translated.)")
    return None


def state(lab: Lab, words: Words, now: datetime) -> Html | None:
    """What has become of a lab that one can no longer sign up for."""
    if lab.status == "cancelled":
        return words.say("❌ This lab was cancelled.")
    if now >= lab.ends_at:
        return words.say("This lab is over.")
    has_begun = all(now >= meeting.starts_at for meeting in lab.meetings)
    return words.say("Sign-up for this lab is closed.") if lab.status == "closed" or has_begun else None


def card(lab: Lab, words: Words, city: City, now: datetime, taken: int | None = None) -> Html:
    """The whole lab as it is now, and how it was where it has changed; with `taken`, its free seats too."""
    text = text_for(lab, city.chain(words.language))
    over = state(lab, words, now)
    is_off = lab.status == "cancelled"
    parts: list[str | None] = [bold(over) if over and is_off else None, bold(words.name(text.title))]
    parts += [Html(topic(words, lab.topic)), words.name(text.summary), honesty(text, words), ""]
    parts += _dates(lab, words, city, now)
    parts.append(words.say("👥 With {host}", host=lab.host))
    spoken = Html(", ".join(words.name(NAMES.get(language, language)) for language in lab.spoken))
    if spoken:
        parts.append(words.say("🗣 Spoken there: {languages}", languages=spoken))
    free = None if over or taken is None else seats(words, lab.seats, taken)
    parts.append(free if over is None or is_off else over)
    return lines(*parts)


def _dates(lab: Lab, words: Words, city: City, now: datetime) -> list[str]:
    """When and where, the next dates first, and what is different there."""
    different = () if lab.status == "cancelled" else differences(lab, lab.changes, now)
    other = {one.meeting.id: one for one in different if one.kind == "other"}
    stand = lab.meetings or (lab.dropped if lab.status == "cancelled" else ())
    ahead = [meeting for meeting in stand if meeting.ends_at > now] or stand[-1:]
    parts: list[str] = []
    for meeting in ahead[:MOST]:
        parts += [words.say("🗓 {when}", when=when(meeting, words, city)), where(lab, meeting, words)]
        if meeting.id in other:
            before = before_that(other[meeting.id], words, city)
            parts += [words.say("❗ This has changed. Before: {what}", what=what) for what in before]
            parts += other_way(other[meeting.id], words)
    if len(ahead) > MOST:
        parts.append(words.count("🗓 And {n} more date.", "🗓 And {n} more dates.", len(ahead) - MOST))
    gone = [one for one in different if one.kind == "gone"]
    parts += [_gone(one, words, city) for one in gone[:MOST]]
    new = sum(one.kind == "new" for one in different)
    if new:
        parts.append(words.count("🆕 {n} date is new.", "🆕 {n} dates are new.", new))
    return parts


def _gone(one: Difference, words: Words, city: City) -> Html:
    return words.say("❌ Not any more: {when}", when=when(one.meeting, words, city))


def before_that(one: Difference, words: Words, city: City) -> tuple[Html, ...]:
    """When, and where, a date was before: what is as it was is not said."""
    told = []
    if one.was_times is not None:
        starts_at, ends_at = one.was_times
        earlier = when(replace(one.meeting, starts_at=starts_at, ends_at=ends_at), words, city)
        told.append(words.say("🗓 {when}", when=earlier))
    if one.was_place is not None:
        told.append(words.say("📍 {place}", place=one.was_place))
    return tuple(told)


def other_way(one: Difference, words: Words) -> tuple[Html, ...]:
    """That one gets there otherwise, where the place itself is as it was."""
    is_told = one.has_other_way and one.was_place is None
    return (words.say("❗ How to get there has changed."),) if is_told else ()


def news_of(lab: Lab, different: tuple[Difference, ...], words: Words, city: City) -> Html:
    """What is different, each date as it was and as it is, so that one need not look it up."""
    parts: list[str] = []
    for one in different[:MOST]:
        timed = words.say("🗓 {when}", when=when(one.meeting, words, city))
        if parts:
            parts.append("")
        if one.kind == "gone":
            parts.append(_gone(one, words, city))
            continue
        if one.kind == "new":
            parts.append(words.say("🆕 One more date:"))
        else:
            parts += [words.say("Before: {what}", what=what) for what in before_that(one, words, city)]
            parts += other_way(one, words)
            parts.append(words.say("Now:"))
        parts += [bold(timed), where(lab, one.meeting, words)]
    if len(different) > MOST:
        more = len(different) - MOST
        parts.append(words.count("… and {n} more change.", "… and {n} more changes.", more))
    return lines(*parts)
