"""The whole site, put together: which pages there are, and where commands and /start lead."""

from dialogs.desk import announcing, desk, lab, lab_forms, news_file, progress, resting, sending
from dialogs.desk import news as desk_news
from dialogs.labs import card, changing, joining, leaving, listing, mine, reminding
from dialogs.people import asking, first_contact, invited, menu, my_data, settings
from dialogs.sharing import friend, news, via
from dialogs.site import Site

COMMANDS = {
    "menu": "menu",
    "labs": "labs",
    "mylabs": "mine",
    "friend": "friend",
    "ask": "ask",
    "settings": "settings",
    "language": "hello/menu",
    "stop": "stop",
    "forget": "forget",
    "help": "help",
    "desk": "desk",
}
"""Command → address; each is looked at like any other address."""


def build() -> Site:
    """All pages. Raises TypeError or ValueError where an address is wrong or too long: a bug."""
    modules = (
        *(first_contact, menu, settings, my_data, asking, invited),
        *(listing, card, joining, leaving, mine, changing, reminding),
        *(via, friend, news),
        *(desk, lab, lab_forms, announcing, desk_news, news_file, sending, progress, resting),
    )
    return Site(
        modules,
        COMMANDS,
        home="menu",
        start=first_contact.start,
        consent=first_contact.consent_to,
        lost=menu.lost,
    )
