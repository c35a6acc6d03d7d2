"""What is said in a community group: one greeting, and nothing else that nobody asked for."""

from datetime import datetime

from dialogs.city import City
from dialogs.event import Blocked, Event, Moved, Unblocked
from dialogs.screen import Message, Screen
from dialogs.text import Catalogs, lines, web_link
from storage import groups, outbox
from storage.database import Transaction


def hear(
    tx: Transaction, now: datetime, city: City, catalogs: Catalogs, chat_id: int, event: Event, hint: str
) -> None:
    """Remember that the bot came, went, or that the group moved; greet it once."""
    if isinstance(event, Moved):
        groups.move(tx, chat_id, event.chat_id)
    elif isinstance(event, Blocked):
        groups.leave(tx, chat_id, now)
    elif isinstance(event, Unblocked):
        language = hint if hint in city.languages else city.language
        group, has_just_come = groups.join(tx, chat_id, language, now)
        if has_just_come:
            words = catalogs.words(city.chain(groups.language(tx, group)))
            hello = words.say("Hello! Here you find the community labs of {city}.", city=city.name)
            quiet = words.say(
                "I read nothing that is written in this group. Open a chat with me to see more:"
            )
            link = web_link(words.say("👉 See what is coming"), f"{city.link_base}/{city.bot_username}")
            text = words.laid_out(lines(hello, quiet, link))
            outbox.put(tx, "notice", now, group=group, message=Message(Screen(text, is_kept=True)).to_json())
