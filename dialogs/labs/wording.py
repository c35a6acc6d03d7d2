"""How a lab is put into words, in any language: its card, its topic, its seats."""

from datetime import datetime

from dialogs.city import City
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
    if lab.status == "closed" or now >= lab.meetings[-1].starts_at:
        return words.say("Sign-up for this lab is closed.")
    return None


def card(lab: Lab, words: Words, city: City, now: datetime, taken: int | None = None) -> Html:
    """The whole lab; with `taken`, its free seats too."""
    text = text_for(lab, city.chain(words.language))
    spoken = Html(", ".join(words.name(NAMES.get(language, language)) for language in lab.spoken))
    parts: list[str | None] = [
        bold(words.name(text.title)),
        Html(topic(words, lab.topic)),
        words.name(text.summary),
    ]
    parts += [honesty(text, words), ""]
    shown = [meeting for meeting in lab.meetings if meeting.ends_at > now] or lab.meetings[-1:]
    for meeting in shown[:5]:
        parts += [words.say("🗓 {when}", when=when(meeting, words, city)), where(lab, meeting, words)]
    parts.append(words.say("👥 With {host}", host=lab.host))
    if spoken:
        parts.append(words.say("🗣 Spoken there: {languages}", languages=spoken))
    over = state(lab, words, now)
    parts.append(over if over or taken is None else seats(words, lab.seats, taken))
    return lines(*parts)
