"""A chat is a site: screens, actions, awaited answers and letters, each at its address.

Whatever comes in, somebody gets a screen: the site checks every address, and access to it, itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, Literal

from dialogs.address import Address
from dialogs.event import Commanded, Event, Showed, Started, Tapped, Wrote
from dialogs.screen import KEPT, Button, Message, Rows, Screen
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import outbox

LONGEST_WAY = 16
"""Steps from an address to a screen: the longest address one can forge has fewer."""
Said = Wrote | Showed
"""What a person gave as an answer."""


@dataclass(frozen=True, slots=True)
class Goto:
    """Go on to another address; `toast` is shown for a moment above the chat."""

    address: str
    toast: str = ""


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last words to somebody who has just been erased: said at once, remembered nowhere."""

    screen: Screen


Shown = Screen | Goto | Farewell
Lost = Literal["unknown", "forbidden", "not a leader", "unasked"]
Role = Literal["screen", "action", "answer", "letter", "errand"]


class Page:
    """A function at an address. `page.to(lab=3)` is the address of lab 3; `page(talk, 3)` calls it."""

    def __init__(self, role: Role, pattern: str, access: Access, function: Callable[..., Any]) -> None:
        self.role = role
        self.access = access
        self.function = function
        self.address = Address(pattern, function, given=2 if role == "answer" else 1)

    def to(self, **values: object) -> str:
        """This page's address with these values."""
        return self.address.fill(**values)

    def __call__(self, talk: Talk, *values: Any, **named: Any) -> Any:
        return self.function(talk, *values, **named)


class Section:
    """Several pages that belong together, as a form's do."""

    def pages(self) -> Iterable[Page]:
        """Its pages, each time the same."""
        raise NotImplementedError


def _page(role: Role, pattern: str, access: Access) -> Callable[[Callable[..., Any]], Page]:
    return lambda function: Page(role, pattern, access, function)


def screen(pattern: str, access: Access = Access.PERSON) -> Callable[[Callable[..., Shown]], Page]:
    """A place to be at: shows how things stand, changes nothing."""
    return _page("screen", pattern, access)


def action(pattern: str, access: Access = Access.PERSON) -> Callable[[Callable[..., Shown]], Page]:
    """Changes something, then says where to go."""
    return _page("action", pattern, access)


def answer(pattern: str, access: Access = Access.PERSON) -> Callable[[Callable[..., Shown]], Page]:
    """Takes what is written while the screen at the same address awaits it, or in reply to that letter."""
    return _page("answer", pattern, access)


def letter(pattern: str) -> Callable[[Callable[..., Screen | None]], Page]:
    """Told when its turn comes; None: it need not be told any more. No tap leads to it."""
    return _page("letter", pattern, Access.VISITOR)


