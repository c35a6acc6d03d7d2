"""What the bot says of itself in a community group: who it is, what it will do, how it goes away.

It must not know when it says so: see `hearing`.
"""

from dialogs.city import City
from dialogs.screen import Button, Screen
from dialogs.text import NAMES, Html, Words, bold, lines, web_link

SPEAK = "here/"
"""First letters of the callback data of the language buttons; the language follows."""


def greeting(words: Words, city: City) -> Screen:
    """To a group that no leader brought: once."""
    hello = words.say("Hello! Here you find the community labs of {city}.", city=city.name)
    silent = words.say("A community leader can let me post their news here. Until then I say nothing more.")
    quiet = words.say("I read nothing that is written in this group. Open a chat with me to see more:")
    link = web_link(words.say("👉 See what is coming"), f"{city.link_base}/{city.bot_username}")
    return _said(words, lines(hello, silent, quiet, link))


def _promise(words: Words, city: City) -> tuple[Html, ...]:
    """What it will do here, and nothing else; a command names the bot: else it may not be shown to it."""
    stop = f"/stop@{city.bot_username}"
    return (
        bold(words.say("I post news of the community labs of {city} in this group.", city=city.name)),
        words.say("Nothing else. I read nothing that is written here, and I answer nothing."),
        words.say("I leave when somebody writes {stop}, or removes me.", stop=stop),
    )


def question(words: Words, city: City) -> Screen:
    """What it will do, and in which language; each button in its own script."""
    keys = [Button(NAMES.get(o, o), to=f"{SPEAK}{o}") for o in city.languages]
    rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    asked = bold(words.say("Which language does this group read?"))
    return _said(words, lines(*_promise(words, city), "", asked), rows)


def settled(words: Words, city: City) -> Screen:
    """The same, with the language that was chosen."""
    told = words.say(
        "I post in {language}. To change it, write {command}.",
        language=NAMES.get(words.language, words.language),
        command=f"/language@{city.bot_username}",
    )
    return _said(words, lines(*_promise(words, city), "", told))


def spoken(words: Words) -> str:
    """The language that was chosen, for a moment above the chat."""
    return words.label("Language: {language}", language=NAMES.get(words.language, words.language))


def worthless(words: Words) -> Screen:
    """To somebody who opens the group with a link that does not."""
    return _said(words, words.say("This link was used already, or is too old. Ask for a new one."))


def goodbye(words: Words) -> Screen:
    """The last words before it leaves."""
    return _said(words, words.say("Goodbye! I post nothing here any more, and I leave this group."))


def _said(words: Words, text: Html, rows: tuple[tuple[Button, ...], ...] = ()) -> Screen:
    return Screen(words.laid_out(text), rows)
