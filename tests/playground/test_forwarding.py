"""What survives when people pass messages on, and when the bot copies them."""

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, GIORGIO, SQUARE, Caller

pytestmark = pytest.mark.asyncio
CARD = '<b>Pots</b> <a href="https://t.me/passaparola_bot?start=abc">come</a>'
TAP = {"text": "Sign up", "callback_data": "lab/1"}
LINK = {"text": "Open", "url": "https://t.me/passaparola_bot?start=abc"}


async def send(call: Caller, *buttons: dict[str, str], **values: object) -> int:
    """The bot sends Amina a card."""
    markup = {"inline_keyboard": [list(buttons)]} if buttons else None
    sent = await call(
        "sendMessage", chat_id=AMINA, text=CARD, parse_mode="HTML", reply_markup=markup, **values
    )
    return int(sent["message_id"])


async def test_one_callback_button_drops_the_whole_keyboard(call: Caller, playground: Playground) -> None:
    mixed, links = await send(call, LINK, TAP), await send(call, LINK)
    first = playground.world.forward(AMINA, AMINA, mixed, FATOU)
    second = playground.world.forward(AMINA, AMINA, links, FATOU)
    assert first.rows is None
    assert second.rows == [[LINK]]
    assert [entity["type"] for entity in first.entities] == ["bold", "text_link"]
    assert playground.world.messages("1001:1002") == [first, second]
    assert await call("getUpdates") == []


async def test_a_forward_names_its_origin_through_every_hand(call: Caller, playground: Playground) -> None:
    card = await send(call)
    passed = playground.world.forward(AMINA, AMINA, card, FATOU)
    again = playground.world.forward(FATOU, "1001:1002", passed.id, GIORGIO)
    assert again.origin is not None
    assert again.origin["sender_user"]["username"] == "passaparola_bot"
    playground.world.forward(GIORGIO, f"{FATOU}:{GIORGIO}", again.id, GIORGIO)
    (update,) = await call("getUpdates")
    assert update["message"]["forward_origin"] == again.origin


async def test_an_origin_may_be_hidden_but_for_the_name(call: Caller, playground: Playground) -> None:
    playground.world.people[AMINA].hides_forwards = True
    written = playground.world.write(AMINA, SQUARE, "/labs")
    playground.world.forward(GIORGIO, SQUARE, written.id, GIORGIO)
    origin = (await call("getUpdates"))[-1]["message"]["forward_origin"]
    assert (origin["type"], origin["sender_user_name"]) == ("hidden_user", "Amina")


async def test_a_protected_message_is_neither_forwarded_nor_copied(
    call: Caller, playground: Playground
) -> None:
    card = await send(call, protect_content=True)
    with pytest.raises(ValueError, match="cannot be forwarded"):
        playground.world.forward(AMINA, AMINA, card, FATOU)
    place = {"chat_id": GIORGIO, "from_chat_id": AMINA, "message_id": card}
    words = "Bad Request: the message can't be forwarded"
    assert await call.refused("forwardMessage", **place) == words
    assert await call.refused("copyMessage", **place) == "Bad Request: the message can't be copied"


async def test_a_copy_has_no_origin_and_only_the_keyboard_it_is_given(
    call: Caller, playground: Playground
) -> None:
    place = {"chat_id": GIORGIO, "from_chat_id": AMINA, "message_id": await send(call, TAP)}
    copy = await call("copyMessage", **place)
    message = playground.world.message(GIORGIO, copy["message_id"])
    assert (message.text, message.origin, message.rows) == ("Pots come", None, None)
    keyed = await call("copyMessage", **place, reply_markup={"inline_keyboard": [[LINK]]})
    assert playground.world.message(GIORGIO, keyed["message_id"]).rows == [[LINK]]


async def test_a_voice_is_copied_with_another_caption(call: Caller, playground: Playground) -> None:
    spoken = playground.world.show(AMINA, AMINA, "voice", caption="in Arabic")
    place = {"chat_id": GIORGIO, "from_chat_id": AMINA, "message_id": spoken.id}
    copy = await call("copyMessage", **place, caption='"Pots", in Arabic')
    message = playground.world.message(GIORGIO, copy["message_id"])
    assert (message.text, message.media) == ('"Pots", in Arabic', spoken.media)


async def test_what_is_not_there_is_not_passed_on(call: Caller) -> None:
    place = {"chat_id": AMINA, "from_chat_id": AMINA, "message_id": 99}
    assert await call.refused("copyMessage", **place) == "Bad Request: message to copy not found"
    assert await call.refused("forwardMessage", **place) == "Bad Request: message to forward not found"


async def test_people_enter_only_chats_of_their_own(playground: Playground) -> None:
    for chat in ("1001:1002", 4, -4, "1:2:3"):
        with pytest.raises(ValueError, match=r"chat|person|group|of 1003"):
            playground.world.write(GIORGIO, chat, "hello")
