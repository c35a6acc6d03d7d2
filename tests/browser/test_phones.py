"""The phones of the demo in a browser: keys alone, a group, a blocked bot, days that go by."""

import pytest
from playwright.async_api import expect

from bot.playground.demo import GROUP
from storage import people
from tests.browser.phones import City, Phone

pytestmark = pytest.mark.browser


async def reach(phone: Phone, words: str) -> None:
    """Press Tab until the focus is on something of this phone that is called so."""
    called = """([id, words]) => {
        const { activeElement: it } = document;
        if (!it.matches("button, a, textarea") || !it.closest(`[data-phone="${id}"]`)) return false;
        return (it.getAttribute("aria-label") || it.textContent).includes(words);
    }"""
    for _ in range(80):
        if await phone.city.page.evaluate(called, [phone.id, words]):
            return
        await phone.city.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to “{words}” on {phone.name}'s phone")


async def test_everything_can_be_done_with_keys_alone(bologna: City) -> None:
    marco, keys = bologna.phone("Marco"), bologna.page.keyboard
    for words, seen in (
        ("Avvia", "italiano"),
        ("italiano", marco.said("✅ I agree")),
        (marco.said("✅ I agree"), marco.said("📅 Labs")),
    ):
        await reach(marco, words)
        await keys.press("Enter")
        await marco.sees(seen)
    await reach(marco, "Commands of the bot")
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await marco.hears("You have not signed up for a lab yet. See what is coming:")
    await reach(marco, "Marco writes to")
    await keys.type("ciao")
    await keys.press("Enter")
    await marco.hears("I am a bot and did not understand. Tap a button, or “Ask” to write to a person.")
    await reach(marco, "Message actions")
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await keys.press("Enter")
    amina = bologna.phone("Amina")
    await amina.open("Marco")
    await expect(amina.log.locator("[data-message]")).to_have_count(1)


async def test_in_a_group_the_bot_greets_and_a_card_is_opened_by_another_phone(bologna: City) -> None:
    fatou, amina = bologna.phone("Fatou"), bologna.phone("Amina")
    await fatou.join("français")
    await fatou.open("San Donato")
    await fatou.chat_menu("add_bot")
    await expect(fatou.log.locator(".is-service")).to_contain_text("The bot was added to the group.")
    await fatou.sees("Bologna", "👉")
    await fatou.open("Passaparola")
    await fatou.write("/friend")
    await fatou.tap("🏙 All the labs")
    await fatou.tap("العربية")
    await expect(fatou.last.locator(".text a")).to_have_count(1)
    await fatou.forward(to=GROUP)
    await amina.open("San Donato")
    await amina.sees("Fatou")
    await amina.follow()
    await amina.tap("العربية")
    await amina.tap("✅ I agree")
    await amina.hears("What would you like to do?")
    found = bologna.read(lambda tx: people.find(tx, amina.id))
    assert found is not None
    assert found[0].wave == 1


async def test_a_blocked_bot_is_silent_until_it_is_let_in_again(bologna: City) -> None:
    amina = bologna.phone("Amina")
    await amina.join("العربية")
    await amina.chat_menu("block")
    await expect(amina.root.locator('[data-act="unblock"]')).to_be_visible()

    def is_unreachable() -> bool:
        found = bologna.read(lambda tx: people.find(tx, amina.id))
        return found is not None and found[1]

    await bologna.demo.playground.until(lambda: not len(bologna.demo.playground.world.queue))
    assert is_unreachable()
    await amina.root.locator('[data-act="unblock"]').click()
    await amina.write("/labs")
    await amina.tap("☰ Menu")
    assert not is_unreachable()


async def test_each_day_has_its_name_above_it_in_the_language_of_the_phone(bologna: City) -> None:
    amina, today = bologna.phone("Amina"), bologna.now
    await amina.join("العربية")
    await bologna.clock("clock-tomorrow")
    await amina.write("/labs")
    await amina.tap("☰ Menu")
    days = amina.log.locator(".day:visible")
    await expect(days).to_have_count(2)
    tomorrow = bologna.now
    assert (tomorrow.date() - today.date()).days == 1
    for number, day in enumerate((today, tomorrow)):
        await expect(days.nth(number)).to_contain_text(f" {day.day} ")
    await expect(bologna.page.locator(".clock-day")).to_contain_text(
        f"{tomorrow:%A}, {tomorrow.day} {tomorrow:%b}"
    )


async def test_what_the_browser_complains_of_would_be_noticed(bologna: City) -> None:
    await bologna.page.evaluate("console.error('a mistake')")
    assert bologna.complaints == ["error: a mistake"]
    await bologna.page.evaluate("fetch('https://example.org/').catch(() => {})")
    async with bologna.page.expect_event("pageerror"):
        await bologna.page.evaluate("setTimeout(() => { throw new Error('nobody catches this') })")
    assert bologna.complaints[-1] == "error: nobody catches this"
    assert any("https://example.org/" in complaint for complaint in bologna.complaints)
    bologna.complaints.clear()