def errand(
    pattern: str, access: Access = Access.PERSON
) -> Callable[[Callable[..., tuple[Screen, ...]]], Page]:
    """Slow work that somebody asked for, done beside the conversations: it only reads. No tap leads to it."""
    return _page("errand", pattern, access)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn says: messages, a toast for a tap, last words; any of them may be missing."""

    messages: tuple[Message, ...] = ()
    toast: str = ""
    farewell: Screen | None = None


class Site:
    """All pages of some modules. Raises ValueError where two lay claim to one pattern.

    `commands`: name → address. `home`, `start`, `help`, `consent`: the pages the site itself leads to;
    `consent` and `start` take the address to go on to. `unasked`: the address that a text leads to which
    nobody awaits, if to any.
    """

    def __init__(
        self,
        modules: Iterable[ModuleType],
        commands: dict[str, str],
        *,
        home: str,
        start: Callable[[Talk, str], str],
        consent: Callable[[str], str],
        lost: Callable[[Talk, Lost], Screen],
        unasked: Callable[[Talk, str], str | None] = lambda talk, text: None,
    ) -> None:
        self.pages: list[Page] = []
        self._by_head: defaultdict[str, list[Page]] = defaultdict(list)
        for module in modules:
            for value in vars(module).values():
                if isinstance(value, Page):
                    self.add(value)
                elif isinstance(value, Section):
                    for page in value.pages():
                        self.add(page)
        self.commands = commands
        self._home, self._start, self._consent, self._lost = home, start, consent, lost
        self._unasked = unasked

    def add(self, page: Page) -> None:
        """Put a page on the site."""
        mine = (page.address.pattern, page.role == "answer")
        beside = self._by_head[_head(page.address.pattern)]
        if any(mine == (other.address.pattern, other.role == "answer") for other in beside):
            if any(page is other for other in beside):
                return
            raise ValueError(f"two pages at {page.address.pattern}")
        self.pages.append(page)
        beside.append(page)

    def find(self, address: str, *roles: Role) -> tuple[Page, dict[str, Any]] | None:
        """The page of one of these roles at an address, and its values."""
        for page in self._by_head.get(_head(address), ()):
            if page.role in roles:
                values = page.address.read(address)
                if values is not None:
                    return page, values
        return None

    def hear(self, talk: Talk, event: Event, on_message: int | None = None) -> Reply:
        """One event of a private chat, and what is said to it. `on_message`: the tapped one."""
        match event:
            case Tapped(data=data):
                is_kept = data.startswith(KEPT)
                shown, toast = self.follow(talk, data.removeprefix(KEPT))
                edits = None if is_kept or on_message is None else on_message
            case Started(payload=payload):
                shown, toast = self.follow(talk, self._start(talk, payload))
                edits = None
            case Commanded(name=name):
                place = self.commands.get(name)
                shown, toast = (
                    (self._lost(talk, "unasked"), "") if place is None else self.follow(talk, place)
                )
                edits = None
            case Wrote() | Showed():
                shown, toast = self._take(talk, event)
                edits = None
            case _:
                return Reply()
        if isinstance(shown, Farewell):
            return Reply((), toast, self.finish(talk, shown.screen))
        self._await(talk, shown.awaits)
        if toast and not isinstance(event, Tapped):  # without a tap there is nowhere else to say it
            shown = replace(shown, text=lines(bold(talk.words.name(toast)), shown.text))
        if shown.is_kept or shown.media is not None:
            edits = None
        messages = [Message(self.finish(talk, shown), edits)]
        if shown.card is not None:
            messages.append(Message(shown.card))
        return Reply(tuple(messages), toast)

    def follow(self, talk: Talk, address: str) -> tuple[Screen | Farewell, str]:
        """What stands at an address for this person: always a screen, and perhaps a toast."""
        toast = ""
        for _ in range(LONGEST_WAY):
            found = self.find(address, "screen", "action")
            if found is None:
                return self._lost(talk, "unknown"), toast
            page, values = found
            if page.access > talk.access:
                if talk.access is not Access.VISITOR:
                    return self._lost(talk, _why(page)), toast
                address = self._consent(address)
                continue
            shown = page.function(talk, **values)
            if not isinstance(shown, Goto):
                return shown, toast
            address, toast = shown.address, shown.toast or toast
        raise RecursionError(f"{address} leads in a circle")

    def _take(self, talk: Talk, said: Said) -> tuple[Screen | Farewell, str]:
        place = talk.person.awaiting
        if said.reply_to is not None:
            place = outbox.sent_as(talk.tx, talk.person.id, said.reply_to) or place
        found = self.find(place, "answer") if place else None
        if found is None and place != talk.person.awaiting and talk.person.awaiting:
            found = self.find(talk.person.awaiting, "answer")
        if found is None:
            way = self._unasked(talk, said.text) if isinstance(said, Wrote) else None
            return (self._lost(talk, "unasked"), "") if way is None else self.follow(talk, way)
        page, values = found
        if page.access > talk.access:
            return self._lost(talk, _why(page)), ""
        shown = page.function(talk, said, **values)
        if isinstance(shown, Goto):
            screen, toast = self.follow(talk, shown.address)
            return screen, shown.toast or toast
        return shown, ""

    def _await(self, talk: Talk, address: str | None) -> None:
        if talk.person.awaiting != address:
            talk.change(awaiting=address)

    def tell(self, talk: Talk, address: str) -> Screen | None:
        """The letter at an address, as it is now; None if it need not be told any more."""
        found = self.find(address, "letter")
        if found is None:
            return None
        page, values = found
        shown: Screen | None = page.function(talk, **values)
        return None if shown is None else self.finish(talk, replace(shown, is_kept=True))

    def run(self, talk: Talk, address: str) -> tuple[Screen, ...]:
        """What the errand at an address gives; nothing for whom it is not."""
        found = self.find(address, "errand")
        if found is None or found[0].access > talk.access:
            return ()
        page, values = found
        shown: tuple[Screen, ...] = page.function(talk, **values)
        return tuple(self.finish(talk, replace(screen, is_kept=True)) for screen in shown)

    def finish(self, talk: Talk, shown: Screen) -> Screen:
        """Lay the text out in the reader's direction, and see that nobody is left without a way on."""
        rows = shown.rows if talk.city.has_inline else _without_inline(shown.rows)
        if not rows and shown.awaits is None and not shown.is_kept:
            rows = ((Button(talk.label("Menu"), to=self._home),),)
        return replace(shown, text=talk.words.laid_out(shown.text), rows=rows)


def _why(page: Page) -> Lost:
    """What is said to a person who may not follow an address."""
    return "not a leader" if page.access is Access.LEADER else "forbidden"


def _without_inline(rows: Rows) -> Rows:
    """Buttons that would only type the bot's name are left out where nothing comes of it."""
    left = (tuple(button for button in row if button.inline is None) for row in rows)
    return tuple(row for row in left if row)


def _head(address: str) -> str:
    """What stands before its first slash: every pattern begins with a fixed word."""
    return address.partition("/")[0]
