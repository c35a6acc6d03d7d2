"""What becomes of a message: every kind against every outcome, as a table.

Pure. sendMessage has no idempotency key, so what is Unknown may have arrived: replies, reminders and
notices are sent again (better twice than never), announcements are not (the desk sees how many).
"""

from dataclasses import dataclass
from typing import Literal

from bot.telegram.port import Migrated, Outcome, Refused, Sent, Unknown, Unreachable, Unsent, Wait
from storage.outbox import Kind, Parcel, Result

State = Literal[
    "queued", "held", "leased", "sent", "unreachable", "rejected", "unknown", "expired", "cancelled"
]
LONGEST_PAUSE_S = 60.0
MOST_UNKNOWN = 3
"""So many times a message is sent whose fate is unknown; then it stays unknown.

Not where it can do no harm: an edit is the same twice, and a server that says it could not (5xx) most likely
did nothing. Those go on, with pauses, until they arrive or are past their moment.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """The next state, and whether it counts as an attempt."""

    state: State
    is_attempt: bool = True


_ALL: dict[type[Outcome], Step] = {
    Sent: Step("sent"),
    Unreachable: Step("unreachable"),
    Refused: Step("rejected"),
    Wait: Step("queued", is_attempt=False),
    Migrated: Step("queued", is_attempt=False),
    Unsent: Step("queued"),
}
TABLE: dict[tuple[Kind, type[Outcome]], Step] = {
    **{
        (kind, outcome): step
        for kind in ("reply", "reminder", "notice", "announcement")
        for outcome, step in _ALL.items()
    },
    ("reply", Unknown): Step("queued"),
    ("reminder", Unknown): Step("queued"),
    ("notice", Unknown): Step("queued"),
    ("announcement", Unknown): Step("unknown"),
}


def step(kind: Kind, outcome: Outcome, attempts: int, is_edit: bool = False) -> Step:
    """What comes next for a message of this kind that was tried `attempts` times before."""
    found = TABLE[kind, type(outcome)]
    if isinstance(outcome, Unknown) and found.state == "queued":
        is_harmless = is_edit or outcome.is_answered
        if attempts + 1 >= MOST_UNKNOWN and not is_harmless:
            return Step("unknown")
    return found


def settled(parcel: Parcel, outcome: Outcome) -> Result:
    """What became of a parcel, as it is written down."""
    next_step = step(parcel.kind, outcome, parcel.attempts, is_edit=parcel.message_id is not None)
    return Result(
        parcel,
        next_step.state,
        getattr(outcome, "reason", None),
        outcome.message_id if isinstance(outcome, Sent) else None,
        is_attempt=next_step.is_attempt,
        is_gone=isinstance(outcome, Unreachable),
        moved_to=outcome.chat_id if isinstance(outcome, Migrated) else None,
    )


def after_a_crash(kind: Kind) -> State:
    """What becomes of a message that was on its way when the process died."""
    return TABLE[kind, Unknown].state


def pause_s(outcome: Outcome, attempts: int) -> float:
    """How many seconds its chat waits before it is tried again, so that nothing overtakes it there."""
    if isinstance(outcome, Wait):
        return outcome.retry_after_s
    if isinstance(outcome, Migrated):
        return 0.0
    return min(LONGEST_PAUSE_S, 2.0 ** min(attempts, 6))
