"""The contract of `parse`: what people do in chats arrives as our events."""

import pytest

from bot.playground.files import Kind
from bot.playground.server import Playground
from bot.telegram.port import Gateway
from dialogs.event import (
    Blocked,
    Commanded,
    Event,
    Incoming,
    Moved,
    Showed,
    Started,
    Tapped,
    Unblocked,
    Wrote,
)
from dialogs.screen import Button, Message, Screen
from tests.contracts.conftest import ANNA, BARIS, CAFE


async def heard(gateway: Gateway) -> list[Incoming | None]:
    """What the gateway makes of everything that waits."""
    return [gateway.parse(update) for update in await gateway.updates(None, 0)]


async def heard_once(gateway: Gateway) -> Incoming:
    """The one event that waits."""
    (found,) = await heard(gateway)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/start", Started()),
        ("/start lab-7_x", Started("lab-7_x")),
        ("/START  lab ", Started("lab")),
        ("/start@Passaparola_Bot lab", Started("lab")),
        ("/Labs", Commanded("labs")),
        ("/labs now please", Commanded("labs")),
        ("/labs@passaparola_bot", Commanded("labs")),
        ("/labs@another_bot", Wrote("/labs@another_bot")),
        ("/", Wrote("/")),
        ("/labs!", Wrote("/labs!")),
        ("/città", Wrote("/città")),
        ("/" + "a" * 33, Wrote("/" + "a" * 33)),
        ("see /labs", Wrote("see /labs")),
        ("مرحبا\nبكم", Wrote("مرحبا\nبكم")),
    ],
)
async def test_a_text_is_a_start_a_command_or_simply_words(
    telegram: Playground, gateway: Gateway, text: str, event: Event
) -> None:
    telegram.world.write(ANNA, ANNA, text)
    found = await heard_once(gateway)
    assert (found.chat_id, found.is_group, found.language_hint, found.event) == (ANNA, False, "it", event)


async def test_a_message_says_when_it_was_written_and_a_tap_does_not(
    telegram: Playground, gateway: Gateway
) -> None:
    telegram.world.write(ANNA, ANNA, "hello")
    telegram.world.tap_data(ANNA, ANNA, 77, "lab/1")
    written, tapped = await heard(gateway)
    assert written is not None
    assert tapped is not None
    assert written.sent_at_s == pytest.approx(telegram.clock.now().timestamp(), abs=5)
    assert tapped.sent_at_s is None


async def test_a_phone_may_say_no_language(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.add_person(1003, "Chi")
    telegram.world.open_link(1003)
    found = await heard_once(gateway)
    assert found.language_hint == ""


async def test_a_text_may_answer_a_message(telegram: Playground, gateway: Gateway) -> None:
    first = telegram.world.write(ANNA, ANNA, "one")
    telegram.world.write(ANNA, ANNA, "two", reply_to=first.id)
    assert [found and found.event for found in await heard(gateway)] == [
        Wrote("one"),
        Wrote("two", reply_to=first.id),
    ]


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "video", "audio", "sticker"])
async def test_a_file_is_shown_with_its_id_and_caption(
    telegram: Playground, gateway: Gateway, kind: Kind
) -> None:
    shown = telegram.world.show(ANNA, ANNA, kind, caption="look")
    found = await heard_once(gateway)
    assert found.event == Showed(kind, telegram.world.media_of(shown).file_id, "look")


@pytest.mark.parametrize("kind", ["location", "contact"])
async def test_a_place_or_a_contact_is_shown(telegram: Playground, gateway: Gateway, kind: Kind) -> None:
    telegram.world.show(ANNA, ANNA, kind)
    found = await heard_once(gateway)
    assert found.event == Showed(kind)


async def test_a_tap_carries_its_data_and_its_message(telegram: Playground, gateway: Gateway) -> None:
    await gateway.send(ANNA, Message(Screen("Labs", ((Button("First", "lab/1"),),))))
    (screen,) = telegram.world.from_bot(ANNA)
    tap = telegram.world.tap(ANNA, ANNA, screen.id)
    found = await heard_once(gateway)
    assert tap is not None
    assert (found.chat_id, found.event) == (ANNA, Tapped(tap.id, "lab/1", screen.id))


async def test_a_tap_may_outlive_its_message(telegram: Playground, gateway: Gateway) -> None:
    tap = telegram.world.tap_data(ANNA, ANNA, 77, "lab/1")
    found = await heard_once(gateway)
    assert (found.chat_id, found.event) == (ANNA, Tapped(tap.id, "lab/1", 77))


async def test_blocking_and_coming_back_are_told(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.block(ANNA)
    telegram.world.unblock(ANNA)
    found = await heard(gateway)
    assert [one and (one.chat_id, one.is_group, one.event) for one in found] == [
        (ANNA, False, Blocked()),
        (ANNA, False, Unblocked()),
    ]


async def test_a_group_takes_the_bot_in_and_puts_it_out(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.add_group(-2002, "Cucina")
    telegram.world.add_bot(ANNA, -2002)
    telegram.world.remove_bot(ANNA, -2002)
    found = await heard(gateway)
    assert [one and (one.chat_id, one.is_group, one.event) for one in found] == [
        (-2002, True, Unblocked()),
        None,
        (-2002, True, Blocked()),
    ]


async def test_a_group_that_moves_says_where(telegram: Playground, gateway: Gateway) -> None:
    new_id = telegram.world.upgrade_group(CAFE)
    found = await heard(gateway)
    assert [one and (one.chat_id, one.is_group, one.event) for one in found] == [
        (CAFE, True, Moved(new_id)),
        None,
    ]


async def test_in_a_group_only_commands_to_the_bot_count(telegram: Playground, gateway: Gateway) -> None:
    for text in (
        "/labs",
        "/labs@passaparola_bot",
        "/labs@another_bot",
        "hi @passaparola_bot",
        "/start@passaparola_bot x",
    ):
        telegram.world.write(BARIS, CAFE, text)
    found = await heard(gateway)
    assert [one.event for one in found if one is not None] == [
        Commanded("labs"),
        Commanded("labs"),
        Started("x"),
    ]
    assert {(one.chat_id, one.is_group, one.language_hint) for one in found if one} == {(CAFE, True, "tr")}
