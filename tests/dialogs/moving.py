"""What a coordinator does to move a lab, or to hold it elsewhere; and what goes out of it."""

from tests.dialogs.chat import Chat, Place


def moves(giulia: Chat, day: str = "10/3", hour: str = "18:00", meeting: int = 1) -> None:
    """As far as the question whether it is to be done."""
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/date")
    if "Which date?" in giulia.screen.text:
        giulia.forges(f"editlab/1/meeting/pick/{meeting}")
    for words in (day, hour, "2"):
        giulia.writes(words)


def places(giulia: Chat, where: str) -> None:
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/place")
    giulia.taps("In a room")
    giulia.writes(where)
    giulia.taps("Go on")


def told(place: Place) -> list[str]:
    """All that goes out, one letter a chat at a time."""
    return [screen.text for _ in range(5) for screen in place.deliver()]
