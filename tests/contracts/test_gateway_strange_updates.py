"""The contract of `parse` for updates that are rare, not for us, or not what Telegram promises."""

import json
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.port import Gateway, Raw
from dialogs.event import (
    AskedInline,
    Blocked,
    ChoseInline,
    Event,
    Incoming,
    Showed,
    Tapped,
    Unblocked,
    Wrote,
)
from tests.contracts.conftest import ANNA, CAFE, Driver

PERSON: Raw = {"id": ANNA, "is_bot": False, "first_name": "Anna", "language_code": "it"}
PRIVATE: Raw = {"id": ANNA, "type": "private", "first_name": "Anna"}
GROUP: Raw = {"id": CAFE, "type": "supergroup", "title": "Caffè"}
CHANNEL: Raw = {"id": -100, "type": "channel", "title": "News"}


@pytest.fixture(scope="module")
def reader(driver: Driver) -> Gateway:
    """A gateway that was never opened: reading needs no Telegram."""
    return driver("1:a", "http://127.0.0.1:1")


def message(**fields: Any) -> Raw:
    """An update with a message of Anna's."""
    return {"update_id": 9, "message": {"message_id": 5, "date": 1, "from": PERSON, "chat": PRIVATE} | fields}


def tap(**fields: Any) -> Raw:
    """An update with a tap of Anna's."""
    return {"update_id": 9, "callback_query": {"id": "3", "from": PERSON} | fields}


def asked(**fields: Any) -> Raw:
    """An update with an inline query of Anna's."""
    return {"update_id": 9, "inline_query": {"id": "3", "from": PERSON, "query": "", "offset": ""} | fields}


def chose(**fields: Any) -> Raw:
    """An update with what Anna chose."""
    return {"update_id": 9, "chosen_inline_result": {"from": PERSON, "query": "", "result_id": "a"} | fields}


def membership(before: Raw, after: Raw) -> Raw:
    """An update about the bot's place in the group."""
    change = {"chat": GROUP, "from": PERSON, "old_chat_member": before, "new_chat_member": after}
    return {"update_id": 9, "my_chat_member": change}


@pytest.mark.parametrize(
    ("raw", "event"),
    [
        (message(animation={"file_id": "a"}, document={"file_id": "a"}), Showed("other", "a")),
        (message(poll={"id": "1"}), Showed("other")),
        (message(photo=[{"file_id": "small"}, {"file_id": "large"}]), Showed("photo", "large")),
        (message(text="a\ud83d\x00b"), Wrote("a\ufffd\ufffdb")),
        (tap(game_short_name="x"), Tapped("3", "", None)),
        (tap(inline_message_id="x", data="y"), Tapped("3", "y", None)),
        (asked(query="lab\x00 3", offset="20\ud800"), AskedInline("3", "lab\ufffd 3", "20\ufffd")),
        (asked(query=["lab"], offset=20, chat_type=7), AskedInline("3", "", "")),
        (asked(query="x" * 300, offset="9" * 99), AskedInline("3", "x" * 256, "9" * 64)),
        (chose(inline_message_id="x"), ChoseInline("a")),
        (chose(result_id="a" * 99), ChoseInline("a" * 64)),
    ],
)
def test_rarer_updates_are_understood(reader: Gateway, raw: Raw, event: Event) -> None:
    found = reader.parse(raw)
    sent_at_s = 1 if "message" in raw else None
    assert found == Incoming(9, ANNA, False, "it", event, sent_at_s)


