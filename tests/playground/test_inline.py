"""Inline queries: what is offered, what is chosen, and what the bot can do with it afterwards."""

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, SQUARE, Caller
from tests.playground.offers import article, queries

pytestmark = pytest.mark.asyncio
TAP = {"inline_keyboard": [[{"text": "Sign up", "callback_data": "lab/1"}]]}


@pytest.fixture(autouse=True)
def inline_mode(playground: Playground) -> None:
    """BotFather has turned it on, and feedback too."""
    playground.world.has_inline_mode = True
    playground.world.has_inline_feedback = True


async def test_inline_mode_is_off_until_it_is_turned_on(call: Caller, playground: Playground) -> None:
    assert (await call("getMe"))["supports_inline_queries"]
    playground.world.has_inline_mode = False
    assert not (await call("getMe"))["supports_inline_queries"]
    with pytest.raises(ValueError, match="inline mode is off"):
        playground.world.inline_query(AMINA, SQUARE, "pots")


async def test_a_query_says_what_was_typed_and_in_which_kind_of_chat(
    call: Caller, playground: Playground
) -> None:
    world = playground.world
    for chat in (AMINA, FATOU, SQUARE):
        world.inline_query(AMINA, chat, "pots", offset="10")
    found = await queries(call)
    assert [query["chat_type"] for query in found] == ["sender", "private", "group"]
    assert [(query["from"]["id"], query["query"], query["offset"]) for query in found] == [
        (AMINA, "pots", "10")
    ] * 3
    with pytest.raises(ValueError, match="at most 256"):
        world.inline_query(AMINA, AMINA, "a" * 257)


async def test_a_chosen_result_is_sent_by_the_person_via_the_bot(
    call: Caller, playground: Playground
) -> None:
    world = playground.world
    query = world.inline_query(AMINA, SQUARE, "pots")
    results = [article(), article("lab-2", "Walks", reply_markup=TAP)]
    assert await call("answerInlineQuery", inline_query_id=query.id, results=results)
    await queries(call)
    world.choose(AMINA, query)
    posted, chosen = await call("getUpdates")
    message = posted["message"]
    assert (message["from"]["id"], message["chat"]["id"], message["text"]) == (AMINA, SQUARE, "Pots")
    assert message["via_bot"]["username"] == "passaparola_bot"
    assert message["entities"][0]["type"] == "bold"
    assert chosen["chosen_inline_result"].keys() == {"result_id", "from", "query"}
    second = world.choose(AMINA, query, "lab-2")
    posted, chosen = (await call("getUpdates"))[2:]
    assert posted["message"]["reply_markup"] == TAP
    assert chosen["chosen_inline_result"]["inline_message_id"] == second.inline_id
    for person, offer in ((AMINA, "lab-3"), (FATOU, "lab-1")):
        with pytest.raises(ValueError, match="not offered"):
            world.choose(person, query, offer)


async def test_the_bot_is_told_what_was_chosen_only_with_feedback_and_sees_no_other_chats(
    call: Caller, playground: Playground
) -> None:
    playground.world.has_inline_feedback = False
    query = playground.world.inline_query(AMINA, FATOU, "pots")
    await call("answerInlineQuery", inline_query_id=query.id, results=[article(reply_markup=TAP)])
    await queries(call)
    message = playground.world.choose(AMINA, query)
    assert (message.chat, message.text) == ("1001:1002", "Pots")
    assert await call("getUpdates") == []


async def test_a_tap_on_a_chosen_message_has_no_message_but_an_id_to_edit_it_by(
    call: Caller, playground: Playground
) -> None:
    world = playground.world
    query = world.inline_query(AMINA, FATOU, "pots")
    await call("answerInlineQuery", inline_query_id=query.id, results=[article(reply_markup=TAP)])
    message = world.choose(AMINA, query)
    world.tap(FATOU, AMINA, message.id)
    callback = (await call("getUpdates"))[-1]["callback_query"]
    assert (callback["from"]["id"], callback["data"], "message" in callback) == (FATOU, "lab/1", False)
    place = {"inline_message_id": callback["inline_message_id"]}
    assert await call("answerCallbackQuery", callback_query_id=callback["id"])
    assert await call("editMessageText", **place, text="Full", reply_markup=TAP) is True
    assert "is not modified" in await call.refused("editMessageText", **place, text="Full", reply_markup=TAP)
    assert await call("editMessageReplyMarkup", **place) is True
    assert (message.text, message.rows) == ("Full", None)
    words = "Bad Request: MESSAGE_ID_INVALID"
    assert await call.refused("editMessageText", inline_message_id="BAAA", text="x") == words
    world.chats.remove(message)
    assert await call.refused("editMessageText", **place, text="x") == words


async def test_edits_of_chosen_messages_are_held_to_the_bots_budget_only(
    call: Caller, playground: Playground
) -> None:
    query = playground.world.inline_query(AMINA, FATOU)
    await call("answerInlineQuery", inline_query_id=query.id, results=[article(reply_markup=TAP)])
    place = {"inline_message_id": playground.world.choose(AMINA, query).inline_id}
    playground.limits.is_on = True
    for number in range(30):
        assert await call("editMessageText", **place, text=f"{number} seats")
    assert "retry after 1" in await call.refused("editMessageText", **place, text="no seats")


async def test_a_picture_is_offered_by_its_file_id(call: Caller, playground: Playground) -> None:
    world = playground.world
    photo = world.media_of(world.show(AMINA, AMINA, "photo"))
    query = world.inline_query(AMINA, SQUARE)
    picture = {"type": "photo", "id": "1", "photo_file_id": photo.file_id, "caption": "Pots"}
    await call("answerInlineQuery", inline_query_id=query.id, results=[picture])
    message = world.choose(AMINA, query)
    assert (message.media, message.text, message.inline_id) == (photo, "Pots", "")


async def test_a_button_types_the_query_in_another_chat_or_in_this_one(
    call: Caller, playground: Playground
) -> None:
    there, here = {"switch_inline_query": "lab 7"}, {"switch_inline_query_current_chat": ""}
    row = [{"text": "Tell", **there}, {"text": "Search", **here}, TAP["inline_keyboard"][0][0]]
    await call("sendMessage", chat_id=AMINA, text="x", reply_markup={"inline_keyboard": [row]})
    told = playground.world.switch_inline(AMINA, AMINA, 1, SQUARE)
    searched = playground.world.switch_inline(AMINA, AMINA, 1, SQUARE, column=1)
    assert [(told.text, told.chat), (searched.text, searched.chat)] == [("lab 7", SQUARE), ("", AMINA)]
    with pytest.raises(ValueError, match="types nothing"):
        playground.world.switch_inline(AMINA, AMINA, 1, SQUARE, column=2)
