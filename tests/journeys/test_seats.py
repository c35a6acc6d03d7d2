"""Signing up in two taps; waiting, leaving, and who gets the seat then. Never more people than seats."""

import pytest

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


async def test_a_full_lab_has_a_waiting_list_and_a_seat_goes_to_the_first_that_fits(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        sara, omar, lina, noor = await _people(t, "Sara", "Omar", "Lina", "Noor")
        t.lab("Felt", seats=4)
        await _signs_up(sara, "Felt", 3)
        await _signs_up(omar, "Felt", 1)
        await lina.writes("/labs")
        await lina.taps("Felt")
        lina.sees("🔴 Full: you can join the waiting list", "⏳ Waiting list")
        await lina.taps("Waiting list")
        await lina.taps("2")
        lina.sees("⏳ The lab is full. Your place on the waiting list: 1.", "If somebody leaves")
        await _signs_up(noor, "Felt", 1)
        noor.sees("Your place on the waiting list: 2.")
        await noor.taps("See the lab")
        noor.sees("⏳ You are on the waiting list: place 2.")
        await noor.writes("/mylabs")
        noor.sees("⏳ 💼")

        # Omar leaves: Lina's two do not fit into one seat, Noor does.
        await omar.writes("/mylabs")
        await omar.taps("Felt")
        await omar.taps("I can't come")
        omar.sees("Can't you come? Then somebody else can have your seat.")
        await omar.taps("I can't come")
        omar.sees("Thank you for telling us")
        noor.sees("🎉 A seat is free, and it is yours!", "Felt")
        assert lina.has_seen("🎉") == 0
        await noor.taps("I am coming")
        noor.sees("✅ Done: 1 seat is yours.")
        assert noor.has_seen("🎉") == 1  # what was told stays as it was

        # Sara comes with one fewer, then not at all: Lina's turn.
        await sara.writes("/mylabs")
        await sara.taps("Felt")
        await sara.taps("How many")
        await sara.taps("2")
        assert lina.has_seen("🎉") == 0
        await sara.writes("/mylabs")
        await sara.taps("Felt")
        await sara.taps("I can't come")
        await sara.taps("I can't come")
        assert lina.has_seen("🎉") == 1
        seated = "SELECT party FROM signups WHERE state = 'seated' ORDER BY person_id"
        assert t.rows(seated) == [(2,), (1,)]


async def test_nobody_sits_on_a_seat_that_is_not_there(database_url: str) -> None:
    async with town(database_url) as t:
        sara, omar = await _people(t, "Sara", "Omar")
        t.lab("Felt", seats=3)
        await _signs_up(sara, "Felt", 2)
        await _signs_up(omar, "Felt", 2)  # one seat is left, they are two
        omar.sees("⏳ The lab is full. Your place on the waiting list: 1.")
        await omar.forges("lab/1/sign-up/1")
        omar.sees("✅ Done: 1 seat is yours.")
        await sara.writes("/mylabs")
        await sara.taps("Felt")
        await sara.taps("How many")
        assert await sara.taps("3") == "Not enough seats for 3: you keep what you have."
        sara.sees("✅ You are coming: 2 people.")