@pytest.mark.parametrize("date", ["1", None, True, 1.5, 2**63])
def test_a_date_that_is_none_costs_nobody_a_message(reader: Gateway, date: object) -> None:
    found = reader.parse(message(text="hello", date=date))
    assert found == Incoming(9, ANNA, False, "it", Wrote("hello"), None)


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        ({"status": "left"}, {"status": "administrator"}, Unblocked()),
        ({"status": "left"}, {"status": "restricted", "is_member": True}, Unblocked()),
        ({"status": "member"}, {"status": "restricted", "is_member": False}, Blocked()),
        ({"status": "administrator"}, {"status": "left"}, Blocked()),
        ({"status": "member"}, {"status": "administrator"}, None),
        ({"status": "left"}, {"status": "kicked"}, None),
        ({"status": "member"}, {"status": "unheard-of"}, None),
    ],
)
def test_only_coming_and_going_is_told(reader: Gateway, before: Raw, after: Raw, event: Event | None) -> None:
    found = reader.parse(membership(before, after))
    assert (found and found.event) == event


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"update_id": 9},
        {"message": message(text="no number")["message"]},
        message(**{"from": PERSON | {"is_bot": True}}, text="/start"),
        message(chat=CHANNEL, text="/start"),
        message(pinned_message={"message_id": 4}),
        message(chat=GROUP, photo=[{"file_id": "x"}]),
        {"update_id": 9, "edited_message": message(text="later")["message"]},
        {"update_id": 9, "channel_post": message(chat=CHANNEL, text="news")["message"]},
        asked(id=3),
        asked(id=""),
        asked(**{"from": PERSON | {"is_bot": True}}),
        asked(**{"from": PERSON | {"id": "1001"}}),
        asked(**{"from": None}),
        chose(result_id=""),
        chose(result_id=7),
        chose(**{"from": PERSON | {"id": 2**63}}),
        {"update_id": 2**63, "message": message(text="too large for a database")["message"]},
    ],
)
def test_what_means_nothing_to_us_is_passed_over(reader: Gateway, raw: Raw) -> None:
    assert reader.parse(raw) is None


FIELDS = [
    "update_id",
    "date",
    "message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "query",
    "offset",
    "result_id",
    "via_bot",
    "username",
    "chat",
    "from",
    "id",
    "type",
    "text",
    "data",
    "photo",
    "voice",
    "file_id",
    "caption",
    "status",
    "new_chat_member",
    "old_chat_member",
    "is_bot",
    "is_member",
    "language_code",
    "reply_to_message",
    "message_id",
    "migrate_to_chat_id",
]
WORDS = ["private", "supergroup", "kicked", "member", "restricted", "/start x", "/labs", "\ud800"]
TEXTS = st.text("ab/@_ 1\x00\ud83d\ude00é🎉", max_size=12)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(WORDS)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | TEXTS, inner, max_size=6)
    ),
    max_leaves=25,
)
TRUE_UPDATES = st.sampled_from(
    [
        message(text="/start x", reply_to_message={"message_id": 4}),
        message(photo=[{"file_id": "x"}], caption="look"),
        message(chat=GROUP, migrate_to_chat_id=-5),
        tap(message=message()["message"], data="labs"),
        message(text="Felt", via_bot={"id": 7, "username": "passaparola_bot"}),
        asked(query="lab 3", offset="20", chat_type="private"),
        chose(inline_message_id="x", query="lab 3"),
        membership({"status": "left"}, {"status": "member"}),
    ]
)


@given(raw=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5))
def test_parsing_never_stumbles_over_anything(reader: Gateway, raw: Raw) -> None:
    assert_storable(reader.parse(raw))


@given(raw=TRUE_UPDATES, data=st.data())
def test_parsing_never_stumbles_over_a_true_update_with_one_wrong_field(
    reader: Gateway, raw: Raw, data: st.DataObject
) -> None:
    broken = json.loads(json.dumps(raw))
    holder, field = data.draw(st.sampled_from(places(broken)))
    holder[field] = data.draw(TEXTS | JSON)
    assert_storable(reader.parse(broken))


def places(part: Any) -> list[tuple[Any, Any]]:
    """Every field of every part, as what holds it and its name or number."""
    if not isinstance(part, dict | list):
        return []
    fields = list(part) if isinstance(part, dict) else list(range(len(part)))
    return [(part, field) for field in fields] + [place for field in fields for place in places(part[field])]


def assert_storable(found: Incoming | None) -> None:
    """Every text can be written as UTF-8 and every number into 64 bits."""
    for value in (*astuple(found)[:4], found.sent_at_s, *astuple(found.event)) if found else ():
        if isinstance(value, str):
            assert "\x00" not in value.encode().decode()
        elif isinstance(value, int):
            assert -(2**63) <= value < 2**63
