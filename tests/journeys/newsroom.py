"""What journeys with announcements have in common: people in four languages, a crowd, news that goes out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage import people
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

FIRST = 5000
"""The Telegram id of the first of a crowd."""


async def four_people(t: Town) -> tuple[Phone, Phone, Phone, Phone]:
    """Giulia at the desk reads English, Fatou French, Amina Arabic, Marco Italian."""
    giulia, fatou = await t.coordinator(), t.phone("Fatou", "fr")
    amina, marco = t.phone("Amina", "ar"), t.phone("Marco", "it")
    await fatou.joins(language="français")
    await amina.joins(language="العربية")
    await marco.joins(language="italiano")
    return giulia, fatou, amina, marco


async def writes_news(giulia: Phone, words: str, *whom: str) -> None:
    """From the desk to the draft."""
    await giulia.writes("/desk")
    await giulia.taps("Announce")
    await giulia.taps("Something else")
    await giulia.writes(words)
    for label in whom:
        await giulia.taps(label)
    giulia.sees("✏️ Not sent yet. Look at it, then send it.")


async def sends(giulia: Phone) -> None:
    """Out it goes, until every copy has arrived or is known not to."""
    await giulia.taps("Send now")
    await giulia.taps("Yes, send")
    await giulia.town.settle()
    await giulia.taps("Look again")


class Crowd:
    """Many who have agreed long ago; `size` of them read French, the rest Italian."""

    def __init__(self, t: Town, size: int) -> None:
        self.town, self.ids = t, list(range(FIRST, FIRST + size))
        with t.app.host.database.transaction() as tx:
            for number in self.ids:
                language = "fr" if number % 2 else "it"
                t.playground.world.add_person(number, f"No. {number}", language, has_started=True)
                person = people.meet(tx, number, language, t.now)
                people.change(tx, person.id, agreed_at=t.now)

    def heard(self, words: str) -> list[int]:
        """How often each of them heard these words."""
        world = self.town.playground.world
        return [sum(words in message.text for message in world.from_bot(number)) for number in self.ids]

    def states(self) -> dict[str, int]:
        """Copies by state."""
        counted = "SELECT state, count(*) FROM outbox WHERE kind = 'announcement' GROUP BY state"
        return dict(self.town.rows(counted))


@asynccontextmanager
async def slow_town(
    database_url: str, size: int, per_second: int = 15
) -> AsyncIterator[tuple[Town, Phone, Crowd]]:
    """A town in which news takes its time: Giulia at the desk, and a crowd."""
    async with town(
        database_url,
        PASSAPAROLA_DELIVERY__PER_SECOND=str(per_second),
        PASSAPAROLA_DELIVERY__RESERVE="5",
    ) as t:
        giulia = await t.coordinator()
        yield t, giulia, Crowd(t, size)


async def begins_to_send(giulia: Phone, crowd: Crowd, words: str, arrived: int) -> None:
    """News is written and sent; and we look when it has arrived at some of the crowd."""
    await writes_news(giulia, words, "Everybody")
    await giulia.taps("Send now")
    await hurries(giulia, "Yes, send")
    await giulia.town.until(lambda: sum(crowd.heard(words)) >= arrived)


async def hurries(giulia: Phone, label: str) -> None:
    """Tap the newest button with this label, and do not wait until all that follows is done."""
    spots = [
        (message.id, row, column)
        for message in giulia.messages
        for row, keys in enumerate(message.rows or ())
        for column, key in enumerate(keys)
        if label in key["text"]
    ]
    tap = giulia.town.playground.world.tap(giulia.id, giulia.id, *spots[-1])
    assert tap is not None
    await giulia.town.until(lambda: tap.answer is not None)
