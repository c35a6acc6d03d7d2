"""Signing up in two taps; waiting, leaving, and who gets the seat then. Never more people than seats."""

from datetime import timedelta

import pytest

from storage import facilities
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _people(t: Town, *names: str) -> list[Phone]:
    phones = [t.phone(name) for name in names]
    for phone in phones:
        await phone.joins()
    return phones


async def _signs_up(phone: Phone, title: str, people: int) -> None:
    await phone.writes("/labs")
    await phone.taps(title)
    await phone.taps("✋" if any("✋" in key for row in phone.buttons for key in row) else "⏳")
    await phone.taps(str(people))


async def _leaves(phone: Phone, title: str) -> None:
    await phone.writes("/mylabs")
    await phone.taps(title)
    await phone.taps("I can't come")
    await phone.taps("I can't come")


async def test_two_taps_give_a_seat_and_my_labs_shows_it(database_url: str) -> None:
    async with town(database_url) as t:
        (fatou,) = await _people(t, "Fatou")
        t.lab("Felt", seats=3)
        await fatou.writes("/labs")
        await fatou.taps("Felt")
        await fatou.taps("I want to come")
        fatou.sees("How many people are you, with yourself?")
        assert fatou.buttons[0] == ["1", "2", "3"]  # never more than there are seats
        await fatou.taps("2")
        fatou.sees("✅ Done: 2 seats are yours.", "Felt", "I remind you the day before at 18:00.")
        await fatou.taps("My labs")
        fatou.sees("You are signed up for 1 lab:", "✅ 💼")
        await fatou.taps("Felt")
        fatou.sees("✅ You are coming: 2 people.", "🟡 Few seats left", "👥 How many", "🙁 I can't come")

        await fatou.taps("How many")
        await fatou.taps("1")
        fatou.sees("✅ Done: 1 seat is yours.")
        await fatou.forges("lab/1/sign-up/4")
        fatou.sees("How many people are you")
        assert t.rows("SELECT party, state FROM signups") == [(1, "seated")]


async def test_a_seat_that_is_free_is_offered_to_whoever_waits_longest(database_url: str) -> None:
    async with town(database_url) as t:
        sara, omar, lina, noor = await _people(t, "Sara", "Omar", "Lina", "Noor")
        t.lab("Felt", seats=3)
        await _signs_up(sara, "Felt", 2)
        await _signs_up(omar, "Felt", 1)
        await lina.writes("/labs")
        await lina.taps("Felt")
        lina.sees("🔴 Full: you can join the waiting list", "⏳ Waiting list")
        await lina.taps("Waiting list")
        await lina.taps("2")
        lina.sees("⏳ The lab is full. Your place on the waiting list: 1.", "When it is your turn, I ask you")
        await _signs_up(noor, "Felt", 1)
        noor.sees("Your place on the waiting list: 2.")
        await noor.taps("See the lab")
        noor.sees("⏳ You are on the waiting list: place 2.")

        # Omar leaves: Lina's two do not fit into one seat yet, and nobody passes her.
        await _leaves(omar, "Felt")
        omar.sees("Thank you for telling us")
        assert (lina.has_seen("🎉"), noor.has_seen("🎉")) == (0, 0)

        # Sara leaves too: now both are asked; one taps yes, the other no.
        await _leaves(sara, "Felt")
        lina.sees("🎉 It is your turn!", "🎟 2 seats are kept for you until", "Felt")
        noor.sees("🎉 It is your turn!", "🎟 1 seat is kept for you until")
        await lina.taps("Yes, I am coming")
        lina.sees("✅ Done: 2 seats are yours.")
        assert lina.has_seen("🎉") == 1  # what was told stays as it was
        await noor.taps("No, I can't come")
        noor.sees("Thank you for telling us")
        assert t.rows("SELECT party, state FROM signups ORDER BY id") == [
            *[(2, "cancelled"), (1, "cancelled")],
            *[(2, "seated"), (1, "cancelled")],
        ]
        await _signs_up(noor, "Felt", 1)
        noor.sees("✅ Done: 1 seat is yours.")


