"""answerInlineQuery: what the bot offers, held to Telegram's limits.

It must not know HTTP; a method takes the world and what is asked, and gives what Telegram answers.
"""

import re

from bot.playground.files import Kind
from bot.playground.inline import Offer, Offers
from bot.playground.keyboard import read_keyboard
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.refusal import Refusal, bad_request
from bot.playground.sending import read_body, read_caption, read_media
from bot.playground.world import World

MOST_OFFERS = 50
ID_BYTES = 64
OFFSET_BYTES = 64
USUAL_CACHE_S = 300
KINDS: tuple[Kind, ...] = ("photo", "voice", "document", "video", "audio", "sticker")
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_inline_query(world: World, asked: Parameters) -> bool:
    """answerInlineQuery: articles, and files by their file_id."""
    results = asked.records("results")
    if len(results) > MOST_OFFERS:
        raise bad_request("RESULTS_TOO_MUCH")
    offers = tuple(_read_offer(world, Parameters(result)) for result in results)
    if len({offer.id for offer in offers}) < len(offers):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset, button = asked.text("next_offset"), asked.record("button")
    if len(next_offset.encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if button is not None and not _START.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    cache_s = asked.number("cache_time", USUAL_CACHE_S)
    answer = Offers(offers, next_offset, button)
    world.inline.answer(asked.text("inline_query_id"), answer, cache_s, asked.flag("is_personal"))
    world.changed()
    return True


def _read_offer(world: World, result: Parameters) -> Offer:
    offer_id, title = result.text("id"), result.text("title")
    if not 1 <= len(offer_id.encode()) <= ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    rows, is_reply_keyboard = read_keyboard(result.structure("reply_markup"))
    if is_reply_keyboard:
        raise bad_request("inline keyboard expected")
    return Offer(offer_id, title, result.text("description"), _read_content(world, result, title), rows)


def _read_content(world: World, result: Parameters, title: str) -> Json:
    """What the message will hold; a file may be sent with another text instead."""
    is_article = result.text("type") == "article"
    kind = next((kind for kind in KINDS if kind == result.text("type")), None)
    written = result.record("input_message_content")
    if is_article and not title:
        raise _unreadable('Can\'t find field "title"')
    if is_article and written is None:
        raise _unreadable('Can\'t find field "input_message_content"')
    if not is_article and (kind is None or not result.has(f"{kind}_file_id")):
        raise _unreadable(f'type "{result.text("type")}" is unsupported for the inline query result')
    if kind is None or written is not None:
        written = written or {}
        text, entities = read_body(Parameters({**written, "text": written.get("message_text")}))
        return {"text": text, "entities": entities}
    text, entities = read_caption(result)
    media = read_media(world, Parameters({kind: result.text(f"{kind}_file_id")}), kind)
    return {"text": text, "entities": entities, "media": media}


def _unreadable(words: str) -> Refusal:
    return bad_request(f"can't parse inline query result: {words}")
