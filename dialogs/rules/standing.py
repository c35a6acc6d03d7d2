"""Decides what may become of a sign-up: the table of its states and of what can happen to it.

It must not know who waits, nor how many seats there are; that is for `seats`.
"""

from typing import Literal

State = Literal["waiting", "offered", "seated", "cancelled", "removed", "expired", "walked_in"]
"""What a sign-up is. `cancelled`: by the person; `removed`: by the desk; `expired`: an offer ran out;
`walked_in`: was never signed up, and came."""
Mark = Literal["attended", "absent", "excused"]
"""What somebody who has a seat is at one meeting, once it is noted; it stays if they leave afterwards."""
Standing = State | Mark
Event = Literal[
    "sits",
    "waits",
    "is offered",
    "accepts",
    "declines",
    "lapses",
    "is unreachable",
    "is too late",
    "leaves",
    "is removed",
    "comes",
    "misses",
    "excuses",
    "is unmarked",
]
"""`sits` and `waits`: signing up, as there is room; `lapses`: nobody answered an offer in time; `is too
late`: the lab began or was cancelled before an offer was answered; `comes`: also once more, when others of a
party come, or to another meeting; `is unmarked`: a mark is taken back."""

_ANEW: dict[Event, Standing] = {"sits": "seated", "waits": "waiting"}
_WAY_OUT: dict[Event, Standing] = {"leaves": "cancelled", "is removed": "removed"}
_AT_THE_DOOR: dict[Event, Standing] = {"comes": "attended", "misses": "absent", "excuses": "excused"}

TABLE: dict[Standing | None, dict[Event, Standing]] = {
    None: {**_ANEW, "comes": "walked_in"},
    "waiting": {**_WAY_OUT, "sits": "seated", "waits": "waiting", "is offered": "offered"},
    "offered": {
        **_WAY_OUT,
        "accepts": "seated",
        "declines": "cancelled",
        "lapses": "expired",
        "is unreachable": "waiting",
        "is too late": "waiting",
    },
    "seated": {**_WAY_OUT, **_AT_THE_DOOR, "sits": "seated"},
    "cancelled": _ANEW,
    "removed": _ANEW,
    "expired": _ANEW,
    "walked_in": {"is removed": "removed", "comes": "walked_in", "is unmarked": "walked_in"},
    "attended": {"comes": "attended", "misses": "absent", "is unmarked": "seated"},
    "absent": {"comes": "attended", "is unmarked": "seated"},
    "excused": {"comes": "attended", "misses": "absent", "is unmarked": "seated"},
}
"""Standing → what happens → standing afterwards. What is not here, cannot happen. None: not signed up."""
_BY_NAME: dict[str | None, dict[Event, Standing]] = dict(TABLE.items())


def after(standing: str | None, event: Event) -> Standing | None:
    """What one is after something happened; None where it cannot. Raises KeyError for no such standing."""
    return _BY_NAME[standing].get(event)
