"""Answers to inline queries: what Telegram takes, how long it remembers, what it refuses."""

from typing import Any

import pytest

from bot.playground.server import Playground
from bot.playground.taps import TOO_OLD
from tests.playground.conftest import AMINA, GIORGIO, SQUARE, Caller, Seconds
from tests.playground.offers import article, queries

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def inline_mode(playground: Playground) -> None:
    """BotFather has turned it on."""
    playground.world.has_inline_mode = True


async def test_an_answer_is_remembered_for_everybody_unless_it_is_personal(
    call: Caller, playground: Playground, seconds: Seconds
) -> None:
    world = playground.world

    async def ask(person: int, text: str) -> bool:
        """Whether the bot is asked; it answers then."""
        world.inline_query(person, SQUARE, text)
        found = await queries(call)
        for query in found:
            personal = {"is_personal": True, "cache_time": 10} if text == "mine" else {}
            await call("answerInlineQuery", inline_query_id=query["id"], results=[article()], **personal)
        return bool(found)

    assert [await ask(person, "labs") for person in (AMINA, AMINA, GIORGIO)] == [True, False, False]
    assert [await ask(person, "mine") for person in (AMINA, AMINA, GIORGIO)] == [True, False, True]
    seconds.now_s += 299
    assert [await ask(AMINA, text) for text in ("labs", "mine")] == [False, True]
    seconds.now_s += 1
    assert await ask(AMINA, "labs")


async def test_a_query_is_answered_once_and_within_thirty_seconds(
    call: Caller, playground: Playground, seconds: Seconds
) -> None:
    query = playground.world.inline_query(AMINA, SQUARE, "pots")
    await call("answerInlineQuery", inline_query_id=query.id, results=[])
    words = await call.refused("answerInlineQuery", inline_query_id=query.id, results=[])
    assert words == f"Bad Request: {TOO_OLD}"
    late = playground.world.inline_query(AMINA, SQUARE, "walks")
    seconds.now_s += 30
    assert TOO_OLD in await call.refused("answerInlineQuery", inline_query_id=late.id, results=[])
    assert await call("getUpdates") == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"results": [article(f"{number}") for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article("a" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article(text="<b>")]}, "can't parse entities"),
        ({"results": [article(text="")]}, "message text is empty"),
        ({"results": [article(title="")]}, 'Can\'t find field "title"'),
        ({"results": [article(input_message_content=None)]}, "input_message_content"),
        ({"results": [article(reply_markup={"keyboard": []})]}, "inline keyboard expected"),
        ({"results": [{"type": "game", "id": "1"}]}, 'type "game" is unsupported'),
        ({"results": [{"type": "photo", "id": "1", "photo_file_id": "x"}]}, "wrong file identifier"),
        ({"results": [], "next_offset": "è" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Labs", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)
async def test_what_cannot_be_offered_is_refused(
    call: Caller, playground: Playground, answer: dict[str, Any], words: str
) -> None:
    query = playground.world.inline_query(AMINA, SQUARE, "pots")
    assert words in await call.refused("answerInlineQuery", inline_query_id=query.id, **answer)
    assert query.offers is None


async def test_fifty_results_a_next_offset_and_a_button_are_taken(
    call: Caller, playground: Playground
) -> None:
    query = playground.world.inline_query(AMINA, SQUARE, "pots")
    button = {"text": "All labs", "start_parameter": "labs"}
    results = [article(f"{number}") for number in range(50)]
    rest = {"next_offset": "a" * 64, "button": button}
    assert await call("answerInlineQuery", inline_query_id=query.id, results=results, **rest)
    assert query.offers is not None
    assert (len(query.offers.list), query.offers.next_offset, query.offers.button) == (50, "a" * 64, button)
