"""The main job, done in a browser on the phones of the demo: from the desk to a reminder."""

import json
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from bot.playground.demo import GROUP
from storage import arrivals, copies, people, signups
from storage.database import Transaction
from storage.people import Person
from tests.browser.phones import City, Phone, announced

pytestmark = pytest.mark.browser
CV = {
    "it": "Il tuo curriculum in un pomeriggio",
    "fr": "Votre CV en un après-midi",
    "ar": "سيرتكم الذاتية في جلسة واحدة",
}
"""A lab of the demo, in four days, with three seats."""


async def announce_cv(giulia: Phone) -> None:
    """From the desk to everybody."""
    await giulia.tap("🗂 Desk")
    await giulia.tap("📣 Announce")
    await giulia.tap(CV["it"])
    await giulia.hears("A few words of your own above the lab's card? Write them, or go on.")
    await giulia.write("Si parla anche arabo e francese.")
    await giulia.tap("👥 Everybody")
    await giulia.hears("✏️ Not sent yet. Look at it, then send it.")
    await giulia.tap("📨 Send now")
    await giulia.tap("📨 Yes, send")


async def sign_up(phone: Phone) -> None:
    """In two taps, with nobody else."""
    await phone.tap("✋ I want to come")
    await phone.hears("How many people are you, with yourself?")
    await phone.tap("1")
    await phone.sees(CV[phone.language], phone.said("✅ My labs"))


async def save_my_data(phone: Phone) -> str:
    """The file with everything that is held, as the browser saves it."""
    await phone.write("/settings")
    await phone.tap("📄 My data")
    await phone.tap("📄 Send me the file")
    async with phone.city.page.expect_download() as downloading:
        await phone.log.locator('[data-act="download"]').click()
    download = await downloading.value
    assert download.suggested_filename == "my-data.json"
    return (await download.path()).read_text(encoding="utf-8")


async def test_the_word_goes_from_the_desk_through_two_phones_to_a_reminder(bologna: City) -> None:
    amina, fatou, marco, giulia = map(bologna.phone, ("Amina", "Fatou", "Marco", "Giulia"))
    await amina.join("العربية")
    await fatou.join("français")
    await giulia.join("italiano")
    await announce_cv(giulia)

    for reader in (amina, fatou):
        await reader.sees("Si parla anche arabo e francese.", CV[reader.language])
        await reader.hears("👉 Read more and sign up")
    await expect(amina.last.locator(".bubble")).to_have_attribute("dir", "rtl")
    await expect(fatou.last.locator(".bubble")).to_have_attribute("dir", "ltr")
    await bologna.shoot("announced")

    await amina.forward(to=marco.id)
    await sign_up(amina)
    await fatou.forward(to=GROUP)
    await sign_up(fatou)

    await marco.open("Amina")
    await marco.sees(CV["ar"])
    await marco.follow()
    await marco.tap("italiano")
    await marco.tap("✅ I agree")
    await marco.sees(CV["it"])
    await sign_up(marco)
    await bologna.shoot("signed-up")

    await giulia.open("San Donato")
    await giulia.sees("Fatou", CV["fr"])
    await giulia.follow()
    await giulia.hears("🔴 Full: you can join the waiting list")

    await bologna.evening_before(bologna.read(announced).starts_at)
    for reader in (amina, fatou, marco):
        await reader.hears("🔔 Tomorrow: {title}", title=CV[reader.language])
    await bologna.shoot("reminded")

    held = await save_my_data(marco)
    assert json.loads(held)["person"][0]["language"] == "it"
    assert [signup["state"] for signup in json.loads(held)["signups"]] == ["seated"]
    assert "Marco" not in held

    def remembered(tx: Transaction) -> None:
        lab = announced(tx).id
        of = {phone.id: whose(tx, phone) for phone in (amina, fatou, marco, giulia)}
        seats = [
            (signup.state, signup.party) for who in of.values() if (signup := signups.of(tx, lab, who.id))
        ]
        assert seats == [("seated", 1)] * 3
        assert copies.counts(tx, 1) == {"sent": 3}
        assert arrivals.tellers(tx, of[marco.id].id) == {of[amina.id].id}
        assert arrivals.tellers(tx, of[giulia.id].id) == {of[fatou.id].id}
        assert arrivals.brought(tx, of[amina.id].id, datetime.max.replace(tzinfo=UTC)) == (1, 1)
        assert arrivals.brought(tx, of[fatou.id].id, datetime.max.replace(tzinfo=UTC)) == (1, 0)
        assert [who.wave for who in of.values()] == [0, 0, 1, 1]

    bologna.read(remembered)


def whose(tx: Transaction, phone: Phone) -> Person:
    """The person of a phone."""
    found = people.find(tx, phone.id)
    assert found is not None
    return found[0]
