"""Takes the pictures of the documentation: `python -m tests.browser.screenshots docs/images`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.browser.phones import City, Phone, announced, city

LAB = "Esplorazione urbana"
TOLD = {
    "it": "Sabato si cammina insieme: venite con chi volete!",
    "fr": "Samedi, on marche ensemble : venez avec qui vous voulez !",
    "ar": "نمشي معًا يوم السبت: تعالوا مع من تحبون!",
}
NAMES = {"fr": "français", "ar": "العربية"}


async def announce(giulia: Phone) -> None:
    """An announcement with words of its own in three languages, out to everybody."""
    await giulia.tap("🗂 Desk")
    await giulia.tap("📣 Announce")
    await giulia.tap(LAB)
    await giulia.hears("A few words of your own above the lab's card? Write them, or go on.")
    await giulia.write(TOLD["it"])
    await giulia.tap("👥 Everybody")
    for language, name in NAMES.items():
        await giulia.tap("📝 Text in a language")
        await giulia.tap(name)
        await giulia.hears("What does it say in this language?")
        await giulia.write(TOLD[language])
        await giulia.hears("✏️ Not sent yet. Look at it, then send it.")
    await giulia.tap("📨 Send now")
    await giulia.tap("📨 Yes, send")


async def look_at_the_desk(giulia: Phone) -> None:
    """What became of the announcement."""
    await giulia.write("/start")
    await giulia.hears("What would you like to do?")
    await giulia.tap("🗂 Desk")
    await giulia.hears("📨 Sent")
    await giulia.tap("📨 Sent")
    await giulia.hears("Announcements")
    await giulia.tap("1:")
    await giulia.hears("📨 It has gone out.")


async def tidy(it: City) -> None:
    """No notices, nothing pointed at, nothing in focus."""
    for toast in reversed(await it.page.locator('[data-act="close-toast"]').all()):
        await toast.click()
    await it.page.mouse.move(1, 1)
    await it.page.evaluate("document.activeElement.blur()")


async def take(folder: Path) -> None:
    """Play a morning in Bologna, and take the pictures."""
    with tempfile.TemporaryDirectory() as database:
        async with city(Path(database)) as it:
            amina, fatou, marco, giulia = map(it.phone, ("Amina", "Fatou", "Marco", "Giulia"))
            await it.clock_to("10:00")
            for phone, language in (
                (amina, "العربية"),
                (fatou, "français"),
                (marco, "italiano"),
                (giulia, "italiano"),
            ):
                await phone.join(language)
            await announce(giulia)
            for phone in (amina, fatou, marco):
                await phone.sees(TOLD[phone.language])
            await marco.tap("✋ I want to come")
            await marco.hears("How many people are you, with yourself?")
            await marco.tap("2")
            await marco.hears("✅ My labs")
            await look_at_the_desk(giulia)
            await tidy(it)
            await it.page.screenshot(path=folder / "demo.png")
            await amina.tap("✋ I want to come")
            await amina.hears("How many people are you, with yourself?")
            await amina.tap("1")
            await amina.hears("✅ My labs")
            await it.evening_before(it.read(announced).starts_at)
            await amina.sees("🔔")
            await tidy(it)
            await amina.root.locator(".case").screenshot(path=folder / "demo-arabic.png")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(folder))
