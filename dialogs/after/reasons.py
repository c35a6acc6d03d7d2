"""Why somebody did not come: what can be tapped, how it reads, and how long it can be said.

It must not know who said what.
"""

from datetime import datetime, timedelta
from typing import Literal, get_args

from dialogs.talk import Talk

Reason = Literal["work", "children", "transport", "not_welcome", "forgot", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LASTS = timedelta(days=3)
"""So long after a meeting, and after somebody was noted as absent, they are asked; and so long after it was
noted they can answer."""


def name(talk: Talk, reason: Reason) -> str:
    """A reason, on a button or in a table."""
    return {
        "work": talk.label("💼 Work"),
        "children": talk.label("🧒 Children"),
        "transport": talk.label("🚌 The way there"),
        "not_welcome": talk.label("💔 I did not feel welcome"),
        "forgot": talk.label("💭 I forgot"),
        "other": talk.label("✏️ Something else"),
    }[reason]


def answers_end_at(meeting_ends_at: datetime, marked_at: datetime | None = None) -> datetime:
    """Until when a reason can be given: by somebody who was noted then; without it, by anybody at all.

    Whoever is noted last is noted before nobody is asked any more; a later mark opens nothing again.
    """
    last = meeting_ends_at + 2 * LASTS
    return last if marked_at is None else min(last, marked_at + LASTS)
