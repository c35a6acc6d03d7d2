"""The whole site, put together: which pages there are, and where commands and /start lead."""

from dialogs.after import (
    attendance,
    door,
    excuse,
    feedback,
    hosting,
    late_comers,
    my_pass,
    name,
    no_show,
    others,
    parties,
    past,
    results,
    touch,
)
from dialogs.desk import (
    announcing,
    desk,
    export,
    field_forms,
    lab,
    lab_forms,
    leaders,
    news_file,
    places,
    progress,
    proposing,
    resting,
    seating,
    sending,
    word,
)
from dialogs.desk import facilities as desk_facilities
from dialogs.desk import fields as desk_fields
from dialogs.desk import news as desk_news
from dialogs.desk import people as desk_people
from dialogs.labs import (
    answering,
    calendar,
    card,
    changing,
    joined,
    joining,
    leaving,
    listing,
    mine,
    needing,
    offered,
    reminding,
)
from dialogs.people import asking, first_contact, invited, menu, my_data, settings
from dialogs.sharing import (
    friend,
    group_link,
    guest,
    guest_joining,
    guest_offer,
    heard,
    inline,
    kit,
    links,
    my_word,
    news,
    poster,
    spoken,
    via,
)
from dialogs.site import Site

COMMANDS = {
    "menu": "menu",
    "labs": "labs",
    "mylabs": "mine",
    "friend": "friend",
    "kit": "kit",
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
        *(listing, card, joining, joined, needing, offered, leaving, mine, changing, calendar, reminding),
        *(answering, desk_fields, field_forms, desk_facilities),
        *(my_pass, name, excuse, door, attendance, parties, others, late_comers),
        *(no_show, feedback, touch),
        *(via, friend, inline, news),
        *(kit, group_link, guest_joining, guest, guest_offer, my_word, links),
        *(desk, lab, lab_forms, proposing, seating, desk_people, hosting, results, past, export),
        *(leaders, places, poster, spoken, heard, word),
        *(announcing, desk_news, news_file, sending, progress, resting),
    )
    return Site(
        modules,
        COMMANDS,
        home="menu",
        start=first_contact.start,
        consent=first_contact.consent_to,
        lost=menu.lost,
        unasked=spoken.leads,
    )
