"""Tell a friend: a card with the sharer's own link, forwarded by hand; who came through whom is known."""

import pytest

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)

ARRIVALS = """
SELECT s.person_id, a.person_id, a.is_origin FROM arrivals a JOIN shares s ON s.id = a.share_id ORDER BY a.id
"""


async def _tells(teller: Phone, friend: Phone, title: str = "Felt", language: str = "English") -> str:
    """Go through “Tell a friend” and forward the card; the link the friend finds in it."""
    await teller.writes("/friend")
    await teller.taps(title)
    await teller.taps(language)
    return teller.forwards(friend)


async def _told_and_joined(t: Town, teller: Phone, name: str) -> Phone:
    friend = t.phone(name)
    await friend.opens(await _tells(teller, friend))
    await friend.taps("English")
    await friend.taps("✅")
    return friend


async def test_a_card_is_made_in_the_friends_language_with_ones_own_link_in_its_text(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        fatou, sara, amina = t.phone("Fatou"), t.phone("Sara"), t.phone("Amina", "ar")
        await fatou.joins()
        await sara.joins()
        t.lab("Felt", topic="crafts")
        await fatou.taps("Tell a friend")
        fatou.sees("Nobody has come through you yet.", "What would your friend like?", "🏙 All the labs")
        await fatou.taps("Felt")
        fatou.sees("Which language does your friend read?")
        assert fatou.buttons[:2] == [["English", "italiano"], ["français", "العربية"]]
        await fatou.taps("العربية")
        how, card = fatou.messages[-2:]
        assert "Press it long, tap “Forward”, and choose your friend" in how.text
        assert card.rows is None
        assert t.words("ar").label("👉 Read more and sign up") in card.text
        assert "Felt (ar)" in card.text
        assert "Fatou" not in card.text

        mine = fatou.forwards(amina)
        assert mine == fatou.link()
        assert await _tells(fatou, amina) == mine  # one link of one's own, whatever the language
        assert await _tells(sara, amina) != mine
        assert await _tells(fatou, amina, "All the labs") != mine
        assert t.rows("SELECT kind, person_id, lab_id FROM shares ORDER BY id") == [
            ("friend", 1, 1),
            ("friend", 2, 1),
            ("friend", 1, None),
        ]


async def test_the_first_link_is_the_origin_for_ever_and_later_ones_are_assists(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, sara = t.phone("Fatou"), t.phone("Sara")
        await fatou.joins()
        await sara.joins()
        t.lab("Felt")
        amina = await _told_and_joined(t, fatou, "Amina")
        amina.sees("Felt", "✋ I want to come")
        assert t.rows(ARRIVALS) == [(1, 3, True)]

        await amina.opens(await _tells(sara, amina))
        assert t.rows(ARRIVALS) == [(1, 3, True), (2, 3, False)]
        await amina.opens(await _tells(sara, amina))
        await amina.opens(await _tells(fatou, amina))
        assert t.rows(ARRIVALS) == [(1, 3, True), (2, 3, False)]  # once through each link
        assert t.rows("SELECT wave FROM people ORDER BY id") == [(0,), (0,), (1,)]


async def test_ones_own_link_and_the_links_of_those_one_has_told_do_not_count(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        t.lab("Felt")
        amina = await _told_and_joined(t, fatou, "Amina")
        marco = await _told_and_joined(t, amina, "Marco")
        told = [(1, 2, True), (2, 3, True)]
        assert t.rows(ARRIVALS) == told

        await fatou.opens(fatou.link())  # her own
        fatou.sees("Felt")
        await fatou.opens(await _tells(amina, fatou))  # round in a circle of two
        await fatou.opens(await _tells(marco, fatou))  # and of three
        fatou.sees("Felt", "✋ I want to come")
        assert t.rows(ARRIVALS) == told

        await marco.opens(await _tells(fatou, marco))
        assert t.rows(ARRIVALS) == [*told, (1, 3, False)]  # the other way round is an assist
        assert t.rows("SELECT wave FROM people ORDER BY id") == [(0,), (1,), (2,)]


async def test_what_came_of_it_is_told_the_day_after_in_words_that_expose_nobody(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        t.lab("Felt", seats=20)
        for number in range(1, 6):
            friend = await _told_and_joined(t, fatou, f"Friend {number}")
            if number == 2:
                await fatou.writes("/friend")
                fatou.sees("Nobody has come through you yet.")
                await t.clock(t.at("00:01", in_days=1))
                await fatou.writes("/friend")
                fatou.sees("A few people have come through you. Thank you!")
                fatou.sees_no("signed up")
            if number > 1:
                await friend.taps("I want to come")
                await friend.taps("1")
        await t.clock(t.at("00:01", in_days=1))
        await fatou.writes("/friend")
        fatou.sees("5 people or more have come through you. Thank you!", "A few of them signed up for a lab.")
        fatou.sees_no("Friend")


async def test_a_link_leads_to_the_lab_as_it_is_now(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        await fatou.joins()
        lab = t.lab("Felt")
        link = await _tells(fatou, giulia)
        await giulia.writes("/desk")
        await giulia.taps("Labs")
        await giulia.taps("Felt")
        await giulia.taps("Cancel the lab")
        await giulia.taps("Yes")
        assert t.rows("SELECT status FROM labs WHERE id = :lab", lab=lab) == [("cancelled",)]
        amina = t.phone("Amina")
        await amina.opens(link)
        await amina.taps("English")
        await amina.taps("✅")
        amina.sees("Felt", "❌ This lab was cancelled.")
        assert t.rows(ARRIVALS) == []  # its links ended with it
        await fatou.forges(f"lab/{lab}/tell/en")  # what is cancelled is not passed on any more
        fatou.sees("❌ This lab was cancelled.")


async def test_all_labs_can_be_passed_on_too(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, amina = t.phone("Fatou"), t.phone("Amina")
        await fatou.joins()
        t.lab("Felt")
        link = await _tells(fatou, amina, "All the labs", "français")
        assert "Bologna" in fatou.messages[-1].text
        assert t.words("fr").label("👉 See what is coming") in fatou.messages[-1].text
        await amina.opens(link)
        await amina.taps("English")
        await amina.taps("✅")
        amina.sees("What would you like to do?")
        assert t.rows(ARRIVALS) == [(1, 2, True)]


async def test_the_link_of_somebody_forgotten_leads_on_but_counts_no_more(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, amina = t.phone("Fatou"), t.phone("Amina")
        await fatou.joins()
        t.lab("Felt")
        link = await _tells(fatou, amina)
        await fatou.writes("/forget")
        await fatou.taps("Yes, forget me")
        await amina.opens(link)
        await amina.taps("English")
        await amina.taps("✅")
        amina.sees("Felt", "✋ I want to come")
        assert t.rows("SELECT count(*) FROM arrivals") == [(0,)]
        assert t.rows("SELECT person_id, revoked_at IS NOT NULL FROM shares") == [(None, True)]


async def test_news_in_words_of_its_own_can_be_passed_on_and_read(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        await fatou.joins()
        await giulia.writes("/desk")
        for tap in ("Announce", "Something else"):
            await giulia.taps(tap)
        await giulia.writes("The office is closed on Friday.")
        for tap in ("Everybody", "Send now", "Yes, send"):
            await giulia.taps(tap)
        news = fatou.messages.index(fatou.finds("The office is closed on Friday."))
        amina = t.phone("Amina")
        await amina.opens(fatou.forwards(amina, of=news))
        await amina.taps("English")
        await amina.taps("✅")
        amina.sees("News", "The office is closed on Friday.", "📅 Labs")
        assert t.rows(ARRIVALS) == [(2, 3, True)]
