"""The demo in a browser: what one does on its phones, and what one sees there.

async with city(folder) as it:
    amina = it.phone("Amina")
    await amina.start()
    await amina.tap("العربية")
    await amina.sees("أوافق")
"""

import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Locator, Page, Request, async_playwright, expect

from bot.playground.demo import CAST, Demo, demo
from storage import announcements, labs
from storage.database import Transaction
from storage.labs import Lab

T = TypeVar("T")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
WIDE = (1600, 900)
ISOLATES = re.compile("[\u2066-\u2069\u200e\u200f]")
LONGEST_WAIT_MS = 10_000.0


def chromium() -> str | None:
    """Where this computer's browser is."""
    return next((found for found in map(shutil.which, BROWSERS) if found), None)


@dataclass
class City:
    """The running demo, the page that shows it, and what the browser complained of."""

    demo: Demo
    page: Page
    complaints: list[str] = field(default_factory=list)
    album: Path | None = None

    def phone(self, name: str) -> "Phone":
        """The phone of one of the cast."""
        number, language = next((number, spoken) for number, other, spoken, *_ in CAST if other == name)
        return Phone(self, number, name, language, self.page.locator(f'[data-phone="{number}"]'))

    @property
    def now(self) -> datetime:
        """The time on the city's wall."""
        return self.demo.app.now().astimezone(self.demo.app.host.city.zone)

    def read(self, query: Callable[[Transaction], T]) -> T:
        """What the database holds."""
        with self.demo.app.host.database.transaction() as tx:
            return query(tx)

    async def shoot(self, name: str) -> None:
        """Keep a picture of the page, where there is an album."""
        if self.album is not None:
            await self.page.screenshot(path=self.album.with_name(f"{self.album.name}-{name}.png"))

    async def clock(self, move: str) -> None:
        """Press a button of the clock (`clock-hour`, `clock-tomorrow`, `clock-evening`) and let it walk."""
        async with self.page.expect_response("**/play/act"):
            await self.page.click(f'[data-do="{move}"]')

    async def clock_to(self, wall_clock: str) -> None:
        """Move the clock to the next time it shows this."""
        await self.page.click('[data-do="clock-other"]')
        await self.page.fill("#clock-to", wall_clock)
        async with self.page.expect_response("**/play/act"):
            await self.page.click('[data-do="clock-to"] .primary')

    async def evening_before(self, meeting: datetime) -> None:
        """Press "Next 18:00" until it is the day before."""
        start = meeting.astimezone(self.now.tzinfo)
        due = datetime.combine(start.date() - timedelta(days=1), time(18), self.now.tzinfo)
        while self.now < due:
            await self.clock("clock-evening")
        await expect(self.page.locator('[data-part="now"]')).to_have_text("18:00")

    def listen(self) -> None:
        """Remember every error of the page, and every request that leaves this computer."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")) and urlsplit(request.url).hostname != "127.0.0.1":
            self.complaints.append(f"asked for {request.url}")


@dataclass
class Phone:
    """One phone on the page."""

    city: City
    id: int
    name: str
    language: str
    root: Locator

    def said(self, english: str, **values: object) -> str:
        """A text of the bot as this phone gets it."""
        host = self.city.demo.app.host
        return host.catalogs.words(host.city.chain(self.language)).label(english, **values)

    @property
    def log(self) -> Locator:
        """The chat that is open."""
        return self.root.locator(".chat:not([hidden]) .log")

    @property
    def last(self) -> Locator:
        """The newest message of the open chat."""
        return self.log.locator("[data-message]").last

    async def start(self) -> None:
        """Press START."""
        await self.root.locator('[data-act="start"]').click()

    async def join(self, language: str) -> None:
        """First contact at one go: START, a language by its own name, and agree."""
        await self.start()
        await self.tap(language)
        await self.tap("✅ I agree")
        await self.hears("What would you like to do?")

    async def tap(self, english: str, **values: object) -> None:
        """Press the newest button whose label holds this text of the bot, in the phone's language."""
        await self.log.locator(".key", has_text=plain(self.said(english, **values))).last.click()

    async def write(self, text: str) -> None:
        """Write and send."""
        await self.root.locator("textarea").fill(text)
        await self.root.locator("textarea").press("Enter")

    async def open(self, chat: str) -> None:
        """Choose a chat by its title, the bot's included."""
        await self.root.get_by_role("tab", name=chat).click()

    async def chat_menu(self, deed: str) -> None:
        """Choose from the menu of the open chat: `block`, `add_bot`…"""
        await self.root.locator('[data-act="chat-menu"]').click()
        await self.root.locator(f'.menu [data-act="{deed}"]').click()

    async def follow(self) -> None:
        """Open the newest link that stands in a text."""
        await self.log.locator(".text a").last.click()

    async def forward(self, to: int) -> None:
        """Forward the newest message to somebody, or to the group."""
        await self.last.hover()
        await self.last.locator('[data-act="message-menu"]').click()
        await self.root.locator('[data-act="forward"]').click()
        await self.root.locator(f'[data-act="forward-to"][data-to="{to}"]').click()

    async def sees(self, *texts: str) -> None:
        """The newest message shows all of these, in its text or on its buttons."""
        for text in texts:
            await expect(self.last).to_contain_text(plain(text), timeout=LONGEST_WAIT_MS)

    async def hears(self, english: str, **values: object) -> None:
        """The newest message shows this text of the bot, in the phone's language."""
        await self.sees(self.said(english, **values))


def announced(tx: Transaction) -> Lab:
    """The lab of the first announcement."""
    news = announcements.get(tx, 1)
    assert news is not None
    assert news.lab_id is not None
    lab = labs.get(tx, news.lab_id)
    assert lab is not None
    return lab


def plain(text: str) -> re.Pattern[str]:
    """This text, whatever isolates stand between its letters."""
    return re.compile("[\u2066-\u2069\u200e\u200f]*".join(map(re.escape, ISOLATES.sub("", text))))


@asynccontextmanager
async def city(
    folder: Path, size: tuple[int, int] = WIDE, *, is_dark: bool = False, scale: float = 1.0
) -> AsyncIterator[City]:
    """The demo and a browser that looks at it, while the block runs; its database is in `folder`."""
    browser_path = chromium()
    assert browser_path is not None, "there is no Chromium here"
    async with demo(0, folder, is_limited=False) as running, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
        try:
            page = await browser.new_page(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if is_dark else "light",
                device_scale_factor=scale,
                locale="en-GB",
                reduced_motion="reduce",
            )
            found = City(running, page)
            found.listen()
            await page.goto(running.url)
            await expect(page.locator("[data-phone]")).to_have_count(len(CAST))
            yield found
        finally:
            await browser.close()
