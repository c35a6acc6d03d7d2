"""Edits, deletions and answers to taps."""

import pytest

from bot.playground.editing import NOT_MODIFIED
from bot.playground.server import Playground
from bot.playground.taps import TOO_OLD
from tests.playground.conftest import AMINA, SQUARE, Caller, Seconds

pytestmark = pytest.mark.asyncio
LABS = {"inline_keyboard": [[{"text": "Labs", "callback_data": "labs"}]]}


async def test_an_edit_without_a_keyboard_removes_it(call: Caller, playground: Playground) -> None:
    sent = await call("sendMessage", chat_id=AMINA, text="one", reply_markup=LABS)
    place = {"chat_id": AMINA, "message_id": sent["message_id"]}
    edited = await call("editMessageText", **place, text="two")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("two", False, True)
    again = await call("editMessageReplyMarkup", **place, reply_markup=LABS)
    assert (again["text"], again["reply_markup"]) == ("two", LABS)
    with pytest.raises(ValueError, match="no such button"):
        playground.world.tap(AMINA, AMINA, sent["message_id"], 0, 1)


async def test_an_edit_that_changes_nothing_is_refused(call: Caller) -> None:
    sent = await call("sendMessage", chat_id=AMINA, text="<b>one</b>", parse_mode="HTML", reply_markup=LABS)
    same = {"chat_id": AMINA, "message_id": sent["message_id"], "text": "<b>one</b> ", "parse_mode": "HTML"}
    assert await call.refused("editMessageText", **same, reply_markup=LABS) == f"Bad Request: {NOT_MODIFIED}"
    assert (await call("editMessageText", **same))["text"] == "one"


async def test_only_what_the_bot_wrote_can_be_edited(call: Caller, playground: Playground) -> None:
    written = playground.world.write(AMINA, AMINA, "mine")
    forwarded = await call("forwardMessage", chat_id=AMINA, from_chat_id=AMINA, message_id=written.id)
    keyboard = {"keyboard": [[{"text": "a"}]]}
    keyed = await call("sendMessage", chat_id=AMINA, text="x", reply_markup=keyboard)
    for message_id in (written.id, forwarded["message_id"], keyed["message_id"]):
        place = {"chat_id": AMINA, "message_id": message_id, "text": "yours"}
        assert await call.refused("editMessageText", **place) == "Bad Request: message can't be edited"
    gone = await call.refused("editMessageText", chat_id=AMINA, message_id=999, text="x")
    assert gone == "Bad Request: message to edit not found"


async def test_a_text_has_no_caption_and_a_photo_no_text(call: Caller, playground: Playground) -> None:
    photo = playground.world.media_of(playground.world.show(AMINA, AMINA, "photo")).file_id
    shown = await call("sendPhoto", chat_id=AMINA, photo=photo)
    texted = await call("sendMessage", chat_id=AMINA, text="x")
    on_photo = {"chat_id": AMINA, "message_id": shown["message_id"]}
    on_text = {"chat_id": AMINA, "message_id": texted["message_id"]}
    words = "Bad Request: there is no text in the message to edit"
    assert await call.refused("editMessageText", **on_photo, text="y") == words
    words = "Bad Request: there is no caption in the message to edit"
    assert await call.refused("editMessageCaption", **on_text, caption="y") == words
    assert (await call("editMessageCaption", **on_photo, caption="y"))["caption"] == "y"


async def test_messages_can_be_deleted_for_two_days(call: Caller, playground: Playground) -> None:
    sent = await call("sendMessage", chat_id=AMINA, text="x")
    place = {"chat_id": AMINA, "message_id": sent["message_id"]}
    assert await call("deleteMessage", **place)
    assert await call.refused("deleteMessage", **place) == "Bad Request: message to delete not found"
    late = await call("sendMessage", chat_id=AMINA, text="y")
    playground.clock.forward(48 * 3600 + 5)
    words = await call.refused("deleteMessage", chat_id=AMINA, message_id=late["message_id"])
    assert words == "Bad Request: message can't be deleted for everyone"
    of_hers = playground.world.write(AMINA, SQUARE, "/labs")
    words = await call.refused("deleteMessage", chat_id=SQUARE, message_id=of_hers.id)
    assert words == "Bad Request: message can't be deleted"


async def test_a_message_can_be_edited_at_any_age(call: Caller, playground: Playground) -> None:
    sent = await call("sendMessage", chat_id=AMINA, text="x")
    playground.clock.forward(400 * 24 * 3600)
    edited = await call("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="y")
    assert (edited["text"], edited["date"]) == ("y", sent["date"])
    assert edited["edit_date"] - edited["date"] >= 400 * 24 * 3600


async def test_a_tap_is_answered_once_and_within_150_seconds(
    call: Caller, playground: Playground, seconds: Seconds
) -> None:
    sent = await call("sendMessage", chat_id=AMINA, text="x", reply_markup=LABS)
    tap = playground.world.tap(AMINA, AMINA, sent["message_id"])
    assert tap is not None
    answer = {"callback_query_id": tap.id, "show_alert": "true"}
    too_long = await call.refused("answerCallbackQuery", **answer, text="a" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert await call("answerCallbackQuery", **answer, text="You sit")
    assert tap.answer == {"text": "You sit", "alert": True}
    assert await call.refused("answerCallbackQuery", **answer) == f"Bad Request: {TOO_OLD}"
    late = playground.world.tap_data(AMINA, AMINA, sent["message_id"], "forged")
    seconds.now_s += 150
    assert await call.refused("answerCallbackQuery", callback_query_id=late.id) == f"Bad Request: {TOO_OLD}"
    assert await call("getUpdates") == []


async def test_a_tap_under_a_deleted_message_has_no_date(call: Caller, playground: Playground) -> None:
    playground.world.tap_data(AMINA, AMINA, 77, "labs")
    (update,) = await call("getUpdates")
    assert update["callback_query"]["message"]["date"] == 0
    assert update["callback_query"]["data"] == "labs"
