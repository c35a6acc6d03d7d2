"""The page types the bot's name: what was offered comes back, is chosen, and is seen in the chat."""

import asyncio
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, FATOU, SQUARE, Caller
from tests.playground.offers import article
from tests.playground.page import Page, act, chat

pytestmark = pytest.mark.asyncio
TYPED = {"do": "inline", "phone": AMINA, "chat": str(FATOU)}
BUTTON = {"text": "Open first", "start_parameter": "inline"}


@pytest.fixture(autouse=True)
def inline_mode(playground: Playground) -> None:
    """BotFather has turned it on."""
    playground.world.has_inline_mode = True


async def offered(call: Caller, text: str = "pots", **values: Any) -> Any:
    """What the page is told once the bot has answered."""
    typing = asyncio.create_task(act(call, **TYPED, text=text))
    (update,) = await call("getUpdates", timeout=5)
    await call("getUpdates", offset=update["update_id"] + 1)
    query_id = update["inline_query"]["id"]
    await call("answerInlineQuery", inline_query_id=query_id, is_personal=True, **values)
    return await typing


async def test_what_is_typed_after_the_bots_name_is_offered_and_posted(call: Caller) -> None:
    results = [article(), article("lab-2", "<b>Walks</b>", description="on foot")]
    told = await offered(call, results=results, next_offset="2", button=BUTTON)
    answer = told["answer"]
    assert [(one["id"], one["description"]) for one in answer["offers"]] == [
        ("lab-1", ""),
        ("lab-2", "on foot"),
    ]
    assert (answer["next_offset"], answer["button"]) == ("2", BUTTON)
    chosen = {"do": "choose", "phone": AMINA, "query": answer["query"], "offer": "lab-2"}
    assert await act(call, **chosen) == {"ok": True, "answer": None}
    async with call.session.get(f"{call.base_url}/play/events") as response:
        (message,) = chat(await Page(response).state(), f"{FATOU}:{AMINA}")["messages"]
    assert (message["from"], message["html"], message["via_bot"]) == ("me", "<b>Walks</b>", "passaparola_bot")


async def test_what_telegram_still_has_is_told_without_asking_the_bot(call: Caller) -> None:
    first = await offered(call, results=[article()])
    again = await act(call, **TYPED, text="pots")
    assert again["answer"]["offers"] == first["answer"]["offers"]
    assert await call("getUpdates") == []


async def test_only_who_was_offered_something_may_post_it(call: Caller) -> None:
    query = (await offered(call, results=[article()]))["answer"]["query"]
    for phone, of, offer in ((FATOU, query, "lab-1"), (AMINA, query, "lab-9"), (AMINA, "7", "lab-1")):
        told = await act(call, do="choose", phone=phone, query=of, offer=offer)
        assert told == {"ok": False, "why": "This was not offered."}


async def test_an_empty_chat_can_be_begun_and_a_button_says_what_it_types(call: Caller) -> None:
    rows = {"inline_keyboard": [[{"text": "Post it", "switch_inline_query": "lab 3 fr"}]]}
    await call("sendMessage", chat_id=AMINA, text="Pots", reply_markup=rows)
    assert (await act(call, do="begin", phone=AMINA, chat=str(FATOU)))["ok"]
    async with call.session.get(f"{call.base_url}/play/events") as response:
        state = await Page(response).state()
    assert chat(state, f"{FATOU}:{AMINA}")["messages"] == []
    (message,) = chat(state, str(AMINA))["messages"]
    assert message["rows"] == [[{"text": "Post it", "kind": "inline", "query": "lab 3 fr"}]]


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (TYPED | {"text": 7}, '"text" and "offset" must be texts.'),
        (TYPED | {"text": "", "offset": 20}, '"text" and "offset" must be texts.'),
        (TYPED | {"text": "x" * 257}, "An inline query has at most 256 characters."),
        (TYPED | {"text": "", "chat": str(SQUARE - 1)}, "There is no such group any more."),
        ({"do": "choose", "phone": AMINA, "query": "7"}, "This was not offered."),
        ({"do": "begin", "phone": AMINA, "chat": "9"}, "There is no person 9."),
    ],
)
async def test_what_cannot_be_typed_or_chosen_is_refused(
    call: Caller, what: dict[str, Any], why: str
) -> None:
    assert await act(call, **what) == {"ok": False, "why": why}
