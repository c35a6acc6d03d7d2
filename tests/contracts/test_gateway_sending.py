"""The contract of `send` where all goes well: what people see, what is edited, what becomes of files."""

import asyncio

import pytest

from bot.playground.samples import picture, voice
from bot.playground.server import Playground
from bot.telegram.port import Gateway, Outcome, Sent
from dialogs.screen import KEPT, Button, Media, Message, Screen
from tests.contracts.conftest import ANNA, BARIS, CAFE

ROWS = ((Button("First", "lab/1"), Button("Second", "lab/2")), (Button("Map", url="https://x.org"),))
LABS = Screen("Labs", ROWS)
PICTURE = Media("photo", name="map.png", content=picture())


def number(outcome: Outcome) -> int:
    """The id of what was sent."""
    assert isinstance(outcome, Sent), outcome
    return outcome.message_id


async def test_a_screen_arrives_with_its_text_and_its_buttons(telegram: Playground, gateway: Gateway) -> None:
    text = 'Tonight &lt;3 <b>Cooking</b>, <a href="https://x.org/?a=1&amp;b=2">here</a>'
    sent = number(await gateway.send(ANNA, Message(Screen(text, ROWS))))
    seen = telegram.world.message(ANNA, sent)
    assert seen.text == "Tonight <3 Cooking, here"
    assert [(one["type"], one.get("url")) for one in seen.entities] == [
        ("bold", None),
        ("text_link", "https://x.org/?a=1&b=2"),
    ]
    assert seen.rows == [
        [{"text": "First", "callback_data": "lab/1"}, {"text": "Second", "callback_data": "lab/2"}],
        [{"text": "Map", "url": "https://x.org"}],
    ]
    assert not seen.is_protected


async def test_buttons_of_a_kept_screen_are_marked(telegram: Playground, gateway: Gateway) -> None:
    sent = number(await gateway.send(ANNA, Message(Screen("News", ROWS, is_kept=True))))
    rows = telegram.world.message(ANNA, sent).rows or []
    assert [button.get("callback_data") for row in rows for button in row] == [
        f"{KEPT}lab/1",
        f"{KEPT}lab/2",
        None,
    ]


@pytest.mark.parametrize("media", [None, PICTURE])
async def test_a_private_screen_cannot_be_forwarded(
    telegram: Playground, gateway: Gateway, media: Media | None
) -> None:
    sent = number(await gateway.send(ANNA, Message(Screen("For you", media=media, is_private=True))))
    assert telegram.world.message(ANNA, sent).is_protected


async def test_a_screen_arrives_in_a_group(telegram: Playground, gateway: Gateway) -> None:
    number(await gateway.send(CAFE, Message(LABS)))
    assert [seen.text for seen in telegram.world.from_bot(CAFE)] == ["Labs"]


async def test_halves_of_characters_are_replaced_on_the_way(telegram: Playground, gateway: Gateway) -> None:
    screen = Screen("a\ud83d", ((Button("b\ude00", "c\ud800"),),))
    seen = telegram.world.message(ANNA, number(await gateway.send(ANNA, Message(screen))))
    assert seen.text == "a\ufffd"
    assert seen.rows == [[{"text": "b\ufffd", "callback_data": "c\ufffd"}]]


async def test_an_edit_takes_the_place_of_the_message(telegram: Playground, gateway: Gateway) -> None:
    first = number(await gateway.send(ANNA, Message(LABS)))
    assert await gateway.send(ANNA, Message(Screen("<i>Menu</i>"), edits=first)) == Sent(first)
    (seen,) = telegram.world.from_bot(ANNA)
    assert (seen.text, seen.rows) == ("Menu", None)


async def test_an_edit_that_changes_nothing_is_as_good_as_sent(
    telegram: Playground, gateway: Gateway
) -> None:
    first = number(await gateway.send(ANNA, Message(LABS)))
    assert await gateway.send(ANNA, Message(LABS, edits=first)) == Sent(first)
    assert len(telegram.world.from_bot(ANNA)) == 1


