"""The contract of inline mode: what is asked and chosen is heard, what is offered is for one person alone."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.server import Playground
from bot.telegram.port import Gateway, Profile
from dialogs.choices import Choice, Choices
from dialogs.event import AskedInline, ChoseInline, Wrote
from dialogs.screen import Button, Message, Screen
from tests.contracts.conftest import ANNA, BARIS, CAFE, Driver
from tests.contracts.scribe import Scribe, scribe
from tests.contracts.test_gateway_events import heard

LINK = "https://t.me/passaparola_bot?start=Code123456"
CARD = Screen("<b>Felt &amp; wool</b>\ud83d", ((Button("Read", url=LINK),),))
FELT = Choice("Code123456-it", "Feltro\ud83d", "italiano", CARD)
FELTS = Choices((FELT,), "20", ("No lab found", "labs"), 10)


@pytest.fixture(autouse=True)
def inline_mode(telegram: Playground) -> None:
    """BotFather has turned it on, and feedback too."""
    telegram.world.has_inline_mode = telegram.world.has_inline_feedback = True


@pytest.fixture
async def paper() -> AsyncIterator[Scribe]:
    """A Telegram that writes down what it is asked."""
    async with scribe() as one:
        yield one


async def test_opening_says_whether_inline_mode_is_on(driver: Driver, telegram: Playground) -> None:
    gateway = driver(telegram.token, telegram.base_url)
    assert await gateway.open() == Profile(7000000001, "passaparola_bot", "Passaparola", has_inline=True)
    telegram.world.has_inline_mode = False
    assert not (await gateway.open()).has_inline
    await gateway.close()


async def test_a_query_and_a_choice_are_heard_with_the_person_and_never_with_the_chat(
    telegram: Playground, gateway: Gateway
) -> None:
    await gateway.updates(None, 0)  # by which it asks for them
    query = telegram.world.inline_query(BARIS, ANNA, "felt fr", "20")
    assert await gateway.offer(query.id, FELTS) == ""
    telegram.world.choose(BARIS, query)
    asked, chosen = await heard(gateway)
    assert asked is not None
    assert (asked.chat_id, asked.is_group, asked.language_hint) == (BARIS, False, "tr")
    assert asked.event == AskedInline(query.id, "felt fr", "20")
    assert chosen is not None
    assert (chosen.chat_id, chosen.event) == (BARIS, ChoseInline("Code123456-it"))


async def test_what_was_chosen_is_nobodys_words(telegram: Playground, gateway: Gateway) -> None:
    await gateway.updates(None, 0)
    telegram.world.has_inline_feedback = False
    for chat in (ANNA, CAFE):
        query = telegram.world.inline_query(ANNA, chat, "felt")
        await gateway.offer(query.id, FELTS)
        telegram.world.choose(ANNA, query)
    telegram.world.write(ANNA, ANNA, "hello")
    events = [one and one.event for one in await heard(gateway)]
    assert [event for event in events if not isinstance(event, AskedInline)] == [None, None, Wrote("hello")]


async def test_an_offer_says_all_that_telegram_wants_to_know(driver: Driver, paper: Scribe) -> None:
    gateway = driver("7000000001:right", paper.base_url)
    assert await gateway.offer("17\ud800", FELTS) == ""
    assert await gateway.offer("18", Choices()) == ""
    await gateway.close()
    (method, asked), (_, empty) = paper.asked
    assert method == "answerInlineQuery"
    assert asked.text("inline_query_id") == "17\ufffd"
    assert asked.structure("results") == [
        {
            "type": "article",
            "id": "Code123456-it",
            "title": "Feltro\ufffd",
            "description": "italiano",
            "input_message_content": {
                "message_text": "<b>Felt &amp; wool</b>\ufffd",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            },
            "reply_markup": {"inline_keyboard": [[{"text": "Read", "url": LINK}]]},
        }
    ]
    assert (asked.number("cache_time"), asked.flag("is_personal")) == (10, True)
    assert asked.text("next_offset") == "20"
    assert asked.structure("button") == {"text": "No lab found", "start_parameter": "labs"}
    assert (empty.number("cache_time", 300), empty.flag("is_personal")) == (0, True)
    assert (empty.structure("results"), empty.has("button"), empty.text("next_offset")) == ([], False, "")


async def test_more_than_telegram_takes_is_cut(driver: Driver, paper: Scribe) -> None:
    gateway = driver("7000000001:right", paper.base_url)
    many = tuple(Choice(f"{number}", "Felt", "", CARD) for number in range(60))
    await gateway.offer("17", Choices(many))
    await gateway.close()
    ((_, asked),) = paper.asked
    assert [one["id"] for one in asked.records("results")] == [f"{number}" for number in range(50)]


async def test_what_is_chosen_is_posted_with_its_link_and_its_button(
    telegram: Playground, gateway: Gateway
) -> None:
    query = telegram.world.inline_query(ANNA, BARIS, "felt")
    await gateway.offer(query.id, FELTS)
    posted = telegram.world.choose(ANNA, query)
    assert (posted.text, posted.sender, posted.is_via_bot) == ("Felt & wool\ufffd", ANNA, True)
    assert posted.rows == [[{"text": "Read", "url": LINK}]]
    passed_on = telegram.world.forward(ANNA, BARIS, posted.id, CAFE)
    assert passed_on.rows == posted.rows


@pytest.mark.parametrize("trouble", ["flood", "fail", "cut_before", "cut_after", "hang"])
async def test_an_offer_too_late_or_lost_is_no_matter(
    telegram: Playground, hasty: Gateway, trouble: str
) -> None:
    assert await hasty.offer("unknown \ud800", FELTS) == ""
    getattr(telegram.faults, trouble)("answerInlineQuery")
    assert await hasty.offer("1", FELTS) == ""


async def test_an_offer_that_telegram_does_not_take_says_why(telegram: Playground, gateway: Gateway) -> None:
    query = telegram.world.inline_query(ANNA, BARIS, "felt")
    wrong = Choices((FELT, FELT))
    assert await gateway.offer(query.id, wrong) == "Bad Request: RESULT_ID_DUPLICATE"


async def test_a_button_types_the_bots_name_where_one_chooses(telegram: Playground, gateway: Gateway) -> None:
    rows = ((Button("Post it", inline="lab 3 fr"), Button("Post one", inline="")),)
    await gateway.send(ANNA, Message(Screen("Felt", rows, is_kept=True)))
    (seen,) = telegram.world.from_bot(ANNA)
    assert seen.rows == [
        [
            {"text": "Post it", "switch_inline_query": "lab 3 fr"},
            {"text": "Post one", "switch_inline_query": ""},
        ]
    ]
    query = telegram.world.switch_inline(ANNA, ANNA, seen.id, BARIS)
    assert (query.text, query.chat) == ("lab 3 fr", f"{ANNA}:{BARIS}")
