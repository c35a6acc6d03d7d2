"""How the bot presents itself in each language: its name, its descriptions, its commands."""

from dataclasses import dataclass

from dialogs.city import City
from dialogs.text import Words


@dataclass(frozen=True, slots=True)
class Profile:
    """Name (64 characters at most), short (120) and long (512) text, commands as (name, what it does).

    `in_groups`: the commands that are heard in groups.
    """

    name: str
    short: str
    long: str
    commands: tuple[tuple[str, str], ...]
    in_groups: tuple[tuple[str, str], ...]


def profile(words: Words, city: City) -> Profile:
    """The bot's own words about itself."""
    return Profile(
        name=words.label("Passaparola · {city}", city=city.name),
        short=words.label("The community labs of {city}: look, sign up, tell a friend.", city=city.name),
        long=words.label(
            "The community labs of {city}, in your language: see what is coming, sign up in two taps, be "
            "reminded, and pass the word on. Tap START.",
            city=city.name,
        ),
        commands=(
            ("labs", words.label("See the labs")),
            ("mylabs", words.label("My labs")),
            ("friend", words.label("Tell a friend")),
            ("ask", words.label("Ask a person")),
            ("settings", words.label("Language, reminders, my data")),
        ),
        in_groups=(
            ("language", words.label("The language of this group")),
            ("stop", words.label("Leave this group")),
        ),
    )
