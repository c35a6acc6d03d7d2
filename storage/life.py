"""Says how an announcement lives: which act leads from which states to which, as a table.

Pure: it must not know rows; `announcements` asks it before each step.
"""

from typing import Literal

State = Literal["draft", "scheduled", "planning", "sending", "paused", "done", "cancelled"]
Act = Literal[
    "schedule",
    "send",
    "begin",
    "planned",
    "settled",
    "pause",
    "refuse",
    "overdue",
    "resume",
    "again",
    "cancel",
]

ON_ITS_WAY: tuple[State, ...] = ("planning", "sending")
LIFE: dict[Act, tuple[tuple[State, ...], State]] = {
    "schedule": (("draft",), "scheduled"),
    "send": (("draft", "scheduled"), "scheduled"),
    "begin": (("scheduled", "planning"), "planning"),
    "planned": (("scheduled", "planning"), "sending"),
    "settled": (("sending",), "done"),
    "pause": (("scheduled", *ON_ITS_WAY), "paused"),
    "refuse": (ON_ITS_WAY, "paused"),
    "overdue": (("scheduled", *ON_ITS_WAY), "paused"),
    "resume": (("paused",), "scheduled"),
    "again": (("sending", "done"), "sending"),
    "cancel": (("draft", "scheduled", *ON_ITS_WAY, "paused"), "cancelled"),
}
"""Each act: in which states it can be done, and the state it leads to; in any other, nothing happens.

`refuse`: Telegram refused too many copies. `again`: those whose fate is unknown are sent once more. What
is resumed is scheduled for now (or for its hour, if that is to come), and planned from where it was.
"""
RESTS_FOR: dict[Act, str] = {"pause": "asked", "refuse": "refused", "overdue": "overdue"}
"""Why it rests after an act that pauses it."""
