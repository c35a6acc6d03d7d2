"""Says which kinds of data are held about people, and from when the days of each are counted: one table.

It must not know how long: bot.toml says so. The sweep, the report and docs/privacy.md go by it.
"""

from collections.abc import Mapping

from storage.kind import Kind
from storage.kinds import labs, people, post, sharing

KINDS: tuple[Kind, ...] = (*people.KINDS, *labs.KINDS, *post.KINDS, *sharing.KINDS)

NOBODYS: Mapping[str, str] = {
    **dict.fromkeys(("lab_texts", "meetings"), "what everybody may read of a lab"),
    **dict.fromkeys(("facilities", "fields", "field_texts"), "what a lab offers and asks, of nobody"),
    **dict.fromkeys(("announcement_texts", "announcement_media"), "what was told to many"),
    "places": "where posters hang",
    "feedback": "figures, given without saying whose they are",
    "duty": "a number",
}
"""Tables that hold nothing of anybody, each with the reason why it may stay."""