async def test_what_cannot_be_edited_is_sent_as_a_new_message(telegram: Playground, gateway: Gateway) -> None:
    photo = number(await gateway.send(ANNA, Message(Screen("Look", media=PICTURE))))
    not_ours = telegram.world.write(ANNA, ANNA, "hello").id
    for edits in (photo, not_ours, 4040):
        sent = number(await gateway.send(ANNA, Message(LABS, edits=edits)))
        assert sent > not_ours
        assert telegram.world.message(ANNA, sent).text == "Labs"
    assert telegram.world.message(ANNA, photo).text == "Look"


async def test_a_file_cannot_take_the_place_of_a_text(telegram: Playground, gateway: Gateway) -> None:
    first = number(await gateway.send(ANNA, Message(LABS)))
    second = number(await gateway.send(ANNA, Message(Screen("Look", media=PICTURE), edits=first)))
    assert [(seen.id, seen.text) for seen in telegram.world.from_bot(ANNA)] == [
        (first, "Labs"),
        (second, "Look"),
    ]


@pytest.mark.parametrize(
    "media",
    [
        PICTURE,
        Media("voice", content=voice()),
        Media("document", name='مختبر "1".ics', content=b"BEGIN:VCALENDAR"),
        Media("document", name="\ud83d/../x\n.ics", content=b"BEGIN:VCALENDAR"),
    ],
)
async def test_a_file_is_uploaded_once_and_then_known_by_its_id(
    telegram: Playground, gateway: Gateway, media: Media
) -> None:
    screen = Screen("<b>Here</b>", ROWS, media)
    first = await gateway.send(ANNA, Message(screen))
    assert isinstance(first, Sent)
    assert first.file_id
    known = Screen(screen.text, screen.rows, Media(media.kind, first.file_id, media.name))
    second = await gateway.send(ANNA, Message(known))
    assert second == Sent(first.message_id + 1)
    for seen in telegram.world.from_bot(ANNA):
        shown = telegram.world.media_of(seen)
        assert (shown.kind, shown.content, shown.file_id) == (media.kind, media.content, first.file_id)
        assert (seen.text, len(seen.rows or [])) == ("Here", 2)


async def test_a_document_keeps_its_name(telegram: Playground, gateway: Gateway) -> None:
    media = Media("document", name="مختبر الطبخ.ics", content=b"BEGIN:VCALENDAR")
    sent = number(await gateway.send(ANNA, Message(Screen("", media=media))))
    seen = telegram.world.message(ANNA, sent)
    assert (seen.text, telegram.world.media_of(seen).name) == ("", "مختبر الطبخ.ics")


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("<b>" + "x" * 1024 + "</b>", ["x" * 1024]),
        ("&lt;" * 1024, ["<" * 1024]),
        (f'<a href="https://x.org/{"y" * 200}">{"x" * 1024}</a>', ["x" * 1024]),
        ("<b>" + "x" * 1025 + "</b>", ["", "x" * 1025]),
        ("🎉" * 512, ["🎉" * 512]),
        ("🎉" * 513, ["", "🎉" * 513]),
    ],
)
async def test_a_text_too_long_for_a_caption_follows_its_file(
    telegram: Playground, gateway: Gateway, text: str, texts: list[str]
) -> None:
    sent = await gateway.send(ANNA, Message(Screen(text, ROWS, PICTURE, is_private=True)))
    seen = telegram.world.from_bot(ANNA)
    assert [one.text for one in seen] == texts
    assert sent == Sent(seen[-1].id, telegram.world.media_of(seen[0]).file_id)
    assert [len(one.rows or []) for one in seen] == [0] * (len(seen) - 1) + [2]
    assert all(one.is_protected for one in seen)


async def test_many_messages_go_out_at_once(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.open_link(BARIS)
    sent = await asyncio.gather(
        *(gateway.send(person, Message(LABS)) for person in (ANNA, BARIS) for _ in range(150))
    )
    assert len({number(one) for one in sent}) == 300
