"""A coordinator looks how far the word went: in words and pictures, as of last midnight, through a driver."""

import io

import pytest
from PIL import Image

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.long

FRIENDS, THEIRS = 10, 5
"""People whom one leader brings, and whom one of these brings."""


async def _card(teller: Phone) -> str:
    """The link in the card that somebody forwards."""
    await teller.writes("/friend")
    await teller.taps("Felt")
    await teller.taps("English")
    return teller.link()


async def _come(t: Town, link: str, people: int) -> list[Phone]:
    """So many open a link and agree."""
    came = [t.phone("Somebody") for _ in range(people)]
    for phone in came:
        await phone.opens(link)
        await phone.taps("English")
        await phone.taps("✅")
    return came


async def test_who_was_reached_is_told_and_drawn_the_day_after_and_nobody_is_named(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        t.lab("Felt")
        await fatou.joins()
        t.rows("UPDATE people SET role = 'leader' WHERE id = 2 RETURNING id")
        amina, *_ = await _come(t, await _card(fatou), FRIENDS)
        await _come(t, await _card(amina), THEIRS)

        await giulia.writes("/desk")
        await giulia.taps("How the word travels")
        giulia.sees("All is counted until last midnight.", "🏙 The whole city", "Felt")
        said = len(giulia.messages)
        assert await giulia.taps("The whole city") == "I am drawing it: it takes a few seconds."
        assert [message.media for message in giulia.messages[said:]] == [None]
        assert "Fewer than 5 people have come so far." in giulia.messages[-1].text  # today's are not told

        await t.clock(t.at("10:00", in_days=1))
        said = len(giulia.messages)
        await giulia.forges("desk/word/0/draw")
        words, *drawn = [message for message in giulia.messages[said:] if "desk" not in str(message.rows)]
        assert f"The word has reached {FRIENDS + THEIRS} people" in words.text
        assert f"• Friends: {THEIRS}" in words.text
        assert f"• Community leaders: {FRIENDS}" in words.text
        assert [message.media.kind for message in drawn] == ["photo"] * len(drawn)
        assert len(drawn) >= 2
        for message in drawn:
            assert Image.open(io.BytesIO(t.playground.world.media_of(message).content)).width == 1280
            assert 20 < len(message.text) <= 1024
        told = " ".join(message.text for message in (words, *drawn))
        assert not any(name in told for name in ("Fatou", "Somebody", "Giulia"))
        assert t.rows("SELECT count(*) FROM errands") == [(0,)]
        assert t.rows("SELECT what FROM audit") == [("looked how the word travels",)] * 2


async def test_of_a_lab_the_same_is_asked_for_on_its_card_in_arabic(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        t.lab("Felt")
        await fatou.joins()
        await _come(t, await _card(fatou), FRIENDS)
        await t.clock(t.at("10:00", in_days=1))
        t.rows("UPDATE people SET language = 'ar' WHERE id = 1 RETURNING id")
        giulia.language = "ar"
        await giulia.forges("desk/lab/1")
        await giulia.says("📈 How the word travels")
        words = giulia.finds("Felt (ar)")
        assert str(FRIENDS) in words.text
        assert giulia.messages[-1].media.kind == "photo"
