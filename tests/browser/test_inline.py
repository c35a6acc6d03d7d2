"""Inline mode on the phones: the bot's name typed in a chat, what is offered, what the friend finds."""

import pytest
from playwright.async_api import expect

from bot.playground.demo import GROUP
from storage import arrivals
from tests.browser.phones import City

pytestmark = pytest.mark.browser


async def test_a_lab_is_posted_in_a_group_by_typing_the_bots_name(bologna: City) -> None:
    fatou, amina = bologna.phone("Fatou"), bologna.phone("Amina")
    await fatou.join("français")
    await fatou.open("San Donato")
    field, offered = fatou.root.locator("textarea"), fatou.root.locator(".inline")
    await field.press_sequentially("@passaparola_bot ")
    await expect(offered.locator('[data-act="choose"]')).to_have_count(20)
    await field.press_sequentially("cv arabe")
    await expect(offered).to_have_text(fatou.said("No lab found. See all"))
    await field.fill("@passaparola_bot cv ar")
    await expect(offered.locator('[data-act="choose"]')).to_have_count(1)
    await offered.locator('[data-act="choose"]').click()
    await expect(field).to_have_value("")
    await expect(offered).to_be_hidden()
    await expect(fatou.last.locator(".via")).to_have_text("via @passaparola_bot")
    await amina.open("San Donato")
    await amina.sees("سيرتكم الذاتية")
    await amina.follow()
    await amina.tap("العربية")
    await amina.tap("✅ I agree")
    await amina.sees("سيرتكم الذاتية")
    assert bologna.read(lambda tx: arrivals.has_origin(tx, 2))


async def test_who_has_not_agreed_is_led_to_the_bot_and_from_there_to_a_chat(bologna: City) -> None:
    marco, amina = bologna.phone("Marco"), bologna.phone("Amina")
    await marco.open("San Donato")
    await marco.root.locator("textarea").fill("@passaparola_bot ")
    await marco.root.locator('[data-act="inline-start"]').click()
    await marco.tap("italiano")
    await marco.tap("✅ I agree")
    await marco.tap("💬 Choose a chat")
    await marco.root.locator(f'[data-act="forward-to"][data-to="{amina.id}"]').click()
    await expect(marco.root.locator("textarea")).to_have_value("@passaparola_bot ")
    await expect(marco.root.locator('.inline [data-act="choose"]').first).to_be_visible()
    await marco.root.locator("textarea").press("Enter")
    await expect(marco.last.locator(".via")).to_be_visible()
    await amina.open("Marco")
    await expect(amina.last.locator(".key")).to_have_count(1)
    await marco.open("San Donato")
    await expect(marco.root.locator('[data-act="inline-start"]')).to_have_count(0)
    assert GROUP in bologna.demo.playground.world.groups
