"""First contact: a language, one sentence on what is kept, a yes; then the thing they came for."""

import pytest

from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)

HELD = ("signups", "shares", "arrivals", "drafts", "questions", "reminders", "audit", "groups")
"""Every table about people, but the chat itself and what is on its way."""


async def test_who_starts_the_bot_chooses_a_language_and_agrees_and_is_at_the_menu(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou", "fr")

        await fatou.starts()
        assert fatou.text.splitlines()[0] == "Bonjour ! Quelle langue lisez-vous le mieux ?"
        fatou.sees("Ciao! In quale lingua leggi meglio?", "Hello! Which language do you read best?")
        assert fatou.buttons == [["français", "italiano"], ["English", "العربية"]]

        await fatou.chooses("English")
        fatou.sees("Welcome to the community labs of Bologna.", "If you agree, Passaparola Bologna keeps")
        assert fatou.buttons == [["✅ I agree"], ["Only look", "More"]]

        await fatou.taps("More")
        fatou.sees("Your name on Telegram, your phone number and your picture are not kept.", "✅ I agree")
        await fatou.taps("Back")
        await fatou.taps("I agree")
        fatou.sees("Community labs of Bologna", "What would you like to do?", "📅 Labs", "✅ My labs")
        fatou.sees("📣 Tell a friend", "❓ Ask", "⚙️ Settings")
        fatou.sees_no("Desk")
        assert len(fatou.messages) == 1  # each tap changed the one message
        assert t.rows("SELECT language, role, agreed_at IS NOT NULL FROM people") == [("en", "person", True)]


async def test_a_phone_in_another_language_is_asked_in_the_citys_own_first(database_url: str) -> None:
    async with town(database_url) as t:
        tesfay, unsaid = t.phone("Tesfay", "ti"), t.phone("Nobody", None)
        arab = t.phone("Amina", "ar-EG")
        for phone in (tesfay, unsaid, arab):
            await phone.starts()
        assert [phone.buttons[0][0] for phone in (tesfay, unsaid, arab)] == [
            "italiano",
            "italiano",
            "العربية",
        ]


async def test_a_link_leads_to_the_lab_it_is_about_after_the_language_and_the_yes(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, marco = t.phone("Fatou"), t.phone("Marco", "it")
        await fatou.joins()
        t.lab("Felt Slippers", in_days=5)
        t.lab("Radio", in_days=3)
        await fatou.taps("Tell a friend")
        await fatou.taps("Felt")
        await fatou.taps("italiano")

        await marco.opens(fatou.link())
        marco.sees("Ciao! In quale lingua leggi meglio?")
        await marco.chooses("italiano")
        await marco.taps("✅")
        marco.sees("Felt Slippers (it)")
        marco.sees_no("Radio")

        # Somebody who is known already is at the lab at once.
        sara = t.phone("Sara")
        await sara.joins()
        await sara.opens(fatou.link())
        sara.sees("Felt Slippers", "✋ I want to come")


async def test_who_does_not_agree_reads_the_labs_and_nothing_but_the_language_is_kept(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        fatou, marco = t.phone("Fatou"), t.phone("Marco", "it")
        await fatou.joins()
        lab = t.lab("Felt Slippers", topic="crafts")
        t.lab("Radio", topic="media")
        await fatou.taps("Tell a friend")
        await fatou.taps("Felt")
        await fatou.taps("English")
        before = {table: t.rows(f"SELECT count(*) FROM {table}") for table in HELD}

        await marco.opens(fatou.link())
        await marco.chooses("English")
        await marco.taps("Only look")
        marco.sees("Felt Slippers", "Meet people.", "🟢 Plenty of seats", "✋ I want to come")
        await marco.taps("Labs")
        await marco.taps("🎬 Video")
        await marco.taps("Radio")
        marco.sees("Radio", "🎬 Video and phone")
        await marco.taps("Tell a friend")
        marco.sees("If you agree")
        await marco.writes("/menu")
        assert marco.buttons == [["📅 Labs"], ["👋 Join", "🌍 Language"]]
        await marco.writes("Who are you?")
        marco.sees("I am a bot and did not understand. Please tap a button.")
        for address in (
            "mine",
            "friend",
            "ask",
            "settings",
            "desk",
            f"lab/{lab}/sign-up/2",
            "stop",
            "forget/yes",
        ):
            await marco.forges(address)
            marco.sees("If you agree")

        assert {table: t.rows(f"SELECT count(*) FROM {table}") for table in HELD} == before
        kept = "language, agreed_at, stopped_at, district, awaiting, wave, has_reminders, is_work_first"
        person = t.rows(f"SELECT {kept} FROM people WHERE agreed_at IS NULL")
        assert person == [("en", None, None, None, None, 0, True, False)]
        assert t.rows("SELECT count(*) FROM outbox WHERE message IS NOT NULL") == [(0,)]


async def test_who_looked_first_and_then_agrees_has_come_by_the_link(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, marco = t.phone("Fatou"), t.phone("Marco")
        await fatou.joins()
        t.lab("Felt Slippers")
        await fatou.taps("Tell a friend")
        await fatou.taps("Felt")
        await fatou.taps("English")
        await marco.opens(fatou.link())
        await marco.chooses("English")
        await marco.taps("Only look")
        assert _arrivals(t) == []
        await marco.taps("I want to come")
        marco.sees("If you agree")
        await marco.taps("I agree")
        marco.sees("Felt Slippers", "✋ I want to come")
        assert _arrivals(t) == [(1, 2, True)]


def _arrivals(t: Town) -> list[tuple[object, ...]]:
    return t.rows(
        "SELECT s.person_id, a.person_id, a.is_origin FROM arrivals a JOIN shares s ON s.id = a.share_id"
    )


async def test_a_link_that_is_wrong_or_unknown_leads_on_all_the_same(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        t.lab("Felt Slippers")
        await fatou.joins("abcdefghij")
        fatou.sees("What is coming", "Felt Slippers")
        await fatou.starts("not a code at all")
        fatou.sees("What would you like to do?")
        await fatou.starts("i-abcdefghij")
        fatou.sees("This invitation was used already, or is too old.")