async def test_an_offer_without_an_answer_goes_to_the_next_and_late_taps_are_told_kindly(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        sara, lina, noor = await _people(t, "Sara", "Lina", "Noor")
        t.lab("Felt", seats=1, in_days=1, hour="18:00")
        await _signs_up(sara, "Felt", 1)
        await _signs_up(lina, "Felt", 1)
        await _signs_up(noor, "Felt", 1)
        # At ten, with 8 + 3 + 10 hours awake until six the next day: a quarter of them, 5¼ hours.
        await _leaves(sara, "Felt")
        lina.sees("🎟 1 seat is kept for you until", "15:15")
        await t.clock(t.at("15:14"))
        assert noor.has_seen("🎉") == 0
        await t.clock(t.at("15:17"))
        lina.sees("I had no answer, so it went to the next in line.")
        assert noor.has_seen("🎉 It is your turn!") == 1
        await lina.taps("Yes, I am coming")  # under the old message
        lina.sees("it went to the next in line", "Would you still like to come?")
        await lina.taps("Wait again")
        lina.sees("Your place on the waiting list: 1.")
        await noor.taps("No, I can't come")
        await lina.taps("Yes, I am coming")
        lina.sees("✅ Done: 1 seat is yours.")


async def test_whoever_blocked_the_bot_does_not_hold_up_the_line(database_url: str) -> None:
    async with town(database_url) as t:
        sara, lina, noor = await _people(t, "Sara", "Lina", "Noor")
        t.lab("Felt", seats=1)
        await _signs_up(sara, "Felt", 1)
        await _signs_up(lina, "Felt", 1)
        await _signs_up(noor, "Felt", 1)
        await _leaves(sara, "Felt")
        lina.sees("🎉 It is your turn!")
        t.playground.world.block(lina.id)
        await t.clock(t.now + timedelta(seconds=25))
        noor.sees("🎉 It is your turn!")
        assert t.rows("SELECT state FROM signups ORDER BY id") == [("cancelled",), ("waiting",), ("offered",)]


async def test_a_party_too_big_takes_what_there_is_or_waits(database_url: str) -> None:
    async with town(database_url) as t:
        sara, omar, lina = await _people(t, "Sara", "Omar", "Lina")
        t.lab("Felt", seats=3)
        await _signs_up(sara, "Felt", 1)
        await _signs_up(omar, "Felt", 3)
        omar.sees("2 seats are left.", "You are 3.", "What would you like?")
        assert t.rows("SELECT party FROM signups") == [(1,)]
        await omar.taps("Wait for all of it")
        omar.sees("Your place on the waiting list: 1.")
        await omar.taps("See the lab")
        await omar.taps("I can't come")
        await omar.taps("I can't come")
        await _signs_up(lina, "Felt", 3)
        await lina.taps("Take what there is")
        lina.sees("✅ Done: 2 seats are yours.")
        await sara.writes("/mylabs")
        await sara.taps("Felt")
        await sara.taps("How many")
        assert await sara.taps("3") == "Not enough seats for 3: you keep what you have."
        sara.sees("✅ You are coming: 1 person.")


async def test_childcare_and_an_interpreter_are_promised_with_the_seat_or_not_at_all(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        sara, omar = await _people(t, "Sara", "Omar")
        lab = t.lab("Felt", seats=8)
        with t.app.host.database.transaction() as tx:
            facilities.put(tx, lab, "childcare", "", 2)
            facilities.put(tx, lab, "interpreter", "ar", 5)
        await _signs_up(sara, "Felt", 2)
        sara.sees("Do you need any of this?", "🧒 Childcare", "🗣 Interpreter: العربية")
        await sara.taps("Childcare")
        await sara.taps("Childcare")
        sara.sees("☑️ 🧒 Childcare: 2")
        await sara.taps("Go on")
        sara.sees("✅ Done: 2 seats are yours.")
        await _signs_up(omar, "Felt", 2)
        await omar.taps("Childcare")
        await omar.taps("Interpreter")
        await omar.taps("Go on")
        omar.sees("Not enough places are left: 🧒 Childcare", "What would you like?")
        await omar.taps("Wait for all of it")
        omar.sees("Your place on the waiting list: 1.")
        await _leaves(sara, "Felt")
        omar.sees("🎉 It is your turn!")
        await omar.taps("Yes, I am coming")
        assert t.rows("SELECT sum(places) FROM needs JOIN signups ON id = signup_id") == [(2,)]


async def test_the_desk_takes_somebody_off_the_list_and_the_next_is_asked(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        sara, lina = await _people(t, "Sara", "Lina")
        t.lab("Felt", seats=1)
        await _signs_up(sara, "Felt", 1)
        await _signs_up(lina, "Felt", 1)
        await giulia.forges("desk/lab/1")
        await giulia.taps("Who signed up")
        giulia.sees("✅ № 1 · 1", "⏳ № 2 · 1")
        assert giulia.has_seen("Sara") == 0
        await giulia.taps("№ 1")
        await giulia.taps("Take off the list")
        await giulia.taps("Yes")
        sara.sees("The coordinators have taken your sign-up off the list")
        lina.sees("🎉 It is your turn!")
        assert t.rows("SELECT what, about FROM audit") == [("removed a sign-up", "lab/1/1")]
