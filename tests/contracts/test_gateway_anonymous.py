"""The contract of `parse` in groups: who has no name there is heard, what is only passed on is not."""

from typing import Any

import pytest

from bot.telegram.port import Gateway, Raw
from dialogs.event import Commanded, Event, Incoming, Started
from tests.contracts.conftest import CAFE, Driver

GROUP: Raw = {"id": CAFE, "type": "supergroup", "title": "Caffè"}
CHANNEL: Raw = {"id": -1_000_000_000_100, "type": "channel", "title": "News"}
GROUPS_BOT: Raw = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNELS_BOT: Raw = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Raw = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ANOTHER_BOT: Raw = {"id": 55, "is_bot": True, "first_name": "Bot"}
ORIGIN: Raw = {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3}


@pytest.fixture(scope="module")
def reader(driver: Driver) -> Gateway:
    """A gateway that was never opened: reading needs no Telegram."""
    return driver("1:a", "http://127.0.0.1:1")


def said(text: str, sender: Raw, **fields: Any) -> Raw:
    """An update with a text in the group."""
    message = {"message_id": 5, "date": 1, "from": sender, "chat": GROUP, "text": text}
    return {"update_id": 9, "message": message | fields}


@pytest.mark.parametrize(
    ("raw", "event"),
    [
        (said("/stop", GROUPS_BOT, sender_chat=GROUP), Commanded("stop")),
        (said("/start g-abcdefghij", GROUPS_BOT, sender_chat=GROUP), Started("g-abcdefghij")),
        (said("/language", CHANNELS_BOT, sender_chat=CHANNEL), Commanded("language")),
    ],
)
def test_an_admin_without_a_name_and_a_channel_are_heard(reader: Gateway, raw: Raw, event: Event) -> None:
    assert reader.parse(raw) == Incoming(9, CAFE, True, "", event, 1)


@pytest.mark.parametrize(
    "raw",
    [
        said("/stop", ANOTHER_BOT),
        said("/stop", TELEGRAM, sender_chat=CHANNEL, is_automatic_forward=True, forward_origin=ORIGIN),
        said("/stop", CHANNELS_BOT, sender_chat=CHANNEL, forward_origin=ORIGIN),
        said("hello", GROUPS_BOT, sender_chat=GROUP),
        said("hello", CHANNELS_BOT, sender_chat="no chat"),
        said("/stop", CHANNELS_BOT, sender_chat="no chat"),
    ],
)
def test_what_is_passed_on_and_what_another_bot_says_is_not(reader: Gateway, raw: Raw) -> None:
    assert reader.parse(raw) is None
