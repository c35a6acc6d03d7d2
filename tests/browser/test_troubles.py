"""What goes wrong with Telegram, switched on and off on the page, and a group that becomes a supergroup."""

import pytest
from playwright.async_api import expect

from bot.playground.demo import GROUP
from bot.playground.people import FIRST_SUPERGROUP
from tests.browser.phones import City

pytestmark = pytest.mark.browser
NOTHING_YET = "You have not signed up for a lab yet. See what is coming:"


async def turn(bologna: City, trouble: str, is_on: bool) -> None:
    """Press the switch, and see it."""
    switch = bologna.page.get_by_role("button", name=f"Telegram {trouble}")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "true" if is_on else "false")
    told = bologna.page.locator('[data-part="trouble"]')
    await (expect(told).to_contain_text(f"Telegram {trouble}") if is_on else expect(told).to_be_empty())


async def test_while_telegram_is_down_the_bot_is_silent_and_then_answers(bologna: City) -> None:
    marco = bologna.phone("Marco")
    await marco.join("italiano")
    await turn(bologna, "is down", is_on=True)
    await marco.write("/mylabs")
    await bologna.page.wait_for_timeout(500)
    await marco.sees("/mylabs")
    await bologna.shoot("down")
    await turn(bologna, "is down", is_on=False)
    await marco.hears(NOTHING_YET)


async def test_a_slow_telegram_is_late_but_says_all(bologna: City) -> None:
    amina = bologna.phone("Amina")
    await amina.join("العربية")
    await turn(bologna, "is slow", is_on=True)
    await amina.write("/mylabs")
    await amina.hears(NOTHING_YET)
    await bologna.shoot("slow")
    await turn(bologna, "is slow", is_on=False)


async def test_a_reply_whose_answer_is_lost_comes_again_rather_than_never(bologna: City) -> None:
    amina = bologna.phone("Amina")
    await amina.join("العربية")
    await turn(bologna, "loses the answer", is_on=True)
    await amina.write("/mylabs")
    await amina.hears(NOTHING_YET)
    await bologna.shoot("lost")
    await turn(bologna, "loses the answer", is_on=False)
    await amina.write("/settings")
    await amina.hears("📄 My data")


async def test_a_group_becomes_a_supergroup_and_the_bot_goes_with_it(bologna: City) -> None:
    fatou = bologna.phone("Fatou")
    await fatou.join("français")
    await fatou.open("San Donato")
    await fatou.chat_menu("add_bot")
    await fatou.sees("Bologna", "👉")
    await fatou.chat_menu("upgrade")
    await fatou.open("San Donato")
    await fatou.sees("This is the supergroup now.")
    world = bologna.demo.playground.world
    assert [group for group in world.groups if group != GROUP] == [FIRST_SUPERGROUP + GROUP]
